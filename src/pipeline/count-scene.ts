import { createHash } from "node:crypto";
import { bandFor, coarseFor, type GsdBand } from "../core/detection/counting-model.ts";
import { COLUMNS_A_STEP, type StripMargins } from "../core/detection/direction.ts";
import { hiddenShare } from "../core/detection/hidden-steps.ts";
import type { Colours } from "../core/detection/strip-colours.ts";
import { InputMemory, networkInput } from "../core/detection/strip-input.ts";
import { orderInYard, yardFrame } from "../core/detection/yard-frame.ts";
import type { MethodId } from "../core/ids.ts";
import type { Strip } from "../core/imagery/strip.ts";
import { type CountingLimits, reasonsToWithhold, reasonsUnclear, warningsFor } from "../core/observation/limits.ts";
import type {
  Counted,
  Counting,
  CountWarning,
  Registration,
  Shift,
  TrackCount,
  Withheld,
} from "../core/observation/observation.ts";
import { assembleCount, type TrackLooks } from "./assemble-count.ts";
import { layStrips, placeStrips } from "./lay-strips.ts";
import { readStrip } from "./read-strip.ts";
import type { NetworksToCount, SceneToCount, TrackToCount } from "./scene-to-count.ts";
import { shareSteps } from "./share-steps.ts";

/**
 * The method's name, and its version: higher whenever answers change, new weights included. A scene that has an observation of this name
 * is not counted again, so that two networks under one version would stand in one series.
 */
export const STRIPS_METHOD = "strips@16" as MethodId;

const NO_SHIFT = { x: 0, y: 0 };

export interface CountRequest {
  readonly limits: CountingLimits;
  /** The analyst's own shift of the tracks, metres in the working CRS; null: find it. */
  readonly shift: Shift | null;
  /** Warnings known before counting. */
  readonly warnings?: readonly CountWarning[];
  readonly onProgress?: (done: number, all: number) => void;
}

/** Every track of an image that is fit to be counted, as it was read. */
export interface SceneRead {
  readonly status: "read";
  /** In an order that does not depend on that of the file. */
  readonly looks: readonly TrackLooks[];
  readonly singleCars: boolean;
  readonly band: GsdBand;
  readonly answer: Pick<Counted, "method" | "inputs" | "registration" | "usableFraction" | "warnings" | "read">;
}

/**
 * Turns one image into one counting. Same inputs, same answer: a job may run it twice.
 *
 * An image we judge unfit is an answer (`withheld`). An image we cannot read is a failure, and throws: a missing file
 * must never look like an empty yard.
 */
export async function countScene(
  scene: SceneToCount,
  tracks: readonly TrackToCount[],
  networks: NetworksToCount,
  request: CountRequest,
): Promise<Counting> {
  const read = await readScene(scene, tracks, networks, request);
  if (read.status === "withheld") return read;
  const counted = assembleCount(read.looks, networks.counting, read.band, {
    coarse: read.singleCars ? null : coarseFor(networks.counting, scene.conditions.gsdMetres),
    toSceneCrs: (point) => scene.toSceneCrs(point),
  });
  const at = new Map(read.looks.map(({ track }, k) => [track, counted.tracks[k] as TrackCount]));
  return {
    ...read.answer,
    status: "counted",
    reasons: [],
    ...counted,
    tracks: tracks.map((track) => at.get(track) as TrackCount),
  };
}

