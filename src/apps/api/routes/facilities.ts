import { z } from "@hono/zod-openapi";
import { facilityOverview, facilityPlaces, OVERVIEW_SORTS } from "../../../adapters/overview/facilities.ts";
import { inTransaction } from "../../../adapters/store/database.ts";
import { eventsOf, putEvents, putRegimes, regimesOf } from "../../../adapters/store/events.ts";
import {
  facilityById,
  geometryAt,
  holdFacility,
  putFacility,
  requireFacility,
} from "../../../adapters/store/facilities.ts";
import { FACILITY_STATES } from "../../../core/watch/facility-state.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { requireMatch, revisionTag } from "../etag.ts";
import { CURSOR, cursorOf, LIMIT, readCursor } from "../paging.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import {
  BOX,
  DRAWING,
  drawingOf,
  EVENT,
  FACILITY,
  FACILITY_ID,
  FACILITY_OVERVIEW,
  facilityShape,
  NAMES,
  REGIME,
} from "../shapes.ts";

const OF_FACILITY = z.object({ facility: FACILITY_ID });
const SEARCH = z.string().max(200).optional().openapi({
  description:
    "Part of an id or of a name in any language; capitals, accents, vowel signs and forms of one Arabic letter are not told apart.",
});
const STATES = z
  .string()
  .optional()
  .transform((text, check) => {
    const states = text?.split(",");
    const unknown = states?.find((state) => !FACILITY_STATES.some((known) => known === state));
    if (unknown !== undefined) check.addIssue({ code: "custom", message: `no such state: "${unknown}"` });
    return states === undefined ? null : FACILITY_STATES.filter((known) => states.includes(known));
  })
  .openapi({ type: "string", description: `Some of ${FACILITY_STATES.join(", ")}, with commas between.` });
const ID_KEY = z.tuple([z.string(), z.string()]);
const NUMBER_KEY = z.tuple([z.number(), z.string()]);

