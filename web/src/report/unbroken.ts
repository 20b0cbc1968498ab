/** Part of a sentence; `origin` is an anchor of the page. */
export interface Piece {
  readonly text: string;
  readonly origin: string | null;
}

/**
 * Pieces of a sentence in runs that a line may not part: a link is a box of its own, and what is written to it without a
 * space ("و" before a date, a point after it) stays with it. All other words are runs of one piece.
 */
export function unbrokenRuns(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const runs: Piece[][] = [];
  let isOpen = false;
  for (const piece of pieces) {
    if (piece.origin !== null) {
      if (isOpen) runs.at(-1)?.push(piece);
      else runs.push([piece]);
      isOpen = true;
      continue;
    }
    const head = isOpen ? (/^\S+/.exec(piece.text)?.[0] ?? "") : "";
    if (head !== "") runs.at(-1)?.push({ text: head, origin: null });
    const rest = piece.text.slice(head.length);
    const tail = /\S+$/.exec(rest)?.[0] ?? "";
    const middle = rest.slice(0, rest.length - tail.length);
    if (middle !== "") runs.push([{ text: middle, origin: null }]);
    if (tail !== "") runs.push([{ text: tail, origin: null }]);
    isOpen = tail !== "" || (isOpen && rest === "");
  }
  return runs;
}
