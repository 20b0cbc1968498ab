import type { Texts } from "./finding.ts";
import { arabicPart, ENGLISH_ARTICLES, englishPart, type Part } from "./number-parts.ts";
import { withoutDates, withoutMarks } from "./words.ts";

/** The numbers that a text states. */
export interface StatedNumbers {
  /** Written so that no other language leaves them out: in digits, or above ten; from three on. */
  readonly firm: ReadonlySet<number>;
  /** All of them, small ones in words and ordinals included ("اليوم الخامس"). */
  readonly all: ReadonlySet<number>;
  /** Whether all that looks like a number was read; else what is in words may be less, or another, than what is written. */
  readonly isWhole: boolean;
}

/**
 * Reads the numbers of a text, in digits of any kind and in the words of English and Arabic; dates are none. One and two
 * are never firm: a singular and a dual say them without a number. "Hundreds" and "عشرات" state none; beside them, and
 * beside a share of no known whole ("half of the cars"), numbers in words are not firm: it is not known what they make.
 *
 * @param language  BCP 47; words are read in Arabic where it is `ar`, else in English
 */
export function statedNumbers(written: string, language: string): StatedNumbers {
  const arabic = language.split("-")[0] === "ar";
  const firm = new Set<number>();
  const all = new Set<number>();
  const text = withoutDates(withoutMarks(written).plain);
  const read = numbersOf(arabic ? text : text.replace(ENGLISH_ARTICLES, ""), arabic);
  const isWhole = read.every(({ value }) => value !== null);
  for (const { value, isDigits } of read) {
    if (value === null) continue;
    all.add(value);
    if (value >= 3 && (isDigits || (isWhole && value > SMALL))) firm.add(value);
  }
  return { firm, all, isWhole };
}

/** Up to ten languages write numbers as words, ordinals and duals, each in its own places. */
const SMALL = 10;

/**
 * Where the English and the Arabic of one text state other numbers than each other. Of two languages the one may say
 * less ("around the clock" for 24 hours), or in words that are not read; it may not say another number.
 *
 * @returns the firm numbers of each that the other lacks; none where only one of them has such
 */
export function numbersApart(texts: Texts): { readonly en: readonly number[]; readonly ar: readonly number[] } {
  const { en, ar } = texts;
  if (en === undefined || ar === undefined) return { en: [], ar: [] };
  const [english, arabic] = [statedNumbers(en, "en"), statedNumbers(ar, "ar")];
  const apart = {
    en: [...english.firm].filter((n) => !arabic.all.has(n)),
    ar: [...arabic.firm].filter((n) => !english.all.has(n)),
  };
  return apart.en.length > 0 && apart.ar.length > 0 ? apart : { en: [], ar: [] };
}

/** A number, or null for words or digits of one that is not known for sure. */
interface Read {
  readonly value: number | null;
  readonly isDigits: boolean;
}

/** A number as far as it is read: what is done with, and what a word to come may multiply or add to. */
interface Run {
  readonly total: number;
  readonly open: number;
  readonly isDigits: boolean;
  /** The thousand, million or billion on which the total ends; 0 where none. */
  readonly last: number;
  /** "half", "several": a number only with a power after it, or not even then. */
  readonly needs?: "power" | "more";
  /** "half of the million": the power was counted with the share. */
  readonly isShared?: boolean;
}

const START: Run = { total: 0, open: 0, isDigits: false, last: 0 };

/** Words and numbers with what parts them from the one before; only blanks, hyphens and "and" join a number. */
const TOKEN =
  /(?<number>\p{N}{1,3}(?:[,٬،\u00a0\u202f ]\p{N}{3})+(?!\p{N})(?:[.٫]\p{N}+)?|\p{N}+(?:[.٫]\p{N}+|,\p{N}{1,2}(?!\p{N}))?)|(?<word>\p{L}+)/gu;

function numbersOf(text: string, arabic: boolean): Read[] {
  const found: Read[] = [];
  let run = null as Run | null;
  let end = 0;
  let before = "";
  const close = () => {
    if (run !== null)
      found.push({
        value: run.needs === undefined ? rounded(run.total + run.open) : null,
        isDigits: run.isDigits,
      });
    run = null;
  };
  for (const match of text.matchAll(TOKEN)) {
    const { number, word = "" } = match.groups ?? {};
    if (!/^[\s-]*$/.test(text.slice(end, match.index))) close();
    end = match.index + match[0].length;
    if (number !== undefined) {
      const open = digitsValue(number, arabic);
      const isAdded = run !== null && before === "و" && run.open === 0 && run.last > (open ?? run.last);
      if (!isAdded) close();
      if (open === null) found.push({ value: null, isDigits: true });
      else run = { ...(run ?? START), open, isDigits: true };
    } else {
      const part = arabic ? arabicPart(word, before) : englishPart(word, before, text.slice(end));
      if (part === null || (part === "and" && run === null)) close();
      else if (part === "unread") {
        close();
        found.push({ value: null, isDigits: false });
      } else if (part !== "and") {
        const next: Run | null = run === null ? null : continued(run, part);
        if (next === null) close();
        run = next ?? opened(part);
        // "بين خمس وعشرين": two numbers, or one
        if (next === null && before === "بين" && run.total === 0 && run.open < 10) run = { ...run, needs: "more" };
      }
    }
    before = number ?? word;
  }
  close();
  return found;
}

