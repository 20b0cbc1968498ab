import { z } from "@hono/zod-openapi";
import type { Drawing, Facility } from "../../core/facility/facility.ts";
import { DRAWING_LIMITS, nameFault, problemsOf } from "../../core/facility/problems.ts";
import {
  FACILITY_ID_PATTERN,
  type FacilityId,
  isNonEmpty,
  type MethodId,
  type ObservationId,
  type SceneId,
  type TrackId,
  type ZoneId,
} from "../../core/ids.ts";
import { daysOf } from "../../core/series/day.ts";
import { hasWords, NO_WORDS } from "../../core/series/entry.ts";
import { turnedRound } from "../../core/series/regime.ts";
import { dayNumber, EXPECTED_DAY, FIRST_DAY } from "../../core/stats/day-number.ts";
import { COUNT_PRECISIONS, FACILITY_STATES } from "../../core/watch/facility-state.ts";
import { YardcheckError } from "../../errors.ts";

/** Shapes of what the API takes and gives, kept in step with core by the type checker. */

const ID = z.string().regex(FACILITY_ID_PATTERN);
export const FACILITY_ID = ID.transform((text) => text as FacilityId).openapi({
  type: "string",
  example: "north-yard",
});
export const SCENE_ID = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => text as SceneId)
  .openapi({ type: "string" });
export const OBSERVATION_ID = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => text as ObservationId)
  .openapi({ type: "string" });
/** Whose series is read, where several methods counted a facility; none: that of the newest count. */
export const SERIES_METHOD = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => text as MethodId)
  .optional()
  .openapi({
    type: "string",
    description: "Of several methods that counted, whose series; by default that of the newest count.",
  });
export const TRACK_ID = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => text as TrackId)
  .openapi({ type: "string" });

const NAME = z
  .string()
  .min(1)
  .max(DRAWING_LIMITS.longestName)
  .refine((name) => nameFault(name) === null, "expected characters that can be printed");
export const NAMES = z
  .record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/), NAME)
  .openapi({ example: { en: "North yard", ar: "الساحة الشمالية" } });
const POSITION = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export const TIME = z.iso.datetime().openapi({ example: "2026-03-04T08:10:00Z" });
const MONTH = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .refine((month) => daysOf(month) !== null, `expected a month, from ${FIRST_DAY.slice(0, 7)} on`);
export const DAY = z.iso
  .date()
  .refine((day) => dayNumber(day) !== null, `expected ${EXPECTED_DAY}`)
  .openapi({ example: "2026-03-04" });
export const BOX = z
  .string()
  .transform((text, check) => {
    const numbers = text.split(",").map(Number);
    const [west, south, east, north] = numbers.length === 6 ? [0, 1, 3, 4].map((i) => numbers[i]) : numbers;
    const known = west !== undefined && south !== undefined && east !== undefined && north !== undefined;
    const whole = numbers.every(Number.isFinite) && (numbers.length === 4 || numbers.length === 6);
    if (!known || !whole || !(south <= north))
      check.addIssue({
        code: "custom",
        message: `expected west,south,east,north in degrees, got "${text.slice(0, 80)}"`,
      });
    return [west ?? 0, south ?? 0, east ?? 0, north ?? 0] as const;
  })
  .openapi({
    type: "string",
    description: "west,south,east,north in degrees; west is the greater one where the box crosses the antimeridian",
    example: "8.6,47.5,8.7,47.6",
  });

const STRETCH = z.object({ from: z.number().min(0), to: z.number() });

/** A geometry as JSON: positions are `[longitude, latitude]`, rings are open. */
export const DRAWING = z
  .object({
    area: z.array(POSITION).min(3),
    tracks: z
      .array(
        z.object({
          id: z.string().min(1).max(DRAWING_LIMITS.longestName),
          name: z.string().min(1).max(DRAWING_LIMITS.longestName),
          line: z.array(POSITION).min(2).max(DRAWING_LIMITS.mostPoints),
          zone: z.string().nullable(),
          service: z.string().nullable(),
          usage: z.string().nullable(),
          gaugeMillimetres: z.int().positive().nullable(),
          canopies: z.array(STRETCH),
        }),
      )
      .min(1)
      .max(DRAWING_LIMITS.mostTracks),
    zones: z.array(
      z.object({ id: z.string().min(1).max(DRAWING_LIMITS.longestName), names: NAMES, area: z.array(POSITION).min(3) }),
    ),
  })
  .openapi("Drawing");

