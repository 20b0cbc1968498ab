import type { Texts } from "./finding.ts";
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

type Part =
  | { readonly kind: "unit"; readonly value: number; readonly isJoined: boolean }
  | { readonly kind: "ordinal"; readonly value: number; readonly isJoined: boolean; readonly isArabic?: true }
  | { readonly kind: "power"; readonly value: number; readonly isAlone: boolean }
  | { readonly kind: "share"; readonly value: number; readonly isPlural: boolean; readonly isJoined: boolean }
  | { readonly kind: "vague" };

const UNITS =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen";
const ENGLISH = new Map<string, number>([
  ["zero", 0],
  ...`${UNITS} eighteen nineteen`.split(" ").map((word, i) => [word, i + 1] as const),
  ..."twenty thirty forty fifty sixty seventy eighty ninety".split(" ").map((word, i) => [word, 20 + 10 * i] as const),
]);
const ENGLISH_POWERS = new Map<string, number>([
  ["hundred", 100],
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
  ["dozen", 12],
]);
const ENGLISH_ORDINALS = new Map<string, number>([
  ..."third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
    .concat(" seventeenth eighteenth nineteenth")
    .split(" ")
    .map((word, i) => [word, i + 3] as const),
  ..."twen thir for fif six seven eigh nine".split(" ").map((stem, i) => [`${stem}tieth`, 20 + 10 * i] as const),
  ["first", 1],
  ["second", 2],
]);
/** "two and a half million", "half a million", "a quarter of a million". */
const ENGLISH_ARTICLES =
  /(?<=\band )an? (?=half\b|quarter\b)|(?<=\b(?:half|quarters?) )(?:of )?an? (?=(?:hundred|thousand|million|billion)\b)/giu;
const ENGLISH_UNREAD =
  /^(?:(?:ten|hundred|thousand|million|billion|trillion|dozen|score|third|fifth|tenth)s|halves|trillion|odd|hundredth|thousandth)$/;

function englishPart(word: string, before: string, after: string): Part | "and" | "unread" | null {
  const lower = word.toLowerCase();
  if (lower === "and") return "and";
  if (ENGLISH_UNREAD.test(lower)) return "unread";
  if (/^(?:several|few)$/.test(lower)) return { kind: "vague" };
  // "73 and half of them" is no 73.5, nor are "73 half-empty cars"
  const isJoined = before.toLowerCase() === "and" && !/^\s+(?:of|the)\b/i.test(after);
  if (lower === "half") return { kind: "share", value: 1 / 2, isPlural: false, isJoined };
  if (/^quarters?$/.test(lower)) return { kind: "share", value: 1 / 4, isPlural: lower.endsWith("s"), isJoined };
  const value = ENGLISH.get(lower);
  if (value !== undefined) return { kind: "unit", value, isJoined: false };
  const power = ENGLISH_POWERS.get(lower);
  if (power !== undefined) return { kind: "power", value: power, isAlone: true };
  const ordinal = ENGLISH_ORDINALS.get(lower);
  return ordinal === undefined ? null : { kind: "ordinal", value: ordinal, isJoined: false };
}

/** Stems, the ten and the ordinal of each; from three on. */
const ARABIC_UNITS: readonly (readonly [value: number, unit: RegExp, ordinal: RegExp])[] = [
  [3, /^ثلاثة?$/, /^ثالثة?$/],
  [4, /^[أا]ربعة?$/, /^رابعة?$/],
  [5, /^خمسة?$/, /^خامسة?$/],
  [6, /^ستة?$/, /^سادسة?$/],
  [7, /^سبعة?$/, /^سابعة?$/],
  [8, /^ثمان(?:ية?)?$/, /^ثامنة?$/],
  [9, /^تسعة?$/, /^تاسعة?$/],
  [10, /^عشرة?$/, /^عاشرة?$/],
];
const ARABIC_ONE = /^(?:[أا]حد|[إا]حدى|واحدة?)$/;
const ARABIC_TWO = /^اثن(?:ا|ي|ان|ين|تا|تي|تان|تين)$/;
const ARABIC_TENS: readonly RegExp[] = ["عشر", "ثلاث", "[أا]ربع", "خمس", "ست", "سبع", "ثمان", "تسع"].map(
  (stem) => new RegExp(`^${stem}(?:ون|ين)$`),
);
const ARABIC_POWERS: readonly (readonly [power: number, one: RegExp, two: RegExp])[] = [
  [100, /^م[ئا]?ئة$/, /^م[ئا]?ئت(?:ان|ين|ا|ي)$/],
  [1e3, /^(?:[أا]لفا?|آلاف)$/, /^[أا]لف(?:ان|ين|ي)$/],
  [1e6, /^(?:مليونا?|ملايين)$/, /^مليون(?:ان|ين|ي)$/],
  [1e9, /^(?:مليارا?|مليارات)$/, /^مليار(?:ان|ين|ي)$/],
  [12, /^دزينة$/, /^دزينت(?:ان|ين)$/],
];
/** "ثلاثمئة", one word. */
const ARABIC_HUNDREDS = /^(.+?)م[ئا]?ئة$/;