/** Reads every track of an image, or says why it is unfit. */
export async function readScene(
  scene: SceneToCount,
  tracks: readonly TrackToCount[],
  networks: NetworksToCount,
  request: CountRequest,
): Promise<SceneRead | Withheld> {
  const { limits } = request;
  const { conditions } = scene;
  const basis = { method: STRIPS_METHOD, inputs: inputHashes(scene, tracks, networks, request) };
  const known = (usableFraction: number | null): CountWarning[] => [
    ...(request.warnings ?? []),
    ...(scene.synthetic ? [{ code: "synthetic", got: null, limit: null } as const] : []),
    ...warningsFor(conditions, usableFraction, limits),
  ];
  const early = reasonsToWithhold(conditions, null, null, limits);
  if (early) {
    const warnings = known(null);
    return { ...basis, status: "withheld", reasons: early, usableFraction: 0, warnings, read: scene.read() };
  }

  const look = { gsdMetres: conditions.gsdMetres, sunAzimuthDegrees: conditions.sunAzimuthDegrees };
  const laid = await layStrips(scene, tracks, request.shift ?? NO_SHIFT, networks);
  const beforeReading = weighted(laid.seen, laid.lengths);
  const inside = laid.strips.map((strip, k) => insideShare(strip, laid.margins[k] as StripMargins, scene));
  const reasons = reasonsToWithhold(conditions, beforeReading, weighted(inside, laid.lengths), limits);
  if (reasons) {
    const warnings = known(beforeReading);
    return { ...basis, status: "withheld", reasons, usableFraction: beforeReading, warnings, read: laid.read };
  }

  const place = await placeStrips(scene, tracks, networks, { ...look, laid, shift: request.shift });
  const { registration } = place;
  const { read } = place.laid;
  const warningsOf = (usableFraction: number): CountWarning[] => [
    ...known(usableFraction),
    ...(place.unseen || registration.ambiguous
      ? [{ code: "registration-uncertain", got: registration.residualMetres, limit: null } as const]
      : []),
    ...contradiction(registration),
  ];
  if (place.untrusted) {
    const got = Math.hypot(registration.x, registration.y);
    const reason = { code: "registration-ambiguous", got, limit: null } as const;
    const warnings = warningsOf(beforeReading);
    return { ...basis, status: "withheld", reasons: [reason], usableFraction: beforeReading, warnings, read };
  }

  const band = bandFor(networks.counting, conditions.gsdMetres);
  const singleCars = conditions.gsdMetres <= limits.maxGsdSingleCarsMetres;
  const { laid: placed } = place;
  const tools = { networks, band, gsdMetres: look.gsdMetres, singleCars, partMemory: new InputMemory() };
  const alone: TrackLooks[] = [];
  const memory = new InputMemory();
  for (const [k, strip] of placed.strips.entries()) {
    const offsets = place.offsets[k] ?? new Float64Array(strip.width);
    const input = networkInput(strip, {
      ...look,
      memory,
      rows: networks.carRows,
      offsetMetres: offsets,
      colours: placed.colours[k] as Colours,
    });
    const hidden = placed.hidden[k] as Uint8Array;
    const margins = placed.margins[k] as StripMargins;
    const reading = await readStrip(strip, input, hidden, margins, tools);
    alone.push({
      track: tracks[k] as TrackToCount,
      strip,
      offsets,
      margins,
      lengthMetres: placed.lengths[k] ?? 0,
      backwards: placed.backwards[k] ?? false,
      usableFraction: 1 - hiddenShare(reading.reading.hidden),
      ...reading,
    });
    request.onProgress?.(k + 1, tracks.length);
  }
  // In an order of its own: that of the file says nothing.
  const order = orderInYard(placed.strips, placed.lengths, yardFrame(placed.strips, placed.colours));
  const looks = shareSteps(
    order.map((k) => alone[k] as TrackLooks),
    tools,
  );
  const usableFraction = weighted(
    looks.map((each) => each.usableFraction),
    looks.map((each) => each.lengthMetres),
  );
  const warnings = warningsOf(usableFraction);
  const readings = looks.map(({ reading }) => reading);
  const unread =
    reasonsToWithhold(conditions, usableFraction, null, limits) ??
    (singleCars ? reasonsUnclear(readings, limits) : null);
  if (unread) return { ...basis, status: "withheld", reasons: unread, usableFraction, warnings, read };
  return {
    status: "read",
    looks,
    singleCars,
    band,
    answer: { ...basis, registration, usableFraction, warnings, read },
  };
}

/** Share of the track itself that lies inside the scene. */
function insideShare({ placement, width }: Strip, margins: StripMargins, scene: SceneToCount): number {
  let [inside, all] = [0, 0];
  const [first, end] = [margins.stepsBefore * COLUMNS_A_STEP, width - margins.stepsAfter * COLUMNS_A_STEP];
  for (let c = first; c < end; c += 8) {
    if (scene.isInside({ x: placement.x[c] as number, y: placement.y[c] as number })) inside++;
    all++;
  }
  return inside / all;
}

/** That the image contradicts the shift that was given, and how far from it the tracks lie without one, metres. */
function contradiction({ contradicted }: Registration): CountWarning[] {
  if (contradicted === undefined) return [];
  const { given, seen } = contradicted;
  const got = seen && Math.hypot(seen.x - given.x, seen.y - given.y);
  return [{ code: "shift-contradicted", got, limit: null }];
}

const weighted = (values: readonly number[], weights: readonly number[]) =>
  values.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), 0) / weights.reduce((sum, w) => sum + w, 0);

/** SHA-256 by name of all that the answer depends on. */
function inputHashes(
  scene: SceneToCount,
  tracks: readonly TrackToCount[],
  networks: NetworksToCount,
  request: CountRequest,
): Record<string, string> {
  const sha256 = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
  return {
    scene: scene.fingerprint,
    tracks: sha256(tracks.map(({ name, zone, points, canopies }) => [name, zone, points, canopies])),
    settings: sha256([scene.conditions, request.limits, request.shift]),
    ...networks.hashes,
  };
}
