import { mapToPixel, pixelToMap } from "../../core/geo/frames.ts";
import type { StraightenedPixels } from "../../core/imagery/straighten.ts";
import { groundAt, type StripPlacement } from "../../core/imagery/strip.ts";
import { YardcheckError } from "../../errors.ts";
import { type Crs, converterNear } from "./crs/crs.ts";
import type { OpenScene } from "./open-scene.ts";
import { type AlongOptions, readAlong } from "./read-along.ts";

/** An image of one band that says where a scene cannot be used. */
export interface CloudMask {
  readonly image: OpenScene;
  /** `true`: values of 1 or more are hidden (clouds). `false`: 0 is hidden (a mask of good data). */
  readonly hiddenWhereSet: boolean;
}

/**
 * Marks as unusable what a mask hides of strips, and what lies outside of its extent: nobody looked for clouds there. What it
 * leaves out as nodata within its extent stays.
 *
 * @param strips   of the placements, in their order; `usable` is changed
 * @param working  CRS of the placements
 * @throws YardcheckError "usage" when it covers none of them, or has more than one band
 */
export async function hideUnder(
  { image, hiddenWhereSet }: CloudMask,
  placements: readonly StripPlacement[],
  strips: readonly StraightenedPixels[],
  working: Crs,
  along: Pick<AlongOptions, "spacingMetres" | "halfWidthMetres" | "signal">,
): Promise<void> {
  const { width, height, bands } = image.grid;
  if (bands !== 1)
    throw new YardcheckError(
      "usage",
      `the cloud mask ${image.location} has ${bands} bands, and a mask is one: take the band that says what is hidden, with \`gdal_translate -b 1 IN.tif MASK.tif\``,
    );
  const { transform } = image.image;
  const toMask = converterNear(working, image.crs, pixelToMap(transform, { col: width / 2, row: height / 2 }).x);
  const toPixel = (x: number, y: number) => {
    const [maskX, maskY] = toMask(x, y);
    return mapToPixel(transform, { x: maskX, y: maskY, epsg: image.crs.epsg });
  };
  const masks = await readAlong(image.image, placements, {
    ...along,
    toPixel,
    pixelSizeMetres: image.grid.pixelSizeMetres,
  });
  if (masks.every((mask) => !mask.usable.includes(1)))
    throw new YardcheckError(
      "usage",
      `the cloud mask ${image.location} covers none of the tracks: is it of this image, and in its place?`,
    );
  for (const [i, { usable }] of strips.entries()) {
    const mask = masks[i];
    const placement = placements[i];
    if (mask === undefined || placement === undefined) continue;
    const isOutside = (at: number) => {
      const acrossMetres = (Math.floor(at / mask.width) + 0.5) * along.spacingMetres - along.halfWidthMetres;
      const alongMetres = ((at % mask.width) + 0.5) * along.spacingMetres;
      const { x, y } = groundAt(placement, along.spacingMetres, alongMetres, acrossMetres);
      const { col, row } = toPixel(x, y);
      return !(col >= 0 && row >= 0 && col < width && row < height);
    };
    for (let at = 0; at < usable.length; at++)
      if (mask.usable[at] === 0) {
        if (usable[at] !== 0 && isOutside(at)) usable[at] = 0;
      }
      // Half of the smallest set value, 1: bicubic edges of the mask fall on its own line.
      else if ((mask.pixels[at] as number) >= 0.5 === hiddenWhereSet) usable[at] = 0;
  }
}
