import { promisify } from "node:util";
import { inflate, zstdDecompress } from "node:zlib";
import { YardcheckError } from "../../errors.ts";
import { decodeLzw } from "./codecs/lzw.ts";
import { decodePackBits } from "./codecs/packbits.ts";
import { bytesOf, type Samples, samplesOf } from "./codecs/predictor.ts";
import { type ImageLayout, rowsOfBlock } from "./layout.ts";

const inflated = promisify(inflate);
const unzstd = promisify(zstdDecompress);

/** One block's samples, pixel by pixel, `bands` of each. */
export interface DecodedBlock {
  readonly width: number;
  readonly rows: number;
  readonly bands: number;
  readonly samples: Samples;
}

/**
 * Turns the stored bytes of a block into samples.
 *
 * @param blockRow  its row of blocks: the last strip of an image holds fewer rows
 * @throws YardcheckError "image-invalid" when they cannot be decoded, or decode to another size
 */
export async function decodeBlock(
  stored: Uint8Array,
  layout: ImageLayout,
  littleEndian: boolean,
  blockRow: number,
  location: string,
): Promise<DecodedBlock> {
  const shape = {
    width: layout.blockWidth,
    rows: rowsOfBlock(layout, blockRow),
    bands: layout.separate ? 1 : layout.bands,
  };
  try {
    const samples = await samplesIn(stored, layout, littleEndian, shape);
    return { ...shape, samples };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new YardcheckError("image-invalid", `${location}: a block of its pixels cannot be decoded (${why})`, {
      cause,
    });
  }
}

type Shape = Pick<DecodedBlock, "width" | "rows" | "bands">;

async function samplesIn(
  stored: Uint8Array,
  layout: ImageLayout,
  littleEndian: boolean,
  shape: Shape,
): Promise<Samples> {
  const { compression, sampleType, bitsPerSample, predictor } = layout;
  const rowBytes = bitsPerSample === 1 ? Math.ceil((shape.width * shape.bands) / 8) : 0;
  const size = rowBytes > 0 ? rowBytes * shape.rows : shape.width * shape.rows * shape.bands * bytesOf(sampleType);

  if (compression === 7) {
    if (sampleType !== "uint8" || bitsPerSample !== 8) throw new Error(`JPEG of ${bitsPerSample} bits`);
    const { decodeJpeg } = await import("./codecs/jpeg.ts");
    return decodeJpeg(stored, layout.jpegTables, layout.photometric === 6, shape);
  }
  if (compression === 50001) {
    const { decodeWebp } = await import("./codecs/jpeg.ts");
    return decodeWebp(stored, shape);
  }
  if (compression === 34887) {
    const { decodeLerc } = await import("./codecs/lerc.ts");
    const alpha = !layout.separate && layout.extraSamples.some((meaning) => meaning === 1 || meaning === 2);
    const samples = await decodeLerc(await unwrapped(stored, layout.lercWrapping, size), { ...shape, alpha });
    if (samples.BYTES_PER_ELEMENT !== bytesOf(sampleType)) throw new Error("LERC of another sample type");
    return samples;
  }
  const bytes = await uncompressed(stored, compression, size);
  if (bytes.length < size) throw new Error(`it holds ${bytes.length} bytes, expected ${size}`);
  if (rowBytes > 0) return unpackedBits(bytes, rowBytes, shape);
  return samplesOf(bytes.subarray(0, size), sampleType, predictor, littleEndian, shape);
}

async function uncompressed(stored: Uint8Array, compression: number, size: number): Promise<Uint8Array> {
  switch (compression) {
    case 1:
      return stored;
    case 5:
      return decodeLzw(stored, size);
    case 8:
    case 32946:
      return inflated(stored, { maxOutputLength: slack(size) });
    case 32773:
      return decodePackBits(stored, size);
    case 50000:
      return unzstd(stored, { maxOutputLength: slack(size) });
    default:
      throw new Error(`compression ${compression}`);
  }
}

/** Writers may pad a block; what unpacks to much more than its size is no block but a bomb. */
const slack = (size: number) => size + 65_536;

async function unwrapped(stored: Uint8Array, wrapping: number, size: number): Promise<Uint8Array> {
  // LERC itself may exceed its samples by its headers and masks.
  const limit = { maxOutputLength: 2 * size + 65_536 };
  if (wrapping === 1) return inflated(stored, limit);
  if (wrapping === 2) return unzstd(stored, limit);
  return stored;
}

/** One byte a sample from one bit; rows begin at whole bytes. */
function unpackedBits(bytes: Uint8Array, rowBytes: number, { width, rows, bands }: Shape): Uint8Array {
  const each = width * bands;
  const samples = new Uint8Array(each * rows);
  for (let r = 0; r < rows; r++)
    for (let i = 0; i < each; i++)
      samples[r * each + i] = ((bytes[r * rowBytes + (i >> 3)] as number) >> (7 - (i & 7))) & 1;
  return samples;
}
