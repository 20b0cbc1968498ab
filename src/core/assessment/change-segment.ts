import type { Hyper } from "../baseline/hyper-grid.ts";
import type { Lattice } from "../baseline/level-posterior.ts";
import { NodeFilter } from "../baseline/node-filter.ts";
import type { LevelWeights, Workings } from "../baseline/regime-model.ts";
import { centreOf, meanShare, type Sighting } from "../baseline/sighting.ts";
import { ChangeNodes, type NodesNeeded } from "./change-nodes.ts";

/** Share of the largest weight below which nodes at the ends are let go. */
const LET_GO = 1e-13;
/** Sets of nodes kept for each assumption. */
const SETS_KEPT = 6;

/** Sets of nodes made so far, shared by the segments of one series. */
export class ChangeNodesTable {
  readonly #byHyper = new Map<Hyper, ChangeNodes[]>();

  for(hyper: Hyper, needed: NodesNeeded, generous: NodesNeeded): ChangeNodes {
    let sets = this.#byHyper.get(hyper);
    if (sets === undefined) {
      sets = [];
      this.#byHyper.set(hyper, sets);
    }
    const known = sets.find((set) => set.isEnoughFor(needed));
    if (known !== undefined) return known;
    const made = new ChangeNodes(hyper, generous);
    sets.unshift(made);
    if (sets.length > SETS_KEPT) sets.pop();
    return made;
  }
}

/**
 * One alternative under one assumption: "the level changed in the gap before the first of these looks".
 *
 * After the change the log level is m' = m + d (rise) or m - d (fall), d = log 1.25 + Exp(1); the wandering level starts
 * anew. `rise` and `fall` are the densities of m' that the looks before the change leave, times the node's width.
 *
 * The density of m' is an integral of the posterior of m up to a moving end; it is exact on the lattice of m by
 * sinc indefinite integration (error exp(-pi^2 / (2 step^2)), step in standard deviations).
 *
 * Source: Shin, Ramdas & Rinaldo (2024), New England J. Stat. Data Sci. 2(2), e-detectors; Stenger (1993), Numerical
 * Methods Based on Sinc and Analytic Functions, 4.5.
 * Checked against: scipy 1.17.1 nested quadrature, test/reference/statistics-model.json (1e-6)
 */
export class ChangeSegment {
  readonly hyper: Hyper;
  /** Lattice and weights of the level before the change, as they were then; times exp(beforeScale). */
  readonly before: Lattice;
  readonly beforeWeights: Float64Array;
  readonly beforeScale: number;
  readonly #workings: Workings;
  readonly #table: ChangeNodesTable;
  readonly #sightings: Sighting[] = [];
  /** Mean cars before the change: the nodes are laid with room for counts about it. */
  readonly #usual: number;
  #nodes: ChangeNodes | null = null;
  #filter: NodeFilter | null = null;
  #logRise = -Infinity;
  #logFall = -Infinity;
  #rise: Float64Array = new Float64Array(0);
  #fall: Float64Array = new Float64Array(0);

  /** @param before  the level as the looks before the change leave it */
  constructor(before: LevelWeights, workings: Workings, table: ChangeNodesTable) {
    this.hyper = before.hyper;
    this.before = before.lattice;
    this.beforeWeights = before.weights;
    this.beforeScale = before.logScale;
    this.#workings = workings;
    this.#table = table;
    let total = 0;
    let centre = 0;
    for (let i = 0; i < before.weights.length; i++) {
      total += before.weights[i] as number;
      centre += (before.weights[i] as number) * i;
    }
    this.#usual = total > 0 ? Math.exp(before.lattice.start + (centre / total) * before.lattice.step) : 1;
  }

  add(sighting: Sighting): void {
    this.#sightings.push(sighting);
    const needed = this.#needed();
    if (this.#nodes === null || this.#filter === null || !this.#nodes.isEnoughFor(needed)) this.#rebuild(needed);
    else this.#filter.advance(sighting.day, this.#workings.likelihoods.of(sighting, this.hyper.size));
    this.#sum();
  }

  #needed(): NodesNeeded {
    const cars = this.#sightings.map((s) => centreOf(s.figure) / meanShare(s));
    const first = this.#sightings[0]?.day ?? 0;
    const last = this.#sightings.at(-1)?.day ?? 0;
    return {
      lattice: this.before,
      looks: this.#sightings.length,
      smallest: Math.min(...cars),
      largest: Math.max(...cars),
      gapDays: this.#sightings.length > 1 ? (last - first) / (this.#sightings.length - 1) : 1,
      open: this.#sightings.some(({ figure }) => figure.kind === "range" && figure.high === Infinity),
    };
  }

