import { mapToPixel } from "../../core/geo/frames.ts";
import type { StraightenedPixels } from "../../core/imagery/straighten.ts";
import type { StripPlacement } from "../../core/imagery/strip.ts";
import { YardcheckError } from "../../errors.ts";
import { type Crs, converter } from "./crs/crs.ts";
import type { OpenScene } from "./open-scene.ts";
import { type AlongOptions, readAlong } from "./read-along.ts";

/** An image of one band that says where a scene cannot be used. */
export interface CloudMask {
  readonly image: OpenScene;
  /** `true`: values of 1 or more are hidden (clouds). `false`: 0 is hidden (a mask of good data). */
  readonly hiddenWhereSet: boolean;
}

/**
 * Marks as unusable what a mask hides of strips. What the mask does not cover, or leaves out as nodata, stays.
 *
 * @param strips   of the placements, in their order; `usable` is changed
 * @param working  CRS of the placements
 * @throws YardcheckError "usage" when it covers none of them
 */
export async function hideUnder(
  { image, hiddenWhereSet }: CloudMask,
  placements: readonly StripPlacement[],
  strips: readonly StraightenedPixels[],
  working: Crs,
  along: Pick<AlongOptions, "spacingMetres" | "halfWidthMetres" | "signal">,
): Promise<void> {
  const toMask = converter(working, image.crs);
  const masks = await readAlong(image.image, placements, {
    ...along,
    toPixel: (x, y) => {
      const [maskX, maskY] = toMask(x, y);
      return mapToPixel(image.image.transform, { x: maskX, y: maskY, epsg: image.crs.epsg });
    },
    pixelSizeMetres: image.grid.pixelSizeMetres,
  });
  if (masks.every((mask) => !mask.usable.includes(1)))
    throw new YardcheckError(
      "usage",
      `the cloud mask ${image.location} covers none of the tracks: is it of this image, and in its place?`,
    );
  for (const [i, { usable }] of strips.entries()) {
    const mask = masks[i];
    if (mask === undefined) continue;
    for (let at = 0; at < usable.length; at++)
      // Half of the smallest set value, 1: bicubic edges of the mask fall on its own line.
      if (mask.usable[at] !== 0 && (mask.pixels[at] as number) >= 0.5 === hiddenWhereSet) usable[at] = 0;
  }
}
