import type { Hyper } from "../baseline/hyper-grid.ts";
import { type Lattice, SMALLEST_CHANGE } from "../baseline/level-posterior.ts";
import { NodeRows } from "../baseline/node-filter.ts";
import { likelihoodOf } from "../baseline/sighting-likelihood.ts";
import { sineIntegral } from "../stats/sine-integral.ts";

/** Prior times likelihood below this share of its largest value is left out. */
const CUT = 1e-14;
/** Widest spacing of nodes, in standard deviations of what the looks can tell. */
const SPACING = 0.9;
/** Lattice steps over which the spacing grows from the fine to the wide one. */
const GROWTH = 10;
const MOST_NODES = 1500;

/** What a set of nodes must be good for. */
export interface NodesNeeded {
  readonly lattice: Lattice;
  /** Looks since the change that the spacing must resolve. */
  readonly looks: number;
  /** Cars in full view: the counts that the looks may show. */
  readonly smallest: number;
  readonly largest: number;
  /** Days between the looks, on average. */
  readonly gapDays: number;
  /** A look of the form "at least" bounds the level from one side only. */
  readonly open: boolean;
}

/**
 * Nodes of the log level after a change, shared by all segments that start from one lattice of the level before: the
 * lattice with room for the smallest change on both sides, refined by a power of two if need be, then outwards with a
 * spacing that grows smoothly up to what the looks can tell.
 */
export class ChangeNodes {
  readonly needed: NodesNeeded;
  readonly rows: NodeRows;
  readonly widths: Float64Array;
  readonly #first: number;
  readonly #coreLength: number;
  readonly #refine: number;
  readonly #offset: number;

