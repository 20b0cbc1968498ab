/**
 * The schema of a report's record, version 1: what `docs/schema/report.schema.json` publishes and what `verify` reads.
 * Parts that other modules own and extend (observations, assessments) may hold more fields than are named here; none
 * that is named changes its meaning.
 */
import { z } from "zod";
import { CAR_TYPES } from "../../core/observation/observation.ts";
import { SECTIONS } from "../../core/report/finding.ts";
import { CONFIDENCES } from "../../core/report/judgement.ts";
import { CREDIBILITIES, RELIABILITIES } from "../../core/report/source.ts";
import * as parts from "./schemas.ts";
import { resolution } from "./shipped.ts";

const probability = z.number().min(0).max(1);
const lonLat = z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });
const ring = z.array(lonLat).min(3);
const name = z.string().min(1);

const count = z.looseObject({
  median: z.number().min(0),
  low: z.number().min(0),
  high: z.number().min(0),
  level: probability,
  pmf: z.array(probability).min(1),
});

const facility = z.strictObject({
  id: name,
  names: z.record(z.string(), z.string()),
  geometry: z
    .strictObject({
      version: name,
      area: ring,
      tracks: z
        .array(
          z.strictObject({
            id: name,
            name: z.string(),
            line: z.array(lonLat).min(1),
            zone: name.nullable(),
            service: z.string().nullable(),
            usage: z.string().nullable(),
            gaugeMillimetres: z.number().nullable(),
            canopies: z.array(z.strictObject({ from: z.number(), to: z.number() })),
          }),
        )
        .min(1),
      zones: z.array(z.strictObject({ id: name, names: z.record(z.string(), z.string()), area: ring })),
    })
    .nullable(),
});

const reason = z.looseObject({ code: name, got: z.number().nullable(), limit: z.number().nullable() });
const look = {
  id: name,
  facility: name,
  geometry: name,
  scene: name,
  acquiredAt: parts.instant,
  method: name,
  inputs: z.record(z.string(), z.string()),
  usableFraction: probability,
  warnings: z.array(reason),
  read: z.looseObject({ bytes: z.number().min(0), requests: z.number().min(0), fileBytes: z.number().min(0) }),
};
const car = z.looseObject({
  from: z.number(),
  to: z.number(),
  probability,
  type: z.enum(CAR_TYPES),
  typeProbability: probability,
  covered: z.boolean().nullable(),
  outline: z.looseObject({
    type: z.literal("Polygon"),
    coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))),
  }),
});
const observation = z.discriminatedUnion("status", [
  z.looseObject({
    ...look,
    status: z.literal("counted"),
    reasons: z.array(reason).max(0),
    basis: z.enum(["cars", "occupied-length"]),
    count,
    registration: z.looseObject({
      x: z.number(),
      y: z.number(),
      residualMetres: z.number().min(0),
      ambiguous: z.boolean(),
    }),
    tracks: z.array(
      z.looseObject({
        track: name,
        name: z.string(),
        zone: name.nullable(),
        lengthMetres: z.number().min(0),
        usableFraction: probability,
        count,
        emptyProbability: probability,
        occupiedMetres: z.number().min(0),
        cars: z.array(car),
      }),
    ),
    zones: z.array(z.looseObject({ zone: name, count })),
    types: z.record(z.enum(CAR_TYPES), count),
  }),
  z.looseObject({ ...look, status: z.literal("withheld"), reasons: z.array(reason).min(1) }),
]);

const scene = z.looseObject({
  id: name,
  acquisition: name,
  file: name,
  fingerprint: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("sha256"), sha256: parts.sha256, bytes: z.number().min(0) }),
    z.strictObject({ kind: z.literal("remote"), etag: z.string().nullable(), bytes: z.number().min(0) }),
  ]),
  conditions: z.looseObject({
    acquiredAt: parts.instant,
    gsdMetres: z.number().positive(),
    offNadirDegrees: z.number().nullable(),
    sunAzimuthDegrees: z.number().nullable(),
    sunElevationDegrees: z.number().nullable(),
    sceneCloudFraction: probability.nullable(),
  }),
  grid: z.looseObject({
    width: z.number().int().positive(),
    height: z.number().int().positive(),
    transform: z.looseObject({ epsg: z.number().int() }),
    pixelSizeMetres: z.number().positive(),
  }),
  licence: z.string(),
  mayBeRepublished: z.boolean(),
  synthetic: z.boolean(),
});

const pictureFile = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.png$/),
  sha256: parts.sha256,
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});

const seriesEntry = z.looseObject({
  id: name,
  from: parts.day,
  to: parts.day,
  figure: z.looseObject({ kind: name }),
  ground: z.string(),
  classes: z.string(),
  origin: z.looseObject({ kind: z.enum(["observation", "published"]) }),
  regime: z.string().nullable(),
});

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
