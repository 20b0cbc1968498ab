import { inParts } from "../imagery/in-parts.ts";
import { median } from "../stats/median.ts";
import { evenly, OffsetCurve, type OffsetWindow, offsetAt, type YardShift } from "./offset-window.ts";

/** Largest sideways residual of a track after the yard's shift, metres. Source: our choice, docs/methods/counting.md, step 2. */
const RESIDUAL_LIMIT_METRES = 0.6;
/** Spread of the residual along one track, and of its change from one window to the next, metres. */
export const RESIDUAL_SPREAD_METRES = 0.35;
const RESIDUAL_DRIFT_METRES = 0.25;

/**
 * What remains for one track after the yard's shift: a slow drift sideways, the posterior mean of a random walk over
 * the windows along the track.
 *
 * @param windows  of one track, in order along it
 * @returns one residual a window, metres to the right, within +-0.6
 */
export function trackResiduals(windows: readonly OffsetWindow[], bins: readonly number[], shift: YardShift): number[] {
  const count = 25;
  const places = evenly(-RESIDUAL_LIMIT_METRES, RESIDUAL_LIMIT_METRES, count);
  const evidence = windows.map((window) => {
    const curve = new OffsetCurve(window, bins);
    const base = offsetAt(window, shift);
    return places.map(
      (place) => curve.at(base + place) - (0.5 * (place / RESIDUAL_SPREAD_METRES) ** 2) / windows.length,
    );
  });
  const drift = places.map((a) => places.map((b) => Math.exp(-0.5 * ((a - b) / RESIDUAL_DRIFT_METRES) ** 2)));
  const forward: number[][] = [];
  const backward: number[][] = [];
  for (let k = 0; k < windows.length; k++) {
    const before = forward[k - 1];
    forward.push(
      normalised((evidence[k] ?? []).map((log, b) => Math.exp(log) * (before ? mixed(before, drift, b) : 1))),
    );
  }
  for (let k = windows.length - 1; k >= 0; k--) {
    const after = backward[0];
    const seen = evidence[k + 1];
    const carried = after && seen ? after.map((p, b) => p * Math.exp(seen[b] ?? 0)) : undefined;
    backward.unshift(normalised(places.map((_, a) => (carried ? mixed(carried, drift, a) : 1))));
  }
  return windows.map((_, k) => {
    const posterior = normalised((forward[k] ?? []).map((p, b) => p * (backward[k]?.[b] ?? 0)));
    return posterior.reduce((sum, p, b) => sum + p * (places[b] ?? 0), 0);
  });
}

const mixed = (from: readonly number[], drift: readonly number[][], to: number) =>
  from.reduce((sum, p, a) => sum + p * (drift[a]?.[to] ?? 0), 0);

function normalised(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

/** Offsets are brought to so many parts of a metre, beyond what is rounded differently on ground that is turned. Source: our choice; 0.12 mm. */
const OFFSET_PARTS = 2 ** 12;

/** Offsets for each column of a strip, metres to the right: the yard's shift there and the track's own residual. */
export function columnOffsets(
  placement: {
    readonly x: Float64Array;
    readonly y: Float64Array;
    readonly normalX: Float64Array;
    readonly normalY: Float64Array;
  },
  spacingMetres: number,
  shift: YardShift,
  residuals: readonly { readonly alongMetres: number; readonly metres: number }[],
): Float64Array {
  const { x, y, normalX, normalY } = placement;
  const { centre } = shift;
  const offsets = new Float64Array(x.length);
  // offsetAt, written out: this is asked for every column.
  for (let c = 0; c < offsets.length; c++) {
    const moveX = shift.x - shift.turn * ((y[c] as number) - centre.y);
    const moveY = shift.y + shift.turn * ((x[c] as number) - centre.x);
    offsets[c] = moveX * (normalX[c] as number) + moveY * (normalY[c] as number);
  }
  let next = 0;
  for (let c = 0; residuals.length > 0 && c < offsets.length; c++) {
    const along = (c + 0.5) * spacingMetres;
    while (next < residuals.length && (residuals[next]?.alongMetres ?? Infinity) < along) next++;
    const before = residuals[next - 1] ?? residuals[next];
    const after = residuals[next] ?? residuals[next - 1];
    if (!before || !after) continue;
    const gap = after.alongMetres - before.alongMetres;
    const residual =
      gap > 0 ? before.metres + ((along - before.alongMetres) / gap) * (after.metres - before.metres) : after.metres;
    offsets[c] = residual + (offsets[c] as number);
  }
  for (let c = 0; c < offsets.length; c++) offsets[c] = inParts(offsets[c] as number, OFFSET_PARTS);
  return offsets;
}

/** Median absolute difference of the tracks' residuals, metres: how well one shift fits all. */
export function medianAbsolute(values: readonly number[]): number {
  return values.length === 0 ? 0 : median(values.map(Math.abs));
}
