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

/** Where a page ended: the sort key of its last entry. The next page begins after it, whatever was added meanwhile. */
export function cursorOf(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** @throws YardcheckError "usage" for a cursor that we did not make */
export function readCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new YardcheckError("usage", "cursor: not one that this service gave", { cause });
  }
}
