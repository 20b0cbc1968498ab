import type { ItemScene } from "../../adapters/stac/item-file.ts";
import type { ImageAccess } from "../../adapters/stac-search/image-fetch.ts";
import type { Database } from "../../adapters/store/database.ts";
import { facilityById } from "../../adapters/store/facilities.ts";
import { addScene } from "../../adapters/store/scenes.ts";
import type { FacilityId, SceneId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import { refuseImpossibleTime } from "./refuse-impossible-time.ts";
import { registerApart } from "./register-apart.ts";

/**
 * Registers the scene of a STAC item for a facility, as the item describes it.
 *
 * @param access  by what a remote image is fetched
 * @throws YardcheckError "stac-invalid" where the item states no licence; "usage" where it lies in the future, or before 1858;
 *   "image-unreadable", "image-invalid"
 */
export async function registerItem(
  db: Database,
  facility: FacilityId,
  item: ItemScene,
  now: string,
  access: ImageAccess,
  signal?: AbortSignal,
): Promise<SceneId> {
  const { licence } = item;
  if (licence === null)
    throw new YardcheckError("stac-invalid", `${item.id} states no licence: nobody could say what may be done with it`);
  refuseImpossibleTime(item.conditions.acquiredAt, new Date(now));
  const { geometry } = await facilityById(db, facility);
  const { scene, footprint } = await registerApart(
    { description: { ...item, licence }, epsg: item.epsg, placement: null, geometry, access },
    signal,
  );
  await addScene(db, facility, { ...scene, footprint, cloudMask: item.cloudMask, stacItem: item.id }, now);
  return scene.id;
}
