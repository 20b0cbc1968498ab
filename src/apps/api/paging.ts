import { z } from "@hono/zod-openapi";
import { YardcheckError } from "../../errors.ts";

export const LIMIT = z.coerce
  .number()
  .int()
  .min(1)
  .max(1000)
  .default(100)
  .openapi({ type: "integer", description: "Most entries of one page." });
export const CURSOR = z
  .string()
  .max(500)
  .optional()
  .openapi({ description: "Where the page before this one ended, as its `next` said." });

/** Cursor of lists in order of time: when the last entry was, and its id. */
export const AT_KEY = z.tuple([z.iso.datetime(), z.string()]);

/** The last name of the page before, of a list in order of names; null: from the start. */
export function readNameCursor(cursor: string | undefined): string | null {
  return cursor === undefined ? null : readCursor(cursor, z.tuple([z.string()]))[0];
}

/** Where a page ended: the sort key of its last entry. The next page begins after it, whatever was added meanwhile. */
export function cursorOf(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/**
 * A page of a list, and where the next one begins; null: there is none.
 *
 * @param found  entries that follow the cursor, asked for one more than fit
 * @param keyOf  sort key of an entry
 */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
  keyOf: (last: T) => readonly (string | number)[],
): { readonly page: readonly T[]; readonly next: string | null } {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { page, next: last !== undefined && found.length > limit ? cursorOf(keyOf(last)) : null };
}

/** @throws YardcheckError "usage" for a cursor that we did not make */
export function readCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new YardcheckError("usage", "cursor: not one that this service gave", { cause });
  }
}
