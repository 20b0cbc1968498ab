/** Steps of the table, and points of its interpolation. */
const STEP = 0.04;
const POINTS = 8;
/** The table reaches from -40 to 40. */
const OFFSET = 1000;

/** Barycentric weights of eight equally spaced points. */
const BARYCENTRIC = Float64Array.from([1, -7, 21, -35, 35, -21, 7, -1]);

/**
 * A positive function of a logarithm, worked out on a table where it is asked for, its own logarithm interpolated by the
 * eight-point Lagrange formula in barycentric form.
 *
 * Relative error below 1e-7 for functions whose logarithm bends over 0.12 or more, as probabilities of counts up to a few
 * hundred do; 1e-9 for smaller counts. Outside the table, and next to zeros, the function itself is asked.
 *
 * Source: Berrut & Trefethen (2004), SIAM Review 46(3), 5.
 * Checked against: test/statistics/model.test.ts (1e-6, whole model)
 */
export class LogTable {
  readonly #value: (logarithm: number) => number;
  readonly #logs = new Float64Array(2 * OFFSET).fill(Number.NaN);

  constructor(value: (logarithm: number) => number) {
    this.#value = value;
  }

  at(logarithm: number): number {
    const position = logarithm / STEP;
    const first = Math.floor(position) - (POINTS / 2 - 1);
    if (first + OFFSET < 0 || first + POINTS + OFFSET >= this.#logs.length) return this.#value(logarithm);
    let numerator = 0;
    let denominator = 0;
    for (let i = 0; i < POINTS; i++) {
      const distance = position - (first + i);
      const log = this.#log(first + i);
      if (distance === 0) return Math.exp(log);
      if (log === -Infinity) return this.#value(logarithm);
      const w = (BARYCENTRIC[i] as number) / distance;
      numerator += w * log;
      denominator += w;
    }
    return Math.exp(numerator / denominator);
  }

  #log(point: number): number {
    const known = this.#logs[point + OFFSET] as number;
    if (!Number.isNaN(known)) return known;
    const log = Math.log(this.#value(point * STEP));
    this.#logs[point + OFFSET] = log;
    return log;
  }
}
