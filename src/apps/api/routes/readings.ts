import { z } from "@hono/zod-openapi";
import { carOutlines } from "../../../adapters/overview/car-outlines.ts";
import {
  draftOf,
  hashOfReading,
  type ReadingKey,
  saveDraft,
  submitReading,
  submittedReadings,
} from "../../../adapters/readings/readings.ts";
import { geometryAt, versionNumber } from "../../../adapters/store/facilities.ts";
import { correctObservation, observationById, type StoredObservation } from "../../../adapters/store/observations.ts";
import { sceneById } from "../../../adapters/store/scenes.ts";
import type { Principal } from "../../../core/access/access.ts";
import { CAR_TYPES } from "../../../core/observation/observation.ts";
import { agreementOf } from "../../../core/reading/agreement.ts";
import { countedOf } from "../../../core/reading/counted-of.ts";
import type { Reading } from "../../../core/reading/reading.ts";
import { countOfReading, hiddenMetresOf } from "../../../core/reading/reading-count.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { OBSERVATION } from "../look-shapes.ts";
import { blankOf, refuseImpossible, refuseUnready, standingOf, startOf } from "../reading-start.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { FACILITY_ID, OBSERVATION_ID, SCENE_ID, TIME } from "../shapes.ts";

const READING = z
  .object({
    version: z.literal(1),
    tracks: z
      .array(
        z.object({
          track: z.string().max(200),
          name: z.string().max(200),
          lengthMetres: z.number().positive().max(1e6),
        }),
      )
      .max(5000),
    cars: z
      .array(
        z.object({
          id: z.string().min(1).max(200),
          track: z.string().max(200),
          from: z.number().min(0),
          to: z.number().min(0),
          verdict: z.enum(["unchecked", "accepted", "rejected", "added"]),
          probability: z.number().min(0).max(1),
          type: z.enum(CAR_TYPES),
          covered: z.boolean().nullable(),
        }),
      )
      .max(20_000),
    allEmpty: z.boolean().optional().openapi({
      description:
        "The reader's word that they looked at every track and that no car stands on any. A reading of a withheld image without cars is refused without it.",
    }),
  })
  .openapi("Reading");
const DRAFT = z.object({ revision: z.int().min(0), document: READING });
const OF_SCENE = z.object({ facility: FACILITY_ID, scene: SCENE_ID });
const READER = z.object({
  reader: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/)
    .optional()
    .openapi({ description: "Who reads, where there are no accounts; with accounts it is who has signed in." }),
});
const SHARED = z
  .object({
    withheld: z
      .object({ reasons: z.array(z.string()), usableFraction: z.number() })
      .nullable()
      .openapi({ description: "Why the method gave no count of this scene; null: it gave one." }),
    hidden: z.array(z.object({ track: z.string(), metres: z.number() })).openapi({
      description: "Of each track the metres that could not be seen: a count of a reading holds what they may hold.",
    }),
    readers: z.array(z.object({ reader: z.string(), submittedAt: TIME })),
    blind: z.boolean().openapi({ description: "The readings are still hidden from the asker." }),
    readings: z.array(z.object({ id: z.string(), reader: z.string(), median: z.int(), document: READING })),
    agreement: z
      .object({
        countDifference: z.int(),
        matched: z.int(),
        onlyFirst: z.array(z.string()),
        onlySecond: z.array(z.string()),
        typeKappa: z.number().nullable(),
      })
      .nullable(),
  })
  .openapi("Readings");
const REASON = z.string().min(1).max(2000);

/** The reader's name. @throws YardcheckError "access-denied" for reading in somebody else's name */
function readerOf(who: Principal, named: string | undefined): string {
  if (who.kind === "local") return named ?? who.name;
  if (named !== undefined && named !== who.name)
    throw new YardcheckError("access-denied", `${who.name} cannot read in the name of ${named}`);
  return who.name;
}

