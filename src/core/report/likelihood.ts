import type { Texts } from "./finding.ts";

/** A band of probability with its fixed phrase in each language. */
export interface LikelihoodBand {
  readonly id: "almost-no-chance" | "very-unlikely" | "unlikely" | "even" | "likely" | "very-likely" | "almost-certain";
  /** Holds its lower end and not its upper one; the last holds 0.99. */
  readonly from: number;
  readonly below: number;
  /** First row of words of ICD 203. One row is used at a time: the rows are never mixed. */
  readonly phrase: Texts;
  /** Second row of ICD 203, for the check of prose only. */
  readonly otherRow: Texts;
}

/**
 * The seven bands of ICD 203, in order.
 *
 * ICD 203 lets neighbouring bands share their ends (01-05, 05-20, 20-45, 45-55, 55-80, 80-95, 95-99 percent); here a
 * band holds its lower end and not its upper one.
 *
 * Source: US ODNI, Intelligence Community Directive 203, Analytic Standards (2015), section D.6.e.(2)(a). The Arabic
 * phrases are ours (docs/glossary.md).
 */
export const LIKELIHOOD_BANDS: readonly LikelihoodBand[] = [
  {
    id: "almost-no-chance",
    from: 0.01,
    below: 0.05,
    phrase: { en: "almost no chance", ar: "احتمال شبه معدوم" },
    otherRow: { en: "remote", ar: "بعيد الاحتمال إلى أقصى حد" },
  },
  {
    id: "very-unlikely",
    from: 0.05,
    below: 0.2,
    phrase: { en: "very unlikely", ar: "مستبعد جدًا" },
    otherRow: { en: "highly improbable", ar: "ضعيف الاحتمال جدًا" },
  },
  {
    id: "unlikely",
    from: 0.2,
    below: 0.45,
    phrase: { en: "unlikely", ar: "مستبعد" },
    otherRow: { en: "improbable", ar: "ضعيف الاحتمال" },
  },
  {
    id: "even",
    from: 0.45,
    below: 0.55,
    phrase: { en: "roughly even chance", ar: "احتمال متكافئ تقريبًا" },
    otherRow: { en: "roughly even odds", ar: "فرص متساوية تقريبًا" },
  },
  {
    id: "likely",
    from: 0.55,
    below: 0.8,
    phrase: { en: "likely", ar: "مرجّح" },
    otherRow: { en: "probable", ar: "محتمل" },
  },
  {
    id: "very-likely",
    from: 0.8,
    below: 0.95,
    phrase: { en: "very likely", ar: "مرجّح جدًا" },
    otherRow: { en: "highly probable", ar: "محتمل جدًا" },
  },
  {
    id: "almost-certain",
    from: 0.95,
    below: 1,
    phrase: { en: "almost certain", ar: "شبه مؤكد" },
    otherRow: { en: "nearly certain", ar: "شبه محقَّق" },
  },
];

/** The fixed phrase of each band in a language of the table, by the name of its message. */
export function likelihoodMessages(language: "en" | "ar"): Readonly<Record<LikelihoodKey, string>> {
  const phrases = LIKELIHOOD_BANDS.map(({ id, phrase }) => [`likelihood.${id}`, phrase[language] ?? ""] as const);
  return Object.fromEntries(phrases) as Record<LikelihoodKey, string>;
}
export type LikelihoodKey = `likelihood.${LikelihoodBand["id"]}`;

/**
 * The band of a probability.
 *
 * @param probability  0.01 to 0.99
 * @throws RangeError outside that range: certainty is a fact with a source, not a likelihood
 */
export function likelihoodBand(probability: number): LikelihoodBand {
  const band = LIKELIHOOD_BANDS.find(({ below }) => probability < below);
  if (band === undefined || !(probability >= 0.01 && probability <= 0.99))
    throw new RangeError(`a likelihood lies between 0.01 and 0.99, got ${probability}`);
  return band;
}
