import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "./language.ts";
import type { MessageKey } from "./messages/en.ts";

/** A value of a message: what `{name, plural}` and `{name, select}` choose by, and what `{name}` puts in its place. */
export interface MessageValue<Piece> {
  readonly choose: number | string;
  readonly print: Piece;
}

/**
 * A message as its pieces: the words of the catalogue, and the values between them.
 *
 * Messages are whole sentences; nothing is ever glued. ICU takes no hyphen in a selector: `at-least` is `at_least` there. `#` is not used: it would print a number that has no source.
 *
 * @throws RangeError when the message asks for a value that is not given
 */
export function messagePieces<Piece extends object>(
  locale: Locale,
  key: MessageKey,
  values: Readonly<Record<string, MessageValue<Piece>>>,
): (string | Piece)[] {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    given[name] = typeof value.choose === "string" ? value.choose.replaceAll("-", "_") : value.choose;
    given[placeholder(name)] = value;
  }
  const pieces: (string | Piece)[] = [];
  for (const part of compiled(locale, key).formatToParts<MessageValue<Piece>>(
    given as Record<string, MessageValue<Piece>>,
  )) {
    const piece = typeof part.value === "string" ? part.value : part.value.print;
    const last = pieces.at(-1);
    if (typeof piece === "string" && typeof last === "string") pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}

/** A message as one text, its values put in as they are: for a value's own words ("5 km", "1 in 2,500"). */
export function messageText(
  locale: Locale,
  key: MessageKey,
  values: Readonly<Record<string, { readonly choose: number | string; readonly text: string }>> = {},
): string {
  const boxed = Object.entries(values).map(([name, { choose, text }]) => [name, { choose, print: { text } }] as const);
  return messagePieces(locale, key, Object.fromEntries(boxed))
    .map((piece) => (typeof piece === "string" ? piece : piece.text))
    .join("");
}

const cache = new Map<string, IntlMessageFormat>();

function compiled(locale: Locale, key: MessageKey): IntlMessageFormat {
  const id = `${locale.tag} ${key}`;
  const known = cache.get(id);
  if (known !== undefined) return known;
  const tree = parse(locale.language.messages[key], { ignoreTag: true });
  renameArguments(tree);
  printNegatives(tree);
  const made = new IntlMessageFormat(tree, locale.tag, undefined, { ignoreTag: true });
  cache.set(id, made);
  return made;
}

/**
 * A form that says a number in a word of its own ("عربة واحدة", "عربتين") has no sign: -1 and -2 take the form `other`, which
 * prints them.
 */
function printNegatives(elements: readonly MessageFormatElement[]): void {
  for (const element of elements) {
    if (element.type !== TYPE.plural && element.type !== TYPE.select) continue;
    const { options } = element;
    for (const { value } of Object.values(options)) printNegatives(value);
    if (element.type === TYPE.select || options["other"] === undefined) continue;
    for (const [exact, category] of [
      ["=-1", "one"],
      ["=-2", "two"],
    ] as const) {
      const option = options[category];
      if (option !== undefined && !prints(placeholder(element.value), option.value))
        options[exact] ??= options["other"];
    }
  }
}

function prints(name: string, elements: readonly MessageFormatElement[]): boolean {
  return elements.some((element) => {
    if (element.type === TYPE.argument) return element.value === name;
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return false;
    return Object.values(element.options).some(({ value }) => prints(name, value));
  });
}

/** Plain arguments get a name of their own, so that one name can both choose a form (raw) and be printed (a piece). */
const placeholder = (name: string) => `${name} printed`;

function renameArguments(elements: MessageFormatElement[]): void {
  for (const element of elements) {
    if (element.type === TYPE.argument) element.value = placeholder(element.value);
    else if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const option of Object.values(element.options)) renameArguments(option.value);
  }
}
