import { readdirSync } from "node:fs";
import { join } from "node:path";
import { YardcheckError } from "../../errors.ts";
import type { Messages } from "./messages/en.ts";

/** Digits of a document: one system throughout, passed to every formatter. `latn` 0-9, `arab` ٠-٩. */
export type Numbering = "latn" | "arab";

/** All that a language needs to print a report: one file of `messages/`, named after its tag. */
export interface Language {
  /** BCP 47, as in `lang`. */
  readonly tag: string;
  /** Its own name for itself. */
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  /** Locale of dates, numbers and lists: `en-GB` writes 5 October 2023. */
  readonly formats: string;
  /** Numbering systems that its readers expect; the first is the default. */
  readonly numberings: readonly [Numbering, ...Numbering[]];
  readonly quotes: readonly [string, string];
  readonly messages: Messages;
}

/** A language together with the one choice of digits: what every formatter is given. */
export interface Locale {
  readonly language: Language;
  readonly numbering: Numbering;
  /** For `Intl`: always with an explicit numbering system and the Gregorian calendar. */
  readonly tag: string;
}

const FOLDER = join(import.meta.dirname, "messages");

/** Tags of all languages there are: one file each. */
export function languageTags(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -3))
    .sort();
}

/**
 * Loads a language and fixes the digits of the document.
 *
 * @throws YardcheckError "usage" when there is no such language, or it is not printed in that numbering system
 */
export async function localeOf(tag: string, numbering?: Numbering): Promise<Locale> {
  const language = await languageOf(tag);
  const digits = numbering ?? language.numberings[0];
  if (!language.numberings.includes(digits))
    throw new YardcheckError(
      "usage",
      `${tag} is printed with ${language.numberings.join(" or ")} digits, asked for ${digits}`,
    );
  return { language, numbering: digits, tag: `${language.formats}-u-ca-gregory-nu-${digits}` };
}

/**
 * Those of some languages that are printed in a numbering system, where it is asked for of all of them together.
 *
 * @throws YardcheckError "usage" when none is, or there is no such language
 */
export async function printedIn(tags: readonly string[], numbering: Numbering): Promise<readonly string[]> {
  const languages = await Promise.all(tags.map(languageOf));
  const printed = languages.filter(({ numberings }) => numberings.includes(numbering)).map(({ tag }) => tag);
  if (printed.length > 0) return printed;
  const known = languages.map(({ tag, numberings }) => `${tag} with ${numberings.join(" or ")}`).join(", ");
  throw new YardcheckError("usage", `no language asked for is printed with ${numbering} digits: ${known}`);
}

async function languageOf(tag: string): Promise<Language> {
  const tags = languageTags();
  if (!tags.includes(tag)) throw new YardcheckError("usage", `no language ${tag}; there are ${tags.join(", ")}`);
  const { language }: { language: Language } = await import(`./messages/${tag}.ts`);
  return language;
}
