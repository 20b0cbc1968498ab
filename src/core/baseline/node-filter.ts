import { type Hyper, seasonOn } from "./hyper-grid.ts";
import type { Likelihood } from "./sighting-likelihood.ts";
import { type HalfTransition, halfTransition, LEVELS, STATES, STATIONARY } from "./wandering-level.ts";

/** Transition matrices by correlation; one for each run, so that equal gaps are worked out once. */
export class Transitions {
  readonly #known = new Map<number, HalfTransition>();

  over(days: number, memoryDays: number): HalfTransition {
    const correlation = Math.exp(-days / memoryDays);
    let known = this.#known.get(correlation);
    if (known === undefined) {
      known = halfTransition(correlation);
      this.#known.set(correlation, known);
    }
    return known;
  }
}

/**
 * Likelihoods of looks on fixed nodes of the log level, under one assumption. Filters on the same nodes share them.
 */
export class NodeRows {
  readonly hyper: Hyper;
  /** Log level at each node. */
  readonly nodes: Float64Array;
  readonly states: 1 | 9;
  readonly #keepSeasons: boolean;
  readonly #means: Float64Array;
  readonly #rows = new Map<Likelihood, Float64Array>();
  readonly #seasonRows = new Map<Likelihood, Map<number, Float64Array>>();
  /** log(1 + x) of each node and state, by the look's log share. */
  readonly #logs = new Map<number, Float64Array>();

  /** @param keepSeasons  keep the rows of seasonal assumptions too, which no other look repeats but other filters do */
  constructor(hyper: Hyper, nodes: Float64Array, keepSeasons: boolean) {
    this.hyper = hyper;
    this.nodes = nodes;
    this.states = hyper.wander === 0 ? 1 : STATES;
    this.#keepSeasons = keepSeasons;
    this.#means = nodes.map(Math.exp);
  }

  /** Likelihood of a look over exp(logScale). Shape: nodes x states, row-major; not to be changed. */
  row(day: number, likelihood: Likelihood): Float64Array {
    if (this.hyper.season !== 0) return this.#seasonRow(day, likelihood);
    let row = this.#rows.get(likelihood);
    if (row === undefined) {
      row = this.states === 1 ? this.#staticRow(0, likelihood) : this.#dwellRow(likelihood);
      this.#rows.set(likelihood, row);
    }
    return row;
  }

  #seasonRow(day: number, likelihood: Likelihood): Float64Array {
    const season = seasonOn(day, this.hyper);
    if (!this.#keepSeasons) return this.#staticRow(season, likelihood);
    let byDay = this.#seasonRows.get(likelihood);
    if (byDay === undefined) {
      byDay = new Map();
      this.#seasonRows.set(likelihood, byDay);
    }
    let row = byDay.get(day);
    if (row === undefined) {
      row = this.#staticRow(season, likelihood);
      byDay.set(day, row);
    }
    return row;
  }

