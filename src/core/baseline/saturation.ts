import { zeros } from "../stats/zeros.ts";
import { LatticeRows, UNIT } from "./level-lattice.ts";

/**
 * The part of a plain look's likelihood that bends: y ~ NB(q m, k) has log likelihood y log(q m / k) - (y + k) S(log(q m)),
 * S(a) = log(1 + e^a / k). It depends on the look by a shift of `a` alone, so the looks of a record are added up on a grid
 * of shifts, whatever their number, and no exponential or logarithm is worked out for a look.
 *
 * S is smooth (its singularities lie pi off the real axis): interpolation by twelve points a {@link SHIFT} apart is good to
 * 1e-14 of its largest value near by.
 */
const SHIFT = UNIT / 4;

/** Steps a unit in which both the points of a lattice and the shifts are whole; `fineness` is that of the lattice. */
function common(fineness: number): number {
  let fine = fineness;
  while (fine % 4 !== 0) fine *= 2;
  return fine;
}

/** Sizes are those of the grids, a few dozen at most: rows are kept for the life of the program. */
const BY_SIZE = new Map<number, LatticeRows>();

function rowsOf(size: number): LatticeRows {
  let rows = BY_SIZE.get(size);
  if (rows === undefined) {
    rows = new LatticeRows((values, first, fineness, from, to) => {
      const step = UNIT / fineness;
      for (let i = from; i < to; i++) values[i] = Math.log1p(Math.exp((first + i) * step) / size);
    });
    BY_SIZE.set(size, rows);
  }
  return rows;
}

/** S at points of a lattice, moved by some shifts: that of point i, moved by c more than the first shift, is at `start` + i `stride` + c `move`. */
export interface Saturation {
  readonly values: Float64Array;
  readonly start: number;
  readonly stride: number;
  readonly move: number;
}

/**
 * S at lattice points `first`, `first` + 1, ..., `length` of them, moved by `shifts` shifts from `shift` on, in steps of
 * {@link SHIFT}.
 */
export function saturation(
  size: number,
  fineness: number,
  first: number,
  length: number,
  shift: number,
  shifts: number,
): Saturation {
  const fine = common(fineness);
  const stride = fine / fineness;
  const move = fine / 4;
  const from = first * stride + shift * move;
  const row = rowsOf(size).get(fine, from, from + (length - 1) * stride + (shifts - 1) * move);
  return { values: row.values, start: from - row.first, stride, move };
}

const POINTS = 12;
/** (-1)^j binomial(11, j): barycentric weights of evenly spaced points. */
const BARYCENTRIC = Float64Array.from([1, -11, 55, -165, 330, -462, 462, -330, 165, -55, 11, -1]);

/** Shares of the points in the shift at hand. */
const POINT = new Float64Array(POINTS);

/** Weights on the grid of shifts that stand for many shifts in between. */
export class ShiftSums {
  /** Weight on shift `from` + c, in steps of {@link SHIFT}. */
  from = 0;
  weights: Float64Array = new Float64Array(0);

  get end(): number {
    return this.from + this.weights.length;
  }

  /** Adds `times` the weights to those of shifts `from`, `from` + 1, ... */
  addTo(sums: Float64Array, from: number, times: number): void {
    for (let c = 0; c < this.weights.length; c++) {
      const place = this.from + c - from;
      sums[place] = (sums[place] as number) + times * (this.weights[c] as number);
    }
  }

  /** Adds a weight at a shift in log units. */
  add(shift: number, weight: number): void {
    const place = shift / SHIFT;
    const nearest = Math.round(place);
    if (place === nearest) {
      this.#reach(nearest, nearest);
      this.weights[nearest - this.from] = (this.weights[nearest - this.from] as number) + weight;
      return;
    }
    const first = Math.floor(place) - (POINTS / 2 - 1);
    this.#reach(first, first + POINTS - 1);
    let total = 0;
    for (let j = 0; j < POINTS; j++) {
      const share = (BARYCENTRIC[j] as number) / (place - first - j);
      POINT[j] = share;
      total += share;
    }
    const factor = weight / total;
    for (let j = 0, c = first - this.from; j < POINTS; j++, c++)
      this.weights[c] = (this.weights[c] as number) + factor * (POINT[j] as number);
  }

  #reach(low: number, high: number): void {
    const { from, weights, end } = this;
    if (weights.length > 0 && low >= from && high < end) return;
    const first = weights.length === 0 ? low : Math.min(low, from);
    const last = weights.length === 0 ? high : Math.max(high, end - 1);
    const wider = zeros(last - first + 1);
    if (weights.length > 0) wider.set(weights, from - first);
    this.from = first;
    this.weights = wider;
  }
}
