import { z } from "@hono/zod-openapi";
import { CAR_TYPES } from "../../core/observation/observation.ts";
import { TIME } from "./shapes.ts";

/** Shapes of scenes and of what was observed in them, kept in step with core by the type checker. */

const COUNT = z
  .object({
    median: z.int().min(0),
    low: z.int().min(0),
    high: z.int().min(0),
    level: z.number().gt(0).lt(1),
    pmf: z.array(z.number().min(0).max(1)).openapi({ description: "Probability of 0, 1, 2, ... cars." }),
  })
  .openapi("Count");

const CONDITIONS = z.object({
  acquiredAt: TIME,
  gsdMetres: z.number(),
  offNadirDegrees: z.number().nullable(),
  sunAzimuthDegrees: z.number().nullable(),
  sunElevationDegrees: z.number().nullable(),
  sceneCloudFraction: z.number().nullable(),
});
export const SCENE_CRS = z.object({
  epsg: z.int(),
  name: z.string(),
  definition: z.string().openapi({ description: "In PROJ's words." }),
});

export const SCENE = z
  .object({
    id: z.string(),
    acquisition: z.string(),
    file: z.string().openapi({ description: "Name of the file, or address of a remote one." }),
    fingerprint: z.looseObject({ kind: z.enum(["sha256", "remote"]), bytes: z.number() }),
    conditions: CONDITIONS,
    grid: z.looseObject({ width: z.int(), height: z.int(), bands: z.int(), sampleType: z.string() }),
    crs: SCENE_CRS.nullable().openapi({
      description: "Of the grid; null where it has no EPSG code (then /api/scenes/{scene}/crs tells it).",
    }),
    licence: z.string(),
    mayBeRepublished: z.boolean(),
    synthetic: z.boolean(),
    registeredAt: TIME,
    pixels: z.string().nullable().openapi({ description: "Where its bytes are served; null: not to this caller." }),
  })
  .openapi("Scene");

const REASON = z.object({ code: z.string(), got: z.number().nullable(), limit: z.number().nullable() });
const SHIFT = z.object({ x: z.number(), y: z.number() });
const CAR = z
  .object({
    from: z.number(),
    to: z.number(),
    probability: z.number().min(0).max(1),
    type: z.enum(CAR_TYPES),
    typeProbability: z.number().min(0).max(1),
    covered: z.boolean().nullable(),
    outline: z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))) }),
  })
  .openapi("Car");
const USABLE =
  "Share of track length that can be seen. 0 with the reason too-coarse, too-oblique or too-dark says that nobody looked: withheld before the pixels were read.";
const BASIS = {
  method: z.string(),
  inputs: z.record(z.string(), z.string()),
  usableFraction: z.number().min(0).max(1).openapi({ description: USABLE }),
  warnings: z.array(REASON),
  read: z.object({ bytes: z.number(), requests: z.number(), fileBytes: z.number() }),
};
const STORED = {
  id: z.string(),
  facility: z.string(),
  geometry: z.string(),
  scene: z.string(),
  acquiredAt: TIME,
  recordedAt: TIME,
  correction: z.object({ of: z.string(), by: z.string(), reason: z.string() }).nullable(),
};
export const OBSERVATION = z
  .discriminatedUnion("status", [
    z.looseObject({
      ...STORED,
      ...BASIS,
      status: z.literal("counted"),
      reasons: z.array(REASON).max(0),
      basis: z.enum(["cars", "occupied-length"]),
      count: COUNT,
      registration: z.object({
        x: z.number(),
        y: z.number(),
        turn: z.object({ degrees: z.number(), x: z.number(), y: z.number() }).optional(),
        residualMetres: z.number().nullable(),
        spreadMetres: z.number().nullable().optional(),
        ambiguous: z.boolean(),
        contradicted: z.object({ given: SHIFT, seen: SHIFT.nullable() }).optional().openapi({
          description:
            "The shift that somebody gave, where the image contradicts it; where the tracks as seen lie without it.",
        }),
      }),
      tracks: z.array(
        z.looseObject({
          track: z.string(),
          name: z.string(),
          zone: z.string().nullable(),
          lengthMetres: z.number(),
          usableFraction: z.number(),
          count: COUNT,
          emptyProbability: z.number(),
          occupiedMetres: z.number(),
          cars: z.array(CAR),
          hidden: z
            .array(z.object({ from: z.number(), to: z.number() }))
            .optional()
            .openapi({
              description: "Where nothing of it could be seen, metres along it; absent: nowhere, or not told.",
            }),
          supposedMetres: z.number().optional().openapi({
            description: "Hidden metres for which cars are supposed; absent: all that usableFraction leaves.",
          }),
        }),
      ),
      zones: z.array(z.object({ zone: z.string(), count: COUNT })),
      types: z.partialRecord(z.enum(CAR_TYPES), COUNT),
    }),
    z.looseObject({ ...STORED, ...BASIS, status: z.literal("withheld"), reasons: z.array(REASON).min(1) }),
  ])
  .openapi("Observation");

export const OBSERVATION_SUMMARY = z
  .object({
    id: z.string(),
    facility: z.string(),
    geometry: z.string(),
    scene: z.string(),
    acquiredAt: TIME,
    method: z.string(),
    status: z.enum(["counted", "withheld"]),
    median: z.int().nullable(),
    low: z.int().nullable(),
    high: z.int().nullable(),
    usableFraction: z.number().openapi({ description: USABLE }),
    reasons: z.array(z.string()),
  })
  .openapi("ObservationSummary");
