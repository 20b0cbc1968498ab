import type { Texts } from "./finding.ts";
import { withoutDates, withoutMarks } from "./words.ts";

/** The numbers that a text states. */
export interface StatedNumbers {
  /** Written so that no other language leaves them out: in digits, or above ten; from three on. */
  readonly firm: ReadonlySet<number>;
  /** All of them, small ones in words and ordinals included ("اليوم الخامس"). */
  readonly all: ReadonlySet<number>;
}

/**
 * Reads the numbers of a text, in digits of any kind and in the words of English and Arabic; dates are none. One and two
 * are never firm: a singular and a dual say them without a number. "Hundreds" and "عشرات" state none.
 *
 * @param language  BCP 47; words are read in Arabic where it is `ar`, else in English
 */
export function statedNumbers(written: string, language: string): StatedNumbers {
  const arabic = language.split("-")[0] === "ar";
  const firm = new Set<number>();
  const all = new Set<number>();
  for (const { value, isDigits } of numbersOf(withoutDates(withoutMarks(written).plain), arabic)) {
    all.add(value);
    if (value >= 3 && (isDigits || value > SMALL)) firm.add(value);
  }
  return { firm, all };
}

/** Up to ten languages write numbers as words, ordinals and duals, each in its own places. */
const SMALL = 10;

/**
 * What the English and the Arabic of one text do not both state. A language that is missing is none of the two.
 *
 * @returns the firm numbers of each that the other lacks
 */
export function numbersApart(texts: Texts): { readonly en: readonly number[]; readonly ar: readonly number[] } {
  const { en, ar } = texts;
  if (en === undefined || ar === undefined) return { en: [], ar: [] };
  const [english, arabic] = [statedNumbers(en, "en"), statedNumbers(ar, "ar")];
  return {
    en: [...english.firm].filter((n) => !arabic.all.has(n)),
    ar: [...arabic.firm].filter((n) => !english.all.has(n)),
  };
}

interface Read {
  readonly value: number;
  readonly isDigits: boolean;
}

/** A number as far as it is read: what is done with, and what a word to come may multiply or add to. */
interface Run {
  readonly total: number;
  readonly open: number;
  readonly isDigits: boolean;
}

/** Words and numbers with what parts them from the one before; only blanks, hyphens and "and" join a number. */
const TOKEN =
  /(?<number>\p{N}{1,3}(?:[,٬\u00a0\u202f ]\p{N}{3})+(?!\p{N})(?:[.٫]\p{N}+)?|\p{N}+(?:[.٫]\p{N}+)?)|(?<word>\p{L}+)/gu;

function numbersOf(text: string, arabic: boolean): Read[] {
  const found: Read[] = [];
  let run = null as Run | null;
  let end = 0;
  const close = () => {
    if (run !== null) found.push({ value: rounded(run.total + run.open), isDigits: run.isDigits });
    run = null;
  };
  for (const match of text.matchAll(TOKEN)) {
    const { number, word = "" } = match.groups ?? {};
    const between = text.slice(end, match.index);
    if (!/^[\s-]*$/.test(between)) close();
    if (number !== undefined) {
      close();
      run = { total: 0, open: digitsValue(number), isDigits: true };
    } else {
      const part = arabic ? arabicPart(word) : englishPart(word);
      if (part === "and" && run !== null) {
        end = match.index + match[0].length;
        continue;
      }
      if (part === null || part === "and") close();
      else if (part.kind === "ordinal") {
        close();
        found.push({ value: part.value, isDigits: false });
      } else if (part.kind === "power") run = times(run, part.value);
      else if (run === null || run.isDigits || !joins(run.open, part.value, part.isJoined)) {
        close();
        run = { total: 0, open: part.value, isDigits: false };
      } else run = { ...run, open: run.open + part.value };
    }
    end = match.index + match[0].length;
  }
  close();
  return found;
}

/** "sixty thousand": what stands open is multiplied; from a thousand on it is done with. */
function times(run: Run | null, power: number): Run {
  const { total, open, isDigits } = run ?? { total: 0, open: 0, isDigits: false };
  if (power < 1000 && !isDigits) return { total, open: (open === 0 ? 1 : open) * power, isDigits };
  if (power < 1000) return { total, open: open * power, isDigits };
  return { total: total + (open === 0 && total === 0 ? 1 : open) * power, open: 0, isDigits };
}

/** "seventy three", "two hundred fifty", "ثلاثة وسبعون", "مئة وثلاثون"; "five seven" are two numbers. */
function joins(open: number, value: number, isJoined: boolean): boolean {
  if (open === 0) return true;
  if (isJoined && open < 10 && value >= 20 && value < 100) return true;
  if (value === 10 && open < 10) return true;
  const room = open % 100 === 0 ? 100 : open % 10 === 0 && open >= 20 ? 10 : 0;
  return value < room;
}

type Part =
  | { readonly kind: "unit"; readonly value: number; readonly isJoined: boolean }
  | { readonly kind: "power"; readonly value: number }
  | { readonly kind: "ordinal"; readonly value: number };

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
const ENGLISH_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth".split(" ");

function englishPart(word: string): Part | "and" | null {
  const lower = word.toLowerCase();
  if (lower === "and") return "and";
  const value = ENGLISH.get(lower);
  if (value !== undefined) return { kind: "unit", value, isJoined: false };
  const power = ENGLISH_POWERS.get(lower);
  if (power !== undefined) return { kind: "power", value: power };
  const ordinal = ENGLISH_ORDINALS.indexOf(lower);
  return ordinal < 0 ? null : { kind: "ordinal", value: ordinal + 3 };
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

function arabicPart(word: string): Part | null {
  const bare = word.replace(/^[وف](?=.{2})/, "");
  const named = arabicNumber(word, false) ?? (bare === word ? null : arabicNumber(bare, true));
  if (named !== null) return named;
  const definite = bare.replace(/^(?:[بكل]?ال|لل)(?=.{2})/, "");
  const part = arabicNumber(definite === bare ? bare.replace(/^[بلك](?=.{2})/, "") : definite, false);
  // "في المئة" is per cent.
  return part?.kind === "power" && definite !== bare ? null : part;
}

function arabicNumber(word: string, isJoined: boolean): Part | null {
  const unit = unitOf(word);
  if (unit !== null) return { kind: "unit", value: unit, isJoined };
  const tens = ARABIC_TENS.findIndex((ten) => ten.test(word));
  if (tens >= 0) return { kind: "unit", value: 20 + 10 * tens, isJoined };
  const ordinal = ARABIC_UNITS.find(([, , form]) => form.test(word));
  if (ordinal !== undefined) return { kind: "ordinal", value: ordinal[0] };
  for (const [power, one, two] of ARABIC_POWERS) {
    if (one.test(word)) return isJoined ? { kind: "unit", value: power, isJoined } : { kind: "power", value: power };
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

/** @param number  in Latin digits */
function digitsValue(number: string): number {
  return Number(number.replace(/[,٬\u00a0\u202f ]/g, "").replace("٫", "."));
}

/** 2.5 million is 2,500,000 and no float beside it. */
const rounded = (value: number) => Number(value.toPrecision(12));
