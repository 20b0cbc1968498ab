import type { Hyper } from "./hyper-grid.ts";
import type { HyperRows } from "./hyper-rows.ts";
import { type Lattice, strideOf } from "./level-lattice.ts";
import type { LookRecord } from "./look-record.ts";
import { type ShiftSums, saturation } from "./saturation.ts";
import type { Likelihood } from "./sighting-likelihood.ts";
import { type HalfTransition, STATES, STATIONARY, type Transitions } from "./wandering-level.ts";

/** A look for the filter. */
export interface FilterLook {
  readonly day: number;
  readonly likelihood: Likelihood;
}

/** Below this the weights are scaled up again, so that long records do not underflow. */
const SMALL = 1e-80;

/**
 * The exact forward filter of one assumption: for each node of the log level, the likelihood of the looks so far,
 * jointly with the state of the wandering level.
 *
 * A static or seasonal assumption has one state, a dwell assumption nine. Weights are kept times exp(-logScale).
 *
 * Source: the forward algorithm of hidden Markov models, Rabiner (1989), Proc. IEEE 77(2), III.A.
 * Checked against: sums over all paths, docs/methods/statistics.md (1e-12)
 */
export class LevelFilter {
  readonly lattice: Lattice;
  readonly states: 1 | 9;
  /** Weight of each node and state, from the first look on. Shape: nodes x states, row-major. */
  readonly weights: Float64Array;
  /** Weight of each node, summed over states. Not to be changed. */
  readonly sums: Float64Array;
  /** Sum of all weights, times exp(logScale) the likelihood of the looks. */
  total = 0;
  logScale = 0;
  /** Nodes that still carry weight: from `low` to `high`, exclusive. */
  low = 0;
  high: number;
  #day: number | null = null;
  readonly #rows: HyperRows;
  readonly #transitions: Transitions;
  readonly #stride: number;

  /** @param initial  weight of each node before any look; left out: 1 */
  constructor(rows: HyperRows, transitions: Transitions, lattice: Lattice, initial?: Float64Array) {
    this.lattice = lattice;
    this.#rows = rows;
    this.#transitions = transitions;
    this.states = rows.hyper.wander === 0 ? 1 : STATES;
    this.#stride = strideOf(rows.hyper, lattice.fineness);
    this.high = lattice.length;
    const { length } = lattice;
    this.sums = initial === undefined ? new Float64Array(length).fill(1) : initial.slice();
    // The states are those of the stationary level until the first look, and are written out with it.
    this.weights = this.states === 1 ? this.sums : new Float64Array(length * STATES);
    this.#sumUp();
  }

  get hyper(): Hyper {
    return this.#rows.hyper;
  }

  /** Log of the probability of the looks, for initial weights that sum to 1. */
  log(): number {
    return Math.log(this.total) + this.logScale;
  }

  /** Takes in the looks of a record. */
  take(record: LookRecord): void {
    if (this.states === 1) this.#takeStill(record);
    else for (const { day, likelihood } of record.looks(this.hyper.size)) this.advance(day, likelihood);
  }

