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
  ar: ["درجة (?:ال)?ثقة", "ثقة (?:منخفضة|متوسطة|عالية|كبيرة)", "ثقة"],
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
