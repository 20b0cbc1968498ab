import { IntlMessageFormat } from "intl-messageformat";
import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { useAddress } from "../address.ts";
import { type Digits, type Formats, formatsOf } from "../numbers.ts";
import { fixes } from "./ar/fixes.ts";
import { ar } from "./ar.ts";
import { en, type Words } from "./en.ts";

/** A third language is one file and one line here. */
const LANGUAGES: Readonly<
  Record<
    string,
    { readonly words: Words; readonly dir: "ltr" | "rtl"; readonly fixes: Readonly<Record<string, string>> }
  >
> = {
  en: { words: en, dir: "ltr", fixes: {} },
  ar: { words: ar, dir: "rtl", fixes },
};

export interface Speaking {
  readonly language: string;
  readonly dir: "ltr" | "rtl";
  readonly digits: Digits;
  readonly formats: Formats;
  /** A whole sentence; numbers in it are formatted and isolated against reordering. */
  say(key: keyof Words, values?: Readonly<Record<string, string | number>>): string;
  /** What a failure of the server is, in this language. */
  failureOf(code: string): string;
  /** Why a look was withheld or a job skipped, in this language: reasons by their code. */
  reasonsIn(codes: readonly string[]): string;
  /** What to do about a failure of the server, in this language; null: its own words serve. */
  fixFor(code: string): string | null;
  /** A name in this language, else in English, else whatever there is. */
  nameIn(names: Readonly<Record<string, string>>): string;
}

const SpeakingContext = createContext<Speaking | null>(null);

export function useSpeaking(): Speaking {
  const speaking = useContext(SpeakingContext);
  if (speaking === null) throw new Error("words are used outside of <Language>");
  return speaking;
}

/** The first of some languages that is spoken here. */
function spokenOf(asked: readonly (string | null | undefined)[]): string | undefined {
  return asked.find((language) => language != null && Object.hasOwn(LANGUAGES, language)) ?? undefined;
}

/** Speaks the language of the URL (`lang`), else the one chosen last, else the browser's, else English; sets `lang` and `dir` of the page. */
export function Language({ children }: { readonly children: ReactNode }) {
  const { choices } = useAddress();
  const chosen = spokenOf([choices.lang, localStorage.getItem("yardcheck-language")]);
  const language = chosen ?? spokenOf(navigator.languages.map((tag) => tag.split("-")[0])) ?? "en";
  const digits: Digits = (choices.digits ?? localStorage.getItem("yardcheck-digits")) === "arab" ? "arab" : "latn";
  const speaking = useMemo(() => speakingOf(language, digits), [language, digits]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = speaking.dir;
    if (chosen !== undefined) localStorage.setItem("yardcheck-language", chosen);
    localStorage.setItem("yardcheck-digits", digits);
  }, [language, chosen, digits, speaking.dir]);
  return <SpeakingContext value={speaking}>{children}</SpeakingContext>;
}

function speakingOf(language: string, digits: Digits): Speaking {
  const { words, dir, fixes: known } = LANGUAGES[language] ?? { words: en, dir: "ltr" as const, fixes: {} };
  const formats = formatsOf(language, digits);
  const compiled = new Map<string, IntlMessageFormat>();
  const locale = `${language}-u-nu-${digits}`;
  return {
    language,
    dir,
    digits,
    formats,
    failureOf: (code) => (words as Readonly<Record<string, string>>)[`failure.${code}`] ?? words["failure.unknown"],
    reasonsIn: (codes) =>
      new Intl.ListFormat(language, { type: "unit" }).format(
        codes.map((code) => (words as Readonly<Record<string, string>>)[`reason.${code}`] ?? code),
      ),
    fixFor: (code) => known[code] ?? null,
    nameIn: (names) => names[language] ?? names.en ?? Object.values(names)[0] ?? "",
    say(key, values = {}) {
      const message = compiled.get(key) ?? new IntlMessageFormat(words[key], locale, undefined, { ignoreTag: true });
      compiled.set(key, message);
      const isolated = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "string" ? `\u2068${value}\u2069` : value,
      ]);
      return String(message.format(Object.fromEntries(isolated)));
    },
  };
}