  /** Takes in one more look; looks come in order of date, or in the reverse order. */
  advance(day: number, likelihood: Likelihood): void {
    const { lattice, low, high } = this;
    const reach = 4 * this.#stride;
    const row = this.#rows.get(
      day,
      likelihood,
      lattice.fineness,
      lattice.first + low - reach,
      lattice.first + high - 1 + reach,
    );
    const shift = lattice.first - row.first;
    if (this.states === 1) this.#multiply(row.values, shift);
    else if (this.#day === null) this.#begin(row.values, shift - reach);
    else {
      const days = Math.abs(day - this.#day);
      this.#spread(this.#transitions.over(days, this.hyper.memoryDays), row.values, shift - reach);
    }
    this.logScale += likelihood.logScale;
    this.#day = day;
    if (this.total < SMALL && this.total > 0) this.#rescale();
  }

  /** Lets go of nodes outside `low` to `high`. */
  keep(low: number, high: number): void {
    this.sums.fill(0, this.low, low).fill(0, high, this.high);
    this.low = low;
    this.high = high;
  }

  /** Weights without a wandering level: logarithms add up, and one exponential a node is enough. */
  #takeStill(record: LookRecord): void {
    const { lattice, weights, hyper } = this;
    const looks = record.looks(hyper.size);
    const last = looks.at(-1);
    if (last === undefined) return;
    this.#day = last.day;
    const logs = new Float64Array(lattice.length);
    for (let i = 0; i < logs.length; i++) logs[i] = Math.log(weights[i] as number);
    for (const { day, likelihood } of looks) {
      this.logScale += likelihood.logScale;
      if (likelihood.plain !== null) {
        this.logScale -= likelihood.plain.peak;
        continue;
      }
      const row = this.#rows.get(day, likelihood, lattice.fineness, lattice.first, lattice.first + logs.length - 1);
      const shift = lattice.first - row.first;
      for (let i = 0; i < logs.length; i++) logs[i] = (logs[i] as number) + Math.log(row.values[i + shift] as number);
    }
    const sums = record.plainSums(hyper);
    this.#saturate(logs, sums.looks, hyper.size);
    this.#saturate(logs, sums.cars, 1);
    const constant = sums.shifted - sums.total * Math.log(hyper.size);
    let largest = -Infinity;
    for (let i = 0; i < logs.length; i++) {
      const log = (logs[i] as number) + sums.total * (lattice.start + i * lattice.step) + constant;
      logs[i] = log;
      if (log > largest) largest = log;
    }
    for (let i = 0; i < logs.length; i++)
      weights[i] = largest === -Infinity ? 0 : Math.exp((logs[i] as number) - largest);
    if (largest > -Infinity) this.logScale += largest;
    this.#sumUp();
  }

