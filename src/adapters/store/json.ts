import { createHash } from "node:crypto";

declare const brand: unique symbol;
/** JSON text of a `T`, ready for a JSON column. */
export type JsonText<T> = string & { readonly [brand]: T };

/**
 * The text of a JSON column.
 *
 * @throws RangeError for a number that JSON cannot say (NaN, infinity): it would be stored as null, and read as unknown
 */
export function jsonText<T>(value: T): JsonText<T> {
  const text = JSON.stringify(value, (key, part: unknown) => {
    if (typeof part === "number" && !Number.isFinite(part)) throw new RangeError(`${key || "value"} is ${part}`);
    return part;
  });
  if (text === undefined) throw new RangeError("nothing to store: the value is undefined");
  return text as JsonText<T>;
}

/** JSON with the keys of every object in order, so that equal values have equal text and hash. */
export function canonicalJson(value: unknown): string {
  return jsonText(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

/** SHA-256 of the canonical JSON, hexadecimal. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
