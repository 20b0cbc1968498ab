/** Schemas of what people write: sources, claims, hypotheses, a judgement. The record's own schema is built on them. */
import { z } from "zod";
import type { ComputationStep } from "../../core/evidence/computation.ts";
import type { Hypothesis, MatrixRow } from "../../core/evidence/matrix.ts";
import { RATINGS } from "../../core/evidence/matrix.ts";
import type { Quantity } from "../../core/evidence/quantity.ts";
import { CLAIM_KINDS, type Claim } from "../../core/report/claim.ts";
import { REF_KINDS, type SourceRef, type Texts } from "../../core/report/finding.ts";
import { CONFIDENCES } from "../../core/report/judgement.ts";
import {
  BRIEF_ROLES,
  type BriefPlan,
  type JudgementBasis,
  type MatrixBasis,
  type Traits,
} from "../../core/report/record.ts";
import { CREDIBILITIES, RELIABILITIES, SOURCE_KINDS, type Source } from "../../core/report/source.ts";
import { daysOf } from "../../core/series/day.ts";
import { dayNumber, EXPECTED_DAY } from "../../core/stats/day-number.ts";

/** A name of something; the brand is given here, where text comes in. */
function idSchema<Id extends string>(): z.ZodType<Id> {
  return z.string().min(1).max(200) as unknown as z.ZodType<Id>;
}

/** ISO date that exists; 31 February does not. */
export const day = z.string().refine(isDay, `expected ${EXPECTED_DAY}`);
export const dayOrMonth = z.string().refine((text) => daysOf(text) !== null, `expected ${EXPECTED_DAY} or YYYY-MM`);
export const instant = z.string().refine(isInstant, "expected a UTC instant such as 2023-10-05T02:30:00Z");
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");

/** A plain file name: it becomes part of a path. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "expected a plain file name");

function isDay(text: string): boolean {
  return dayNumber(text) !== null;
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/.test(text) && isDay(text.slice(0, 10));
}

/** Only the web and nothing that runs: a report makes links of these. */
const webAddress = z.string().refine((text) => /^https?:\/\/\S+$/.test(text) && URL.canParse(text), {
  message: "expected an http(s) address",
});

export const texts: z.ZodType<Texts> = z
  .record(
    z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, "expected a language tag such as en, ar, ko"),
    z.string().min(1),
  )
  .refine((all) => Object.keys(all).length > 0, "expected a text in at least one language");

export const sourceRef: z.ZodType<SourceRef> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("track"), observation: z.string().min(1), id: z.string().min(1) }),
  z.strictObject({
    kind: z.enum(REF_KINDS),
    id: z.string().min(1),
  }),
]);

function grade<Value extends string | number>(values: readonly [Value, ...Value[]]) {
  return z.strictObject({ value: z.literal([...values]), reason: texts, by: z.string().min(1) });
}

export const source: z.ZodType<Source> = z.strictObject({
  id: idSchema<Source["id"]>(),
  kind: z.enum(SOURCE_KINDS),
  title: texts,
  publisher: texts,
  author: texts.nullable(),
  language: z.string().min(2),
  publishedOn: dayOrMonth.nullable(),
  retrievedOn: day.nullable(),
  url: webAddress.nullable(),
  archived: z.strictObject({ file: fileName, sha256, mayBeRepublished: z.boolean() }).nullable(),
  licence: z.string().min(1).nullable(),
  reliability: grade(RELIABILITIES),
  credibility: grade(CREDIBILITIES),
  derivedFrom: idSchema<Source["id"]>().nullable(),
});

export const quantity: z.ZodType<Quantity> = z
  .strictObject({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    unit: z.string().min(1),
    approximately: z.boolean(),
    bound: z.enum(["at-least", "at-most"]).optional(),
  })
  .refine(({ low, value, high }) => low <= value && value <= high, "expected low <= value <= high");

export const claim: z.ZodType<Claim> = z.strictObject({
  id: idSchema<Claim["id"]>(),
  kind: z.enum(CLAIM_KINDS),
  by: texts,
  source: idSchema<Claim["source"]>(),
  saidOn: dayOrMonth.nullable(),
  words: z.strictObject({
    language: z.string().min(2),
    text: z.string().min(1),
    verbatim: z.boolean(),
    translations: z.record(z.string(), z.string().min(1)),
  }),
  supports: z.array(z.string().min(1)),
  opposes: z.array(z.string().min(1)),
  quantity: quantity.nullable(),
  entry: z.string().min(1).nullable(),
  event: z.string().min(1).nullable(),
  law: z.array(z.string().min(1)),
  judgement: z.strictObject({ hypothesis: z.string().min(1), word: texts }).nullable(),
  repeats: idSchema<Claim["id"]>().nullable(),
  contradicts: z.array(idSchema<Claim["id"]>()),
  credibility: grade(CREDIBILITIES).nullable(),
});

export const computationStep: z.ZodType<ComputationStep> = z.discriminatedUnion("operation", [
  z.strictObject({ operation: z.literal("over"), rate: z.string().min(1), time: z.string().min(1) }),
  z.strictObject({ operation: z.literal("sum"), terms: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ operation: z.literal("difference"), from: z.string().min(1), subtract: z.string().min(1) }),
  z.strictObject({ operation: z.literal("share"), part: z.string().min(1), whole: z.string().min(1) }),
]);

export const computationPlan = z.strictObject({ id: z.string().min(1), title: texts, step: computationStep });

export const hypothesis: z.ZodType<Hypothesis> = z.strictObject({
  id: z.string().min(1),
  name: texts,
  predictions: z.array(
    z.strictObject({ id: z.string().min(1), text: texts, status: z.enum(["seen", "not-seen", "cannot-be-seen"]) }),
  ),
});

const matrixRowShape = {
  id: z.string().min(1),
  kind: z.enum(["observation", "types", "event", "claim"]),
  label: texts,
  evidence: sourceRef,
  cells: z.array(z.strictObject({ hypothesis: z.string().min(1), rating: z.enum(RATINGS), reason: texts })),
};
const matrixRow: z.ZodType<MatrixRow> = z.strictObject(matrixRowShape);
export const rankedRow = z.strictObject({
  ...matrixRowShape,
  weight: z.number().min(0).max(1),
  repeats: z.string().nullable(),
  diagnosticity: z.number().min(0).max(4),
  changesOrder: z.boolean(),
});

export const matrixBasis: z.ZodType<MatrixBasis> = z.strictObject({
  question: texts,
  hypotheses: z.array(hypothesis).min(2, "expected at least two hypotheses: with one it is a guess"),
  rows: z.array(matrixRow),
});

export const judgementBasis: z.ZodType<JudgementBasis> = z.strictObject({
  by: texts,
  hypothesis: z.string().min(1),
  probability: z.number().min(0.01).max(0.99),
  reason: texts,
  confidence: z.enum(CONFIDENCES),
});

function trait<Value extends string>(values: readonly [Value, ...Value[]]) {
  return z.strictObject({ value: z.enum(values), source: sourceRef.nullable() });
}

export const traits: z.ZodType<Traits> = z.strictObject({
  direction: trait(["to-russia", "to-dprk", "both", "unknown"]),
  cargo: trait(["covered", "partly-covered", "open", "unknown"]),
  classes: trait(["told", "partly-told", "undecidable"]),
});

export const limit = z.strictObject({ text: texts, by: texts, source: sourceRef });

export const briefPlan: z.ZodType<BriefPlan> = z.partialRecord(z.enum(BRIEF_ROLES), z.string().min(1));
