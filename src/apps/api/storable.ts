import { YardcheckError } from "../../errors.ts";

/** Deeper than any document of ours by far; recursion over it must end. */
const DEEPEST = 60;

/**
 * Refuses what JSON can say and a database cannot keep: NUL in a text, half a surrogate pair, a number that has become
 * infinite, nesting without end.
 *
 * @throws YardcheckError "usage" naming the place
 */
export function refuseUnstorable(value: unknown, where: string, depth: number): void {
  if (typeof value === "string") {
    if (value.includes("\0") || !value.isWellFormed())
      throw new YardcheckError("usage", `${where}: a text must hold neither NUL nor half a character`);
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new YardcheckError("usage", `${where}: a number is too large`);
  } else if (typeof value === "object" && value !== null) {
    if (depth >= DEEPEST) throw new YardcheckError("usage", `${where.slice(0, 200)}: nested more than ${DEEPEST} deep`);
    for (const [key, part] of Object.entries(value)) {
      refuseUnstorable(key, where, depth);
      refuseUnstorable(part, `${where}.${key.slice(0, 60)}`, depth + 1);
    }
  }
}