export function readingRoutes(api: Api, context: ApiContext): void {
  const { db, now } = context;
  const path = "/api/facilities/{facility}/scenes/{scene}";

  addRoute(
    api,
    context,
    {
      method: "get",
      path: `${path}/reading`,
      access: "reading:write",
      tag: "Readings",
      summary: "One's own reading under way; revision 0 is the method's cars, unchecked, or an empty one",
      params: OF_SCENE,
      query: READER.extend({ from: z.enum(["method", "nothing"]).default("method") }),
      answer: DRAFT,
    },
    async ({ params, query, who }) => {
      const start = await startOf(context, params.facility, params.scene);
      const draft = await draftOf(db, { ...start.key, reader: readerOf(who, query.reader) });
      return (
        draft ?? { revision: 0, document: query.from === "nothing" ? { ...start.reading, cars: [] } : start.reading }
      );
    },
  );

  addRoute(
    api,
    context,
    {
      method: "put",
      path: `${path}/reading`,
      access: "reading:write",
      tag: "Readings",
      summary: "Save one's reading under way; `revision` is the one that the edit began from",
      params: OF_SCENE,
      query: READER,
      body: DRAFT,
      answer: z.object({ revision: z.int() }),
    },
    async ({ params, query, body, who }) => {
      const start = await startOf(context, params.facility, params.scene);
      refuseImpossible(body.document, start.reading);
      const key: ReadingKey = { ...start.key, reader: readerOf(who, query.reader) };
      return { revision: await saveDraft(db, key, body.revision, body.document, now()) };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: `${path}/readings`,
      access: "reading:write",
      tag: "Readings",
      summary: "Hand one's reading in: it is final, and once two are in both can be seen",
      params: OF_SCENE,
      query: READER,
      body: z.object({ document: READING }),
      status: 201,
      answer: z.object({ id: z.string() }),
    },
    async ({ params, query, body, who }) => {
      const start = await startOf(context, params.facility, params.scene);
      refuseImpossible(body.document, start.reading);
      refuseUnready(body.document, start.counted);
      const reader = readerOf(who, query.reader);
      return { id: await submitReading(db, { ...start.key, reader }, body.document, now()) };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: `${path}/readings`,
      access: "reading:write",
      tag: "Readings",
      summary: "Readings that were handed in, and how far the first two agree; hidden until both are in",
      params: OF_SCENE,
      query: READER,
      answer: SHARED,
    },
    async ({ params, query, who }) => {
      const { key, counted, reading } = await startOf(context, params.facility, params.scene);
      const reader = readerOf(who, query.reader);
      const submitted = await submittedReadings(db, key);
      const stillReading = (await draftOf(db, { ...key, reader })) !== null;
      const blind = submitted.length < 2 || stillReading;
      const shown = submitted.filter((one) => !blind || one.reader === reader);
      const [first, second] = submitted;
      const hidden = hiddenMetresOf(reading.tracks, counted);
      return {
        withheld:
          counted.status === "counted"
            ? null
            : { reasons: counted.reasons.map(({ code }) => code), usableFraction: counted.usableFraction },
        hidden: [...hidden].map(([track, metres]) => ({ track, metres })),
        readers: submitted.map((one) => ({ reader: one.reader, submittedAt: one.submittedAt })),
        blind,
        readings: shown.map(({ id, reader: by, document }) => ({
          id,
          reader: by,
          median: countOfReading(document, hidden).median,
          document,
        })),
        agreement:
          blind || first === undefined || second === undefined ? null : agreementOf(first.document, second.document),
      };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: `${path}/settlement`,
      access: "reading:settle",
      tag: "Readings",
      summary: "Settle what two readers read: the reading given becomes the observation, both readers named",
      params: OF_SCENE,
      query: READER,
      body: z.object({ document: READING, reason: REASON }),
      status: 201,
      answer: OBSERVATION,
    },
    async ({ params, query, body, who, http }) => {
      const start = await startOf(context, params.facility, params.scene);
      const readers = (await submittedReadings(db, start.key)).map(({ reader }) => reader);
      if (readers.length < 2)
        throw new YardcheckError("conflict", `two readings are needed, ${readers.length} of ${params.scene} handed in`);
      refuseImpossible(body.document, start.reading);
      refuseUnready(body.document, start.counted);
      const standing = await standingOf(context, start.counted);
      return await corrected(context, standing, body, readers, readerOf(who, query.reader), http);
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/observations/{observation}/corrections",
      access: "observation:write",
      tag: "Readings",
      summary: "Correct an observation by a reading: a new row that names the old one, who and why",
      params: z.object({ observation: OBSERVATION_ID }),
      query: READER,
      body: z.object({ document: READING, reason: REASON }),
      status: 201,
      answer: OBSERVATION,
    },
    async ({ params, query, body, who, http }) => {
      const standing = await observationById(db, params.observation);
      const geometry = await geometryAt(db, standing.facility, versionNumber(standing.geometry));
      refuseImpossible(body.document, blankOf(geometry, standing));
      refuseUnready(body.document, standing);
      const reader = readerOf(who, query.reader);
      return await corrected(context, standing, body, [reader], reader, http);
    },
  );
}

async function corrected(
  { db, now }: ApiContext,
  standing: StoredObservation,
  { document, reason }: { readonly document: Reading; readonly reason: string },
  readers: readonly string[],
  by: string,
  http: Parameters<typeof sendJson>[0],
): Promise<Response> {
  const geometry = await geometryAt(db, standing.facility, versionNumber(standing.geometry));
  const scene = await sceneById(db, standing.scene);
  const placing = standing.status === "counted" ? standing.registration : { x: 0, y: 0 };
  const zones = new Map(geometry.tracks.map(({ id, zone }) => [String(id), zone]));
  const counting = countedOf(document, standing, {
    readers,
    sha256: hashOfReading(document),
    outlineOf: carOutlines(geometry, scene.grid, placing),
    zoneOf: (track) => zones.get(track) ?? null,
  });
  return sendJson(http, await correctObservation(db, { of: standing.id, by, reason }, counting, now()), 201);
}
