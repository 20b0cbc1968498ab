import {
  type OffsetWindow,
  offsetAt,
  SHIFT_SPREAD_METRES,
  TURN_SPREAD_RADIANS,
  type YardShift,
} from "../core/detection/offset-window.ts";
import { type FittedShift, fitShift, settledAlong } from "../core/detection/registration.ts";
import { agreement, sidewaysSpread } from "../core/detection/registration-trust.ts";
import { columnOffsets, medianAbsolute, trackResiduals } from "../core/detection/track-offsets.ts";
import { fromFrame, inFrame, yardFrame } from "../core/detection/yard-frame.ts";
import type { Strip, StripPlacement } from "../core/imagery/strip.ts";
import type { Registration } from "../core/observation/observation.ts";
import { type PlacedWindow, readWindows, type StripsToRegister, thinned, windowsOf } from "./read-windows.ts";
import type { NetworksToCount } from "./scene-to-count.ts";

const MOST_ROUNDS = 4;
/**
 * A change of the shift below this ends the search, metres. The offset network's answer moves with the strip, bin by bin, so
 * that within its reach a second look says little new. Source: our choice, measured in decision 0014.
 */
const SETTLED_METRES = 0.75;
/** Mean evidence of a window, in nats above knowing nothing, below which nothing was learnt. */
const LEAST_EVIDENCE = 0.15;
/**
 * Below this the windows contradict the shift that fits them best, and the tracks may lie anywhere: a yard turned further than is
 * searched, say. Source: our choice, measured, docs/methods/counting.md, step 2.
 */
const LEAST_AGREEMENT = 0.5;
/**
 * From a shift beyond this share of the spacing between tracks on, the neighbours one track over are asked about. Source: our choice, measured,
 * docs/methods/counting.md, "Where it fails" (scripts/evaluate-registration.ts).
 */
const QUESTIONED_SHARE = 0.25;
/** Beyond this share the more probable of the two is taken; up to it the nearer one stays, and is told to be ambiguous. */
const DOUBTFUL_SHARE = 0.4;
/** Beyond this share, and with a rival as good, no count is given: half of the spacing, and what a fit may be off by. */
const UNTRUSTED_SHARE = 0.62;
/** Evidence of a shift one track over, as a share of the best, from which the two cannot be told apart. */
const AS_GOOD_SHARE = 0.7;

export interface YardRegistration {
  readonly registration: Registration;
  /** Nothing in the picture told where the tracks lie; the tracks were taken as given. */
  readonly unseen: boolean;
  /** Beyond half the spacing between tracks and with a rival as good: no count can be trusted. */
  readonly untrusted: boolean;
  /** The windows contradict the shift that fits them best. */
  readonly contradicted: boolean;
  /** Sideways place of the true centre line for each column of each strip, metres to the right. */
  readonly offsets: readonly Float64Array[];
}

export interface RegistrationRequest {
  readonly gsdMetres: number;
  readonly sunAzimuthDegrees: number | null;
  /** The strips were laid where the tracks are said, or were found, to be: the search stays near, and no neighbour is asked about. */
  readonly near: boolean;
}

/**
 * Finds where the tracks lie in the picture: one shift and turn of the yard, then a small residual for each track. All in the yard's own
 * frame: the image's axes and the order of the tracks change nothing.
 */
