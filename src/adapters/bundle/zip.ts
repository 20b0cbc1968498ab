/**
 * Zip files as bundles need them: written in one way only, so that the same files give the same bytes, and read with
 * distrust, since a bundle comes from strangers.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { YardcheckError } from "../../errors.ts";

/** Files by name, in order. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Largest bundle that is read, all files together, and most files in it. A report with its strips is some 20 MB. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_FILES = 10_000;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 1 January 1980, 00:00: the zip format's first moment. A bundle says in its record when it was made. */
const DOS_DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const MADE_BY_UNIX = 3 << 8;
const PLAIN_FILE = (0o100644 << 16) >>> 0;

/**
 * Packs files without compression: every byte of the outcome is determined by the files, so a reader can tell any
 * change, of headers too.
 *
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16
 */
export function packZip(files: Files): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const nameBytes = Buffer.from(name, "utf8");
    const crc = crc32(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(LOCAL, 0);
    writeCommon(local, 4, content.length, crc, nameBytes.length);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(MADE_BY_UNIX | 20, 4);
    writeCommon(central, 6, content.length, crc, nameBytes.length);
    central.writeUInt32LE(PLAIN_FILE, 38);
    central.writeUInt32LE(offset, 42);
    locals.push(local, nameBytes, Buffer.from(content.buffer, content.byteOffset, content.length));
    centrals.push(central, nameBytes);
    offset += 30 + nameBytes.length + content.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** The fields that a local and a central header share, from "version needed" on. */
function writeCommon(header: Buffer, at: number, size: number, crc: number, nameLength: number): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(UTF8_NAMES, at + 2);
  header.writeUInt16LE(0, at + 4);
  header.writeUInt16LE(0, at + 6);
  header.writeUInt16LE(DOS_DATE, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(size, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(nameLength, at + 22);
}

/**
 * Whether the bytes of a file are those that were packed, by the zip's own check sum: a slip or a hasty hand changes them.
 * Whoever packs anew gets a new sum.
 *
 * @param files  as `unpackZip` gave them
 * @param name   of the file within
 */
export function isAsPacked(zip: Uint8Array, files: Files, file: string, name: string): boolean {
  const refuse: Refuse = (detail) => {
    throw new YardcheckError("bundle-invalid", `${file}: ${detail}`);
  };
  const entries = directoryOf(Buffer.from(zip.buffer, zip.byteOffset, zip.length), refuse);
  return entries.find((entry) => entry.name === name)?.sum === crc32(files.get(name) ?? "");
}

/** One line of a zip's directory. */
interface Entry {
  readonly name: string;
  readonly method: number;
  /** CRC-32 of its content, as it says. */
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Unpacks into memory. Contents whose check sum is wrong are given back as they are: the manifest names them.
 *
 * @throws YardcheckError "bundle-invalid" for whatever a bundle has no business with: paths that climb or are absolute,
 *   links, the same name twice, encryption, sizes that lie, more than 512 MB or 10,000 files
 */
export function unpackZip(zip: Uint8Array, file: string): Files {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.length);
  const refuse = (detail: string, cause?: unknown): never => {
    throw new YardcheckError("bundle-invalid", `${file}: ${detail}`, { cause });
  };
  const entries = directoryOf(bytes, refuse);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > MOST_BYTES) refuse(`holds ${total} bytes, expected at most ${MOST_BYTES}`);
  const files = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  for (const entry of entries) {
    const { name } = entry;
    const folded = name.normalize("NFC").toLowerCase();
    if (seen.has(folded)) refuse(`"${name}" is in it twice`);
    seen.add(folded);
    files.set(name, contentOf(bytes, entry, refuse));
  }
  return files;
}

type Refuse = (detail: string, cause?: unknown) => never;

function directoryOf(bytes: Buffer, refuse: Refuse): Entry[] {
  const end = bytes.length < 22 ? -1 : bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) return refuse("is no zip file, or was cut off");
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  if (bytes.readUInt16LE(end + 8) !== count) return refuse("is a zip file in several parts");
  if (count > MOST_FILES) return refuse(`holds ${count} files, expected at most ${MOST_FILES}`);
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) return refuse("its directory is damaged");
    const nameLength = bytes.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
    const name = nameBytes.toString("utf8");
    const entry: Entry = {
      name,
      method: bytes.readUInt16LE(at + 10),
      sum: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    };
    if (!Buffer.from(name, "utf8").equals(nameBytes)) return refuse("a name in it is not UTF-8");
    const trouble = troubleWith(
      entry,
      bytes.readUInt16LE(at + 8),
      bytes.readUInt16LE(at + 4),
      bytes.readUInt32LE(at + 38),
    );
    if (trouble !== null) return refuse(`"${name.replace(/\p{C}/gu, "?")}" ${trouble}`);
    entries.push(entry);
    at = next;
  }
  if (at !== end) return refuse("its directory does not end where it says");
  return entries;
}

/** Why an entry is refused, null where it is not. */
function troubleWith(entry: Entry, flags: number, madeBy: number, attributes: number): string | null {
  const { name, method, packed, size } = entry;
  if (/[\\:]|\p{C}/u.test(name) || name.startsWith("/")) return "is no plain relative path";
  if (name.split("/").some((part) => part === "" || part === "." || part === "..")) return "climbs out, or is a folder";
  const kind = (attributes >>> 16) & 0o170000;
  if (madeBy >>> 8 === 3 && kind !== 0 && kind !== 0o100000) return "is a link or no plain file";
  if ((flags & 0x2041) !== 0) return "is encrypted";
  if (method !== 0 && method !== 8) return `is packed by method ${method}, expected 0 or 8`;
  if (packed === 0xffffffff || size === 0xffffffff) return "is too large";
  if (method === 0 && packed !== size) return `lies about its size: ${packed} bytes for ${size}`;
  // Deflate packs 1032 to 1 at best; more is a lie.
  if (method === 8 && size > packed * 1032 + 64) return `lies about its size: ${size} bytes out of ${packed}`;
  return null;
}

function contentOf(bytes: Buffer, { name, method, packed, size, offset }: Entry, refuse: Refuse): Uint8Array {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) return refuse(`"${name}" has no header`);
  const nameLength = bytes.readUInt16LE(offset + 26);
  const localName = bytes.subarray(offset + 30, offset + 30 + nameLength);
  if (!localName.equals(Buffer.from(name, "utf8"))) return refuse(`"${name}" has another name in its own header`);
  const from = offset + 30 + nameLength + bytes.readUInt16LE(offset + 28);
  if (from + packed > bytes.length) return refuse(`"${name}" reaches beyond the end`);
  const content = bytes.subarray(from, from + packed);
  if (method === 0) return content;
  try {
    const inflated = inflateRawSync(content, { maxOutputLength: Math.max(1, size) });
    if (inflated.length !== size) return refuse(`"${name}" unpacks to ${inflated.length} bytes, expected ${size}`);
    return inflated;
  } catch (error) {
    if (error instanceof YardcheckError) throw error;
    return refuse(`"${name}" does not unpack`, error);
  }
}
