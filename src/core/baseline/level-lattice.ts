import { zeros } from "../stats/zeros.ts";
import type { Hyper } from "./hyper-grid.ts";
import { lastingRow } from "./kernel-memory.ts";

/**
 * Evenly spaced log levels through zero: point z stands for the log level z `step`. Lattices of one fineness share their
 * points, so a look's likelihood is worked out once for all assumptions of one size.
 */
export interface Lattice {
  /** Steps a {@link UNIT}. */
  readonly fineness: number;
  readonly step: number;
  /** Point of the first node. */
  readonly first: number;
  readonly length: number;
  /** Log level of the first node. */
  readonly start: number;
}

/**
 * Log units between the nine states of a wandering level of spread 0.6. A lattice's step divides the states' spacing, so
 * that a level plus a state lies on the lattice again.
 */
export const UNIT = 0.6 / Math.SQRT2;

/**
 * Steps a unit of the tables between whose points functions of the log level are interpolated. Most lattices' steps are a
 * simple fraction of a table's, so that the same places between its points come again and again.
 */
const TABLE_FINENESS = 12;
export const TABLE_STEP = UNIT / TABLE_FINENESS;

/** A lattice's step in steps of a table, as a fraction in lowest terms. */
export function stepsOfTable(fineness: number): readonly [times: number, parts: number] {
  if (fineness < 1) return [TABLE_FINENESS / fineness, 1];
  let [a, b] = [TABLE_FINENESS, fineness];
  while (b !== 0) [a, b] = [b, a % b];
  return [TABLE_FINENESS / a, fineness / a];
}

/** Steps a unit that lattices choose from; each times the spread's own multiple. */
const FINENESSES = [1, 2, 4, 6, 8, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512, 1024, 2048];
/** Without a wandering level a lattice may be coarser than the unit. */
const STILL_FINENESSES = [1 / 8, 1 / 4, 1 / 2, ...FINENESSES];

/** Steps between neighbouring states of the wandering level; 0 without one. */
export function strideOf(hyper: Hyper, fineness: number): number {
  return Math.round((hyper.wander / 0.6) * fineness);
}

/** Whether a lattice of half the fineness holds the states of an assumption too. */
export function canHalve(hyper: Hyper, fineness: number): boolean {
  return hyper.wander === 0 || (fineness / 2) % multipleOf(hyper) === 0;
}

/** Smallest number of steps a unit with which the states of an assumption lie on the lattice. */
function multipleOf({ wander }: Hyper): number {
  for (let multiple = 1; multiple < 60; multiple++) {
    const stride = (wander / 0.6) * multiple;
    if (Math.abs(stride - Math.round(stride)) < 1e-9) return multiple;
  }
  throw new RangeError(`the spread ${wander} of a wandering level is no simple fraction of 0.6`);
}

/** The coarsest fineness whose step is at most `width`. */
export function finenessFor(hyper: Hyper, width: number): number {
  const multiple = multipleOf(hyper);
  const choice = hyper.wander === 0 ? STILL_FINENESSES : FINENESSES;
  const wanted = (UNIT / width) * (1 - 1e-12);
  return multiple * (choice.find((each) => each * multiple >= wanted) ?? 2048);
}

/** The lattice of a fineness over a stretch of log levels. */
export function latticeOver(fineness: number, low: number, high: number): Lattice {
  const step = UNIT / fineness;
  const first = Math.floor(low / step);
  return { fineness, step, first, length: Math.max(2, Math.ceil(high / step) - first + 1), start: first * step };
}

/** Likelihoods at points of a lattice: `values[z - first]` belongs to point z. Not to be changed. */
export interface LatticeRow {
  readonly first: number;
  readonly values: Float64Array;
  /** Where the values stand in the kernel's memory; 0: not there. */
  readonly address: number;
}

/** Points by which a row that lives long is made longer than asked for: lattices of many assumptions ask for it. */
const ROOM = 12;

/**
 * Writes the values of points `first` + `from` ... `first` + `to` - 1 of a lattice into places `from` ... `to` - 1. A value
 * must depend on its point alone, so that answers do not depend on what was asked before.
 */
export type FillRow = (values: Float64Array, first: number, fineness: number, from: number, to: number) => void;

/** Rows of one function of the log level, by fineness; each grows as it is asked for more points. */
export class LatticeRows {
  readonly #fill: FillRow;
  readonly #life: "program" | "series";
  readonly #rows = new Map<number, LatticeRow>();
  /** The row asked for last, and its fineness: most often it is asked for again. */
  #newest: LatticeRow | undefined;
  #fineness = 0;

  /** @param life  how long the rows are kept: those of one series are no longer than asked for, and share their memory */
  constructor(fill: FillRow, life: "program" | "series" = "program") {
    this.#fill = fill;
    this.#life = life;
  }

  /** A row that holds the points from `from` to `to`, both included. */
  get(fineness: number, from: number, to: number): LatticeRow {
    const known = fineness === this.#fineness ? this.#newest : this.#rows.get(fineness);
    this.#newest = known;
    this.#fineness = fineness;
    const end = known === undefined ? 0 : known.first + known.values.length;
    if (known !== undefined && known.first <= from && end > to) return known;
    const room = this.#life === "program" ? ROOM : 0;
    const first = known !== undefined && known.first <= from ? known.first : from - room;
    const last = known !== undefined && end > to ? end - 1 : to + room;
    const length = last - first + 1;
    const { values, address } = this.#life === "program" ? lastingRow(length) : { values: zeros(length), address: 0 };
    if (known === undefined) {
      this.#fill(values, first, fineness, 0, values.length);
    } else {
      values.set(known.values, known.first - first);
      this.#fill(values, first, fineness, 0, known.first - first);
      this.#fill(values, first, fineness, end - first, values.length);
    }
    const row = { first, values, address };
    this.#newest = row;
    this.#rows.set(fineness, row);
    return row;
  }
}
