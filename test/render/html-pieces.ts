/** A piece of text of a page, with the tags that it stands in, outermost first. */
export interface TextPiece {
  readonly text: string;
  readonly within: readonly OpenTag[];
}

export interface OpenTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const VOID = new Set(["meta", "link", "br", "img", "input", "hr"]);

/**
 * Walks a page that is well-formed, as ours are.
 *
 * @throws Error where a tag is closed that is not open: the page is then not well-formed
 */
export function textPieces(html: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  const open: OpenTag[] = [];
  const body = html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "");
  for (const [, closing, name = "", attributes = "", self, text] of body.matchAll(
    /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)|<![^>]*>/g,
  )) {
    if (text !== undefined) pieces.push({ text, within: [...open] });
    else if (name === "") continue;
    else if (closing === "/") {
      const last = open.pop();
      if (last?.name !== name) throw new Error(`</${name}> closes <${last?.name ?? "nothing"}>`);
    } else if (self !== "/" && !VOID.has(name)) open.push({ name, attributes: attributesOf(attributes) });
  }
  if (open.length > 0) throw new Error(`left open: ${open.map((tag) => tag.name).join(", ")}`);
  return pieces;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** Values of an attribute anywhere in a page. */
export function attributeValues(html: string, name: string): string[] {
  return [...html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "").matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(
    ([, value = ""]) => value,
  );
}
