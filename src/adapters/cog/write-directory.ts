/** Field types that are written. Source: TIFF 6.0, section 2. */
export const TYPE = { ascii: 2, short: 3, long: 4, double: 12 } as const;

export interface Entry {
  readonly tag: number;
  readonly type: (typeof TYPE)[keyof typeof TYPE];
  /** Text for `ascii`, else numbers. */
  readonly values: readonly number[] | string;
}

export const HEADER_BYTES = 8;
const SIZES = { [TYPE.ascii]: 1, [TYPE.short]: 2, [TYPE.long]: 4, [TYPE.double]: 8 } as const;

function bytesOfText(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\0`);
}

function countOf({ values }: Entry): number {
  return typeof values === "string" ? bytesOfText(values).length : values.length;
}

/** Bytes of a directory with its longer values behind it; even, as TIFF wants. */
export function directoryBytes(entries: readonly Entry[]): number {
  const behind = entries
    .map((entry) => countOf(entry) * SIZES[entry.type])
    .filter((size) => size > 4)
    .reduce((sum, size) => sum + size + (size % 2), 0);
  return 2 + 12 * entries.length + 4 + behind;
}

/**
 * A directory of a little-endian classic TIFF.
 *
 * @param entries  in the order of their tags
 * @param start    where it will stand in the file
 * @param next     where the next directory stands; 0 for none
 */
export function writeDirectory(entries: readonly Entry[], start: number, next: number): Uint8Array {
  const bytes = new Uint8Array(directoryBytes(entries));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, entries.length, true);
  let behind = 2 + 12 * entries.length + 4;
  for (const [i, entry] of entries.entries()) {
    const at = 2 + 12 * i;
    const count = countOf(entry);
    const size = count * SIZES[entry.type];
    view.setUint16(at, entry.tag, true);
    view.setUint16(at + 2, entry.type, true);
    view.setUint32(at + 4, count, true);
    let place = at + 8;
    if (size > 4) {
      view.setUint32(at + 8, start + behind, true);
      place = behind;
      behind += size + (size % 2);
    }
    writeValues(view, place, entry);
  }
  view.setUint32(2 + 12 * entries.length, next, true);
  return bytes;
}

function writeValues(view: DataView, place: number, { type, values }: Entry): void {
  if (typeof values === "string") {
    bytesOfText(values).forEach((byte, i) => {
      view.setUint8(place + i, byte);
    });
    return;
  }
  values.forEach((value, i) => {
    if (type === TYPE.double) view.setFloat64(place + 8 * i, value, true);
    else if (type === TYPE.long) view.setUint32(place + 4 * i, value, true);
    else view.setUint16(place + 2 * i, value, true);
  });
}
