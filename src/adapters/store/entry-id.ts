import type { SeriesEntry } from "../../core/series/entry.ts";
import { hashOf } from "./json.ts";

/**
 * The id of a published count, made of its content: a file imported twice adds nothing, and a count that was changed
 * no longer fits its id.
 */
export function entryId(facility: string, entry: Omit<SeriesEntry, "id" | "regime">): string {
  return `pub-${hashOf({ facility, ...entry }).slice(0, 20)}`;
}