  #staticRow(season: number, likelihood: Likelihood): Float64Array {
    const { nodes, hyper } = this;
    const row = new Float64Array(nodes.length);
    const plain = likelihood.plain;
    if (plain === null) {
      for (let i = 0; i < row.length; i++) row[i] = likelihood.at((nodes[i] as number) + season);
      return row;
    }
    const y = plain.cars;
    const k = hyper.size;
    const peak = y === 0 ? 0 : y * Math.log(y / k) - (y + k) * Math.log1p(y / k);
    const shift = season + plain.logShare - Math.log(k);
    const means = this.#means;
    const factor = Math.exp(shift);
    const base = y * shift - peak;
    const total = y + k;
    // log(1 + x) and not log1p: the error, 1e-16 times y + k, is far below what is asked, and it is three times as fast.
    for (let i = 0; i < row.length; i++) {
      const logs = Math.log(1 + factor * (means[i] as number));
      row[i] = Math.exp(base + y * (nodes[i] as number) - total * logs);
    }
    return row;
  }

  #dwellRow(likelihood: Likelihood): Float64Array {
    const { nodes, hyper } = this;
    const row = new Float64Array(nodes.length * STATES);
    const plain = likelihood.plain;
    if (plain === null) {
      for (let i = 0; i < nodes.length; i++)
        for (let u = 0; u < STATES; u++)
          row[i * STATES + u] = likelihood.at((nodes[i] as number) + hyper.wander * (LEVELS[u] as number));
      return row;
    }
    const y = plain.cars;
    const k = hyper.size;
    const peak = y === 0 ? 0 : y * Math.log(y / k) - (y + k) * Math.log1p(y / k);
    const shift = plain.logShare - Math.log(k);
    const logs = this.#logsFor(shift);
    const slope = y * hyper.wander;
    const total = y + k;
    for (let i = 0; i < nodes.length; i++) {
      const base = y * ((nodes[i] as number) + shift) - peak;
      for (let u = 0; u < STATES; u++) {
        const o = i * STATES + u;
        row[o] = Math.exp(base + slope * (LEVELS[u] as number) - total * (logs[o] as number));
      }
    }
    return row;
  }

  #logsFor(shift: number): Float64Array {
    let logs = this.#logs.get(shift);
    if (logs === undefined) {
      logs = new Float64Array(this.nodes.length * STATES);
      const factors = LEVELS.map((level) => Math.exp(shift + this.hyper.wander * level));
      for (let i = 0; i < this.nodes.length; i++)
        for (let u = 0; u < STATES; u++)
          logs[i * STATES + u] = Math.log(1 + (factors[u] as number) * (this.#means[i] as number));
      this.#logs.set(shift, logs);
    }
    return logs;
  }
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
export class NodeFilter {
  readonly hyper: Hyper;
  /** Log level at each node. */
  readonly nodes: Float64Array;
  readonly states: 1 | 9;
  /** Shape: nodes x states, row-major. */
  readonly weights: Float64Array;
  logScale = 0;
  /** Nodes that still carry weight: from `low` to `high`, exclusive. */
  low = 0;
  high: number;
  #day: number | null = null;
  readonly #transitions: Transitions;
  readonly #rows: NodeRows;

  /** @param initial  weight of each node before any look; left out: 1 */
  constructor(rows: NodeRows, transitions: Transitions, initial?: Float64Array) {
    this.hyper = rows.hyper;
    this.nodes = rows.nodes;
    this.states = rows.states;
    this.#rows = rows;
    this.#transitions = transitions;
    this.high = this.nodes.length;
    if (this.states === 1) {
      this.weights = initial === undefined ? new Float64Array(this.high).fill(1) : initial.slice();
      return;
    }
    this.weights = new Float64Array(this.high * STATES);
    for (let i = 0; i < this.high; i++) {
      const weight = initial === undefined ? 1 : (initial[i] as number);
      for (let u = 0; u < STATES; u++) this.weights[i * STATES + u] = weight * (STATIONARY[u] as number);
    }
  }

  /** Takes in one more look; looks come in order of date, or in the reverse order. */
  advance(day: number, likelihood: Likelihood): void {
    const gap = this.#day === null ? 0 : Math.abs(day - this.#day);
    if (this.states === STATES && gap > 0) this.#spread(this.#transitions.over(gap, this.hyper.memoryDays));
    const row = this.#rows.row(day, likelihood);
    const { weights } = this;
    const end = this.high * this.states;
    let sum = 0;
    for (let o = this.low * this.states; o < end; o++) {
      const weight = (weights[o] as number) * (row[o] as number);
      weights[o] = weight;
      sum += weight;
    }
    this.logScale += likelihood.logScale;
    this.#day = day;
    if (sum < SMALL && sum > 0) this.#rescale(sum);
  }

  /** Weight of node i, summed over states. */
  at(i: number): number {
    if (this.states === 1) return this.weights[i] ?? 0;
    let sum = 0;
    for (let o = i * STATES; o < (i + 1) * STATES; o++) sum += this.weights[o] ?? 0;
    return sum;
  }

  /** Weight of every node, summed over states. */
  marginals(): Float64Array {
    const { weights, states } = this;
    const count = this.nodes.length;
    if (states === 1) return weights.slice();
    const sums = new Float64Array(count);
    for (let i = this.low; i < this.high; i++) {
      const o = i * STATES;
      sums[i] =
        (weights[o] as number) +
        (weights[o + 1] as number) +
        (weights[o + 2] as number) +
        (weights[o + 3] as number) +
        (weights[o + 4] as number) +
        (weights[o + 5] as number) +
        (weights[o + 6] as number) +
        (weights[o + 7] as number) +
        (weights[o + 8] as number);
    }
    return sums;
  }

  /** Sum of all weights, times exp(logScale) the likelihood of the looks. */
  total(): number {
    const { weights } = this;
    let sum = 0;
    const end = this.high * this.states;
    for (let o = this.low * this.states; o < end; o++) sum += weights[o] as number;
    return sum;
  }

  /** Lets the wandering level move over a gap. */
  #spread({ even, odd }: HalfTransition): void {
    const w = this.weights;
    const e = even;
    const d = odd;
    const end = this.high * STATES;
    for (let o = this.low * STATES; o < end; o += STATES) {
      const a0 = w[o] as number;
      const a1 = w[o + 1] as number;
      const a2 = w[o + 2] as number;
      const a3 = w[o + 3] as number;
      const a4 = w[o + 4] as number;
      const a5 = w[o + 5] as number;
      const a6 = w[o + 6] as number;
      const a7 = w[o + 7] as number;
      const a8 = w[o + 8] as number;
      const s0 = a0 + a8;
      const s1 = a1 + a7;
      const s2 = a2 + a6;
      const s3 = a3 + a5;
      const d0 = a0 - a8;
      const d1 = a1 - a7;
      const d2 = a2 - a6;
      const d3 = a3 - a5;
      for (let t = 0; t < 4; t++) {
        const r = t * 5;
        const q = t * 4;
        const sum =
          s0 * (e[r] as number) +
          s1 * (e[r + 1] as number) +
          s2 * (e[r + 2] as number) +
          s3 * (e[r + 3] as number) +
          a4 * (e[r + 4] as number);
        const difference =
          d0 * (d[q] as number) + d1 * (d[q + 1] as number) + d2 * (d[q + 2] as number) + d3 * (d[q + 3] as number);
        w[o + t] = sum + difference;
        w[o + 8 - t] = Math.max(0, sum - difference);
      }
      w[o + 4] =
        s0 * (e[20] as number) +
        s1 * (e[21] as number) +
        s2 * (e[22] as number) +
        s3 * (e[23] as number) +
        a4 * (e[24] as number);
    }
  }

  #rescale(sum: number): void {
    for (let o = this.low * this.states; o < this.high * this.states; o++)
      this.weights[o] = (this.weights[o] as number) / sum;
    this.logScale += Math.log(sum);
  }

  /** Lets go of nodes outside `low` to `high`. */
  keep(low: number, high: number): void {
    this.low = low;
    this.high = high;
  }
}
