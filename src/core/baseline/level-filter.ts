import { copyOf, zeros } from "../stats/zeros.ts";
import type { Hyper } from "./hyper-grid.ts";
import type { HyperRows } from "./hyper-rows.ts";
import { type Lattice, strideOf } from "./level-lattice.ts";
import { LookAhead } from "./look-ahead.ts";
import type { LookRecord } from "./look-record.ts";
import { type ShiftSums, saturation } from "./saturation.ts";
import type { Likelihood } from "./sighting-likelihood.ts";
import { bringBack, spread } from "./spread.ts";
import { STATES, STATIONARY, transitionOver } from "./wandering-level.ts";

/** A look for the filter. */
export interface FilterLook {
  readonly day: number;
  readonly likelihood: Likelihood;
}

const NONE = new Float64Array(0);

/** Outside of these the weights are scaled anew, so that long records neither underflow nor overflow. */
const SMALL = 1e-80;
const LARGE = 1e80;

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
  /** Weight of each node, summed over states. Not to be changed. */
  readonly sums: Float64Array;
  /** Sum of all weights, times exp(logScale) the likelihood of the looks. */
  total = 0;
  logScale = 0;
  /** Nodes that still carry weight: from `low` to `high`, exclusive. */
  low = 0;
  high: number;
  #day: number | null = null;
  /** After the first look of a wandering level: what its states are written out from, once they are asked for. */
  #unwritten: { readonly before: Float64Array; readonly row: Float64Array; readonly shift: number } | null = null;
  #weights: Float64Array;
  readonly #rows: HyperRows;
  readonly #stride: number;

  /** @param initial  weight of each node before any look; left out: 1 */
  constructor(rows: HyperRows, lattice: Lattice, initial?: Float64Array) {
    this.lattice = lattice;
    this.#rows = rows;
    this.states = rows.hyper.wander === 0 ? 1 : STATES;
    this.#stride = strideOf(rows.hyper, lattice.fineness);
    this.high = lattice.length;
    const { length } = lattice;
    this.sums = initial === undefined ? zeros(length).fill(1) : copyOf(initial);
    // The states are those of the stationary level until the first look, and are written out when they are asked for.
    this.#weights = this.states === 1 ? this.sums : NONE;
    this.#sumUp();
  }

  /** Weight of each node and state, from the first look on. Shape: nodes x states, row-major. Not to be changed. */
  get weights(): Float64Array {
    if (this.#unwritten !== null) this.#writeStates(this.#unwritten);
    bringBack(this.#weights);
    return this.#weights;
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
    if (this.states === 1) {
      this.#takeStill(record);
      return;
    }
    const looks = record.looks(this.hyper.size);
    for (const [i, { day, likelihood }] of looks.entries()) this.#advance(day, likelihood, i === looks.length - 1);
  }

  /** Takes in one more look; looks come in order of date, or in the reverse order. */
  advance(day: number, likelihood: Likelihood): void {
    this.#advance(day, likelihood, true);
  }

  /** @param isSummed  whether sums and total are asked for before the next look; else the total is a weight near the largest */
  #advance(day: number, likelihood: Likelihood, isSummed: boolean): void {
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
      if (this.#unwritten !== null) this.#writeStates(this.#unwritten);
      const over = transitionOver(Math.abs(day - this.#day), this.hyper.memoryDays);
      const sums = isSummed ? this.sums : null;
      this.total = spread(this.#weights, sums, low, high, over, row, shift - reach, this.#stride);
    }
    this.logScale += likelihood.logScale;
    this.#day = day;
    if ((this.total < SMALL && this.total > 0) || this.total > LARGE) this.#rescale();
  }

  /** The same filter once more, to be taken on by other looks. */
  fork(): LevelFilter {
    const fork = new LevelFilter(this.#rows, this.lattice, this.sums);
    if (this.states > 1 && this.#unwritten === null) fork.#weights = copyOf(this.weights);
    fork.#unwritten = this.#unwritten;
    fork.#day = this.#day;
    fork.total = this.total;
    fork.logScale = this.logScale;
    fork.low = this.low;
    fork.high = this.high;
    return fork;
  }

  /**
   * What the looks so far lead to expect of one more.
   *
   * @param day      no earlier than the newest look, where looks come in order of date
   * @param factors  for each node of the level, as a density after a change; left out: 1
   */
  ahead(day: number, factors?: Float64Array): LookAhead {
    const { lattice, low, high } = this;
    const reach = 4 * this.#stride;
    const weights = zeros(high - low + 2 * reach);
    const moved = this.states === 1 ? this.sums : this.#movedTo(day);
    for (let i = low; i < high; i++) {
      const factor = factors === undefined ? 1 : (factors[i] as number);
      for (let u = 0, o = i * this.states, z = i - low; u < this.states; u++, o++, z += this.#stride)
        weights[z] = (weights[z] as number) + factor * (moved[o] as number);
    }
    return new LookAhead(this.#rows, day, lattice.fineness, lattice.first + low - reach, weights, this.logScale);
  }

  /** Weight of each node and state on a day after the looks so far. */
  #movedTo(day: number): Float64Array {
    const { low, high } = this;
    if (this.#day === null) {
      const stationary = zeros(this.lattice.length * STATES);
      for (let i = low, o = low * STATES; i < high; i++, o += STATES)
        for (let u = 0; u < STATES; u++) stationary[o + u] = (this.sums[i] as number) * (STATIONARY[u] as number);
      return stationary;
    }
    const moved = copyOf(this.weights);
    const over = transitionOver(Math.abs(day - this.#day), this.hyper.memoryDays);
    // A look of which every state is as likely: the step alone.
    const values = zeros(high - low + 1).fill(1);
    spread(moved, null, low, high, over, { first: low, values, address: 0 }, -low, 0);
    bringBack(moved);
    return moved;
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
    const logs = zeros(lattice.length);
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
    this.#saturate(logs, sums.looks, sums.cars);
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

  /** Takes log(1 + mean / k) off the logarithms, k times for each look and once for each car. */
  #saturate(logs: Float64Array, looks: ShiftSums, cars: ShiftSums): void {
    const { lattice, hyper } = this;
    if (looks.weights.length === 0) return;
    const from = Math.min(looks.from, cars.weights.length === 0 ? looks.from : cars.from);
    const times = zeros(Math.max(looks.end, cars.weights.length === 0 ? looks.end : cars.end) - from);
    looks.addTo(times, from, hyper.size);
    cars.addTo(times, from, 1);
    const { fineness, first, length } = lattice;
    const { values, start, stride, move } = saturation(hyper.size, fineness, first, length, from, times.length);
    for (let i = 0; i < logs.length; i++) {
      let sum = 0;
      for (let c = 0, z = start + i * stride; c < times.length; c++, z += move)
        sum += (times[c] as number) * (values[z] as number);
      logs[i] = (logs[i] as number) - sum;
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
    const { sums, high } = this;
    const before = copyOf(sums);
    const stride = this.#stride;
    let total = 0;
    for (let i = this.low; i < high; i++) {
      let share = 0;
      for (let u = 0, z = i + shift; u < STATES; u++, z += stride)
        share += (STATIONARY[u] as number) * (row[z] as number);
      const sum = (before[i] as number) * share;
      sums[i] = sum;
      total += sum;
    }
    this.total = total;
    this.#unwritten = { before, row, shift };
  }

  #writeStates({ before, row, shift }: { before: Float64Array; row: Float64Array; shift: number }): void {
    const weights = zeros(this.lattice.length * STATES);
    const stride = this.#stride;
    for (let i = this.low, o = this.low * STATES; i < this.high; i++, o += STATES)
      for (let u = 0, z = i + shift; u < STATES; u++, z += stride)
        weights[o + u] = (before[i] as number) * (STATIONARY[u] as number) * (row[z] as number);
    this.#weights = weights;
    this.#unwritten = null;
  }

  #rescale(): void {
    const { weights, total } = this;
    for (let o = this.low * this.states; o < this.high * this.states; o++) weights[o] = (weights[o] as number) / total;
    if (this.states > 1) for (let i = this.low; i < this.high; i++) this.sums[i] = (this.sums[i] as number) / total;
    this.logScale += Math.log(total);
    this.total = 1;
  }
}
