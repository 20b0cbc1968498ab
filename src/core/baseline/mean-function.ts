import type { LogTable } from "../stats/log-table.ts";
import { zeros } from "../stats/zeros.ts";
import type { Hyper } from "./hyper-grid.ts";
import { type Lattice, LatticeRows, stepsOfTable, strideOf, UNIT } from "./level-lattice.ts";
import { LEVELS, STATES, STATIONARY } from "./wandering-level.ts";

/**
 * A positive function of the log mean that is averaged over the levels of many assumptions. It is worked out on a table; where
 * nothing moves the levels off their lattice, on the lattice's points, which assumptions and series share.
 */
export class MeanFunction {
  readonly #table: LogTable;
  readonly #life: "program" | "series";
  #still: LatticeRows | null = null;
  /** Averages over the states of a wandering level, by its spread. */
  readonly #wandering = new Map<number, LatticeRows>();

  /** @param life  how long it is kept, as of {@link LatticeRows} */
  constructor(table: LogTable, life: "program" | "series") {
    this.#table = table;
    this.#life = life;
  }

  /**
   * Sum over levels, and over the states of the stationary wandering level, of weight times function.
   *
   * @param nodes  weights of the lattice's nodes
   * @param shift  added to each log level, as the season; 0: the lattice's own points
   * @param least  weights below it may be left out
   */
  sum(nodes: Float64Array, lattice: Lattice, hyper: Hyper, shift: number, least: number): number {
    const { fineness, first, step, start, length } = lattice;
    if (shift !== 0) {
      const { weights, before } = withStates(nodes, step, hyper);
      return this.#table.sum(weights, start - before * step + shift, stepsOfTable(fineness), least);
    }
    const row = this.#rowsOf(hyper).get(fineness, first, first + length - 1);
    let sum = 0;
    for (let i = 0, z = first - row.first; i < length; i++, z++)
      sum += (nodes[i] as number) * (row.values[z] as number);
    return sum;
  }

  #rowsOf(hyper: Hyper): LatticeRows {
    this.#still ??= new LatticeRows((values, first, fineness, from, to) => {
      const step = UNIT / fineness;
      for (let i = from; i < to; i++) values[i] = this.#table.at((first + i) * step);
    }, this.#life);
    if (hyper.wander === 0) return this.#still;
    let rows = this.#wandering.get(hyper.wander);
    if (rows === undefined) {
      const still = this.#still;
      rows = new LatticeRows((values, first, fineness, from, to) => {
        if (to <= from) return;
        const stride = strideOf(hyper, fineness);
        const row = still.get(fineness, first + from - 4 * stride, first + to - 1 + 4 * stride);
        for (let i = from, z = first + from - 4 * stride - row.first; i < to; i++, z++) {
          let sum = 0;
          for (let u = 0; u < STATES; u++) sum += (STATIONARY[u] as number) * (row.values[z + u * stride] as number);
          values[i] = sum;
        }
      }, this.#life);
      this.#wandering.set(hyper.wander, rows);
    }
    return rows;
  }
}

/**
 * Weights of the log mean: of the level plus the wandering level's states, which lie on the lattice again.
 *
 * @returns the weights; the first is `before` steps below the first node
 */
export function withStates(
  nodes: Float64Array,
  step: number,
  { wander }: Hyper,
): { readonly weights: Float64Array; readonly before: number } {
  if (wander === 0) return { weights: nodes, before: 0 };
  const stride = Math.round((wander * ((LEVELS[1] as number) - (LEVELS[0] as number))) / step);
  const weights = zeros(nodes.length + 8 * stride);
  for (let u = 0; u < STATES; u++) {
    const share = STATIONARY[u] as number;
    for (let i = 0, z = u * stride; i < nodes.length; i++, z++)
      weights[z] = (weights[z] as number) + share * (nodes[i] as number);
  }
  return { weights, before: 4 * stride };
}
