/** Runs in a thread of its own, so that an image that never ends decoding can be ended with it. */
import sharp from "sharp";
import { STRIP_HALF_WIDTH_METRES, STRIP_SPACING_METRES } from "../../core/imagery/straighten.ts";
import type { Strip } from "../../core/imagery/strip.ts";
import { type OpenScene, openScene } from "../cog/open-scene.ts";
import { facilityTracksOn } from "../cog/track-lines.ts";
import { openRegistered } from "../counting/count-registered.ts";
import { imageFetchOf } from "../stac-search/image-fetch.ts";
import { answerTasks } from "../threads/answer-tasks.ts";
import type { StripTask } from "./strip-pictures.ts";

async function pictureOf({ scene, track, shift, access }: StripTask): Promise<Uint8Array> {
  const fetch = imageFetchOf(access.settings, access.environment);
  const open = await openRegistered(scene, { fetch });
  let mask: OpenScene | null = null;
  try {
    if (scene.cloudMask) mask = await openScene(scene.cloudMask.location, { fetch });
    const { strips } = await open.readStrips(facilityTracksOn(open, [track]), {
      spacingMetres: STRIP_SPACING_METRES,
      halfWidthMetres: STRIP_HALF_WIDTH_METRES,
      scene: scene.id,
      shift,
      ...(mask && scene.cloudMask
        ? { cloudMask: { image: mask, hiddenWhereSet: scene.cloudMask.hiddenWhereSet } }
        : {}),
    });
    const [strip] = strips;
    if (strip === undefined) throw new RangeError("a track got no strip");
    return await pngOf(strip);
  } finally {
    await mask?.close();
    await open.close();
  }
}

/** One pixel a sample; what cannot be used is transparent. */
async function pngOf({ width, height, pixels, usable }: Strip): Promise<Uint8Array> {
  const size = width * height;
  const rgba = new Uint8ClampedArray(size * 4);
  for (let i = 0; i < size; i++) {
    for (let band = 0; band < 3; band++) rgba[i * 4 + band] = pixels[band * size + i] as number;
    rgba[i * 4 + 3] = usable[i] === 1 ? 255 : 0;
  }
  return await sharp(rgba, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}

answerTasks(pictureOf);
