import type { TableBlock } from "./document.ts";
import { plainText } from "./sentence.ts";

/** Bounds of a column's share, in letters. */
const NARROWEST = 8;
const WIDEST = 38;

/**
 * How the columns of a table share its width: by their longest cell and the longest word of their heading, within
 * limits, so that none is squeezed to single letters.
 */
export function columnWidths({ columns, rows }: TableBlock): readonly number[] {
  return columns.map(({ label }, i) => {
    const cells = rows.map((row) => plainText(row.cells[i] ?? []).replace(/[\u2068\u2069]/g, ""));
    const words = [label, ...cells].flatMap((text) => text.split(/\s/)).map(({ length }) => Math.min(length, 14));
    const longest = Math.max(label.length * 0.8, ...cells.map(({ length }) => length));
    return Math.round(Math.max(Math.min(longest, WIDEST), Math.max(...words) * 1.7, NARROWEST));
  });
}
