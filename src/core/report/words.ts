import type { Texts } from "./finding.ts";
import { numberWordsIn } from "./number-words.ts";
import { type Segment, segmentsOf } from "./prose.ts";
import { BEFORE_YEAR, CERTAINTY, CONFIDENCE, COUNTED, LIKELIHOOD, MONTHS, PASSIVE } from "./word-lists.ts";

/** One thing in an analyst's sentence that a reader would stumble over. Only an unsourced number blocks. */
export interface WordIssue {
  readonly code: "mixed-rows" | "likelihood-with-confidence" | "unsourced-number" | "certainty" | "passive-sourcing";
  readonly blocks: boolean;
  /** Position and words in the text as written. */
  readonly at: number;
  readonly words: string;
  readonly why: Texts;
}

/** Languages whose words are checked; numbers are checked in every language. */
export type CheckedLanguage = "en" | "ar";

/** The language to check a text in, by the script of most of its letters, links left aside; English where it has none. */
export function scriptLanguage(written: string): CheckedLanguage {
  const text = segmentsOf(written)
    .map((segment) => segment.text)
    .join(" ");
  const letters = (script: RegExp) => text.match(script)?.length ?? 0;
  return letters(/(?=\p{L})\p{Script=Arabic}/gu) > letters(/\p{Script=Latin}/gu) ? "ar" : "en";
}

const WHY: Readonly<Record<WordIssue["code"], Texts>> = {
  "mixed-rows": {
    en: "Two sets of likelihood words are mixed (“likely” belongs to one, “probable” to the other); a reader takes them for two probabilities. Keep to the set of “likely”.",
    ar: "خُلطت مجموعتان من ألفاظ الاحتمال («مرجّح» من إحداهما و«محتمل» من الأخرى)، فيظنهما القارئ احتمالين مختلفين. التزم مجموعة «مرجّح».",
  },
  "likelihood-with-confidence": {
    en: "Likelihood speaks of the event, confidence of the evidence; in one sentence each is taken for the other. Write two sentences.",
    ar: "الاحتمال يتعلق بالحدث، ودرجة الثقة بالأدلة؛ وفي جملة واحدة يُحسب أحدهما الآخر. اكتب جملتين.",
  },
  "unsourced-number": {
    en: "A number needs its source: write [73](claim:ID), or another kind of source in place of claim.",
    ar: "لا بد للرقم من مصدر: اكتب [73](claim:ID)، أو نوعًا آخر من المصادر مكان claim.",
  },
  certainty: {
    en: "Certainty needs a ground that anyone can check. State the fact with its source, or a likelihood.",
    ar: "الجزم يحتاج إلى أساس يستطيع أي أحد التحقق منه. اذكر الواقعة مع مصدرها، أو احتمالًا.",
  },
  "passive-sourcing": {
    en: "Who says so? Name the claim: [reportedly](claim:ID), or better, the speaker.",
    ar: "من القائل؟ سمِّ القول: [يُقال](claim:ID)، والأفضل أن تذكر القائل.",
  },
};

/**
 * Reads an analyst's own sentences for what ICD 203 and plain honesty ask of them. It points and explains; of all that
 * it finds, only a number without a source must be mended before the text is taken.
 *
 * Years and dates are no such numbers, but for a year before what is counted ("2000 cars") that no word makes a date ("in 2023 trains"); numbers in words are, where they count something (`number-words.ts`).
 *
 * Source: US ODNI, ICD 203 (2015), D.6.e.(2)(a) one row of likelihood words, (b) likelihood and confidence apart.
 *
 * @returns issues in the order of their places
 */
export function checkWords(written: string, language: CheckedLanguage): readonly WordIssue[] {
  const issues: WordIssue[] = [];
  const segments = segmentsOf(written);
  for (const segment of segments)
    if (segment.source === null)
      for (const [at, words] of [...numbersIn(segment.text), ...numbersInWords(segment.text, language)])
        issues.push(issue("unsourced-number", segment.at + at, words));
  const rows = LIKELIHOOD[language].map((row) => found(written, row));
  const [first = [], second = []] = rows;
  const [mixed] = second;
  if (first.length > 0 && mixed !== undefined) issues.push(issue("mixed-rows", ...mixed));
  const likelihood = [...first, ...second];
  const confidence = found(written, CONFIDENCE[language]);
  for (const [from, to] of sentencesOf(written)) {
    const inside = ([at]: Found) => at >= from && at < to;
    const sure = confidence.find(inside);
    if (sure !== undefined && likelihood.some(inside)) issues.push(issue("likelihood-with-confidence", ...sure));
    const sourced = segments.some(({ source, at }) => isSpoken(source) && at >= from && at < to);
    for (const passive of sourced ? [] : found(written, PASSIVE[language]).filter(inside))
      issues.push(issue("passive-sourcing", ...passive));
  }
  for (const sure of found(written, CERTAINTY[language])) issues.push(issue("certainty", ...sure));
  return issues.sort((a, b) => a.at - b.at || (a.code < b.code ? -1 : 1));
}

