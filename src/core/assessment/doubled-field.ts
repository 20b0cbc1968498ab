/**
 * The first field of a JSON text that stands twice in one object, of which `JSON.parse` takes the last without a word.
 *
 * @param json  valid JSON
 * @returns its path, such as `looks[3].count`; null where there is none
 */
export function doubledField(json: string): string | null {
  /** The objects and lists that stand open: the fields of one so far, null of a list; and the newest field or place. */
  const open: { readonly fields: Set<string> | null; at: string | number }[] = [];
  let isName = false;
  for (let i = 0; i < json.length; i++) {
    const within = open.at(-1);
    switch (json[i]) {
      case "{":
        open.push({ fields: new Set(), at: "" });
        isName = true;
        break;
      case "[":
        open.push({ fields: null, at: 0 });
        isName = false;
        break;
      case "}":
      case "]":
        open.pop();
        isName = false;
        break;
      case ",":
        isName = within?.fields !== null;
        if (typeof within?.at === "number") within.at++;
        break;
      case '"': {
        const end = endOfText(json, i);
        if (isName && within) {
          within.at = JSON.parse(json.slice(i, end + 1));
          if (within.fields?.has(`${within.at}`))
            return open
              .map(({ at }) => stepTo(at))
              .join("")
              .replace(/^\./, "");
          within.fields?.add(`${within.at}`);
        }
        isName = false;
        i = end;
        break;
      }
    }
  }
  return null;
}

/** Place of the quotation mark that closes the text which one opens. */
function endOfText(json: string, start: number): number {
  let i = start + 1;
  while (i < json.length && json[i] !== '"') i += json[i] === "\\" ? 2 : 1;
  return i;
}

function stepTo(at: string | number): string {
  return typeof at === "number" ? `[${at}]` : `.${at}`;
}