/** Of the thirds of a power a rounded figure is written elsewhere: they stay unread. */
const ARABIC_SHARES: readonly (readonly [value: number, form: RegExp])[] = [
  [1 / 2, /^نصف$/],
  [1 / 4, /^(?:ربع|[أا]رباع)$/],
];
/** What looks like a number and is not read: "مئات", "عشرات", "نيف", "ثلثي"; not Tuesday and Wednesday. */
const ARABIC_UNREAD =
  /^(?:ثلث|[أا]ثلاث$|[أا]خماس$|نيف|عشر|ثلاث(?!اء$)|[أا]ربع(?!اء$)|خمس|ست(?:ة|ون|ين|م)|سبع|ثمان|تسع|ما?ئ(?:ة|ت|ات)|[أا]لف|[أا]لوف|آلاف|ملاي|مليو|مليار|تريليون|بليون|دزين)/;

function arabicPart(word: string, before: string): Part | "and" | "unread" | null {
  if (word === "و") return "and";
  const bare = word.replace(/^[وف](?=.{2})/, "");
  const named = arabicNumber(word, false) ?? (bare === word ? null : arabicNumber(bare, true));
  if (named !== null) return named;
  const definite = bare.replace(/^(?:[بكل]?ال|لل)(?=.{2})/, "");
  const stem = definite === bare ? bare.replace(/^[بلك](?=.{2})/, "") : definite;
  const part = arabicNumber(stem, bare !== word);
  const isPerCent = definite !== bare && (bare.startsWith("ب") || before === "في") && /^م[ئا]?ئة$/.test(stem);
  if (isPerCent) return null;
  return part ?? ([word, bare, stem].some((form) => ARABIC_UNREAD.test(form)) ? "unread" : null);
}

function arabicNumber(word: string, isJoined: boolean): Part | null {
  const unit = unitOf(word);
  if (unit !== null) return { kind: "unit", value: unit, isJoined };
  if (/^بضعة?$/.test(word)) return { kind: "vague" };
  const share = ARABIC_SHARES.find(([, form]) => form.test(word));
  if (share !== undefined) return { kind: "share", value: share[0], isPlural: /باع$/.test(word), isJoined };
  const tens = ARABIC_TENS.findIndex((ten) => ten.test(word));
  if (tens >= 0) return { kind: "unit", value: 20 + 10 * tens, isJoined };
  if (/^حادية?$/.test(word)) return { kind: "ordinal", value: 1, isJoined, isArabic: true };
  if (/^ثانية?$/.test(word)) return { kind: "ordinal", value: 2, isJoined, isArabic: true };
  const ordinal = ARABIC_UNITS.find(([, , form]) => form.test(word));
  if (ordinal !== undefined) return { kind: "ordinal", value: ordinal[0], isJoined, isArabic: true };
  for (const [power, one, two] of ARABIC_POWERS) {
    const isAlone = !/^(?:[أا]لفا|آلاف|مليونا|ملايين|مليارا|مليارات)$/.test(word);
    if (one.test(word))
      return isJoined && isAlone ? { kind: "unit", value: power, isJoined } : { kind: "power", value: power, isAlone };
    if (two.test(word)) return { kind: "unit", value: 2 * power, isJoined };
  }
  const hundreds = unitOf(ARABIC_HUNDREDS.exec(word)?.[1] ?? "");
  return hundreds === null ? null : { kind: "unit", value: 100 * hundreds, isJoined };
}

function unitOf(word: string): number | null {
  if (ARABIC_ONE.test(word)) return 1;
  if (ARABIC_TWO.test(word)) return 2;
  return ARABIC_UNITS.find(([, form]) => form.test(word))?.[0] ?? null;
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
