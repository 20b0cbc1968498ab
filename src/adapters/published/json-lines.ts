/**
 * Lines on which the elements of an array begin, so that a refusal can point at one.
 *
 * @param text   JSON that parses
 * @param member the array's name at the top of the document; null: the document is the array
 */
export function elementLines(text: string, member: string | null): readonly number[] {
  const lines: number[] = [];
  const wanted = member === null ? 1 : 2;
  let [line, depth, inText, key, expecting, within] = [1, 0, false, "", false, member === null];
  for (let i = 0; i < text.length; i++) {
    const mark = text[i] ?? "";
    if (mark === "\n") line++;
    if (/\s/.test(mark)) continue;
    if (inText) {
      if (mark === "\\") i++;
      else if (mark === '"') inText = false;
      else if (depth === 1) key += mark;
      continue;
    }
    if (expecting && within && depth === wanted && mark !== "]") {
      lines.push(line);
      expecting = false;
    }
    if (mark === '"') {
      inText = true;
      if (depth === 1) key = "";
    } else if (mark === "[" || mark === "{") {
      depth++;
      if (depth === wanted && mark === "[") {
        within = member === null || key === member;
        expecting = within;
      }
    } else if (mark === "]" || mark === "}") {
      if (depth === wanted) within = false;
      depth--;
    } else if (mark === "," && depth === wanted) expecting = within;
  }
  return lines;
}