export async function registerYard(
  given: StripsToRegister,
  networks: NetworksToCount,
  request: RegistrationRequest,
): Promise<YardRegistration> {
  const { strips } = given;
  const frame = yardFrame(strips, given.colours);
  const laid = { ...given, placements: strips.map(({ placement }) => inFrame(frame, placement)) };
  const { near } = request;
  const start: YardShift = { x: 0, y: 0, turn: 0, centre: { x: 0, y: 0 } };
  const offsetsOf = (shift: YardShift, residuals: readonly (readonly Residual[])[]) =>
    laid.placements.map((placement, k) =>
      columnOffsets(placement, (strips[k] as Strip).spacingMetres, shift, residuals[k] ?? []),
    );
  const bins = networks.offsetBins;
  const binReach = Math.max(...bins.map(Math.abs));
  const all = windowsOf(laid);
  const searched = thinned(all);
  const look = (windows: readonly PlacedWindow[], shift: YardShift) =>
    readWindows(laid, networks, request, shift, windows);
  const search = async (from: YardShift, asked = searched): Promise<Found | null> => {
    let windows = await look(asked, from);
    if (windows.length === 0) return null;
    let shift = fitShift(windows, bins, from, near ? 0.75 : binReach);
    let moved = farthest(windows, from, shift);
    for (let round = 1; round < MOST_ROUNDS && moved >= SETTLED_METRES; round++) {
      windows = await look(asked, shift);
      const next = fitShift(windows, bins, shift, near ? 0.4 : binReach);
      moved = farthest(windows, shift, next);
      shift = next;
    }
    return { shift, windows };
  };
  // The ends of a long yard that is turned lie beyond what the bins reach, on other tracks: its middle says how far to turn.
  const searchOutwards = async (from: YardShift): Promise<Found | null> => {
    const whole = await search(from);
    const reach = binReach / (2 * TURN_SPREAD_RADIANS);
    const middle = all.filter(({ x, y }) => Math.hypot(x - from.centre.x, y - from.centre.y) <= reach);
    if (middle.length === all.length || middle.length === 0) return whole;
    const inner = await search(from, thinned(middle));
    if (!inner || (whole && farthest(all, inner.shift, whole.shift) < SETTLED_METRES)) return whole;
    const outer = await search(inner.shift);
    return outer && (!whole || outer.shift.evidence > whole.shift.evidence) ? outer : whole;
  };
  const found = await searchOutwards(start);
  if (!found || (!near && found.shift.evidence < LEAST_EVIDENCE))
    return {
      registration: { x: start.x, y: start.y, residualMetres: null, spreadMetres: null, ambiguous: false },
      unseen: true,
      untrusted: false,
      contradicted: false,
      offsets: offsetsOf(start, []),
    };

  let { shift, windows }: Found = found;
  let [ambiguous, untrusted] = [false, false];
  const spacing = near ? null : trackSpacing(laid.placements);
  if (spacing) {
    // Along parallel tracks nothing fixes a shift: only what moves them sideways is compared.
    const across = ({ x, y }: YardShift) => x * spacing.normalX + y * spacing.normalY;
    // On neighbouring tracks all windows are mistaken together: they weigh as one against what was known before
    // (decision 0009).
    const logPosterior = (at: FittedShift) => at.evidence - 0.5 * (across(at) / SHIFT_SPREAD_METRES) ** 2;
    const sideways = across(shift);
    if (Math.abs(sideways) > QUESTIONED_SHARE * spacing.metres) {
      const over = -Math.sign(sideways) * spacing.metres;
      const rival = await search({
        ...shift,
        x: shift.x + over * spacing.normalX,
        y: shift.y + over * spacing.normalY,
      });
      if (rival) {
        ambiguous = rival.shift.evidence > AS_GOOD_SHARE * shift.evidence;
        const isDoubtful = Math.abs(sideways) > DOUBTFUL_SHARE * spacing.metres;
        if (isDoubtful && logPosterior(rival.shift) > logPosterior(shift)) ({ shift, windows } = rival);
        untrusted = ambiguous && Math.abs(across(shift)) > UNTRUSTED_SHARE * spacing.metres;
      }
    }
  }
  if (searched.length < all.length) {
    const others = await look(
      all.filter((window) => !searched.includes(window)),
      shift,
    );
    windows = [...windows, ...others].sort((a, b) => a.alongMetres - b.alongMetres);
  }
  const fitted = settledAlong(windows, bins, shift);
  const contradicted = agreement(windows, bins, fitted) < LEAST_AGREEMENT;
  const residuals = strips.map((_, track): Residual[] => {
    const own = windows.filter((window) => window.track === track);
    if (own.length === 0) return [];
    const metres = trackResiduals(own, bins, fitted);
    return own.map((window, k) => ({ alongMetres: window.alongMetres, metres: metres[k] ?? 0 }));
  });
  const meanResiduals = residuals
    .filter((list) => list.length > 0)
    .map((list) => list.reduce((sum, residual) => sum + residual.metres, 0) / list.length);
  const spreadMetres = sidewaysSpread(windows, bins, fitted);
  // One track says nothing of how far several differ: of it there is how far the shift may be off.
  const residualMetres = meanResiduals.length < 2 ? spreadMetres : medianAbsolute(meanResiduals);
  return {
    registration: {
      ...fromFrame(frame, fitted),
      turn: { degrees: (fitted.turn * 180) / Math.PI, ...frame.centre },
      residualMetres: contradicted ? null : residualMetres,
      spreadMetres: contradicted ? null : spreadMetres,
      ambiguous: ambiguous || contradicted,
    },
    unseen: false,
    untrusted,
    contradicted,
    offsets: offsetsOf(fitted, residuals),
  };
}

interface Residual {
  readonly alongMetres: number;
  readonly metres: number;
}

interface Found {
  readonly shift: FittedShift;
  readonly windows: OffsetWindow[];
}

/** The most that a window moves sideways between two shifts, metres. */
function farthest(
  windows: readonly Pick<OffsetWindow, "x" | "y" | "normalX" | "normalY">[],
  from: YardShift,
  to: YardShift,
): number {
  return windows.reduce((most, w) => Math.max(most, Math.abs(offsetAt(w, to) - offsetAt(w, from))), 0);
}

/**
 * Distance between neighbouring tracks, and the direction across them; null where no two run side by side. Of distances it is the middle
 * one, of an even number the larger of the two in the middle: their mean moves shifts by a centimetre or two in a few yards of a hundred,
 * and would be another version of the method for nothing.
 */
function trackSpacing(
  placements: readonly StripPlacement[],
): { metres: number; normalX: number; normalY: number } | null {
  const middles = placements.map((placement) => {
    const c = placement.x.length >> 1;
    return {
      x: placement.x[c] ?? NaN,
      y: placement.y[c] ?? NaN,
      nx: placement.normalX[c] ?? NaN,
      ny: placement.normalY[c] ?? NaN,
      placement,
    };
  });
  const distances: number[] = [];
  for (const [k, here] of middles.entries()) {
    let nearest = Infinity;
    for (const [other, { placement }] of middles.entries()) {
      if (other === k) continue;
      // The neighbour's nearest column to this track's middle, every two metres.
      for (let c = 0; c < placement.x.length; c += 8)
        nearest = Math.min(
          nearest,
          Math.hypot((placement.x[c] as number) - here.x, (placement.y[c] as number) - here.y),
        );
    }
    if (nearest < 12) distances.push(nearest);
  }
  if (distances.length === 0) return null;
  distances.sort((a, b) => a - b);
  // All normals to the same side of the yard.
  let [normalX, normalY] = [0, 0];
  for (const { nx, ny } of middles) {
    const sign = ny < 0 ? -1 : 1;
    normalX += sign * nx;
    normalY += sign * ny;
  }
  const size = Math.hypot(normalX, normalY);
  return { metres: distances[distances.length >> 1] ?? NaN, normalX: normalX / size, normalY: normalY / size };
}