export function facilityRoutes(api: Api, context: ApiContext): void {
  const { db, now } = context;

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities",
      access: "facility:read",
      tag: "Facilities",
      summary: "Facilities with their last look, its count against the baseline, their state and a sparkline",
      query: z.object({
        search: SEARCH,
        state: STATES,
        bbox: BOX.optional(),
        sort: z.enum(OVERVIEW_SORTS).default("id"),
        limit: LIMIT,
        cursor: CURSOR,
      }),
      answer: z.object({ facilities: z.array(FACILITY_OVERVIEW), next: z.string().nullable() }),
    },
    async ({ query }) => {
      const key: z.ZodType<[string | number, string]> = query.sort === "id" ? ID_KEY : NUMBER_KEY;
      const page = await facilityOverview(db, {
        search: query.search ?? null,
        states: query.state,
        box: query.bbox ?? null,
        sort: query.sort,
        after: query.cursor === undefined ? null : readCursor(query.cursor, key),
        limit: query.limit,
      });
      return { facilities: page.facilities, next: page.next === null ? null : cursorOf(page.next) };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/places",
      access: "facility:read",
      tag: "Facilities",
      summary: "Where every facility lies that is drawn, and its state: the marks of a map",
      query: z.object({ search: SEARCH, state: STATES }),
      answer: z.object({
        places: z.array(
          z.object({
            id: z.string(),
            names: NAMES,
            lon: z.number(),
            lat: z.number(),
            state: z.enum(FACILITY_STATES),
          }),
        ),
      }),
    },
    async ({ query }) => ({
      places: await facilityPlaces(db, { search: query.search ?? null, states: query.state }),
    }),
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/facilities",
      access: "facility:write",
      tag: "Facilities",
      summary: "Add a facility; without a geometry it is one that is known from published counts",
      body: z.object({ id: FACILITY_ID, names: NAMES, geometry: DRAWING.nullable() }),
      status: 201,
      answer: FACILITY,
    },
    async ({ body, who }) => {
      const drawing = body.geometry === null ? null : drawingOf(body.geometry);
      const put = { id: body.id, names: body.names, drawing, origin: `drawn by ${who.name}` };
      return await inTransaction(db, async (tx) => {
        const { facility, added } = await putFacility(tx, put, now());
        if (!added) throw new YardcheckError("conflict", `there is a facility ${body.id} already`);
        return facilityShape(facility);
      });
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}",
      access: "facility:read",
      tag: "Facilities",
      summary: "A facility with the newest version of its geometry",
      params: OF_FACILITY,
      answer: FACILITY,
    },
    async ({ params, http }) => {
      const facility = facilityShape(await facilityById(db, params.facility));
      http.header("x-geometry-version", String(facility.geometryVersion));
      return facility;
    },
  );

  addRoute(
    api,
    context,
    {
      method: "patch",
      path: "/api/facilities/{facility}",
      access: "facility:write",
      tag: "Facilities",
      summary: "Name a facility in one more language, or rename it",
      params: OF_FACILITY,
      body: z.object({ names: NAMES }),
      answer: FACILITY,
    },
    async ({ params, body }) => {
      await requireFacility(db, params.facility);
      const put = { id: params.facility, names: body.names, drawing: null, origin: "renamed" };
      return facilityShape((await putFacility(db, put, now())).facility);
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/geometries/{version}",
      access: "facility:read",
      tag: "Facilities",
      summary: "One version of a geometry, however old",
      params: z.object({ facility: FACILITY_ID, version: z.coerce.number().int().min(1).max(2_147_483_647) }),
      answer: FACILITY,
    },
    async ({ params }) => {
      const facility = await facilityById(db, params.facility);
      return facilityShape({ ...facility, geometry: await geometryAt(db, params.facility, params.version) });
    },
  );

  addRoute(
    api,
    context,
    {
      method: "put",
      path: "/api/facilities/{facility}/geometry",
      access: "facility:write",
      tag: "Facilities",
      summary: "Draw a facility's tracks, zones and area anew: a new version; If-Match names the one that was edited",
      params: OF_FACILITY,
      body: DRAWING,
      answer: FACILITY.extend({
        revision: z.int().openapi({ description: "The new version, for the next If-Match." }),
      }),
    },
    async ({ params, body, who, http }) => {
      const put = { id: params.facility, names: {}, drawing: drawingOf(body), origin: `drawn by ${who.name}` };
      const facility = await inTransaction(db, async (tx) => {
        await holdFacility(tx, params.facility);
        requireMatch(http, facilityShape(await facilityById(tx, params.facility)).geometryVersion);
        return facilityShape((await putFacility(tx, put, now())).facility);
      });
      http.header("etag", revisionTag(facility.geometryVersion));
      return sendJson(http, { ...facility, revision: facility.geometryVersion });
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/events",
      access: "series:read",
      tag: "Series",
      summary: "Events and regimes of a facility, oldest first",
      params: OF_FACILITY,
      answer: z.object({ events: z.array(EVENT), regimes: z.array(REGIME) }),
    },
    async ({ params }) => {
      await requireFacility(db, params.facility);
      return { events: await eventsOf(db, params.facility), regimes: await regimesOf(db, params.facility) };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "put",
      path: "/api/facilities/{facility}/events",
      access: "series:write",
      tag: "Series",
      summary: "Add events and regimes, or change those with the same id or name",
      params: OF_FACILITY,
      body: z.object({ events: z.array(EVENT).max(1000), regimes: z.array(REGIME).max(100).default([]) }),
      answer: z.object({ events: z.array(EVENT), regimes: z.array(REGIME) }),
    },
    async ({ params, body }) => {
      await inTransaction(db, async (tx) => {
        await holdFacility(tx, params.facility);
        await putEvents(tx, params.facility, body.events);
        await putRegimes(tx, params.facility, body.regimes);
      });
      return { events: await eventsOf(db, params.facility), regimes: await regimesOf(db, params.facility) };
    },
  );
}
