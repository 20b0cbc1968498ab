import { zeros } from "../stats/zeros.ts";

/**
 * Sums over pairs of a level before (node a of `nodes`) and a change (i of `changes`) of which few weigh anything, and those lie together:
 * from one pair up to the heaviest, and from there outwards as long as pairs reach a share of it. Pair (a, i) is number a `changes` + i.
 */
export class PairSums {
  readonly #nodes: number;
  readonly #changes: number;
  readonly #sign: 1 | -1;
  readonly #least: number;
  /** By pair: its value, or -1 where it was not asked for. */
  readonly #values: Float64Array;
  /** Pairs that were asked for, in their order. */
  readonly #asked: Uint32Array;
  #count = 0;

  /**
   * @param sign  1 where change i leads from node a to node a + i, -1 where to a - i
   * @param least  share of the heaviest from which on a pair's neighbours are summed too, 0 to 1; 0: every pair is
   */
  constructor(nodes: number, changes: number, sign: 1 | -1, least: number) {
    this.#nodes = nodes;
    this.#changes = changes;
    this.#sign = sign;
    this.#least = least;
    this.#values = zeros(nodes * changes).fill(-1);
    this.#asked = new Uint32Array(nodes * changes);
  }

  /**
   * The sum of what pairs weigh, and the heaviest of those that were asked for.
   *
   * @param begin  number of the pair to begin with
   * @param weigh  what a pair weighs, at least 0
   */
  sumFrom(begin: number, weigh: (a: number, i: number) => number): { readonly sum: number; readonly heaviest: number } {
    this.#count = 0;
    let heaviest = begin;
    this.#ask(begin, weigh);
    for (let next = begin; ; next = heaviest) {
      heaviest = this.#heaviestAbout(next, heaviest, weigh);
      if (heaviest === next) break;
    }
    const values = this.#values;
    for (let n = 0; n < this.#count; n++) {
      const pair = this.#asked[n] as number;
      if ((values[pair] as number) >= this.#least * (values[heaviest] as number))
        heaviest = this.#heaviestAbout(pair, heaviest, weigh);
    }
    let sum = 0;
    for (let n = 0; n < this.#count; n++) {
      const pair = this.#asked[n] as number;
      sum += values[pair] as number;
      values[pair] = -1;
    }
    return { sum, heaviest };
  }

  /** The heavier of a pair and the four about another: the level after, or the one before, a node higher or lower. */
  #heaviestAbout(pair: number, heaviest: number, weigh: (a: number, i: number) => number): number {
    const i = pair % this.#changes;
    const a = (pair - i) / this.#changes;
    const most = this.#changes - 1;
    let best = heaviest;
    if (i > 0) best = this.#heavier(best, pair - 1, weigh);
    if (i < most) best = this.#heavier(best, pair + 1, weigh);
    const above = i - this.#sign;
    if (a + 1 < this.#nodes && above >= 0 && above <= most)
      best = this.#heavier(best, (a + 1) * this.#changes + above, weigh);
    const below = i + this.#sign;
    if (a > 0 && below >= 0 && below <= most) best = this.#heavier(best, (a - 1) * this.#changes + below, weigh);
    return best;
  }

  #heavier(best: number, pair: number, weigh: (a: number, i: number) => number): number {
    return this.#ask(pair, weigh) > (this.#values[best] as number) ? pair : best;
  }

  #ask(pair: number, weigh: (a: number, i: number) => number): number {
    const known = this.#values[pair] as number;
    if (known >= 0) return known;
    const i = pair % this.#changes;
    const value = weigh((pair - i) / this.#changes, i);
    this.#values[pair] = value;
    this.#asked[this.#count++] = pair;
    return value;
  }
}
