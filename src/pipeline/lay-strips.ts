import {
  COLUMNS_A_STEP,
  type Margins,
  reachingLine,
  runsBackwards,
  type StripMargins,
} from "../core/detection/direction.ts";
import { hiddenShare, hiddenSteps } from "../core/detection/hidden-steps.ts";
import { type Colours, coloursOf } from "../core/detection/strip-colours.ts";
import { markFeatureless } from "../core/imagery/featureless.ts";
import { STRIP_SPACING_METRES } from "../core/imagery/straighten.ts";
import { partOf, type ReadCost, type Strip } from "../core/imagery/strip.ts";
import { asSeen, bothPlacings, type Placing } from "../core/observation/as-seen.ts";
import type { Shift } from "../core/observation/observation.ts";
import { registerYard, type YardRegistration } from "./register-yard.ts";
import type { NetworksToCount, SceneToCount, TrackToCount } from "./scene-to-count.ts";

/** Half of what is read across a track, metres: what the networks see, and room to move it sideways by 2 m. */
const READ_HALF_WIDTH_METRES = 9;
/** Beyond this sideways shift the strips are read anew about the shifted tracks: what they hold no longer suffices. */
const ROOM_METRES = 2.25;
/** So much of a step under a roof is none, and is rounding from the track's other end. Source: our choice. */
const WITHIN = 0.01;
const NO_MARGINS: Margins = { before: 0, after: 0 };
const NO_SHIFT: Placing = { x: 0, y: 0 };

export interface LaidStrips {
  readonly strips: readonly Strip[];
  /** Steps of each strip that cannot be seen. */
  readonly hidden: readonly Uint8Array[];
  /** What each strip shows beyond its track, in the direction in which it is read. */
  readonly margins: readonly StripMargins[];
  readonly backwards: readonly boolean[];
  /** Colours of what the car network sees of each strip. */
  readonly colours: readonly Colours[];
  /** Share of each track that can be seen, and its length, metres. */
  readonly seen: readonly number[];
  readonly lengths: readonly number[];
  /** Since the scene was opened. */
  readonly read: ReadCost;
}

/** Reads the strips about the tracks as they are placed, each in the direction that its picture decides. */
export async function layStrips(
  scene: SceneToCount,
  tracks: readonly TrackToCount[],
  placing: Placing,
  networks: NetworksToCount,
): Promise<LaidStrips> {
  const { stepMetres } = networks.counting;
  const lines = tracks.map((track) =>
    reachingLine(
      track.points.map((point) => asSeen(point, placing)),
      stepMetres,
      (point) => scene.isInside(point),
    ),
  );
  const asked = tracks.map(({ id, name, points }, k) => ({ id, name, points: lines[k]?.points ?? points }));
  const request = { spacingMetres: STRIP_SPACING_METRES, halfWidthMetres: READ_HALF_WIDTH_METRES };
  const { strips: given, read } = await scene.readStrips(asked, request);
  markFeatureless(given, STRIP_SPACING_METRES, scene.conditions.gsdMetres);
  const backwards = given.map(runsBackwards);
  const reaching = given.map((strip, k) => seenStrip(strip, lines[k] ?? NO_MARGINS, backwards[k] ?? false));
  const strips = reaching.map(({ strip }) => strip);
  const margins = reaching.map((reached) => reached.margins);
  const hidden = reaching.map((reached, k) => hiddenWithCanopies(reached, tracks[k], backwards[k] ?? false));
  const seen = hidden.map((steps, k) => {
    const { stepsBefore = 0, stepsAfter = 0 } = margins[k] ?? {};
    return 1 - hiddenShare(steps.subarray(stepsBefore, steps.length - stepsAfter));
  });
  const colours = strips.map((strip) => coloursOf(strip, networks.carRows));
  const lengths = strips.map((strip, k) => strip.lengthMetres - (margins[k]?.before ?? 0) - (margins[k]?.after ?? 0));
  return { strips, hidden, margins, backwards, colours, seen, lengths, read };
}

export interface PlacedStrips extends YardRegistration {
  readonly laid: LaidStrips;
}

interface PlaceRequest {
  readonly laid: LaidStrips;
  readonly gsdMetres: number;
  readonly sunAzimuthDegrees: number | null;
  /** The analyst's own shift, about which the strips were laid. */
  readonly shift: Shift | null;
}

