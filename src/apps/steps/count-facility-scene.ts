import { type OpenScene, openScene } from "../../adapters/cog/open-scene.ts";
import { sceneToCount } from "../../adapters/detectors/counted-scene.ts";
import type { Database } from "../../adapters/store/database.ts";
import { facilityById } from "../../adapters/store/facilities.ts";
import { recordObservation, type StoredObservation } from "../../adapters/store/observations.ts";
import { type RegisteredScene, sceneById } from "../../adapters/store/scenes.ts";
import type { FacilityId, SceneId } from "../../core/ids.ts";
import type { Fingerprint } from "../../core/imagery/scene.ts";
import { STRIP_LIMITS } from "../../core/observation/limits.ts";
import { YardcheckError } from "../../errors.ts";
import { countScene } from "../../pipeline/count-scene.ts";
import type { NetworksToCount } from "../../pipeline/scene-to-count.ts";
import { trackLinesOf } from "./look-pictures.ts";

export interface CountOptions {
  readonly networks: NetworksToCount;
  /** The analyst's own shift of the tracks, metres in the working CRS; null: find it. */
  readonly shift?: { readonly x: number; readonly y: number } | null;
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Counts a registered scene on the newest drawing of a facility, and stores the observation: all of it or nothing. The
 * same scene counted again by the same method is the observation that is there already.
 *
 * @throws YardcheckError "not-found", "image-changed", "image-unreadable", "facility-invalid"
 */
export async function countFacilityScene(
  db: Database,
  facilityId: FacilityId,
  sceneId: SceneId,
  now: () => string,
  options: CountOptions,
): Promise<{ readonly observation: StoredObservation; readonly recorded: boolean }> {
  const facility = await facilityById(db, facilityId);
  const scene = await sceneById(db, sceneId);
  const { geometry } = facility;
  if (geometry === null)
    throw new YardcheckError("facility-invalid", `${facilityId} has no drawing: nothing says where its tracks are`);
  const { signal } = options;
  const image = await openScene(scene.location, { signal });
  let mask: OpenScene | null = null;
  try {
    refuseChanged(scene, await image.fingerprint(signal));
    mask = scene.cloudMask && (await openScene(scene.cloudMask.location, { signal }));
    const toCount = await sceneToCount(image, {
      conditions: scene.conditions,
      synthetic: scene.synthetic,
      cloudMask: mask && scene.cloudMask ? { image: mask, hiddenWhereSet: scene.cloudMask.hiddenWhereSet } : undefined,
      signal,
    });
    const counting = await countScene(toCount, trackLinesOf(facility, image), options.networks, {
      limits: STRIP_LIMITS,
      shift: options.shift ?? null,
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    });
    signal?.throwIfAborted();
    const of = { facility: facilityId, geometry: geometry.version, scene: sceneId };
    return await recordObservation(db, of, counting, now());
  } finally {
    await mask?.close();
    await image.close();
  }
}

/** A file that is not the one registered must never be counted under its name. */
function refuseChanged({ location, fingerprint: known }: RegisteredScene, found: Fingerprint): void {
  const same =
    known.kind === "sha256"
      ? found.kind === "sha256" && found.sha256 === known.sha256
      : found.kind === "remote" && found.etag === known.etag && found.bytes === known.bytes;
  if (!same) throw new YardcheckError("image-changed", `${location} is not the file that was registered`);
}
