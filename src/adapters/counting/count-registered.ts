import type { FacilityGeometry } from "../../core/facility/facility.ts";
import type { FacilityId, MethodId, SceneId } from "../../core/ids.ts";
import type { Fingerprint } from "../../core/imagery/scene.ts";
import { STRIP_LIMITS } from "../../core/observation/limits.ts";
import type { Counting } from "../../core/observation/observation.ts";
import { YardcheckError } from "../../errors.ts";
import { STRIPS_METHOD } from "../../pipeline/count-scene.ts";
import type { TrackToCount } from "../../pipeline/scene-to-count.ts";
import { crsOfEpsg, USER_DEFINED } from "../cog/crs/crs.ts";
import { type OpenScene, openScene } from "../cog/open-scene.ts";
import { facilityTracksOn } from "../cog/track-lines.ts";
import { sceneToCount } from "../detectors/counted-scene.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import type { Database } from "../store/database.ts";
import { facilityById } from "../store/facilities.ts";
import { observationFor, recordObservation, type StoredObservation } from "../store/observations.ts";
import { type RegisteredScene, sceneById } from "../store/scenes.ts";
import { type Counter, stripCounter } from "./counter.ts";

export interface CountRegisteredOptions {
  /** The analyst's own shift of the tracks, metres in the working CRS; null: find it. */
  readonly shift?: { readonly x: number; readonly y: number } | null;
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Makes the requests of remote images; a service passes one that refuses private addresses. */
  readonly fetch?: Fetch | undefined;
  /** By which `count` counts; left out: the project's own networks. */
  readonly method?: MethodId;
}

/** Counts a scene on a drawing, and stores nothing: in this thread (`countingHere`), or beside it (`countingApart`). */
export type CountOnDrawing = (
  geometry: FacilityGeometry,
  scene: RegisteredScene,
  options: CountRegisteredOptions,
) => Promise<Counting>;

/** Counting in this thread, with the project's own networks unless told. */
export function countingHere(threads: number, counter: Counter = stripCounter({ threads })): CountOnDrawing {
  return async (geometry, scene, options) => await countSceneOn(geometry, scene, counter, options);
}

/** What counting a registered scene came to. */
export interface CountedRegistered {
  readonly observation: StoredObservation;
  /** False: it was counted before, by the same method on the same drawing. */
  readonly recorded: boolean;
}

/**
 * Counts a registered scene of a facility on its newest drawing and stores the observation, once: a scene that was
 * counted already is not read again. Nothing is stored before the count is whole.
 *
 * @param count  asked for only when there is something to count
 * @throws YardcheckError "not-found" | "image-changed" | "image-unreadable" | "detector-failed" | "interrupted"
 */
export async function countRegistered(
  db: Database,
  facility: FacilityId,
  sceneId: SceneId,
  count: CountOnDrawing,
  now: () => Date,
  options: CountRegisteredOptions = {},
): Promise<CountedRegistered> {
  const { geometry } = await facilityById(db, facility);
  if (!geometry)
    throw new YardcheckError("not-found", `facility "${facility}" has no drawing: there are no tracks to count on`, {
      fix: `Draw it in the workbench, or give a drawing: \`yardcheck facility add drawing.geojson --id ${facility}\`.`,
    });
  const of = { facility, geometry: geometry.version, scene: sceneId };
  const known = await observationFor(db, of, options.method ?? STRIPS_METHOD);
  if (known) return { observation: known, recorded: false };
  const scene = await sceneById(db, sceneId);
  const counting = await count(geometry, scene, options);
  options.signal?.throwIfAborted();
  return await recordObservation(db, of, counting, now().toISOString());
}

async function countSceneOn(
  geometry: FacilityGeometry,
  scene: RegisteredScene,
  counter: Counter,
  options: CountRegisteredOptions,
): Promise<Counting> {
  const { signal, fetch } = options;
  const open = await openRegistered(scene, { signal, fetch });
  let mask: OpenScene | null = null;
  try {
    if (scene.cloudMask) mask = await openScene(scene.cloudMask.location, { signal, fetch });
    const lines = facilityTracksOn(open, geometry.tracks);
    const tracks = geometry.tracks.map(
      ({ id, name, zone, canopies }, i): TrackToCount => ({ id, name, zone, canopies, points: lines[i]?.points ?? [] }),
    );
    const toCount = await sceneToCount(open, {
      conditions: scene.conditions,
      synthetic: scene.synthetic,
      cloudMask: mask && scene.cloudMask ? { image: mask, hiddenWhereSet: scene.cloudMask.hiddenWhereSet } : undefined,
      signal,
    });
    const { onProgress } = options;
    const request = { limits: STRIP_LIMITS, shift: options.shift ?? null, ...(onProgress ? { onProgress } : {}) };
    return await counter.count({ open, tracks, scene: toCount }, request, signal);
  } finally {
    await mask?.close();
    await open.close();
  }
}

/**
 * Opens the image of a registered scene, placed as it was registered.
 *
 * @throws YardcheckError "image-changed" where the file is another one by now | "image-unreadable"
 */
export async function openRegistered(
  scene: RegisteredScene,
  options: { readonly signal?: AbortSignal | undefined; readonly fetch?: Fetch | undefined } = {},
): Promise<OpenScene> {
  const { transform } = scene.grid;
  const placement = transform.epsg === USER_DEFINED ? undefined : { crs: crsOfEpsg(transform.epsg), transform };
  const open = await openScene(scene.location, { ...options, placement });
  try {
    const now = await open.fingerprint(options.signal);
    if (!isSame(scene.fingerprint, now))
      throw new YardcheckError(
        "image-changed",
        `${scene.location} was ${nameOf(scene.fingerprint)} when scene ${scene.id} was registered, and is ${nameOf(now)}`,
      );
    return open;
  } catch (error) {
    await open.close();
    throw error;
  }
}

function isSame(a: Fingerprint, b: Fingerprint): boolean {
  if (a.kind === "sha256") return b.kind === "sha256" && a.sha256 === b.sha256;
  return b.kind === "remote" && a.bytes === b.bytes && a.etag === b.etag;
}

function nameOf(fingerprint: Fingerprint): string {
  if (fingerprint.kind === "sha256") return `SHA-256 ${fingerprint.sha256.slice(0, 12)}..., ${fingerprint.bytes} bytes`;
  return `ETag ${fingerprint.etag ?? "none"}, ${fingerprint.bytes} bytes`;
}
