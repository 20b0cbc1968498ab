/** What a word of a number may be: of units up to hundreds, an ordinal, a power of ten, a share of one, or vague ("a few"). */
export type Part =
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
/** Articles that are no part of a number: "two and a half million", "half a million", "a quarter of a million". */
export const ENGLISH_ARTICLES =
  /(?<=\band )an? (?=half\b|quarter\b)|(?<=\b(?:half|quarters?) )(?:of )?an? (?=(?:hundred|thousand|million|billion)\b)/giu;
const ENGLISH_UNREAD =
  /^(?:(?:ten|hundred|thousand|million|billion|trillion|dozen|score|third|fifth|tenth)s|halves|trillion|odd|hundredth|thousandth)$/;

/**
 * What an English word is of a number; null: nothing.
 *
 * @param before  the word before it
 * @param after   what follows it
 */
export function englishPart(word: string, before: string, after: string): Part | "and" | "unread" | null {
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

/** As {@link englishPart}, of an Arabic word. */
export function arabicPart(word: string, before: string): Part | "and" | "unread" | null {
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