  /** Takes nodes with room for more looks, and runs the filter over the looks so far. */
  #rebuild(needed: NodesNeeded): void {
    this.#nodes = this.#table.for(this.hyper, needed, {
      ...needed,
      looks: 4 ** Math.ceil(Math.log(Math.max(4, needed.looks)) / Math.log(4) - 1e-9),
      largest: Math.max(1.6 * needed.largest + 3, 4 * this.#usual),
      smallest: Math.max(0, Math.min(0.5 * needed.smallest, 0.2 * this.#usual) - 2),
    });
    const { rise, fall } = this.#nodes.densities(this.beforeWeights);
    this.#rise = rise;
    this.#fall = fall;
    this.#filter = new NodeFilter(this.#nodes.rows, this.#workings.transitions);
    for (const sighting of this.#sightings)
      this.#filter.advance(sighting.day, this.#workings.likelihoods.of(sighting, this.hyper.size));
  }

  /**
   * Sums the weights under a rise and under a fall, and leaves out nodes at the ends that carry less than 1e-13. Later
   * looks could raise them again, but each is a martingale if nothing changes: the chance that one comes to matter is as
   * small.
   */
  #sum(): void {
    const filter = this.#filter;
    if (filter === null) return;
    const weights = filter.marginals();
    const rise = this.#rise;
    const fall = this.#fall;
    let largest = 0;
    let riseSum = 0;
    let fallSum = 0;
    for (let i = filter.low; i < filter.high; i++) {
      const up = (weights[i] as number) * (rise[i] as number);
      const down = (weights[i] as number) * (fall[i] as number);
      riseSum += up;
      fallSum += down;
      weights[i] = up + down;
      if (up + down > largest) largest = up + down;
    }
    this.#logRise = Math.log(riseSum) + filter.logScale + this.beforeScale;
    this.#logFall = Math.log(fallSum) + filter.logScale + this.beforeScale;
    let { low, high } = filter;
    while (low < high - 1 && (weights[low] as number) < LET_GO * largest) low++;
    while (high > low + 1 && (weights[high - 1] as number) < LET_GO * largest) high--;
    filter.keep(low, high);
  }

  /** Log of the probability of all looks, before and after, if the level rose here; and if it fell. */
  logRise(): number {
    return this.#logRise;
  }

  logFall(): number {
    return this.#logFall;
  }

  /** Posterior of the log level after the change, on the segment's nodes; sums to 1. */
  levelAfter(direction: "rise" | "fall"): { readonly nodes: Float64Array; readonly shares: Float64Array } {
    const filter = this.#filter;
    if (filter === null) throw new RangeError("a change has at least one look after it");
    const density = direction === "rise" ? this.#rise : this.#fall;
    const weights = filter.marginals();
    const shares = density.map((d, i) => d * (weights[i] as number));
    const total = shares.reduce((sum, s) => sum + s, 0);
    return { nodes: filter.nodes, shares: total > 0 ? shares.map((s) => s / total) : shares };
  }

  /**
   * Distribution of the change m' - m for a prior that is normal (0, 1), two sided.
   *
   * @returns log of its total, and the distribution on steps of `step` from `from`
   */
  logTwoSided(step: number, from: number, length: number): { readonly log: number; readonly shares: Float64Array } {
    const filter = this.#filter;
    if (filter === null) throw new RangeError("a change has at least one look after it");
    const shares = new Float64Array(length);
    const widths = this.#nodes?.widths ?? new Float64Array(0);
    const after = filter.marginals().map((weight, b) => weight * (widths[b] as number));
    const least = 1e-9 * after.reduce((most, weight) => Math.max(most, weight), 0);
    const leastBefore = 1e-9 * this.beforeWeights.reduce((most, weight) => Math.max(most, weight), 0);
    let total = 0;
    for (let b = 0; b < after.length; b++) {
      if ((after[b] as number) <= least) continue;
      for (let a = 0; a < this.beforeWeights.length; a++) {
        if ((this.beforeWeights[a] as number) <= leastBefore) continue;
        const change = (filter.nodes[b] as number) - (this.before.start + a * this.before.step);
        const weight = (after[b] as number) * (this.beforeWeights[a] as number) * Math.exp(-0.5 * change * change);
        total += weight;
        const place = (change - from) / step;
        const bin = Math.floor(place);
        if (bin < 0 || bin + 1 >= length) continue;
        shares[bin] = (shares[bin] as number) + weight * (bin + 1 - place);
        shares[bin + 1] = (shares[bin + 1] as number) + weight * (place - bin);
      }
    }
    if (total > 0) for (let i = 0; i < length; i++) shares[i] = (shares[i] as number) / total;
    return { log: Math.log(total / Math.sqrt(2 * Math.PI)) + filter.logScale + this.beforeScale, shares };
  }
}
