import { createHash } from "node:crypto";
import type { Fetch } from "../../adapters/cog/http-source.ts";
import { openScene } from "../../adapters/cog/open-scene.ts";
import { checkWholeFile } from "../../adapters/cog/whole-file.ts";
import type { ItemScene } from "../../adapters/stac/item-file.ts";
import type { Database } from "../../adapters/store/database.ts";
import { facilityById } from "../../adapters/store/facilities.ts";
import { addScene } from "../../adapters/store/scenes.ts";
import type { FacilityId, SceneId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import { registerScene } from "../../pipeline/register-scene.ts";

/**
 * Registers the scene of a STAC item for a facility, as the item describes it.
 *
 * @param fetcher  makes the requests of a remote image; a service passes one that refuses private addresses
 * @throws YardcheckError "stac-invalid" where the item states no licence; "image-unreadable", "image-invalid"
 */
export async function registerItem(
  db: Database,
  facility: FacilityId,
  item: ItemScene,
  now: string,
  signal?: AbortSignal,
  fetcher?: Fetch,
): Promise<SceneId> {
  if (item.licence === null)
    throw new YardcheckError("stac-invalid", `${item.id} states no licence: nobody could say what may be done with it`);
  const { geometry } = await facilityById(db, facility);
  const image = await openScene(item.location, { epsg: item.epsg ?? undefined, signal, fetch: fetcher });
  try {
    await checkWholeFile(image.image, signal);
    const hash = (text: string) => createHash("sha256").update(text).digest("hex");
    const { scene, footprint } = await registerScene({ ...item, licence: item.licence }, image, geometry, hash, signal);
    await addScene(db, facility, { ...scene, footprint, cloudMask: item.cloudMask, stacItem: item.id }, now);
    return scene.id;
  } finally {
    await image.close();
  }
}
