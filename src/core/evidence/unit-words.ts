/** UCUM codes that have words, and the message of each. Others are shown as the code. */
const UNITS = {
  m: "unit.metre",
  km: "unit.kilometre",
  deg: "unit.degree",
  kg: "unit.kilogram",
  t: "unit.tonne",
  d: "unit.day",
  wk: "unit.week",
  mo: "unit.month",
  a: "unit.year",
  "{car}": "unit.car",
  "{container}": "unit.container",
  "{round}": "unit.round",
  "{train}": "unit.train",
} as const;

/** What a rate is by: the part of a code after its stroke. */
const RATES = {
  d: "unit.a-day",
  wk: "unit.a-week",
  mo: "unit.a-month",
  a: "unit.a-year",
  "{car}": "unit.a-car",
  "{train}": "unit.a-train",
} as const;

/** `n` chooses the form and is printed; of a rate `amount` is what there is of it. ICU messages, the same arguments in each language. */
const WORDS = {
  en: {
    "unit.metre": "{n, plural, one {{n} m} other {{n} m}}",
    "unit.kilometre": "{n, plural, one {{n} km} other {{n} km}}",
    "unit.degree": "{n, plural, one {{n}°} other {{n}°}}",
    "unit.day": "{n, plural, one {{n} day} other {{n} days}}",
    "unit.year": "{n, plural, one {{n} year} other {{n} years}}",
    "unit.car": "{n, plural, one {{n} car} other {{n} cars}}",
    "unit.round": "{n, plural, one {{n} round} other {{n} rounds}}",
    "unit.week": "{n, plural, one {{n} week} other {{n} weeks}}",
    "unit.month": "{n, plural, one {{n} month} other {{n} months}}",
    "unit.kilogram": "{n, plural, one {{n} kg} other {{n} kg}}",
    "unit.tonne": "{n, plural, one {{n} tonne} other {{n} tonnes}}",
    "unit.train": "{n, plural, one {{n} train} other {{n} trains}}",
    "unit.container": "{n, plural, one {{n} container} other {{n} containers}}",
    "unit.a-day": "{amount} a day",
    "unit.a-week": "{amount} a week",
    "unit.a-month": "{amount} a month",
    "unit.a-year": "{amount} a year",
    "unit.a-car": "{amount} a car",
    "unit.a-train": "{amount} a train",
  },
  ar: {
    "unit.metre":
      "{n, plural, zero {{n} متر} one {متر واحد} two {مترين} few {{n} أمتار} many {{n} مترًا} other {{n} متر}}",
    "unit.kilometre":
      "{n, plural, zero {{n} كيلومتر} one {كيلومتر واحد} two {كيلومترين} few {{n} كيلومترات} many {{n} كيلومترًا} other {{n} كيلومتر}}",
    "unit.degree":
      "{n, plural, zero {{n} درجة} one {درجة واحدة} two {درجتين} few {{n} درجات} many {{n} درجة} other {{n} درجة}}",
    "unit.day": "{n, plural, zero {{n} يوم} one {يوم واحد} two {يومين} few {{n} أيام} many {{n} يومًا} other {{n} يوم}}",
    "unit.year":
      "{n, plural, zero {{n} سنة} one {سنة واحدة} two {سنتين} few {{n} سنوات} many {{n} سنة} other {{n} سنة}}",
    "unit.car":
      "{n, plural, zero {{n} عربة} one {عربة واحدة} two {عربتين} few {{n} عربات} many {{n} عربة} other {{n} عربة}}",
    "unit.round":
      "{n, plural, zero {{n} طلقة} one {طلقة واحدة} two {طلقتين} few {{n} طلقات} many {{n} طلقة} other {{n} طلقة}}",
    "unit.week":
      "{n, plural, zero {{n} أسبوع} one {أسبوع واحد} two {أسبوعين} few {{n} أسابيع} many {{n} أسبوعًا} other {{n} أسبوع}}",
    "unit.month":
      "{n, plural, zero {{n} شهر} one {شهر واحد} two {شهرين} few {{n} أشهر} many {{n} شهرًا} other {{n} شهر}}",
    "unit.kilogram":
      "{n, plural, zero {{n} كيلوغرام} one {كيلوغرام واحد} two {كيلوغرامين} few {{n} كيلوغرامات} many {{n} كيلوغرامًا} other {{n} كيلوغرام}}",
    "unit.tonne": "{n, plural, zero {{n} طن} one {طن واحد} two {طنين} few {{n} أطنان} many {{n} طنًا} other {{n} طن}}",
    "unit.train":
      "{n, plural, zero {{n} قطار} one {قطار واحد} two {قطارين} few {{n} قطارات} many {{n} قطارًا} other {{n} قطار}}",
    "unit.container":
      "{n, plural, zero {{n} حاوية} one {حاوية واحدة} two {حاويتين} few {{n} حاويات} many {{n} حاوية} other {{n} حاوية}}",
    "unit.a-day": "{amount} يوميًا",
    "unit.a-week": "{amount} أسبوعيًا",
    "unit.a-month": "{amount} شهريًا",
    "unit.a-year": "{amount} سنويًا",
    "unit.a-car": "{amount} لكل عربة",
    "unit.a-train": "{amount} لكل قطار",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<UnitKey, string>>>>;

export type UnitKey = (typeof UNITS)[keyof typeof UNITS] | (typeof RATES)[keyof typeof RATES];

/** The messages of all units in a language, for the catalogues of reports and of the workbench alike. */
export function unitMessages(language: "en" | "ar"): Readonly<Record<UnitKey, string>> {
  return WORDS[language];
}

/** The messages of a unit, and of what it is by; null where a code has no words. */
export function unitWords(code: string): { readonly unit: UnitKey; readonly by: UnitKey | null } | null {
  const [of = "", by, ...more] = code.split("/");
  const unit = messageIn(UNITS, of);
  const rate = by === undefined ? null : messageIn(RATES, by);
  return unit === undefined || rate === undefined || more.length > 0 ? null : { unit, by: rate };
}

function messageIn(table: Readonly<Record<string, UnitKey>>, code: string): UnitKey | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** The number that chooses the form of a unit: as printed, and a million in words has that of a whole million. */
export function unitFormOf(value: number, significant: number): number {
  return Math.abs(value) >= 1e6 ? 1e6 : Number(value.toPrecision(significant));
}
