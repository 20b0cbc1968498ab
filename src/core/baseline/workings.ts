import type { Hyper } from "./hyper-grid.ts";
import { HyperRows } from "./hyper-rows.ts";
import { likelihoodKey, type Sighting } from "./sighting.ts";
import { type Likelihood, likelihoodOf } from "./sighting-likelihood.ts";

/** Working tables shared by all that is computed for one series. They hold no answers, only parts worked out once. */
export class Workings {
  readonly likelihoods = new LikelihoodTable();
  readonly #rows = new Map<Hyper, HyperRows>();

  rowsOf(hyper: Hyper): HyperRows {
    let rows = this.#rows.get(hyper);
    if (rows === undefined) {
      rows = new HyperRows(hyper);
      this.#rows.set(hyper, rows);
    }
    return rows;
  }
}

/** Likelihoods of sightings by size, each worked out once. */
class LikelihoodTable {
  readonly #byKey = new Map<string, Map<number, Likelihood>>();
  readonly #bySighting = new WeakMap<Sighting, Map<number, Likelihood>>();

  of(sighting: Sighting, size: number): Likelihood {
    let bySize = this.#bySighting.get(sighting);
    if (bySize === undefined) {
      const key = likelihoodKey(sighting);
      bySize = this.#byKey.get(key) ?? new Map<number, Likelihood>();
      this.#byKey.set(key, bySize);
      this.#bySighting.set(sighting, bySize);
    }
    let known = bySize.get(size);
    if (known === undefined) {
      known = likelihoodOf(sighting, size);
      bySize.set(size, known);
    }
    return known;
  }
}
