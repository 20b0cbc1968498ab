/** Schemas of what a record holds of facilities, scenes, looks and published counts. */
import { z } from "zod";
import { CAR_TYPES } from "../../core/observation/observation.ts";
import * as parts from "./schemas.ts";

export const probability = z.number().min(0).max(1);
const lonLat = z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });
const ring = z.array(lonLat).min(3);
export const name = z.string().min(1);

const count = z.looseObject({
  median: z.number().min(0),
  low: z.number().min(0),
  high: z.number().min(0),
  level: probability,
  pmf: z.array(probability).min(1),
});

export const facility = z.strictObject({
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
export const observation = z.discriminatedUnion("status", [
  z.looseObject({
    ...look,
    status: z.literal("counted"),
    reasons: z.array(reason).max(0),
    basis: z.enum(["cars", "occupied-length"]),
    count,
    registration: z.looseObject({
      x: z.number(),
      y: z.number(),
      residualMetres: z.number().min(0).nullable(),
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
        hidden: z.array(z.looseObject({ from: z.number().min(0), to: z.number().min(0) })).optional(),
        supposedMetres: z.number().min(0).optional(),
      }),
    ),
    zones: z.array(z.looseObject({ zone: name, count })),
    types: z.record(z.enum(CAR_TYPES), count),
  }),
  z.looseObject({ ...look, status: z.literal("withheld"), reasons: z.array(reason).min(1) }),
]);

export const scene = z.looseObject({
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

export const pictureFile = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.png$/),
  sha256: parts.sha256,
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});

export const seriesEntry = z.looseObject({
  id: name,
  from: parts.day,
  to: parts.day,
  figure: z.looseObject({ kind: name }),
  ground: z.string(),
  classes: z.string(),
  origin: z.looseObject({ kind: z.enum(["observation", "published"]) }),
  regime: z.string().nullable(),
});
