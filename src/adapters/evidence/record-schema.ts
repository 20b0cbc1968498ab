/**
 * The schema of a report's record, version 1: what `docs/schema/report.schema.json` publishes and what `verify` reads.
 * Parts that other modules own and extend (observations, assessments) may hold more fields than are named here; none
 * that is named changes its meaning.
 */
import { z } from "zod";
import { SECTIONS } from "../../core/report/finding.ts";
import { CONFIDENCES } from "../../core/report/judgement.ts";
import { CREDIBILITIES, RELIABILITIES } from "../../core/report/source.ts";
import { facility, name, observation, pictureFile, probability, scene, seriesEntry } from "./look-schema.ts";
import * as parts from "./schemas.ts";
import { resolution } from "./shipped.ts";

const basis = z.strictObject({
  facility,
  synthetic: z.boolean(),
  generatedAt: parts.instant,
  looks: z.array(z.strictObject({ observation, scene })),
  pictures: z
    .strictObject({
      observation: name,
      overview: pictureFile.nullable(),
      strips: z.array(
        z.strictObject({
          track: name,
          lengthMetres: z.number().positive(),
          spacingMetres: z.number().positive(),
          halfWidthMetres: z.number().positive(),
          picture: pictureFile.nullable(),
        }),
      ),
    })
    .nullable(),
  published: z.array(seriesEntry),
  events: z.array(
    z.looseObject({ id: name, date: parts.dayOrMonth, label: z.record(z.string(), z.string()), source: z.string() }),
  ),
  regimes: z
    .array(z.strictObject({ name, from: parts.day, to: parts.day.nullable(), reason: z.string().min(1) }))
    .optional(),
  focus: name.nullable(),
  assessed: z.looseObject({ id: z.string(), looks: z.array(z.looseObject({ date: parts.day })) }).nullable(),
  sources: z.array(parts.source),
  claims: z.array(parts.claim),
  computationSteps: z.array(parts.computationPlan),
  law: z.array(resolution),
  matrix: parts.matrixBasis.nullable(),
  judgement: parts.judgementBasis.nullable(),
  traits: parts.traits,
  limits: z.array(parts.limit),
  method: z
    .strictObject({
      id: name,
      description: parts.texts,
      models: z.record(z.string(), parts.sha256),
      accuracy: z.array(
        z.strictObject({
          measure: parts.texts,
          value: z.number(),
          format: z.enum(["share", "number"]),
          on: parts.texts,
        }),
      ),
      faults: z.array(z.strictObject({ text: parts.texts })),
    })
    .nullable(),
  otherMethods: z.array(name).min(1).optional(),
  brief: parts.briefPlan,
  revision: z.strictObject({
    number: z.number().int().min(1),
    reason: parts.texts.nullable(),
    previous: z
      .strictObject({
        generatedAt: parts.instant,
        sha256: parts.sha256,
        findings: z.lazy(() => z.array(finding)),
        madeFrom: z.strictObject({
          looks: z.array(name),
          published: z.array(name),
          claims: z.array(name),
          method: name.nullable(),
        }),
      })
      .nullable(),
  }),
});

const printedSource = { source: parts.sourceRef };
const printed = z.discriminatedUnion("format", [
  z.strictObject({ format: z.literal("count"), value: z.number(), ...printedSource }),
  z.strictObject({ format: z.literal("number"), value: z.number(), significant: z.number(), ...printedSource }),
  z.strictObject({ format: z.literal("share"), value: z.number(), decimals: z.number(), ...printedSource }),
  z.strictObject({ format: z.literal("probability"), value: probability, ...printedSource }),
  z.strictObject({
    format: z.literal("quantity"),
    value: z.number(),
    unit: name,
    significant: z.number(),
    ...printedSource,
  }),
  z.strictObject({ format: z.literal("date"), value: z.string(), ...printedSource }),
  z.strictObject({ format: z.literal("text"), value: parts.texts, ...printedSource }),
  z.strictObject({ format: z.literal("code"), value: z.string(), ...printedSource }),
  z.strictObject({ format: z.literal("choice"), value: z.string(), ...printedSource }),
  z.strictObject({ format: z.literal("likelihood"), value: z.number().min(0.01).max(0.99), ...printedSource }),
]);

const finding = z.strictObject({
  id: name,
  section: z.enum(SECTIONS),
  key: name,
  values: z.record(z.string(), printed),
  sources: z.array(parts.sourceRef).min(1),
});

const confidence = z.enum(CONFIDENCES);

/** Checked from the outside in: unknown fields are refused wherever the record's own shape is concerned. */
export const recordSchema = z.strictObject({
  version: z.literal(1),
  madeWith: name,
  assessedWith: name,
  basis,
  groups: z.array(z.strictObject({ ground: z.string(), classes: z.string(), entries: z.array(name) })),
  assessment: z
    .discriminatedUnion("status", [
      z.looseObject({
        id: z.string(),
        status: z.literal("too-few-looks"),
        usable: z.number(),
        needed: z.number(),
        smallestConfirmable: z.number().nullable(),
      }),
      z.looseObject({ id: z.string(), status: z.literal("ready"), looks: z.array(z.looseObject({ date: parts.day })) }),
    ])
    .nullable(),
  computations: z.array(
    z.strictObject({
      id: name,
      title: parts.texts,
      step: parts.computationStep,
      claims: z.array(name),
      outcome: parts.quantity,
      weakest: z.strictObject({ reliability: z.enum(RELIABILITIES), credibility: z.literal([...CREDIBILITIES]) }),
    }),
  ),
  origins: z.array(z.strictObject({ origin: name, repeatedBy: z.array(name) })),
  matrix: z
    .strictObject({
      question: parts.texts,
      hypotheses: z.array(parts.hypothesis),
      rows: z.array(parts.rankedRow),
      ranking: z.array(
        z.strictObject({ hypothesis: name, rank: z.number().int().min(1), inconsistency: z.number().min(0) }),
      ),
    })
    .nullable(),
  judgement: z
    .strictObject({
      id: name,
      by: parts.texts,
      hypothesis: name,
      probability: z.number().min(0.01).max(0.99),
      reason: parts.texts,
      confidence,
      confidenceReasons: z.array(
        z.strictObject({ code: name, atMost: confidence.nullable(), source: parts.sourceRef }),
      ),
      sources: z.array(parts.sourceRef),
    })
    .nullable(),
  findings: z.array(finding),
});

/** The published JSON Schema (draft 2020-12) of the record; `scripts/make-report-schema.ts` writes it to docs/schema. */
export function recordJsonSchema(): object {
  return {
    title: "Record of a Yardcheck report, version 1",
    description: "Everything that a report prints, in no language: what it was made from (basis) and what follows.",
    ...z.toJSONSchema(recordSchema, { io: "input", unrepresentable: "any", reused: "ref" }),
  };
}