  /** Takes `times` the looks' (or cars') log(1 + mean / k) off the logarithms. */
  #saturate(logs: Float64Array, { from, weights }: ShiftSums, times: number): void {
    const { lattice, hyper } = this;
    for (let c = 0; c < weights.length; c++) {
      const weight = times * (weights[c] as number);
      if (weight === 0) continue;
      const row = saturation(hyper.size, lattice.fineness, lattice.first, lattice.length, from + c);
      const { values, stride } = row;
      for (let i = 0, z = row.start; i < logs.length; i++, z += stride)
        logs[i] = (logs[i] as number) - weight * (values[z] as number);
    }
  }

  #sumUp(): void {
    let total = 0;
    for (let i = 0; i < this.sums.length; i++) total += this.sums[i] as number;
    this.total = total;
  }

  #multiply(row: Float64Array, shift: number): void {
    const { weights, high } = this;
    let total = 0;
    for (let i = this.low; i < high; i++) {
      const weight = (weights[i] as number) * (row[i + shift] as number);
      weights[i] = weight;
      total += weight;
    }
    this.total = total;
  }

  /** Weighs each state of the stationary level by the first look. */
  #begin(row: Float64Array, shift: number): void {
    const { weights, sums, high } = this;
    const stride = this.#stride;
    let total = 0;
    for (let i = this.low, o = this.low * STATES; i < high; i++, o += STATES) {
      const before = sums[i] as number;
      let sum = 0;
      for (let u = 0, z = i + shift; u < STATES; u++, z += stride) {
        const weight = before * (STATIONARY[u] as number) * (row[z] as number);
        weights[o + u] = weight;
        sum += weight;
      }
      sums[i] = sum;
      total += sum;
    }
    this.total = total;
  }

  /** Lets the wandering level move over a gap, and weighs each state by the look. The two halves are written out. */
  #spread({ even, odd }: HalfTransition, row: Float64Array, shift: number): void {
    const w = this.weights;
    const { sums, high } = this;
    const stride = this.#stride;
    const e00 = even[0] as number;
    const e01 = even[1] as number;
    const e02 = even[2] as number;
    const e03 = even[3] as number;
    const e04 = even[4] as number;
    const e10 = even[5] as number;
    const e11 = even[6] as number;
    const e12 = even[7] as number;
    const e13 = even[8] as number;
    const e14 = even[9] as number;
    const e20 = even[10] as number;
    const e21 = even[11] as number;
    const e22 = even[12] as number;
    const e23 = even[13] as number;
    const e24 = even[14] as number;
    const e30 = even[15] as number;
    const e31 = even[16] as number;
    const e32 = even[17] as number;
    const e33 = even[18] as number;
    const e34 = even[19] as number;
    const e40 = even[20] as number;
    const e41 = even[21] as number;
    const e42 = even[22] as number;
    const e43 = even[23] as number;
    const e44 = even[24] as number;
    const d00 = odd[0] as number;
    const d01 = odd[1] as number;
    const d02 = odd[2] as number;
    const d03 = odd[3] as number;
    const d10 = odd[4] as number;
    const d11 = odd[5] as number;
    const d12 = odd[6] as number;
    const d13 = odd[7] as number;
    const d20 = odd[8] as number;
    const d21 = odd[9] as number;
    const d22 = odd[10] as number;
    const d23 = odd[11] as number;
    const d30 = odd[12] as number;
    const d31 = odd[13] as number;
    const d32 = odd[14] as number;
    const d33 = odd[15] as number;
    let total = 0;
    for (let i = this.low, o = this.low * STATES, z = this.low + shift; i < high; i++, o += STATES, z++) {
      const a0 = w[o] as number;
      const a1 = w[o + 1] as number;
      const a2 = w[o + 2] as number;
      const a3 = w[o + 3] as number;
      const a4 = w[o + 4] as number;
      const a5 = w[o + 5] as number;
      const a6 = w[o + 6] as number;
      const a7 = w[o + 7] as number;
      const a8 = w[o + 8] as number;
      const p0 = a0 + a8;
      const p1 = a1 + a7;
      const p2 = a2 + a6;
      const p3 = a3 + a5;
      const m0 = a0 - a8;
      const m1 = a1 - a7;
      const m2 = a2 - a6;
      const m3 = a3 - a5;
      const s0 = p0 * e00 + p1 * e01 + p2 * e02 + p3 * e03 + a4 * e04;
      const t0 = m0 * d00 + m1 * d01 + m2 * d02 + m3 * d03;
      const s1 = p0 * e10 + p1 * e11 + p2 * e12 + p3 * e13 + a4 * e14;
      const t1 = m0 * d10 + m1 * d11 + m2 * d12 + m3 * d13;
      const s2 = p0 * e20 + p1 * e21 + p2 * e22 + p3 * e23 + a4 * e24;
      const t2 = m0 * d20 + m1 * d21 + m2 * d22 + m3 * d23;
      const s3 = p0 * e30 + p1 * e31 + p2 * e32 + p3 * e33 + a4 * e34;
      const t3 = m0 * d30 + m1 * d31 + m2 * d32 + m3 * d33;
      const b0 = (s0 + t0) * (row[z] as number);
      const b1 = (s1 + t1) * (row[z + stride] as number);
      const b2 = (s2 + t2) * (row[z + 2 * stride] as number);
      const b3 = (s3 + t3) * (row[z + 3 * stride] as number);
      const b4 = (p0 * e40 + p1 * e41 + p2 * e42 + p3 * e43 + a4 * e44) * (row[z + 4 * stride] as number);
      const b5 = Math.max(0, s3 - t3) * (row[z + 5 * stride] as number);
      const b6 = Math.max(0, s2 - t2) * (row[z + 6 * stride] as number);
      const b7 = Math.max(0, s1 - t1) * (row[z + 7 * stride] as number);
      const b8 = Math.max(0, s0 - t0) * (row[z + 8 * stride] as number);
      w[o] = b0;
      w[o + 1] = b1;
      w[o + 2] = b2;
      w[o + 3] = b3;
      w[o + 4] = b4;
      w[o + 5] = b5;
      w[o + 6] = b6;
      w[o + 7] = b7;
      w[o + 8] = b8;
      const sum = b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + b8;
      sums[i] = sum;
      total += sum;
    }
    this.total = total;
  }

  #rescale(): void {
    const { weights, total } = this;
    for (let o = this.low * this.states; o < this.high * this.states; o++) weights[o] = (weights[o] as number) / total;
    if (this.states > 1) for (let i = this.low; i < this.high; i++) this.sums[i] = (this.sums[i] as number) / total;
    this.logScale += Math.log(total);
    this.total = 1;
  }
}