/**
 * Finds where the tracks lie in the picture; reads the strips again where that is further off than they reach. Where the picture
 * contradicts the analyst's own shift, it is also asked where they lie without it.
 */
export async function placeStrips(
  scene: SceneToCount,
  tracks: readonly TrackToCount[],
  networks: NetworksToCount,
  request: PlaceRequest,
): Promise<PlacedStrips> {
  const { shift: given } = request;
  const placed = await placedNear(scene, tracks, networks, request);
  if (given === null || !placed.contradicted) return placed;
  const laid = await layStrips(scene, tracks, NO_SHIFT, networks);
  const {
    registration,
    unseen,
    untrusted,
    laid: last,
  } = await placedNear(scene, tracks, networks, {
    ...request,
    laid,
    shift: null,
  });
  const told = !(unseen || untrusted || registration.ambiguous);
  const contradicted = { given, seen: told ? { x: registration.x, y: registration.y } : null };
  return {
    ...placed,
    laid: { ...placed.laid, read: last.read },
    registration: { ...placed.registration, ambiguous: false, contradicted },
  };
}

async function placedNear(
  scene: SceneToCount,
  tracks: readonly TrackToCount[],
  networks: NetworksToCount,
  request: PlaceRequest,
): Promise<PlacedStrips> {
  const { laid, shift } = request;
  const first = await registerYard(laid, networks, { ...request, near: shift !== null });
  const placing = bothPlacings(shift ?? NO_SHIFT, first.registration);
  if (farthest(first.offsets) <= ROOM_METRES)
    return { ...first, laid, registration: { ...first.registration, ...placing } };
  const again = await layStrips(scene, tracks, placing, networks);
  const second = await registerYard(again, networks, { ...request, near: true });
  return {
    offsets: second.offsets,
    unseen: second.unseen,
    untrusted: first.untrusted,
    contradicted: first.contradicted || second.contradicted,
    registration: {
      ...second.registration,
      ...bothPlacings(placing, second.registration),
      ambiguous: first.registration.ambiguous || second.registration.ambiguous,
    },
    laid: again,
  };
}

interface SeenStrip {
  readonly strip: Strip;
  readonly margins: StripMargins;
}

/**
 * Leaves of what a strip shows beyond its track what can be seen without a break from the track on, and turns it the way
 * in which it is read.
 *
 * @param reached  of the strip as it is given
 */
function seenStrip(strip: Strip, reached: Margins, backwards: boolean): SeenStrip {
  const step = COLUMNS_A_STEP * strip.spacingMetres;
  const hidden = hiddenSteps(strip, step);
  const first = Math.floor(reached.before / step + 1e-9);
  const last = Math.floor(reached.after / step + 1e-9);
  let from = first;
  let to = hidden.length - last;
  while (from > 0 && hidden[from - 1] === 0) from--;
  while (to < hidden.length && hidden[to] === 0) to++;
  // Subtraction may leave a hair less than nothing.
  const before = Math.max(0, reached.before - from * step);
  const after = Math.max(0, reached.after - (hidden.length - to) * step);
  const stepsBefore = first - from;
  const stepsAfter = last - (hidden.length - to);
  return {
    strip: partOf(strip, from * COLUMNS_A_STEP, to * COLUMNS_A_STEP, backwards),
    margins: backwards
      ? { before: after, after: before, stepsBefore: stepsAfter, stepsAfter: stepsBefore }
      : { before, after, stepsBefore, stepsAfter },
  };
}

function farthest(offsets: readonly Float64Array[]): number {
  return offsets.reduce((most, list) => list.reduce((top, metres) => Math.max(top, Math.abs(metres)), most), 0);
}

function hiddenWithCanopies(
  { strip, margins: { before, after } }: SeenStrip,
  track: TrackToCount | undefined,
  backwards: boolean,
): Uint8Array {
  const step = COLUMNS_A_STEP * strip.spacingMetres;
  // Of the strip as it was cut: a stretch out of sight beyond it must not hide the track's last steps (hidden-steps.ts).
  const hidden = hiddenSteps(strip, step);
  const length = hidden.length * step;
  for (const canopy of track?.canopies ?? []) {
    const [from, to] = backwards
      ? [length - after - canopy.to, length - after - canopy.from]
      : [before + canopy.from, before + canopy.to];
    hidden.fill(1, Math.max(0, Math.floor(from / step + WITHIN)), Math.max(0, Math.ceil(to / step - WITHIN)));
  }
  return hidden;
}
