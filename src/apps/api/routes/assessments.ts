import { z } from "@hono/zod-openapi";
import { requireFacility } from "../../../adapters/store/facilities.ts";
import { countedBy } from "../../../adapters/store/observations.ts";
import { chosenSeries, seriesOf } from "../../../adapters/store/series.ts";
import { assessFacility, assessmentUnder } from "../../steps/assess-facility.ts";
import type { ApiContext } from "../context.ts";
import { csvOf } from "../csv.ts";
import { negotiate } from "../negotiate.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { DAY, DOCUMENT, FACILITY_ID, SERIES_METHOD } from "../shapes.ts";

const OF_FACILITY = z.object({ facility: FACILITY_ID });
const ENTRY = z
  .looseObject({
    id: z.string(),
    from: DAY,
    to: DAY,
    figure: z.looseObject({ kind: z.string() }),
    ground: z.string(),
    classes: z.string(),
    origin: z.looseObject({ kind: z.enum(["observation", "published"]) }),
    regime: z.string().nullable(),
  })
  .openapi("SeriesEntry");
const ASSESSMENT = z
  .looseObject({ id: z.string(), status: z.enum(["ready", "too-few-looks"]) })
  .openapi("Assessment", { description: "As `yardcheck assess --ndjson` prints it; see docs/methods/statistics.md." });

export function assessmentRoutes(api: Api, context: ApiContext): void {
  const { db, now } = context;

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/series",
      access: "series:read",
      tag: "Series",
      summary: "The series of a facility: our looks and the counts of others, kept apart by ground and classes",
      params: OF_FACILITY,
      query: z.object({ f: z.enum(["json", "csv"]).optional(), method: SERIES_METHOD }),
      answer: z.object({ entries: z.array(ENTRY) }),
      media: ["text/csv"],
    },
    async ({ params, query, http }) => {
      await requireFacility(db, params.facility);
      const entries = await seriesOf(db, params.facility, query.method);
      const offer = [
        ["json", "application/json"],
        ["csv", "text/csv"],
      ] as const;
      if (negotiate(http, offer, query.f) !== "text/csv") return sendJson(http, { entries });
      const rows = entries.map(({ figure, origin: { kind: origin, ...of }, ...entry }) => ({
        ...entry,
        ...flatFigure(figure),
        origin,
        ...of,
      }));
      return http.body(csvOf(rows), 200, { "content-type": "text/csv; charset=utf-8" });
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/methods",
      access: "series:read",
      tag: "Series",
      summary: "By which methods our own looks were counted: each has a series of its own",
      params: OF_FACILITY,
      answer: z.object({
        method: z.string().nullable().openapi({ description: "That of the newest count; null: we have none." }),
        others: z.array(z.string()),
      }),
    },
    async ({ params }) => {
      await requireFacility(db, params.facility);
      const { method, others } = chosenSeries(await countedBy(db, params.facility));
      return { method, others: [...others] };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/assessment",
      access: "assessment:read",
      tag: "Assessments",
      summary: "What the statistics say now, under the facility's own baseline or another window; nothing is stored",
      params: OF_FACILITY,
      query: z.object({
        baselineFrom: DAY.optional().openapi({ description: "Looks before this day are left out." }),
        baselineTo: DAY.optional().openapi({ description: "Looks after this day are judged." }),
        method: SERIES_METHOD,
      }),
      answer: ASSESSMENT,
    },
    async ({ params, query, http }) => {
      const window = { from: query.baselineFrom ?? null, to: query.baselineTo ?? null };
      return sendJson(http, await assessmentUnder(db, params.facility, window, query.method));
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/facilities/{facility}/assessments",
      access: "observation:write",
      tag: "Assessments",
      summary: "Assess a facility and keep the answer",
      params: OF_FACILITY,
      query: z.object({ method: SERIES_METHOD }),
      status: 201,
      answer: z.object({ revision: z.int(), assessment: DOCUMENT }),
    },
    async ({ params, query, http }) => {
      const { revision, assessment } = await assessFacility(db, params.facility, now(), { method: query.method });
      return sendJson(http, { revision: revision.revision, assessment }, 201);
    },
  );
}

/** A figure as columns: its kind, and its numbers by name. */
function flatFigure(figure: { readonly kind: string }): Record<string, unknown> {
  const { kind, ...rest } = figure as {
    kind: string;
    count?: { median: number; low: number; high: number; level: number };
  };
  const { count, ...others } = rest;
  const counted =
    count === undefined ? {} : { median: count.median, low: count.low, high: count.high, level: count.level };
  return { kind, ...counted, ...others };
}