  constructor(hyper: Hyper, needed: NodesNeeded) {
    this.needed = needed;
    const { start, step, length } = needed.lattice;
    const resolution = resolutionOf(hyper, needed);
    const offset = Math.round(SMALLEST_CHANGE / step);
    let refine = 1;
    while (step / refine > SPACING * resolution && refine < 64) refine *= 2;
    const fine = step / refine;
    const coreLength = (length - 1 + 2 * offset) * refine + 1;
    const low = start - offset * step;
    const high = low + (coreLength - 1) * fine;
    const ratio = Math.max(1, (SPACING * resolution) / fine);
    const right = outwards(hyper, needed, high, fine, ratio, +1);
    const left = outwards(hyper, needed, low, fine, ratio, -1);
    const nodes = new Float64Array(left.places.length + coreLength + right.places.length);
    this.widths = new Float64Array(nodes.length);
    this.#first = left.places.length;
    this.#coreLength = coreLength;
    this.#refine = refine;
    this.#offset = offset;
    for (const [i, place] of left.places.entries()) {
      nodes[this.#first - 1 - i] = place;
      this.widths[this.#first - 1 - i] = left.widths[i] ?? 0;
    }
    for (let z = 0; z < coreLength; z++) {
      nodes[this.#first + z] = low + z * fine;
      this.widths[this.#first + z] = fine;
    }
    for (const [i, place] of right.places.entries()) {
      nodes[this.#first + coreLength + i] = place;
      this.widths[this.#first + coreLength + i] = right.widths[i] ?? 0;
    }
    this.rows = new NodeRows(hyper, nodes, true);
  }

  isEnoughFor(needed: NodesNeeded): boolean {
    const own = this.needed;
    return (
      own.lattice === needed.lattice &&
      own.looks >= needed.looks &&
      own.largest >= needed.largest &&
      own.smallest <= needed.smallest &&
      (own.open || !needed.open)
    );
  }

  /**
   * Densities of the log level after a rise and after a fall by log 1.25 + Exp(1), times the nodes' widths.
   *
   * @param before  weights on the lattice of the level before
   */
  densities(before: Float64Array): { readonly rise: Float64Array; readonly fall: Float64Array } {
    const { start, step } = this.needed.lattice;
    const { nodes } = this.rows;
    const rise = new Float64Array(nodes.length);
    const fall = new Float64Array(nodes.length);
    const kernel = cumulativeKernel(this.#refine);
    const reach = (kernel.length - 1) / 2;
    let largest = 0;
    for (const w of before) largest = Math.max(largest, w);
    let from = 0;
    let to = before.length;
    while (from < to && (before[from] as number) < 1e-17 * largest) from++;
    while (to > from && (before[to - 1] as number) < 1e-17 * largest) to--;
    const lifted = before.map((w, a) => w * Math.exp(a * step));
    const lowered = before.map((w, a) => w * Math.exp(-a * step));
    let liftedTotal = 0;
    let loweredTotal = 0;
    for (let a = from; a < to; a++) {
      liftedTotal += lifted[a] as number;
      loweredTotal += lowered[a] as number;
    }
    for (let i = 0; i < nodes.length; i++) {
      const width = this.widths[i] as number;
      const fromRise = (nodes[i] as number) - SMALLEST_CHANGE - start;
      const fromFall = (nodes[i] as number) + SMALLEST_CHANGE - start;
      const z = i - this.#first;
      if (z < 0) {
        fall[i] = width * Math.exp(fromFall) * loweredTotal;
      } else if (z >= this.#coreLength) {
        rise[i] = width * Math.exp(-fromRise) * liftedTotal;
      } else {
        // Moving ends of the two integrals on the lattice of the level before, in refined steps, seen from the kernel.
        const endRise = z - 2 * this.#offset * this.#refine + reach;
        const endFall = reach - z;
        let up = 0;
        let down = 0;
        for (let a = from; a < to; a++) {
          const place = a * this.#refine;
          up += (lifted[a] as number) * (kernel[endRise - place] as number);
          down += (lowered[a] as number) * (kernel[endFall + place] as number);
        }
        rise[i] = width * Math.max(0, Math.exp(-fromRise) * up);
        fall[i] = width * Math.max(0, Math.exp(fromFall) * down);
      }
    }
    return { rise, fall };
  }
}

/** Width of the finest structure that the looks can give the likelihood of the level, log units. */
function resolutionOf(hyper: Hyper, { looks, largest, gapDays }: NodesNeeded): number {
  const together =
    hyper.wander > 0 && looks > 1 ? Math.min(looks, Math.max(1, hyper.memoryDays / 2 / Math.max(1, gapDays))) : looks;
  return Math.sqrt((1 / Math.max(1, largest) + 1 / hyper.size) / together);
}

/** Nodes from the core's end outwards, until prior times likelihood is negligible. */
function outwards(
  hyper: Hyper,
  { smallest, largest, open }: NodesNeeded,
  end: number,
  fine: number,
  ratio: number,
  sign: 1 | -1,
): { places: number[]; widths: number[] } {
  const cars = sign === 1 ? largest : smallest;
  const likelihood = likelihoodOf(
    { day: 0, regime: "", figure: { kind: "exact", cars: Math.ceil(cars) }, shares: [[1, 1]], falseCars: 0 },
    hyper.size,
  );
  const reach = 2 * hyper.wander + hyper.season;
  const bounded = !(open && sign === 1);
  const log = (place: number, towards: number) =>
    -Math.abs(place - end) + (bounded ? Math.log(likelihood.at(place + towards)) : 0);
  const mode = Math.log(Math.max(0.3, cars));
  const best = Math.max(log(end, 0), sign * (mode - end) > 0 ? log(mode, 0) : -Infinity);
  const places: number[] = [];
  const widths: number[] = [];
  for (let z = 1; z < MOST_NODES; z++) {
    const x = Math.min(1, z / GROWTH);
    const grown = x ** 5 * (7 - 14 * x + 10 * x * x - 2.5 * x ** 3) * GROWTH + Math.max(0, z - GROWTH);
    const pace = x ** 4 * (35 - 84 * x + 70 * x * x - 20 * x ** 3);
    const place = end + sign * fine * (z + (ratio - 1) * grown);
    places.push(place);
    widths.push(fine * (1 + (ratio - 1) * pace));
    const towards = -sign * Math.min(reach, Math.max(0, sign * (place - mode)));
    if (sign * (place - mode) > 0 && log(place, towards) < best + Math.log(CUT)) break;
  }
  return { places, widths };
}

const KERNELS = new Map<number, Float64Array>();

/** 1/2 + Si(pi n / refine) / pi for n = -reach ... reach: the integral of sinc up to n / refine. */
function cumulativeKernel(refine: number): Float64Array {
  let kernel = KERNELS.get(refine);
  if (kernel === undefined) {
    const reach = 600 * refine;
    kernel = Float64Array.from(
      { length: 2 * reach + 1 },
      (_, i) => 0.5 + sineIntegral((Math.PI * (i - reach)) / refine) / Math.PI,
    );
    KERNELS.set(refine, kernel);
  }
  return kernel;
}
