import { createHash } from "node:crypto";
import { canonicalJson } from "../../core/report/canonical.ts";

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

/** SHA-256 of the canonical JSON, hexadecimal. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
