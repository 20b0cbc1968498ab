import type { StraightenedPixels } from "./straighten.ts";

/** Values that become 0 and 255. */
export interface Stretch {
  readonly low: number;
  readonly high: number;
}

/** Share of the values that may fall off each end. Source: the usual 2 % cut of image viewers; docs/methods/reading.md. */
const CUT_SHARE = 0.02;
/** Enough values for the percentiles; more are thinned evenly. */
const ENOUGH_VALUES = 1_000_000;

/**
 * The one linear stretch of a scene: from the 2nd to the 98th percentile of what was read and can be used, all bands
 * together, so that colours keep their proportions.
 *
 * @returns `low` = `high` where nothing usable was read, or all of it is equal
 */
export function stretchOf(parts: readonly Pick<StraightenedPixels, "pixels" | "usable">[]): Stretch {
  const count = parts.reduce((sum, { usable }) => sum + usable.reduce((n, u) => n + u, 0), 0);
  if (count === 0) return { low: 0, high: 0 };
  const step = Math.max(1, Math.floor((3 * count) / ENOUGH_VALUES));
  const values = new Float32Array(Math.ceil((3 * count) / step));
  let [seen, kept] = [0, 0];
  for (const { pixels, usable } of parts)
    for (let band = 0; band < 3; band++)
      for (let i = 0, at = band * usable.length; i < usable.length; i++, at++)
        if (usable[i] !== 0 && seen++ % step === 0) values[kept++] = pixels[at] as number;
  const sorted = values.subarray(0, kept).sort();
  const at = (share: number) => sorted[Math.round(share * (kept - 1))] as number;
  return { low: at(CUT_SHARE), high: at(1 - CUT_SHARE) };
}

/** Applies the stretch in place: 0 to 255, and 0 everywhere when `low` = `high`. */
export function applyStretch(pixels: Float32Array, { low, high }: Stretch): void {
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < pixels.length; i++) {
    const value = ((pixels[i] as number) - low) * scale;
    pixels[i] = value > 255 ? 255 : value > 0 ? value : 0;
  }
}
