import { Kept } from "../stats/kept.ts";
import { zeros } from "../stats/zeros.ts";
import { lastingRow } from "./kernel-memory.ts";

/**
 * The level that wanders and returns: eight independent signals of +1 or -1 that flip at random with correlation
 * exp(-days / memory). Their sum has nine states, so filtering is exact for any spacing of dates.
 *
 * Source: the Ehrenfest urn in continuous time, Karlin & McGregor (1965), J. Appl. Prob. 2(2).
 */
export const STATES = 9;
const SIGNALS = 8;

/** State i (number of signals up) as a standardised level: mean 0, variance 1 under {@link STATIONARY}. */
export const LEVELS = Float64Array.from({ length: STATES }, (_, i) => (2 * i - SIGNALS) / Math.sqrt(SIGNALS));

/** Binomial(8, 1/2). */
export const STATIONARY = Float64Array.from([1, 8, 28, 56, 70, 56, 28, 8, 1], (ways) => ways / 256);

/**
 * Transition probabilities over a gap, row: from, column: to.
 *
 * @param correlation  exp(-days / memory), 0 to 1
 * @returns 81 numbers, row-major; each row sums to 1
 */
export function transition(correlation: number): Float64Array {
  const stay = (1 + correlation) / 2;
  const matrix = zeros(STATES * STATES);
  for (let from = 0; from < STATES; from++) {
    const up = binomial(from, stay);
    const down = binomial(SIGNALS - from, 1 - stay);
    for (let a = 0; a < up.length; a++)
      for (let b = 0; b < down.length; b++)
        matrix[from * STATES + a + b] = (matrix[from * STATES + a + b] ?? 0) + (up[a] ?? 0) * (down[b] ?? 0);
  }
  return matrix;
}

function binomial(trials: number, share: number): Float64Array {
  const row = zeros(trials + 1);
  row[0] = 1;
  for (let t = 1; t <= trials; t++)
    for (let i = t; i >= 0; i--) row[i] = (row[i] ?? 0) * (1 - share) + (i > 0 ? (row[i - 1] ?? 0) : 0) * share;
  return row;
}

/**
 * The two halves of a transition matrix: it commutes with turning all signals over, so it acts separately on the sums
 * and on the differences of mirrored states, at half the cost. Sums: 5 x 5; differences: 4 x 4, row-major by target.
 */
export interface HalfTransition {
  /** `even`, then `odd`. */
  readonly both: Float64Array;
  /** Where it stands in the kernel's memory; 0: not there. */
  readonly address: number;
  readonly even: Float64Array;
  readonly odd: Float64Array;
}

/** @param lasts  whether it is kept for the life of the program */
export function halfTransition(correlation: number, lasts = false): HalfTransition {
  const full = transition(correlation);
  const at = (from: number, to: number) => full[from * STATES + to] ?? 0;
  const { values: both, address } = lasts ? lastingRow(41) : { values: new Float64Array(41), address: 0 };
  const even = both.subarray(0, 25);
  const odd = both.subarray(25);
  for (let to = 0; to < 5; to++)
    for (let from = 0; from < 5; from++) even[to * 5 + from] = (at(from, to) + at(from, 8 - to)) / 2;
  for (let to = 0; to < 4; to++)
    for (let from = 0; from < 4; from++) odd[to * 4 + from] = (at(from, to) - at(from, 8 - to)) / 2;
  return { both, address, even, odd };
}

/** Gaps up to this many days are worked out once, for all series. */
const DAYS_KEPT = 1024;
const KEPT = new Kept<HalfTransition>();

/**
 * The transition over a gap.
 *
 * @param days        whole days, at least 0
 * @param memoryDays  days over which the level forgets itself
 */
export function transitionOver(days: number, memoryDays: number): HalfTransition {
  if (days >= DAYS_KEPT) return halfTransition(Math.exp(-days / memoryDays));
  return KEPT.get(memoryDays, days) ?? KEPT.keep(memoryDays, days, halfTransition(Math.exp(-days / memoryDays), true));
}
