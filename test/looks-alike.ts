import sharp from "sharp";

/** Difference of grey from which a pixel differs clearly, of 255. */
const CLEARLY = 64;

/**
 * Whether two pictures show the same, whatever version of a browser drew their letters.
 *
 * @param mayDiffer  share of the pixels that may differ clearly, 0 to 1
 */
export async function looksAlike(expected: Uint8Array, actual: Uint8Array, mayDiffer: number): Promise<boolean> {
  const [a, b] = await Promise.all(
    [expected, actual].map((png) => sharp(png).flatten().greyscale().raw().toBuffer({ resolveWithObject: true })),
  );
  if (a === undefined || b === undefined || a.info.width !== b.info.width || a.info.height !== b.info.height)
    return false;
  let different = 0;
  for (let i = 0; i < a.data.length; i++) if (Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0)) > CLEARLY) different++;
  return different <= mayDiffer * a.data.length;
}
