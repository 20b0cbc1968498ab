/** Runs in a thread of its own, so that an image that never ends decoding can be ended with it. */
import { STRIP_HALF_WIDTH_METRES, STRIP_SPACING_METRES } from "../../core/imagery/straighten.ts";
import { asSeen } from "../../core/observation/as-seen.ts";
import { type OpenScene, openScene } from "../cog/open-scene.ts";
import { facilityTracksOn } from "../cog/track-lines.ts";
import { openRegistered } from "../counting/count-registered.ts";
import { imageFetchOf } from "../stac-search/image-fetch.ts";
import { answerTasks } from "../threads/answer-tasks.ts";
import { pngOf } from "./png.ts";
import type { StripTask } from "./strip-pictures.ts";

async function pictureOf({ scene, track, shift, access }: StripTask): Promise<Uint8Array> {
  const fetch = imageFetchOf(access.settings, access.environment);
  const open = await openRegistered(scene, { fetch });
  let mask: OpenScene | null = null;
  try {
    if (scene.cloudMask) mask = await openScene(scene.cloudMask.location, { fetch });
    const lines = facilityTracksOn(open, [track]).map((line) => ({
      ...line,
      points: line.points.map((point) => asSeen(point, shift)),
    }));
    const { strips } = await open.readStrips(lines, {
      spacingMetres: STRIP_SPACING_METRES,
      halfWidthMetres: STRIP_HALF_WIDTH_METRES,
      scene: scene.id,
      ...(mask && scene.cloudMask
        ? { cloudMask: { image: mask, hiddenWhereSet: scene.cloudMask.hiddenWhereSet } }
        : {}),
    });
    const [strip] = strips;
    if (strip === undefined) throw new RangeError("a track got no strip");
    return await pngOf(strip, 6);
  } finally {
    await mask?.close();
    await open.close();
  }
}

answerTasks(pictureOf);
