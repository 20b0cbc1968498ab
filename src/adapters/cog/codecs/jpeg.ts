import sharp, { type OutputInfo } from "sharp";

/** Tells a JPEG decoder the colour space that TIFF keeps in its own tag. Source: ITU-T T.872, 6.5.3 (APP14 "Adobe"). */
function adobeMarker(transform: number): Uint8Array {
  return Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform);
}

/** A JPEG that stands alone: the shared tables of the TIFF, then the block's own stream. */
function joined(tables: Uint8Array, block: Uint8Array, transform: number | null): Buffer {
  const between = tables.length >= 4 ? tables.subarray(2, tables.length - 2) : new Uint8Array(0);
  const marker = transform === null ? new Uint8Array(0) : adobeMarker(transform);
  return Buffer.concat([block.subarray(0, 2), marker, between, block.subarray(2)]);
}

export interface ColourBlock {
  readonly width: number;
  readonly rows: number;
  readonly bands: number;
}

/**
 * Decodes one JPEG block.
 *
 * @param yCbCr  the TIFF's photometric interpretation is 6
 * @returns samples, pixel by pixel; 3 bands are red, green, blue
 *
 * Checked against: GDAL 3.6.2, test/reference/formats (1 of 255: decoders round differently)
 */
export async function decodeJpeg(
  block: Uint8Array,
  tables: Uint8Array,
  yCbCr: boolean,
  shape: ColourBlock,
): Promise<Uint8Array> {
  if (block[0] !== 0xff || block[1] !== 0xd8) throw new Error("it does not begin as a JPEG");
  const transform = shape.bands === 3 ? (yCbCr ? 1 : 0) : null;
  const image = sharp(joined(tables, block, transform), {
    limitInputPixels: shape.width * shape.rows,
    failOn: "error",
    sequentialRead: true,
  });
  if (shape.bands !== 4) return samplesOf(await image.raw().toBuffer({ resolveWithObject: true }), shape);
  // Four components are plain bands to a TIFF, and ink to this decoder, which turns them over.
  const ink = image.pipelineColourspace("cmyk").toColourspace("cmyk");
  return samplesOf(await ink.raw().toBuffer({ resolveWithObject: true }), shape).map((value) => 255 - value);
}

/** Decodes one WebP block; alpha that the encoder left out for being full is put back. */
export async function decodeWebp(block: Uint8Array, shape: ColourBlock): Promise<Uint8Array> {
  const image = sharp(block, { limitInputPixels: shape.width * shape.rows, failOn: "error" });
  const whole = shape.bands === 4 ? image.ensureAlpha() : image.removeAlpha();
  return samplesOf(await whole.raw().toBuffer({ resolveWithObject: true }), shape);
}

function samplesOf(decoded: { data: Buffer; info: OutputInfo }, shape: ColourBlock): Uint8Array {
  const { info } = decoded;
  const data = new Uint8Array(decoded.data.buffer, decoded.data.byteOffset, decoded.data.byteLength);
  if (info.width !== shape.width || info.height < shape.rows)
    throw new Error(`it holds ${info.width} x ${info.height} pixels, expected ${shape.width} x ${shape.rows}`);
  if (info.channels === shape.bands) return data.subarray(0, shape.width * shape.rows * shape.bands);
  // A grey block may come back as three equal bands.
  if (shape.bands < info.channels) {
    const cut = new Uint8Array(shape.width * shape.rows * shape.bands);
    for (let i = 0, at = 0; at < cut.length; i += info.channels)
      for (let b = 0; b < shape.bands; b++) cut[at++] = data[i + b] as number;
    return cut;
  }
  throw new Error(`it holds ${info.channels} bands, expected ${shape.bands}`);
}
