import { Buffer } from "node:buffer";
import { YardcheckError } from "../../errors.ts";

/**
 * Just enough of tar (POSIX.1-2017, pax, ustar interchange format) to write and read archives of plain files with any
 * path and size; `tar xzf` opens them.
 */
const BLOCK = 512;
/** Types of headers: a plain file (the second is that of older archives), and a pax header before one. */
const FILE = ["0", "\0"];
const FILE_OR_PAX = [...FILE, "x"];
/** A path or size that a ustar header cannot hold goes into a pax header before it. */
const MOST_OCTAL_SIZE = 0o77777777777;

/** Header blocks of a file; its bytes follow, then `padding(size)`. */
export function tarHeader(path: string, size: number): Buffer {
  const encoded = Buffer.from(path);
  if (encoded.length <= 100 && size <= MOST_OCTAL_SIZE) return ustar(path, size, "0");
  const records = [paxRecord("path", path), paxRecord("size", String(size))].join("");
  const body = Buffer.from(records);
  return Buffer.concat([
    ustar("pax", body.length, "x"),
    body,
    padding(body.length),
    ustar(encoded.subarray(0, 90).toString("latin1"), Math.min(size, MOST_OCTAL_SIZE), "0"),
  ]);
}

export function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** Two empty blocks end an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + 1;
  while (String(length).length + bytes !== length) length = String(length).length + bytes;
  return `${length}${rest}`;
}

function ustar(path: string, size: number, type: "0" | "x"): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0, 100, "utf8");
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write(type, 156);
  header.write("ustar\x0000", 257);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** A file of an archive that is being read: its bytes come in pieces, and must all be taken before the next one. */
export interface TarFile {
  readonly path: string;
  readonly size: number;
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * Reads an archive as `tarHeader` writes it.
 *
 * @throws YardcheckError "bundle-invalid" where it is cut off or is no such archive
 */
export async function* readTar(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<TarFile> {
  const reader = new BlockReader(source, name);
  for (;;) {
    const header = await reader.take(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    let { path, size, type } = headerOf(header, name, FILE_OR_PAX);
    if (type === "x") {
      if (size > 65_536) throw new YardcheckError("bundle-invalid", `${name}: a header of ${size} bytes`);
      const pax = (await reader.take(size)).toString();
      await reader.take(padding(size).length);
      ({ path, size } = headerOf(await reader.take(BLOCK), name, FILE));
      path = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(pax)?.[1] ?? path;
      size = sizeOf(/(?:^|\n)\d+ size=(\d+)\n/.exec(pax)?.[1] ?? size, path, name);
    }
    yield { path, size, bytes: reader.stream(size) };
    await reader.take(padding(size).length);
  }
}

interface Header {
  readonly path: string;
  readonly size: number;
  readonly type: string;
}

/** @throws YardcheckError "bundle-invalid" where it is damaged, of another type, or its size is none */
function headerOf(header: Buffer, name: string, types: readonly string[]): Header {
  let sum = 0;
  header.forEach((byte, i) => {
    sum += i >= 148 && i < 156 ? 32 : byte;
  });
  if (Number.parseInt(header.toString("latin1", 148, 156), 8) !== sum)
    throw new YardcheckError("bundle-invalid", `${name}: damaged, or no backup of Yardcheck`);
  const path = header.toString("utf8", 0, 100).replace(/\0.*$/s, "");
  const type = header.toString("latin1", 156, 157);
  if (!types.includes(type))
    throw new YardcheckError("bundle-invalid", `${name}: "${path}" is a link or no plain file`);
  return { path, size: sizeOf(Number.parseInt(header.toString("latin1", 124, 136), 8), path, name), type };
}

/** @throws YardcheckError "bundle-invalid" */
function sizeOf(given: number | string, path: string, name: string): number {
  const size = Number(given);
  if (!Number.isSafeInteger(size) || size < 0)
    throw new YardcheckError("bundle-invalid", `${name}: the size of "${path}" is none`);
  return size;
}

class BlockReader {
  readonly #source: AsyncIterator<Buffer>;
  readonly #name: string;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>, name: string) {
    this.#source = source[Symbol.asyncIterator]();
    this.#name = name;
  }

  async take(size: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.stream(size)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *stream(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (this.#held.length === 0) {
        const next = await this.#source.next();
        if (next.done) throw new YardcheckError("bundle-invalid", `${this.#name}: cut off`);
        this.#held = next.value;
      }
      const piece = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}
