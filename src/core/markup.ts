/**
 * What no XML holds, not even escaped, and so no page, picture, feed or Word file: control characters (as pasted from
 * slides), halves of characters.
 *
 * Source: XML 1.0 (5th edition), 2.2, production 2
 */
const UNPRINTABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const EVERY_UNPRINTABLE = new RegExp(UNPRINTABLE, "gu");

/** The first character of a text that cannot be printed, as "U+000B"; null where all can. */
export function unprintableIn(text: string): string | null {
  const [character] = UNPRINTABLE.exec(text) ?? [];
  if (character === undefined) return null;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A text without what cannot be printed. */
export function printable(text: string): string {
  return text.replace(EVERY_UNPRINTABLE, "");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as attributes and contents of HTML, SVG and other XML hold it, without what they cannot hold. */
export function escapeMarkup(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
