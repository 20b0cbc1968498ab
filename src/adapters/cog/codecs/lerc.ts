import { createRequire } from "node:module";
import * as Lerc from "lerc";
import type { Samples } from "./predictor.ts";

let loading: Promise<void> | undefined;

export interface LercBlock {
  readonly width: number;
  readonly rows: number;
  readonly bands: number;
  /** The last band is alpha: libtiff keeps it as LERC's mask of valid pixels. */
  readonly alpha: boolean;
}

/**
 * Decodes one LERC block.
 *
 * @returns samples, pixel by pixel; what its mask leaves out is NaN in floating point, and alpha 0 where that is a band
 *
 * Checked against: GDAL 3.6.2, test/reference/formats (exact at maximum error 0)
 */
export async function decodeLerc(bytes: Uint8Array, shape: LercBlock): Promise<Samples> {
  loading ??= Lerc.load({ locateFile: () => createRequire(import.meta.url).resolve("lerc/lerc-wasm.wasm") });
  await loading;
  const { width, height, pixels, mask, depthCount } = Lerc.decode(bytes, { returnInterleaved: true });
  const [values] = pixels;
  if (values === undefined || width !== shape.width || height < shape.rows)
    throw new Error(`it holds ${width} x ${height} pixels, expected ${shape.width} x ${shape.rows}`);
  const count = width * shape.rows;
  if (depthCount === shape.bands - 1 && shape.alpha) {
    const whole = new Uint8Array(count * shape.bands);
    for (let i = 0; i < count; i++) {
      for (let b = 0; b < depthCount; b++) whole[i * shape.bands + b] = values[i * depthCount + b] as number;
      whole[i * shape.bands + depthCount] = mask === null || mask[i] ? 255 : 0;
    }
    return whole;
  }
  if (depthCount !== shape.bands) throw new Error(`it holds ${depthCount} bands, expected ${shape.bands}`);
  const samples = values.subarray(0, count * depthCount);
  if (samples instanceof Uint8ClampedArray) throw new Error("clamped samples are not expected of LERC");
  if (mask !== null && (samples instanceof Float32Array || samples instanceof Float64Array))
    for (let i = 0; i < count; i++) if (!mask[i]) samples.fill(Number.NaN, i * depthCount, (i + 1) * depthCount);
  return samples;
}
