import type { Names } from "../../core/facility/facility.ts";
import { likelihoodBand } from "../../core/report/likelihood.ts";
import { type Locale, localeOf } from "../render/language.ts";
import { dateText, numberText, probabilityText, shareText, textIn } from "../render/numbers.ts";
import { WORDS } from "./words.ts";

/** What an alert says, in no language: figures of the observation and the assessment that raised it. */
export interface AlertMessage {
  readonly version: 1;
  readonly facility: string;
  readonly names: Names;
  readonly observation: string | null;
  readonly acquiredOn: string;
  readonly cars: { readonly median: number; readonly low: number; readonly high: number; readonly level: number };
  /** What the facility's own past makes one expect. */
  readonly usual: { readonly low: number; readonly high: number; readonly level: number };
  /** Probability of a count this high or higher under that past. */
  readonly p: number;
  readonly evidence: number;
  readonly threshold: number;
  readonly falseAlarmsPerYear: number;
  /** Probability that a lasting rise has begun. */
  readonly surge: number;
  readonly onset: { readonly low: string; readonly high: string; readonly level: number } | null;
  readonly synthetic: boolean;
}

export interface AlertText {
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  /** One whole sentence each. Likelihood stands in one of its own, and confidence is left to the analyst. */
  readonly sentences: readonly string[];
}

/** FIRST STRONG ISOLATE ... POP DIRECTIONAL ISOLATE: a number or name keeps its own direction inside a line. */
const isolated = (text: string) => `\u2068${text}\u2069`;

/** Where the alert is explained: the facility's history in the workbench. */
export function alertLink(publicUrl: string, facility: string): string {
  return `${publicUrl.replace(/\/$/, "")}/#/f/${encodeURIComponent(facility)}/history`;
}

/** @throws YardcheckError "usage" for a language that there is not */
export async function alertText(message: AlertMessage, tag: string, link: string): Promise<AlertText> {
  const locale = await localeOf(tag);
  const words = WORDS[tag] ?? WORDS["en"];
  if (words === undefined) throw new RangeError("there are no English words");
  const values = valuesOf(message, locale, link);
  const fill = (sentence: string) =>
    sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new RangeError(`a sentence of ${tag} asks for {${name}}, which no alert has`);
      return isolated(value);
    });
  return {
    language: tag,
    direction: locale.language.direction,
    title: fill(words.title),
    sentences: [
      ...(message.synthetic ? [words.synthetic] : []),
      words.seen,
      words.usual,
      words.likelihood,
      ...(message.onset === null ? [] : [words.onset]),
      words.rate,
      words.judge,
    ].map(fill),
  };
}

function valuesOf(message: AlertMessage, locale: Locale, link: string): Readonly<Record<string, string>> {
  const { cars, usual, onset } = message;
  const count = (value: number) => numberText(locale, value, { maximumFractionDigits: 0 });
  const likely = likelihoodBand(Math.min(0.99, Math.max(0.01, message.surge)));
  return {
    name: textIn(locale, message.names).text,
    date: dateText(locale, message.acquiredOn),
    cars: count(cars.median),
    low: count(cars.low),
    high: count(cars.high),
    level: shareText(locale, cars.level, 0),
    usualLow: count(usual.low),
    usualHigh: count(usual.high),
    usualLevel: shareText(locale, usual.level, 0),
    chance: probabilityText(locale, message.p),
    likelihood: textIn(locale, likely.phrase).text,
    evidence: numberText(locale, message.evidence, { maximumSignificantDigits: 2 }),
    threshold: numberText(locale, message.threshold, { maximumSignificantDigits: 3 }),
    rate: numberText(locale, message.falseAlarmsPerYear, { maximumSignificantDigits: 2 }),
    onsetLow: onset === null ? "" : dateText(locale, onset.low),
    onsetHigh: onset === null ? "" : dateText(locale, onset.high),
    onsetLevel: onset === null ? "" : shareText(locale, onset.level, 0),
    link,
  };
}
