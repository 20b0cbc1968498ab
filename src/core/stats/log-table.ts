/** Points of the interpolation. */
const POINTS = 8;
/** The table reaches this far in both directions: from 1e-8 to 6e7 cars. */
const REACH = 18;

/** Places this close are one: they differ by rounding. */
const SAME_PLACE = 1e-11;

/** Shares of the eight points in a value between them: those of the place at hand. */
const SHARES = new Float64Array(POINTS);

/** Barycentric weights of eight equally spaced points. */
const BARYCENTRIC = Float64Array.from([1, -7, 21, -35, 35, -21, 7, -1]);

/**
 * A positive function of a logarithm, worked out on a table where it is asked for, its own logarithm interpolated by the
 * eight-point Lagrange formula in barycentric form.
 *
 * With a step of 0.04, relative error below 1e-7 for functions whose logarithm bends over 0.12 or more, as probabilities of
 * counts up to a few hundred do; 1e-9 up to some forty cars. Where two humps meet, as of a count that may be either of two
 * far apart, it may be off by some thousandths. Outside the table, and next to zeros, the function itself is asked.
 *
 * Source: Berrut & Trefethen (2004), SIAM Review 46(3), 5.
 * Checked against: test/statistics/model.test.ts (1e-6, whole model)
 */
export class LogTable {
  readonly step: number;
  readonly #value: (logarithm: number) => number;
  /** The table's point 0 stands at this place. */
  readonly #origin: number;
  readonly #logs: Float64Array;

  constructor(value: (logarithm: number) => number, step: number) {
    this.#value = value;
    this.step = step;
    this.#origin = Math.ceil(REACH / step);
    this.#logs = new Float64Array(2 * this.#origin).fill(Number.NaN);
  }

  at(logarithm: number): number {
    const position = logarithm / this.step;
    const first = Math.floor(position + SAME_PLACE) - (POINTS / 2 - 1);
    this.#between(position - first);
    return this.#read(first, logarithm);
  }

  /**
   * Sum of weight times function over evenly spaced logarithms.
   *
   * @param weights  those below `least` are left out
   * @param spacing  of the logarithms, in steps of the table: as a fraction, so that places between points come again and
   *                 their shares are worked out once
   */
  sum(weights: Float64Array, start: number, spacing: readonly [number, number], least: number): number {
    const [times, parts] = spacing;
    let sum = 0;
    for (let turn = 0; turn < parts; turn++) {
      const position = start / this.step + (turn * times) / parts;
      const first = Math.floor(position + SAME_PLACE) - (POINTS / 2 - 1);
      this.#between(position - first);
      for (let z = turn, point = first; z < weights.length; z += parts, point += times) {
        const weight = weights[z] as number;
        if (weight >= least) sum += weight * this.#read(point, start + ((z * times) / parts) * this.step);
      }
    }
    return sum;
  }

  /** Shares of the eight points for a place counted from the first of them. */
  #between(place: number): void {
    const shares = SHARES;
    const nearest = Math.round(place);
    if (Math.abs(place - nearest) < SAME_PLACE) {
      shares.fill(0);
      shares[nearest] = 1;
      return;
    }
    let total = 0;
    for (let i = 0; i < POINTS; i++) {
      const share = (BARYCENTRIC[i] as number) / (place - i);
      shares[i] = share;
      total += share;
    }
    for (let i = 0; i < POINTS; i++) shares[i] = (shares[i] as number) / total;
  }

  /** The value at `logarithm`, from the eight points from `first` on by the shares at hand. */
  #read(first: number, logarithm: number): number {
    const from = first + this.#origin;
    if (from < 0 || from + POINTS > this.#logs.length) return this.#value(logarithm);
    let log = 0;
    for (let i = 0; i < POINTS; i++) {
      const share = SHARES[i] as number;
      if (share === 0) continue;
      let known = this.#logs[from + i] as number;
      if (Number.isNaN(known)) known = this.#workOut(from + i);
      log += share * known;
    }
    return Number.isFinite(log) ? Math.exp(log) : this.#value(logarithm);
  }

  #workOut(place: number): number {
    const log = Math.log(this.#value((place - this.#origin) * this.step));
    this.#logs[place] = log;
    return log;
  }
}
