/**
 * Numbers written in words, where they count something: "seventy-three cars", "ثلاثون عربة", and the Arabic dual of what
 * a yard's report counts ("عربتان"). What refers back ("the two
 * countries", "الفرضيات الثلاث"), names ("Group of Seven"), ordinals and the word one alone are left in peace: a check
 * that cries at every second sentence is switched off. What it finds and misses is measured on
 * test/evidence/number-words.json (docs/methods/evidence.md).
 */

/** A number in words: where it stands and how it is written. */
export type NumberWord = readonly [at: number, words: string];

/** @param text  for Arabic without vowel signs */
export function numberWordsIn(text: string, language: "en" | "ar"): NumberWord[] {
  return language === "en" ? englishIn(text) : arabicIn(text);
}

const SMALL = "two|three|four|five|six|seven|eight|nine|ten";
const TEENS = "eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen";
const TENS = "(?:twen|thir|for|fif|six|seven|eigh|nine)ty";
const POWERS = "hundred|thousand|million|billion|dozen";
const WORD = `(?:${TENS})(?:-(?:one|${SMALL}))?|${TEENS}|${SMALL}`;
const ENGLISH = new RegExp(
  `\\b(?:${[
    `(?:one|two|three|a) (?:third|quarter|fifth|tenth)s?(?= of\\b)`,
    `half(?= (?:of|the)\\b)`,
    `(?:one|${WORD}) (?:${POWERS})(?: and (?:${WORD})| (?:${WORD}|${POWERS}))*`,
    `(?:${POWERS})s?`,
    WORD,
    "zero(?=\\s+\\p{L})",
  ].join("|")})\\b`,
  "giu",
);
/** Before a number of ten at most: it is known what is meant. */
const KNOWN = /\b(?:the|these|those|both|its|their|our|your|his|her|last|first|next|other) $/i;
const NO_COUNT = /^(?:[- ](?:way|sided|dimensional|fold|faced)\b|-sum\b| tolerance\b)/i;

function englishIn(text: string): NumberWord[] {
  return [...text.matchAll(ENGLISH)].flatMap(({ index, 0: found }): NumberWord[] => {
    const [before, after] = [text.slice(0, index), text.slice(index + found.length)];
    const isSmall = new RegExp(`^(?:${SMALL})$`, "i").test(found);
    const isName = /^\p{Lu}/u.test(found) && !/(?:^|[.!?:\n]\s*|["“(]\s*)$/.test(before);
    if (isName || NO_COUNT.test(after) || (isSmall && KNOWN.test(before))) return [];
    const article = /^a (?=\p{L})/iu.exec(found)?.[0].length ?? 0;
    return [[index + article, found.slice(article)]];
  });
}

const AR_UNITS = "ثلاث|[أا]ربع|خمس|ست|سبع|ثماني?|تسع|عشر";
const AR_UNIT = `(?:(?:${AR_UNITS})ة?|اثن(?:ان|ين|تان|تين))`;
const AR_TEENS = `(?:[أا]حد|[إا]حدى|اثنا|اثني|اثنتا|اثنتي|(?:ثلاث|[أا]ربع|خمس|ست|سبع|ثماني?|تسع)ة?) عشرة?`;
const AR_TENS = "(?:عشر|ثلاث|[أا]ربع|خمس|ست|سبع|ثمان|تسع)(?:ون|ين)";
const AR_POWERS =
  "م[ئا]?ئ(?:ة|ات|تان|تين|تا|تي)|[أا]لف(?:ا|ان|ين|ي)?|آلاف|مليون(?:ا|ان|ين|ي)?|ملايين|مليار(?:ا|ات|ان|ين)?|عشرات|دزين(?:ة|ات|تان|تين)";
const AR_SHARES = "نصف|ثلث(?:ا|ي)?|ربع|خمس(?:ا|ي)";
/**
 * Nouns whose dual says two of them. A list, not a rule: the ending alone is that of plurals, places and names too
 * ("محللين", "باكستان", "بوتين"). "عربتا شحن", before another noun, is the dual as well; that of a masculine noun is
 * written like one thing in the accusative ("قطارا") and is left in peace.
 */
const AR_THINGS = "عرب|قاطر|حاوي|شاحن|سك|صور|قذيف|طلق|سفين|دباب|طائر";
const AR_FEMININE = `${AR_THINGS}|نظر|لقط|سن|ساع|دفع|رحل|محط|ساح|شحن`;
const AR_MASCULINE = "قطار|صهريج|رصيف|مستودع|جسر|يوم|[أا]سبوع|شهر|عام|متر|كيلومتر|طن|برميل|صاروخ|مدفع|صندوق|قرار|تقرير";
const AR_DUAL = `(?:${AR_FEMININE})ت(?:ان|ين)|(?:${AR_THINGS})ت[اي](?= (?!ال|لل))|(?:${AR_MASCULINE})(?:ان|ين)`;
const ARABIC = new RegExp(
  `(?<![\\p{L}\\p{N}])(?<prefix>[وفبلك]{0,2}(?:ال|لل)?)(?<number>${[
    AR_TEENS,
    `(?:${AR_UNIT}|[أا]حد|[إا]حدى|واحدة?) و(?:ال)?(?:${AR_TENS})(?: (?:${AR_POWERS}))?`,
    `(?:${AR_TENS}|${AR_UNIT}) (?:${AR_POWERS})`,
    AR_TENS,
    AR_POWERS,
    AR_SHARES,
    AR_UNIT,
    AR_DUAL,
  ].join("|")})(?![\\p{L}\\p{N}])`,
  "gu",
);

const IS_DUAL = new RegExp(`^(?:(?:${AR_FEMININE})ت[اي]ن?|(?:${AR_MASCULINE})(?:ان|ين))$`);

function arabicIn(text: string): NumberWord[] {
  return [...text.matchAll(ARABIC)].flatMap((match): NumberWord[] => {
    const { prefix = "", number = "" } = match.groups ?? {};
    const before = text.slice(0, match.index);
    const isDefinite = /[ال]ل$/.test(prefix);
    const isSmall = new RegExp(`^(?:${AR_UNIT}|${AR_SHARES})$`).test(number) || IS_DUAL.test(number);
    const isPercent = isDefinite && /(?:ب|في )$/.test(`${before.slice(-3)}${prefix.slice(0, -2)}`) && /^م/.test(number);
    const isName = /(?:القرن|مجموعة|(?:الحادي|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع)ة?)\s+و?$/.test(
      `${before}${prefix.replace(/ال$/, "")}`,
    );
    return (isDefinite && isSmall) || isPercent || isName ? [] : [[match.index, match[0]]];
  });
}
