import type { ReadCost } from "../../core/imagery/strip.ts";

/**
 * What was read beside the whole file, as the end of a sentence: "1.6 % of the file's 1773537". A detector of boxes reads what lies
 * under the tracks for their strips and again in its tiles, which may be more than the file.
 */
export function shareOfFile({ bytes, fileBytes }: ReadCost): string {
  if (bytes > fileBytes) return `more than the file's ${fileBytes}: parts of it were read more than once`;
  const percent = (100 * bytes) / Math.max(1, fileBytes);
  return `${percent.toFixed(percent < 1 ? 2 : 1)} % of the file's ${fileBytes}`;
}