export const FACILITY = z
  .object({
    id: z.string(),
    names: NAMES,
    geometryVersion: z.int().min(0).openapi({ description: "0: nothing is drawn." }),
    geometry: DRAWING.nullable(),
  })
  .openapi("Facility");

export function facilityShape({ id, names, geometry }: Facility): z.input<typeof FACILITY> {
  if (geometry === null) return { id, names, geometryVersion: 0, geometry: null };
  return {
    id,
    names,
    geometryVersion: Number(geometry.version.slice(geometry.version.lastIndexOf("@") + 1)),
    geometry: drawingShape(geometry),
  };
}

export function drawingShape({ area, tracks, zones }: Drawing): z.input<typeof DRAWING> {
  const line = (points: readonly { readonly lon: number; readonly lat: number }[]): [number, number][] =>
    points.map(({ lon, lat }) => [lon, lat]);
  return {
    area: line(area),
    tracks: tracks.map((track) => ({ ...track, line: line(track.line), canopies: [...track.canopies] })),
    zones: zones.map((zone) => ({ id: zone.id, names: zone.names, area: line(zone.area) })),
  };
}

/** @throws YardcheckError "facility-invalid" naming the features that offend */
export function drawingOf(shape: z.output<typeof DRAWING>): Drawing {
  const points = (line: readonly (readonly [number, number])[]) => line.map(([lon, lat]) => ({ lon, lat }));
  const tracks = shape.tracks.map((track) => {
    const line = points(track.line);
    if (!isNonEmpty(line)) throw new RangeError("a line of the schema has two points at least");
    return { ...track, id: track.id as TrackId, zone: track.zone as ZoneId | null, line };
  });
  if (!isNonEmpty(tracks)) throw new RangeError("a drawing of the schema has a track at least");
  const zones = shape.zones.map((zone) => ({ id: zone.id as ZoneId, names: zone.names, area: points(zone.area) }));
  const drawing = { area: points(shape.area), tracks, zones };
  const problems = problemsOf(drawing).map(({ feature, problem }) => `${feature} ${problem}`);
  if (problems.length > 0) throw new YardcheckError("facility-invalid", problems.slice(0, 10).join("; "));
  return drawing;
}

const LOOK_SUMMARY = z.object({
  observation: z.string(),
  acquiredAt: TIME,
  status: z.enum(["counted", "withheld"]),
  median: z.int().nullable(),
  low: z.int().nullable(),
  high: z.int().nullable(),
  reasons: z.array(z.string()),
});
export const FACILITY_OVERVIEW = z
  .object({
    id: z.string(),
    names: NAMES,
    tracks: z.int(),
    geometryVersion: z.int(),
    box: z.array(z.number()).length(4).nullable(),
    state: z.enum(FACILITY_STATES),
    lastLook: LOOK_SUMMARY.nullable(),
    lastPublished: z
      .object({
        day: DAY,
        cars: z.int(),
        precision: z.enum(COUNT_PRECISIONS),
        publisher: z.string(),
      })
      .nullable()
      .openapi({
        description:
          "Where there is no look of ours: the newest count of one day that somebody published, of the ground and class that is assessed.",
      }),
    baseline: z.looseObject({ low: z.number(), median: z.number(), high: z.number(), level: z.number() }).nullable(),
    sparkline: z.array(z.object({ acquiredAt: TIME, median: z.int().nullable() })),
    nextSearch: TIME.nullable(),
  })
  .openapi("FacilityOverview");

export const EVENT = z
  .object({
    id: z.string().min(1).max(100),
    date: z.union([DAY, MONTH], `expected ${EXPECTED_DAY} or YYYY-MM`),
    label: NAMES.refine(hasWords, NO_WORDS),
    source: z.string().min(1).max(2000),
  })
  .openapi("Event");

export const REGIME = z
  .object({ name: z.string().min(1).max(100), from: DAY, to: DAY.nullable(), reason: z.string().min(1).max(2000) })
  .superRefine((regime, problems) => {
    const message = turnedRound(regime);
    if (message !== null) problems.addIssue({ code: "custom", path: ["to"], message });
  })
  .openapi("Regime");

/** A document whose full shape is published elsewhere; here it is passed on as it is. */
export const DOCUMENT = z.looseObject({}).openapi({ type: "object" });
