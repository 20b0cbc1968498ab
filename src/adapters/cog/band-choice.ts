import { colourRoles } from "../../core/imagery/colour-roles.ts";
import { YardcheckError } from "../../errors.ts";
import { type ImageLayout, TAG } from "./layout.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

/** Which bands become red, green and blue, and which values mean that nothing was seen. */
export interface BandChoice {
  /** Three bands, or one that is shown as grey. Counted from 0. */
  readonly colours: readonly [number] | readonly [number, number, number];
  readonly alpha: number | null;
  /** A pixel is empty where all colour bands hold this value. */
  readonly nodata: number | null;
  /** Palette entries as red, green, blue, 0 to 255; null without a palette. */
  readonly palette: Uint8Array | null;
  /** Low values are bright. */
  readonly inverted: boolean;
}

/**
 * Chooses by what the file says of its bands; else the first three, or the only one.
 *
 * @param wanted  bands of the user's choice, counted from 1
 * @throws YardcheckError "usage" for bands that the file lacks, "image-unsupported" for other colour spaces
 */
export async function chooseBands(
  directory: TiffDirectory,
  layout: ImageLayout,
  wanted: readonly number[] | undefined,
  signal?: AbortSignal,
): Promise<BandChoice> {
  const { bands, photometric, extraSamples, bitsPerSample } = layout;
  const { location } = directory;
  if (![0, 1, 2, 3, 6].includes(photometric))
    throw new YardcheckError(
      "image-unsupported",
      `${location}: colour space ${photometric} (5 CMYK, 8 CIELab) is not read`,
    );
  const extraFrom = bands - extraSamples.length;
  const marked = extraSamples.findIndex((meaning) => meaning === 1 || meaning === 2);
  const alpha = marked >= 0 && extraFrom + marked > 0 ? extraFrom + marked : null;
  const text = (await directory.text(TAG.gdalNodata, signal)).trim();
  const nodata = text === "" ? null : /^nan$/i.test(text) ? Number.NaN : Number(text);
  const coloured = alpha === null ? bands : bands - 1;

  let colours: readonly number[];
  if (wanted !== undefined) {
    if (
      wanted.some((band) => !(Number.isInteger(band) && band >= 1 && band <= bands)) ||
      ![1, 3].includes(wanted.length)
    )
      throw new YardcheckError(
        "usage",
        `${location} has ${bands} bands; bands ${wanted.join(",")} were asked for, expected one or three of 1 to ${bands}`,
      );
    colours = wanted.map((band) => band - 1);
  } else {
    const named = colourRoles(await directory.text(TAG.gdalMetadata, signal));
    colours = named.every((band) => band < bands) && named.length === 3 ? named : coloured >= 3 ? [0, 1, 2] : [0];
  }

  let palette: Uint8Array | null = null;
  if (photometric === 3) {
    const entries = layout.colourMap.length / 3;
    if (bitsPerSample !== 8 || entries < 256)
      throw new YardcheckError("image-unsupported", `${location}: a palette of ${entries} colours is not read`);
    palette = Uint8Array.from({ length: 3 * 256 }, (_, i) =>
      Math.round((layout.colourMap[(i % 3) * entries + Math.floor(i / 3)] ?? 0) / 257),
    );
    colours = [0];
  }
  const [red = 0, green, blue] = colours;
  return {
    colours: green === undefined || blue === undefined ? [red] : [red, green, blue],
    alpha,
    nodata: nodata !== null && Number.isFinite(nodata) ? nodata : null,
    palette,
    inverted: photometric === 0,
  };
}
