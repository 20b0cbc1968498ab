import { z } from "@hono/zod-openapi";
import { requireFacility } from "../../../adapters/store/facilities.ts";
import {
  currentObservations,
  listObservations,
  observationById,
  observationHistory,
  standingObservations,
} from "../../../adapters/store/observations.ts";
import { looksOfSeries } from "../../../adapters/store/series.ts";
import type { FacilityId, MethodId } from "../../../core/ids.ts";
import type { ApiContext } from "../context.ts";
import { OBSERVATION, OBSERVATION_SUMMARY } from "../look-shapes.ts";
import { AT_KEY, CURSOR, LIMIT, pageOf, readCursor } from "../paging.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { FACILITY_ID, OBSERVATION_ID, SERIES_METHOD, TIME } from "../shapes.ts";

/** Three years of a look a day. */
const MOST_LOOKS = 1100;
const toCentimetres = (metres: number) => Math.round(metres * 100) / 100;
const METHOD = SERIES_METHOD.openapi({
  description: "Looks of this method's series alone; by default one of each acquisition, whatever counted it.",
});
const OF_OBSERVATION = z.object({ observation: OBSERVATION_ID });

/** The looks of a facility's series by a method, oldest first. @throws YardcheckError "usage" when nothing was counted by it */
async function looksBy({ db }: ApiContext, facility: FacilityId, method: MethodId) {
  return looksOfSeries(await currentObservations(db, facility), method);
}

export function observationRoutes(api: Api, context: ApiContext): void {
  const { db } = context;

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/observations",
      access: "observation:read",
      tag: "Observations",
      summary:
        "Observations of a facility that stand, one for each acquisition, newest first, withheld ones with their reasons",
      params: z.object({ facility: FACILITY_ID }),
      query: z.object({
        method: METHOD,
        from: TIME.optional(),
        to: TIME.optional(),
        limit: LIMIT,
        cursor: CURSOR,
      }),
      answer: z.object({ observations: z.array(OBSERVATION_SUMMARY), next: z.string().nullable() }),
    },
    async ({ params, query }) => {
      await requireFacility(db, params.facility);
      const [acquiredAt, id] = query.cursor === undefined ? [] : readCursor(query.cursor, AT_KEY);
      const found = await listObservations(db, {
        facility: params.facility,
        among: query.method && (await looksBy(context, params.facility, query.method)).map((look) => look.id),
        from: query.from,
        to: query.to,
        limit: query.limit + 1,
        after: acquiredAt === undefined || id === undefined ? undefined : { acquiredAt, id },
      });
      const { page, next } = pageOf(found, query.limit, (last) => [last.acquiredAt, last.id]);
      return { observations: page, next };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/standing",
      access: "observation:read",
      tag: "Observations",
      summary: "What stood where on every track, look by look, oldest first: what a picture of the years is drawn from",
      params: z.object({ facility: FACILITY_ID }),
      query: z.object({
        looks: z.coerce.number().int().min(1).max(MOST_LOOKS).default(300),
        method: METHOD,
      }),
      answer: z.object({
        tracks: z.array(z.object({ track: z.string(), name: z.string(), lengthMetres: z.number() })),
        looks: z.array(
          z.object({
            observation: z.string(),
            acquiredAt: TIME,
            cars: z
              .record(z.string(), z.array(z.array(z.number()).length(3)))
              .nullable()
              .openapi({
                description: "By track: from and to, metres along it, and the probability of each car; null: withheld.",
              }),
          }),
        ),
      }),
    },
    async ({ params, query }) => {
      await requireFacility(db, params.facility);
      const { method } = query;
      const all = method
        ? await looksBy(context, params.facility, method)
        : await standingObservations(db, params.facility);
      const observations = all.slice(-query.looks);
      const tracks = new Map<string, { track: string; name: string; lengthMetres: number }>();
      const looks = observations.map((look) => {
        if (look.status !== "counted") return { observation: look.id, acquiredAt: look.acquiredAt, cars: null };
        const cars: Record<string, number[][]> = {};
        for (const { track, name, lengthMetres, cars: standing } of look.tracks) {
          tracks.set(track, { track, name, lengthMetres });
          cars[track] = standing.map(({ from, to, probability }) => [from, to, probability].map(toCentimetres));
        }
        return { observation: look.id, acquiredAt: look.acquiredAt, cars };
      });
      return { tracks: [...tracks.values()], looks };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/observations/{observation}",
      access: "observation:read",
      tag: "Observations",
      summary: "An observation with its cars, track by track",
      params: OF_OBSERVATION,
      answer: OBSERVATION,
    },
    async ({ params, http }) => sendJson(http, await observationById(db, params.observation)),
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/observations/{observation}/history",
      access: "observation:read",
      tag: "Observations",
      summary: "An observation and all that it replaced, newest first: who corrected what, and why",
      params: OF_OBSERVATION,
      answer: z.object({
        history: z.array(
          z.object({
            id: z.string(),
            recordedAt: TIME,
            method: z.string(),
            median: z.int().nullable(),
            by: z.string().nullable(),
            reason: z.string().nullable(),
          }),
        ),
      }),
    },
    async ({ params }) => ({
      history: (await observationHistory(db, params.observation)).map((observation) => ({
        id: observation.id,
        recordedAt: observation.recordedAt,
        method: observation.method,
        median: observation.status === "counted" ? observation.count.median : null,
        by: observation.correction?.by ?? null,
        reason: observation.correction?.reason ?? null,
      })),
    }),
  );
}