function opened(part: Part): Run {
  if (part.kind === "share") return { ...START, open: part.value, needs: "power" };
  if (part.kind === "vague") return { ...START, needs: "more" };
  if (part.kind !== "power") return part.value < 1000 ? { ...START, open: part.value } : whole(START, part.value);
  // "مليونا" is two of them before a noun, and one in the accusative; "آلاف" alone is no number.
  return part.isAlone ? times(START, part.value) : { ...START, needs: "more" };
}

/** @returns null where the word begins another number */
function continued(run: Run, part: Part): Run | null {
  if (part.kind === "power") {
    if (run.isShared === true) return run.last === part.value && run.open === 0 ? run : null;
    return times(run, part.value);
  }
  if (part.kind === "vague" || run.needs !== undefined) return null;
  if (part.kind === "share") {
    const { total, open, last } = run;
    const isOfThree = part.isPlural && open === 3 && !run.isDigits;
    if (isOfThree && total === 0) return { ...run, open: 3 * part.value, needs: "power" };
    if (isOfThree) return { ...run, total: total + 3 * part.value * last, open: 0, isShared: true };
    if (part.isPlural) return { ...run, needs: "more" };
    if (!part.isJoined) return null;
    return open === 0 && last > 0
      ? { ...run, total: total + part.value * last, isShared: true }
      : { ...run, open: open + part.value };
  }
  if (run.isDigits && !(run.last > 0 && run.open === 0)) return null;
  if (part.value >= 1000) return run.open === 0 && run.last > part.value ? whole(run, part.value) : null;
  // "twenty-fifth"; "عشرون ثانية" are seconds
  if (part.kind === "ordinal" && (run.open < 20 || part.isArabic === true)) return null;
  return joins(run.open, part.value, part.isJoined) ? { ...run, open: run.open + part.value } : null;
}

/** "ألفان", "وألف": a thousand or more in one word, to which hundreds may be added. */
function whole(run: Run, value: number): Run {
  return { ...run, total: run.total + value, last: value >= 1e9 ? 1e9 : value >= 1e6 ? 1e6 : 1e3 };
}

/** "sixty thousand": what stands open is multiplied; from a thousand on it is done with. */
function times(run: Run, power: number): Run {
  const { total, open, isDigits, needs, ...rest } = run;
  const sure = needs === "more" ? { needs } : {};
  if (power < 1000) return { ...rest, ...sure, total, open: (open === 0 && !isDigits ? 1 : open) * power, isDigits };
  const counted = open === 0 && total === 0 ? 1 : open;
  return { ...rest, ...sure, total: total + counted * power, open: 0, isDigits, last: power };
}

/** "seventy three", "two hundred fifty", "ثلاثة وسبعون", "مئة وثلاثون"; "five seven" are two numbers. */
function joins(open: number, value: number, isJoined: boolean): boolean {
  if (open === 0) return true;
  if (isJoined && open < 10 && value >= 20 && value < 100) return true;
  if (value === 10 && open < 10 && !isJoined) return true;
  // "مئة وخمس وعشرون"
  if (isJoined && open > 100 && open % 100 < 10 && value >= 20 && value < 100) return true;
  if (value === 10 && open > 100 && open % 100 > 0 && open % 100 < 10 && !isJoined) return true;
  const room = open % 100 === 0 ? 100 : open % 10 === 0 && open % 100 >= 20 ? 10 : 0;
  return value < room;
}

/**
 * @param number  in Latin digits; in Arabic "2,5" is a decimal
 * @returns null where it may be read in two ways: "60.000" of an Arabic text, "2½"
 */
function digitsValue(number: string, arabic: boolean): number | null {
  if (arabic && /^\d{1,3}\.\d{3}$/.test(number)) return null;
  const point = /^\d+,\d{1,2}$/.test(number) ? number.replace(",", ".") : number;
  const value = Number(point.replace(/[,٬،\u00a0\u202f ]/g, "").replace("٫", "."));
  return Number.isNaN(value) ? null : value;
}

/** 2.5 million is 2,500,000 and no float beside it. */
const rounded = (value: number) => Number(value.toPrecision(12));
