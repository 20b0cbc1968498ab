/** Spread of the shift and of the turn before looking, metres and radians. Maps and images disagree by a few metres. */
export const SHIFT_SPREAD_METRES = 3;
export const TURN_SPREAD_RADIANS = 0.015;
/**
 * Windows of one yard are mistaken together: however many, they weigh as so many that each know for themselves. Source: measured,
 * docs/methods/counting.md, step 2.
 */
const INDEPENDENT_WINDOWS = 4;
/** One window can be wrong outright; this share of it is taken to know nothing, so that none takes more than 2.3 nats from a shift within its bins. */
const WRONG_WINDOW_SHARE = 0.1;
/**
 * What a shift loses with each bin by which a window's track would lie beyond its bins, nats: of a short or half hidden window as much as of
 * a whole one. It leads the search back to where there is something to see.
 *
 * Source: our choice. Multiplied by the window's weight it changed no figure of scripts/evaluate-registration.ts (sixty yards of one whole track
 * and stubs of 20 m, 2 m off), nor of the table of registration in docs/methods/counting.md.
 */
const LOSS_A_BIN_BEYOND = 0.2;

/** One stretch of a track and what the offset network says of it. */
export interface OffsetWindow {
  /** Which track, as an index into the list of tracks. */
  readonly track: number;
  /** Middle of the window: metres along the track, and its place on the plane in which the yard is placed. */
  readonly alongMetres: number;
  readonly x: number;
  readonly y: number;
  readonly normalX: number;
  readonly normalY: number;
  /** Sideways place at which the strip was read, metres to the right of the given line. */
  readonly readAtMetres: number;
  /** Log probability of each bin of sideways offset. Shape: bins */
  readonly logProbability: ArrayLike<number>;
  /** Share of the window that could be seen, 0 to 1: its weight. */
  readonly weight: number;
}

/** Shift of the yard on that plane, metres, and its turn about `centre`, from the tracks as given to those seen. */
export interface YardShift {
  readonly x: number;
  readonly y: number;
  /** Counter-clockwise, radians. */
  readonly turn: number;
  readonly centre: { readonly x: number; readonly y: number };
}

/** Sideways place, metres to the right of the given line, at which a window's track is seen under a shift. */
export function offsetAt(
  window: Pick<OffsetWindow, "x" | "y" | "normalX" | "normalY">,
  { x, y, turn, centre }: YardShift,
): number {
  const moveX = x - turn * (window.y - centre.y);
  const moveY = y + turn * (window.x - centre.x);
  return moveX * window.normalX + moveY * window.normalY;
}

/** What the evidence of windows is multiplied by beside what was known before looking. */
export function independentShare(windows: readonly Pick<OffsetWindow, "weight">[]): number {
  const total = windows.reduce((sum, { weight }) => sum + weight, 0);
  return Math.min(INDEPENDENT_WINDOWS, total) / total;
}

/** Log probability of a window's offset, above that of knowing nothing, as a function of the offset. */
export class OffsetCurve {
  private readonly values: Float64Array;
  private readonly first: number;
  private readonly spacing: number;
  private readonly weight: number;

  constructor(window: OffsetWindow, bins: readonly number[]) {
    this.weight = window.weight;
    const even = -Math.log(bins.length);
    this.values = Float64Array.from(window.logProbability, (log) => {
      const held = (1 - WRONG_WINDOW_SHARE) * Math.exp(log) + WRONG_WINDOW_SHARE / bins.length;
      return window.weight * (Math.log(held) - even);
    });
    this.first = window.readAtMetres + (bins[0] ?? NaN);
    this.spacing = ((bins.at(-1) ?? NaN) - (bins[0] ?? NaN)) / (bins.length - 1);
  }

  /** Mean over the window's own distribution. */
  expected(): number {
    const weights = this.values.map((value) => Math.exp(value / this.weight));
    return weights.reduce((sum, weight, k) => sum + weight * (this.values[k] as number), 0) / weights.length;
  }

  at(offset: number): number {
    const position = (offset - this.first) / this.spacing;
    const last = this.values.length - 1;
    if (position <= 0) return (this.values[0] as number) + LOSS_A_BIN_BEYOND * position;
    if (position >= last) return (this.values[last] as number) - LOSS_A_BIN_BEYOND * (position - last);
    const left = Math.floor(position);
    const share = position - left;
    return (this.values[left] as number) * (1 - share) + (this.values[Math.min(left + 1, last)] as number) * share;
  }
}

/** So many places from one to another, both included. */
export function evenly(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
}
