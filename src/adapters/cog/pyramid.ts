import { YardcheckError } from "../../errors.ts";
import { type ImageLayout, layoutOf, TAG } from "./layout.ts";
import type { TiffDirectory, TiffFile } from "./tiff-directory.ts";

/** One resolution of the scene. */
export interface Level {
  readonly directory: TiffDirectory;
  readonly layout: ImageLayout;
  /** Pixels of the full image in one pixel of this level, across and down. */
  readonly colScale: number;
  readonly rowScale: number;
  /** Which pixels hold data, where the file says so in an image of its own. */
  readonly mask: { readonly directory: TiffDirectory; readonly layout: ImageLayout } | null;
}

const REDUCED = 1;
const MASK = 4;

/**
 * The full image first, then its overviews from fine to coarse, each with its mask.
 *
 * An overview whose shape is not the image's is left out; so is a second page, which is another picture.
 */
export async function pyramidOf(
  file: TiffFile,
  fileBytes: number,
  signal?: AbortSignal,
): Promise<readonly [Level, ...Level[]]> {
  const kinds = await Promise.all(
    file.directories.map(async (directory) => ({
      directory,
      kind: (await directory.number(TAG.subfileType, signal)) ?? 0,
      width: (await directory.number(TAG.width, signal)) ?? 0,
      height: (await directory.number(TAG.height, signal)) ?? 0,
    })),
  );
  const first = kinds.find(({ kind }) => (kind & (REDUCED | MASK)) === 0) ?? kinds[0];
  if (!first) throw new YardcheckError("image-invalid", `${file.location} holds no image`);
  const images = kinds.filter((image) => image === first || (image.kind & (REDUCED | MASK)) === REDUCED);
  const masks = kinds.filter(({ kind }) => (kind & MASK) !== 0);
  const levels: Level[] = [];
  for (const { directory, width, height } of images) {
    const layout = await layoutOf(directory, fileBytes, signal);
    const [colScale, rowScale] = [first.width / width, first.height / height];
    if (!(colScale >= 1 && Math.abs(colScale / rowScale - 1) < 2 / Math.min(width, height) + 0.01)) continue;
    const mask = masks.find((candidate) => candidate.width === width && candidate.height === height);
    levels.push({
      directory,
      layout,
      colScale,
      rowScale,
      mask: mask ? { directory: mask.directory, layout: await layoutOf(mask.directory, fileBytes, signal) } : null,
    });
  }
  const [full, ...overviews] = levels;
  if (!full) throw new YardcheckError("image-invalid", `${file.location} holds no image`);
  return [full, ...overviews.sort((a, b) => a.colScale - b.colScale)];
}

/** The coarsest level whose pixels are still no larger than `wanted` (in pixels of the full image). */
export function levelFor(levels: readonly [Level, ...Level[]], wanted: number): Level {
  return levels.filter(({ colScale, rowScale }) => Math.max(colScale, rowScale) <= wanted * 1.0001).at(-1) ?? levels[0];
}
