import { createHash } from "node:crypto";
import { type OpenScene, openScene } from "../../adapters/cog/open-scene.ts";
import { facilityTracksOn } from "../../adapters/cog/track-lines.ts";
import { openRegistered } from "../../adapters/counting/count-registered.ts";
import type { Fetch } from "../../adapters/fetch-guard/guarded-fetch.ts";
import { pngOf } from "../../adapters/pixels/png.ts";
import type { RegisteredScene } from "../../adapters/store/scenes.ts";
import type { FacilityGeometry } from "../../core/facility/facility.ts";
import type { Raster } from "../../core/imagery/raster.ts";
import { STRIP_HALF_WIDTH_METRES, STRIP_SPACING_METRES } from "../../core/imagery/straighten.ts";
import type { Strip } from "../../core/imagery/strip.ts";
import { asSeen } from "../../core/observation/as-seen.ts";
import type { Counted, Observation } from "../../core/observation/observation.ts";
import type { LookPictures, PictureFile } from "../../core/report/record.ts";

/** The pictures of one look, and their bytes by name. */
export interface TakenPictures {
  readonly pictures: LookPictures;
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** Enough for a page's width at print resolution, and still a few hundred kilobytes as PNG. */
const OVERVIEW_PIXELS = 1_200_000;

/**
 * Takes the pictures that a report shows of a look: the scene from above, and each track straightened, where it was
 * seen (the registration applied), so that cars lie where they were counted.
 *
 * A picture's name carries the first of its hash: those of the next publication lie beside them, and every revision
 * finds its own.
 *
 * A scene that may not be republished gives the measures of its strips and no pixels at all.
 *
 * @param geometry  the drawing that the look was counted on
 * @param fetch     reads a remote image
 * @throws YardcheckError "image-changed", "image-unreadable"
 */
export async function takePictures(
  geometry: FacilityGeometry,
  scene: RegisteredScene,
  observation: Observation & Counted,
  fetch: Fetch,
): Promise<TakenPictures> {
  const image = await openRegistered(scene, { fetch });
  let mask: OpenScene | null = null;
  try {
    if (scene.cloudMask) mask = await openScene(scene.cloudMask.location, { fetch });
    const bytes = new Map<string, Uint8Array>();
    const keep = async (raster: Raster | Strip, name: string): Promise<PictureFile | null> => {
      if (!scene.mayBeRepublished) return null;
      const png = await pngOf(raster, 9);
      const sha256 = createHash("sha256").update(png).digest("hex");
      const file = `${name}.${sha256.slice(0, 12)}.png`;
      bytes.set(file, png);
      const { width, height } = raster;
      return { name: file, sha256, width, height };
    };
    const lines = facilityTracksOn(image, geometry.tracks).map((line) => ({
      ...line,
      points: line.points.map((point) => asSeen(point, observation.registration)),
    }));
    const { strips } = await image.readStrips(lines, {
      spacingMetres: STRIP_SPACING_METRES,
      halfWidthMetres: STRIP_HALF_WIDTH_METRES,
      scene: scene.id,
      ...(mask && scene.cloudMask
        ? { cloudMask: { image: mask, hiddenWhereSet: scene.cloudMask.hiddenWhereSet } }
        : {}),
    });
    const lanes = [];
    for (const [k, strip] of strips.entries()) {
      const { track, lengthMetres, spacingMetres, halfWidthMetres } = strip;
      const picture = await keep(strip, `strip-${k + 1}`);
      lanes.push({ track, lengthMetres, spacingMetres, halfWidthMetres, picture });
    }
    const overview = await keep((await image.readPicture(OVERVIEW_PIXELS)).raster, "overview");
    return { pictures: { observation: observation.id, overview, strips: lanes }, bytes };
  } finally {
    await mask?.close();
    await image.close();
  }
}
