import { unitFormOf, unitWords } from "../../core/evidence/unit-words.ts";
import type { PrintedValue, Texts } from "../../core/report/finding.ts";
import { likelihoodBand } from "../../core/report/likelihood.ts";
import type { Locale } from "./language.ts";
import { messageText } from "./message.ts";
import type { MessageKey } from "./messages/en.ts";

/** Whether a unit is printed in words; any other stands as its code. */
export function isWorded(code: string): boolean {
  return unitWords(code) !== null;
}

/** Below this a probability is printed as "less than 1 in a million": the models say nothing finer. */
const SMALLEST_PROBABILITY = 1e-6;

/** The words of one value, in the language, the digits and the separators of the document, and the language they are in. */
export function printedText(
  locale: Locale,
  printed: PrintedValue,
): { readonly text: string; readonly language: string } {
  const own = locale.language.tag;
  switch (printed.format) {
    case "count":
      return { text: numberText(locale, printed.value, { maximumFractionDigits: 0 }), language: own };
    case "number":
      return { text: significantText(locale, printed.value, printed.significant), language: own };
    case "share":
      return { text: shareText(locale, printed.value, printed.decimals), language: own };
    case "probability":
      return { text: probabilityText(locale, printed.value), language: own };
    case "quantity":
      return { text: quantityText(locale, printed.value, printed.unit, printed.significant), language: own };
    case "date":
      return { text: dateText(locale, printed.value), language: own };
    case "likelihood":
      return { text: locale.language.messages[`likelihood.${likelihoodBand(printed.value).id}`], language: own };
    case "text":
      return textIn(locale, printed.value);
    case "code":
    case "choice":
      return { text: printed.value, language: own };
  }
}

/** A text in the document's language, else in English, else in whatever there is; and which it is. */
export function textIn(locale: Locale, texts: Texts): { readonly text: string; readonly language: string } {
  const { tag } = locale.language;
  for (const language of [tag, "en", ...Object.keys(texts)]) {
    const text = texts[language];
    if (text !== undefined) return { text: language === tag ? digitsOf(locale, text) : text, language };
  }
  return { text: "", language: tag };
}

/** Words with their digits in the numbering of the document; those of Latin names, codes and addresses stay. */
export function digitsOf(locale: Locale, words: string): string {
  if (locale.numbering === "latn") return words;
  return words.replace(/\S+/g, (word) =>
    /\p{Script=Latin}/u.test(word) ? word : word.replace(/\d/g, (digit) => numberText(locale, Number(digit))),
  );
}

export function numberText(locale: Locale, value: number, options: Intl.NumberFormatOptions = {}): string {
  return clean(locale, new Intl.NumberFormat(locale.tag, options).format(value));
}

/** From a million on, in words: "2.5 million"; a reader cannot count zeros. */
function significantText(locale: Locale, value: number, significant: number): string {
  const large = Math.abs(value) >= 1e6;
  return numberText(locale, value, {
    maximumSignificantDigits: significant,
    ...(large ? { notation: "compact", compactDisplay: "long" } : {}),
  });
}

/** A share that is not 0 is never printed as 0 %, and one that is not whole never as 100 %. */
export function shareText(locale: Locale, share: number, decimals: number): string {
  const format = (value: number) =>
    numberText(locale, value, { style: "percent", minimumFractionDigits: 0, maximumFractionDigits: decimals });
  const step = 10 ** -(decimals + 2);
  if (share > 0 && share < step / 2) return bounded(locale, "share.under", format(step));
  if (share < 1 && share > 1 - step / 2) return bounded(locale, "share.over", format(1 - step));
  return format(share);
}

/** From one in ten on a percentage, below it "1 in N", N to two significant digits. */
export function probabilityText(locale: Locale, p: number): string {
  if (p >= 0.1) return shareText(locale, p, 0);
  const small = p < SMALLEST_PROBABILITY;
  const many = 1 / Math.max(p, SMALLEST_PROBABILITY);
  return messageText(locale, small ? "probability.under" : "probability.one-in", {
    one: { choose: 1, text: numberText(locale, 1) },
    many: { choose: many, text: numberText(locale, many, { maximumSignificantDigits: 2 }) },
  });
}

export function quantityText(locale: Locale, value: number, unit: string, significant: number): string {
  const number = significantText(locale, value, significant);
  // Isolated within, as in bounded(): beside Arabic letters a minus would turn to the other side.
  const text = value < 0 && locale.language.direction === "rtl" ? `\u2068${number}\u2069` : number;
  const words = unitWords(unit);
  if (words === null) return `${text}\u00a0${unit}`;
  const choose = unitFormOf(value, significant);
  const amount = messageText(locale, words.unit, { n: { choose, text } });
  return words.by === null ? amount : messageText(locale, words.by, { amount: { choose, text: amount } });
}

/** ISO date, month, year or instant, to the day or as far as it is known. Instants are read in UTC. */
export function dateText(locale: Locale, iso: string): string {
  const [year = "", month, day] = iso.slice(0, 10).split("-");
  const date = new Date(Date.UTC(Number(year), Number(month ?? "1") - 1, Number(day ?? "1")));
  if (!/^\d{4}(-\d{2}(-\d{2})?)?/.test(iso) || Number.isNaN(date.getTime()))
    throw new RangeError(`expected an ISO date, got ${iso}`);
  return clean(
    locale,
    new Intl.DateTimeFormat(locale.tag, {
      timeZone: "UTC",
      year: "numeric",
      ...(month === undefined ? {} : { month: "long" }),
      ...(day === undefined ? {} : { day: "numeric" }),
    }).format(date),
  );
}

/** Instant to the minute, UTC. */
export function instantText(locale: Locale, iso: string): string {
  const time = new Intl.DateTimeFormat(locale.tag, {
    timeZone: "UTC",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(new Date(iso));
  return messageText(locale, "date.instant", {
    date: { choose: iso, text: dateText(locale, iso) },
    time: { choose: iso, text: time },
  });
}

/**
 * Intl's own direction marks are dropped with Latin digits: every value is isolated as a whole, and a mark within
 * "11 %" would keep a search from finding it. With Arabic-Indic digits they put the sign on its proper side, and stay.
 */
function clean(locale: Locale, text: string): string {
  return locale.numbering === "latn" ? text.replace(/[\u200e\u200f\u061c]/g, "") : text;
}

/** Isolated within: after Arabic letters a bare "1%" would turn its sign to the other side. */
function bounded(locale: Locale, key: MessageKey, share: string): string {
  return messageText(locale, key, { share: { choose: share, text: `\u2068${share}\u2069` } });
}
