import { type Hyper, seasonOn } from "./hyper-grid.ts";
import { type LatticeRow, LatticeRows, UNIT } from "./level-lattice.ts";
import { fillPlain } from "./plain-look.ts";
import type { Likelihood } from "./sighting-likelihood.ts";

/** Days whose rows are kept. */
const DAYS_KEPT = 64;

/**
 * Likelihoods of looks under one assumption, by the day's season. Without a season they are those of the look itself.
 */
export class HyperRows {
  readonly hyper: Hyper;
  readonly #byDay = new Map<number, Map<Likelihood, LatticeRows>>();

  constructor(hyper: Hyper) {
    this.hyper = hyper;
  }

  /** Likelihoods over exp(logScale) at lattice points, `from` and `to` included. */
  get(day: number, likelihood: Likelihood, fineness: number, from: number, to: number): LatticeRow {
    if (this.hyper.season === 0) return likelihood.row(fineness, from, to);
    let ofDay = this.#byDay.get(day);
    if (ofDay === undefined) {
      ofDay = new Map();
      this.#byDay.set(day, ofDay);
      if (this.#byDay.size > DAYS_KEPT) this.#byDay.delete(this.#byDay.keys().next().value ?? day);
    }
    let rows = ofDay.get(likelihood);
    if (rows === undefined) {
      rows = seasonRows(likelihood, seasonOn(day, this.hyper));
      ofDay.set(likelihood, rows);
    }
    return rows.get(fineness, from, to);
  }
}

function seasonRows(likelihood: Likelihood, season: number): LatticeRows {
  const { plain } = likelihood;
  // Few ask for a row of one season: none is made longer than asked for.
  return new LatticeRows((values, first, fineness, from, to) => {
    const step = UNIT / fineness;
    if (plain !== null) fillPlain(plain, season, values, first, fineness, from, to);
    else for (let i = from; i < to; i++) values[i] = likelihood.at((first + i) * step + season);
  }, "series");
}
