/**
 * The notes that exporters leave in an ONNX file (`metadata_props`: names of classes, task, image size), which ONNX
 * Runtime for Node does not show. Only the outermost fields of the file are walked.
 *
 * Source: onnx.proto3 (ModelProto.metadata_props = 14, StringStringEntryProto key = 1, value = 2); protobuf encoding
 *
 * @returns empty where there are none, or where the bytes are no protobuf
 */
export function onnxMetadata(bytes: Uint8Array): Map<string, string> {
  const notes = new Map<string, string>();
  for (const { field, value } of fieldsOf(bytes)) {
    if (field !== 14) continue;
    const texts = new Map<number, string>();
    for (const inner of fieldsOf(value)) texts.set(inner.field, new TextDecoder().decode(inner.value));
    notes.set(texts.get(1) ?? "", texts.get(2) ?? "");
  }
  return notes;
}

/** Length-delimited fields of one message; others are stepped over. */
function* fieldsOf(bytes: Uint8Array): Generator<{ field: number; value: Uint8Array }> {
  let at = 0;
  const varint = (): number => {
    let [value, scale] = [0, 1];
    while (at < bytes.length) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      scale *= 128;
    }
    return value;
  };
  while (at < bytes.length) {
    const tag = varint();
    const [field, kind] = [Math.floor(tag / 8), tag % 8];
    if (kind === 0) varint();
    else if (kind === 1) at += 8;
    else if (kind === 5) at += 4;
    else if (kind === 2) {
      const size = varint();
      yield { field, value: bytes.subarray(at, at + size) };
      at += size;
    } else return;
  }
}

/** Class names as Ultralytics writes them: a Python dictionary, `{0: 'plane', 1: 'ship'}`. */
export function classNamesOf(text: string | undefined): Map<number, string> {
  const names = new Map<number, string>();
  for (const [, index, single, double] of (text ?? "").matchAll(
    /(\d+)\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g,
  ))
    names.set(Number(index), single ?? double ?? "");
  return names;
}