/**
 * The words of likelihood, confidence and certainty in a text: a name of a hypothesis that holds one says how likely it is
 * before anybody judged.
 *
 * @returns as they stand there, in no order
 */
export function judgingWordsIn(written: string, language: CheckedLanguage): readonly string[] {
  const phrases = [...LIKELIHOOD[language].flat(), ...CONFIDENCE[language], ...CERTAINTY[language]];
  return found(written, phrases).map(([, words]) => words);
}

type Found = readonly [at: number, words: string];

function issue(code: WordIssue["code"], at: number, words: string): WordIssue {
  return { code, blocks: code === "unsourced-number", at, words, why: WHY[code] };
}

function isSpoken(source: Segment["source"]): boolean {
  return source !== null && (source.kind === "claim" || source.kind === "source" || source.kind === "entry");
}

const MONTH = `(?:${MONTHS})(?:\\s*/\\s*(?:${MONTHS}))?`;
const DAY_OF_MONTH = "(?:0?[1-9]|[12]\\d|3[01])";
const YEAR = "(?:19|20)\\d{2}";
/** Days, months and years. A year alone before what is counted is none of them, nor is a sum of money. */
const DATES = new RegExp(
  `(?<![\\p{N}.,$€£])(?:${[
    `${YEAR}-(?:0[1-9]|1[0-2])(?:-${DAY_OF_MONTH})?(?!\\p{N})`,
    `${DAY_OF_MONTH} ${MONTH} ${YEAR}(?!\\p{N})`,
    `(?<=${BEFORE_YEAR})${YEAR}(?![\\p{N}%]|[.,]\\p{N})`,
    `${YEAR}(?![\\p{N}%]|[.,]\\p{N}|[\\s-]*${COUNTED}(?![\\p{L}\\p{N}]))`,
  ].join("|")})|(?<!\\p{L})${MONTH} ${DAY_OF_MONTH}, ${YEAR}(?!\\p{N})`,
  "giu",
);

/** A text of the same length in Latin digits, blank where it names days, months with their years, and years. */
export function withoutDates(text: string): string {
  const latin = text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
  return latin.replace(DATES, (date) => " ".repeat(date.length));
}

/** Numbers in any digits, but for years and dates. */
function numbersIn(text: string): Found[] {
  return [...withoutDates(text).matchAll(/\p{N}[\p{N}.,٫٬]*/gu)].map(({ index, 0: words }) => {
    const length = words.replace(/[.,]+$/, "").length;
    return [index, text.slice(index, index + length)] as const;
  });
}

/** Numbers in words, as they stand in the text with its vowel signs. */
function numbersInWords(text: string, language: CheckedLanguage): Found[] {
  const { plain, places } = withoutMarks(text);
  return numberWordsIn(plain, language).map(([at, words]) => {
    const [from, to] = [places[at] ?? 0, places[at + words.length] ?? text.length];
    return [from, text.slice(from, to)] as const;
  });
}

/** Ends of sentences; a point between digits ends none. */
function sentencesOf(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  let from = 0;
  for (const end of text.matchAll(/[!?؟\n]+|\.(?!\p{N})/gu)) {
    const to = end.index + end[0].length;
    ranges.push([from, to]);
    from = to;
  }
  if (from < text.length) ranges.push([from, text.length]);
  return ranges;
}

/**
 * Places of phrases, longest first so that "very likely" is not "likely" as well. Arabic is compared without vowel
 * signs, and a word may carry the particles and, so, by, to, as and the article before it.
 */
function found(text: string, phrases: readonly string[]): Found[] {
  const { plain, places } = withoutMarks(text);
  const list = phrases.toSorted((a, b) => b.length - a.length).map((phrase) => withoutMarks(phrase).plain);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:[وفبلك]{0,2}(?:ال|لل)?)(${list.join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  return [...plain.matchAll(pattern)].map((match) => {
    const from = places[match.index] ?? 0;
    const to = places[match.index + match[0].length] ?? text.length;
    return [from, text.slice(from, to).trim()] as const;
  });
}

/** Text without Arabic vowel signs and stretching, and where each of its letters stood. */
export function withoutMarks(text: string): { readonly plain: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let plain = "";
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? "";
    if (/[\u064b-\u0652\u0670\u0640]/.test(letter)) continue;
    plain += letter;
    places.push(i);
  }
  return { plain, places };
}
