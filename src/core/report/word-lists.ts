/**
 * The words that `words.ts` looks for. Each is a piece of a regular expression in plain letters; Arabic without vowel
 * signs.
 */

/** The two rows of ICD 203, D.6.e.(2)(a). "remote" alone is no likelihood: "remote sensing". */
export const LIKELIHOOD = {
  en: [
    [
      "almost no chance",
      "very unlikely",
      "unlikely",
      "roughly even chance",
      "likely",
      "very likely",
      "almost certain(?:ly)?",
    ],
    [
      "remote (?:chance|possibility|likelihood)",
      "highly improbable",
      "improbabl[ey]",
      "roughly even odds",
      "probabl[ey]",
      "highly probable",
      "nearly certain",
    ],
  ],
  ar: [
    ["احتمال شبه معدوم", "مستبعدة? جدا", "مستبعدة?", "احتمال متكافئ", "مرجحة?", "مرجحة? جدا", "[أا]رجح", "شبه مؤكدة?"],
    ["بعيدة? الاحتمال", "ضعيفة? الاحتمال", "محتملة?", "محتملة? جدا", "فرص متساوية", "شبه محققة?"],
  ],
} as const;

export const CONFIDENCE = {
  en: ["(?:low|moderate|medium|high) confidence", "confidence (?:is|level|in)", "(?:highly |moderately )?confident"],
  ar: ["درجة (?:ال)?ثقة", "ثقة (?:منخفضة|متوسطة|عالية|كبيرة)", "(?<!بناء ال)ثقة"],
} as const;

/** Not after a negation: "this does not prove" is no claim of certainty, nor is "almost certainly". */
export const CERTAINTY = {
  en: [
    "(?<!not )(?<!never )(?<!cannot )(?<!n't )prove[sn]?",
    "(?<!not )(?<!never )proved",
    "(?<!no )proof",
    "undoubtedly",
    "without (?:a |any )?doubt",
    "beyond (?:any |all |reasonable )?doubt",
    "no doubt",
    "(?<!almost )certainly",
    "definitely",
    "undeniabl[ey]",
    "unquestionably",
    "obviously",
  ],
  ar: [
    "(?<!لا )(?<!لم )(?<!لن )[يت]ثبت",
    "[أا]ثبتت?",
    "لا شك",
    "بلا شك",
    "دون (?:أدنى )?شك",
    "لا يدع مجالا للشك",
    "(?<!شبه )مؤكد",
    "قطعا",
    "حتما",
    "يقينا",
    "لا ريب",
  ],
} as const;

export const PASSIVE = {
  en: [
    "reportedly",
    "allegedly",
    "purportedly",
    "supposedly",
    "it is (?:said|reported|believed|understood|thought|alleged)",
    "(?:is|are) (?:said|reported|believed|understood|thought|alleged) to",
    "(?:some )?sources (?:say|said)",
    "reports (?:say|said|suggest)",
  ],
  ar: [
    "يقال",
    "قيل",
    "يعتقد",
    "يزعم",
    "ذكر أن",
    "أفادت تقارير",
    "تفيد تقارير",
    "ذكرت مصادر",
    "حسب مصادر",
    "وفق مصادر",
    "ورد أن",
  ],
} as const;

/** Names of the months, one pattern for both languages; Arabic has two sets, often written side by side. */
export const MONTHS = [
  "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?",
  "Nov(?:ember)?|Dec(?:ember)?",
  "يناير|فبراير|مارس|[أإا]بريل|مايو|يونيو|يوليو|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر",
  "كانون (?:الثاني|ال[أا]ول)|شباط|[آا]ذار|نيسان|[أا]يار|حزيران|تموز|[آا]ب|[أا]يلول|تشرين (?:الثاني|ال[أا]ول)",
].join("|");

/**
 * What makes a date of the year after it, whatever follows ("in 2023 trains"), one pattern for both languages. What stands
 * before a number as well ("rose by 2000 cars", "from 1950 to 2000 cars") does so only where it begins a sentence.
 */
export const BEFORE_YEAR = [
  `(?<!\\p{L})(?:in|since|until|year|early|mid|late|(?:as|end|start|beginning) of|(?:spring|summer|autumn|winter|${MONTHS})(?: of)?)[\\s-]`,
  `(?<=^|[.!?;:\\n]\\s*)(?:by|(?:from|between)(?: (?:(?:${MONTHS}) )?(?:19|20)\\d{2} (?:to|until|and))?)\\s`,
  `(?<!\\p{L})[وفبلك]?(?:ال)?(?:عام|سنة|منذ|في|بحلول|مطلع|أوائل|أواخر|نهاية|${MONTHS})\\s`,
].join("|");

/**
 * What a report counts or measures, one pattern for both languages: before such a word "2000" is no year. Things that are
 * named by their year ("2023 images", "2023 reports") are none of them.
 */
export const COUNTED = [
  "(?:(?:freight|rail|railway|goods|tank|box|flat|hopper|shipping|loaded|empty|covered|open|more|other|such|metric|square) ){0,2}",
  `(?:${[
    "(?:rail|box|tank|flat)?cars?|wagons?|carriages?|coaches|trains?|locomotives?|containers?|tankers?|trucks?|lorries",
    "vehicles?|ships?|vessels?|shells?|rounds?|missiles?|rockets?|guns?|soldiers?|troops|workers?|people|persons",
    "crates?|boxes|pallets?|barrels?|pieces?|tons?|tonnes?|kilograms?|litres?|liters?|feet|miles?",
    "(?:kilo)?met(?:re|er)s?|km|m|kg|t|ha|%|per ?cent|times|days?|hours?|minutes?|weeks?|dollars?|euros?|roubles?|rubles?",
    "(?:عرب|قاطر|حاوي|شاحن|قذيف|طلق|سفين|دباب|طائر|رحل|شحن|سن|ساع|دقيق)(?:ة|ات|تان|تين)",
    "(?:قطار|صهريج|صاروخ|مدفع|صندوق|برميل|طن|متر|كيلومتر|كيلوغرام|يوم|جندي|شخص|عامل|دولار)(?:ا|ان|ين|ات)?",
    "في المئة|في المائة|بالمئة|بالمائة",
  ].join("|")})`,
].join("");
