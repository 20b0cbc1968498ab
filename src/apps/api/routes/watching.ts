import { z } from "@hono/zod-openapi";
import { alertLink, alertText } from "../../../adapters/alerts/alert-text.ts";
import { listAlerts } from "../../../adapters/alerts/alerts.ts";
import { atomFeed, type FeedEntry } from "../../../adapters/alerts/feed.ts";
import { ALERT_SETTINGS } from "../../../adapters/alerts/settings.ts";
import { CATALOGUES } from "../../../adapters/stac-search/settings.ts";
import { inTransaction } from "../../../adapters/store/database.ts";
import { facilityById, holdFacility } from "../../../adapters/store/facilities.ts";
import {
  listWatches,
  putWatch,
  requireWatch,
  WATCH_SETTINGS,
  type Watching,
  watchOf,
} from "../../../adapters/watching/watches.ts";
import { settingsPart } from "../../../adapters/workspace/part.ts";
import { canonicalJson } from "../../../core/report/canonical.ts";
import { candidatesOf, refuseUnknown } from "../../steps/watch-facility.ts";
import { watchTools } from "../../steps/watch-tools.ts";
import { originOf } from "../address.ts";
import type { ApiContext } from "../context.ts";
import { NONE_TAG, requireTag, tagOf } from "../etag.ts";
import { AT_KEY, CURSOR, LIMIT, pageOf, readCursor, readNameCursor } from "../paging.ts";
import { type Api, addRoute } from "../route.ts";
import { FACILITY_ID, TIME } from "../shapes.ts";

const OF_FACILITY = z.object({ facility: FACILITY_ID });
const WATCH = z
  .object({
    facility: z.string(),
    settings: WATCH_SETTINGS,
    enabled: z.boolean(),
    tag: z.string().openapi({ description: "ETag of settings and enabled, for If-Match when they are changed." }),
    searchedTo: TIME.nullable(),
    checkedAt: TIME.nullable(),
    nextAt: TIME,
    failures: z.int(),
    lastFailure: z.string().nullable().openapi({
      description: "Of the last search: why it failed, or (failures 0) which images it left out and tries again.",
    }),
  })
  .openapi("Watch");
const ALERT = z
  .object({
    id: z.string(),
    facility: z.string(),
    tier: z.string(),
    acquiredOn: z.iso.date(),
    raisedAt: TIME,
    link: z.string(),
    title: z.string(),
    sentences: z.array(z.string()),
  })
  .openapi("Alert");
const CANDIDATES = z
  .object({
    candidates: z.array(z.looseObject({ item: z.string(), goodFor: z.string(), coveredFraction: z.number() })),
    skipped: z.array(z.object({ catalogue: z.string(), item: z.string(), why: z.string() })),
  })
  .openapi("Candidates");

const watchShape = ({ settings, ...watching }: Watching) => ({
  ...watching,
  settings: { ...settings, catalogues: [...settings.catalogues] },
  tag: tagOfWatch({ settings, enabled: watching.enabled }),
});

/** ETag of what a person sets; what a search leaves behind is no edit. */
const tagOfWatch = ({ settings, enabled }: Pick<Watching, "settings" | "enabled">) =>
  tagOf(canonicalJson({ settings, enabled }));

export function watchingRoutes(api: Api, context: ApiContext): void {
  const { db, now, rules } = context;

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/watches",
      access: "watch:read",
      tag: "Watching",
      summary: "What is watched, and how that goes, by facility",
      query: z.object({ limit: LIMIT, cursor: CURSOR }),
      answer: z.object({ watches: z.array(WATCH), next: z.string().nullable() }),
    },
    async ({ query: { cursor, limit } }) => {
      const after = readNameCursor(cursor);
      const found = await listWatches(db, { after, limit: limit + 1 });
      const { page, next } = pageOf(found, limit, (last) => [last.facility]);
      return { watches: page.map(watchShape), next };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/watch",
      access: "watch:read",
      tag: "Watching",
      summary: "How a facility is watched",
      params: OF_FACILITY,
      answer: WATCH,
    },
    async ({ params }) => watchShape(await requireWatch(db, params.facility)),
  );

  addRoute(
    api,
    context,
    {
      method: "put",
      path: "/api/facilities/{facility}/watch",
      access: "watch:write",
      tag: "Watching",
      summary:
        'Watch a facility, by other settings than before, or no more; If-Match names those that were edited, "none" if there were none',
      params: OF_FACILITY,
      body: z.object({ settings: WATCH_SETTINGS, enabled: z.boolean().default(true) }),
      answer: WATCH,
    },
    async ({ params, body, http }) => {
      const watching = await inTransaction(db, async (tx) => {
        await holdFacility(tx, params.facility);
        const there = await watchOf(tx, params.facility);
        requireTag(http, there === null ? NONE_TAG : tagOfWatch(there));
        if (body.enabled)
          refuseUnknown(body.settings.catalogues, settingsPart(context.settings(), "catalogues", CATALOGUES));
        return await putWatch(tx, params.facility, body.settings, body.enabled, now(), { before: there });
      });
      return watchShape(watching);
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/candidates",
      access: "scene:write",
      tag: "Watching",
      summary: "Images that the catalogues offer of a facility, and what each is good for; no pixel is read",
      params: OF_FACILITY,
      query: z.object({ from: TIME, to: TIME, catalogue: z.string().max(40).optional() }),
      answer: CANDIDATES,
    },
    async ({ params, query, http }) => {
      const facility = await facilityById(db, params.facility);
      const tools = watchTools(context.settings(), context.environment, now);
      const names = query.catalogue === undefined ? [] : [query.catalogue];
      const skipped: z.input<typeof CANDIDATES>["skipped"] = [];
      const signal = http.req.raw.signal;
      const candidates = await candidatesOf(facility, query, names, { ...tools, signal }, skipped);
      return { candidates: candidates.map((candidate) => ({ ...candidate })), skipped };
    },
  );

  const alerts = async (
    language: string,
    facility: string | null,
    before: readonly [string, string] | null,
    limit: number,
  ) => {
    const { publicUrl } = settingsPart(context.settings(), "alerts", ALERT_SETTINGS);
    const entries: FeedEntry[] = [];
    const found = await listAlerts(db, { facility, before, limit: limit + 1 });
    const { page, next } = pageOf(found, limit, (last) => [last.raisedAt, last.id]);
    for (const { id, facility: of, raisedAt, message } of page) {
      const link = alertLink(publicUrl, of);
      entries.push({ id, raisedAt, link, text: await alertText(message, language, link) });
    }
    return { page, entries, next };
  };

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/alerts",
      access: "watch:read",
      tag: "Watching",
      summary: "Alerts, newest first: one for each onset",
      query: z.object({
        facility: z.string().max(63).optional(),
        language: z.string().max(20).default("en"),
        limit: LIMIT,
        cursor: CURSOR,
      }),
      answer: z.object({ alerts: z.array(ALERT), next: z.string().nullable() }),
    },
    async ({ query }) => {
      const before = query.cursor === undefined ? null : readCursor(query.cursor, AT_KEY);
      const { page, entries, next } = await alerts(query.language, query.facility ?? null, before, query.limit);
      return {
        alerts: page.map(({ message: _message, ...alert }, i) => ({
          ...alert,
          link: entries[i]?.link ?? "",
          title: entries[i]?.text.title ?? "",
          sentences: [...(entries[i]?.text.sentences ?? [])],
        })),
        next,
      };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/alerts.atom",
      access: "watch:read",
      tag: "Watching",
      summary: "Alerts as an Atom feed; a feed reader gives a token as the password",
      query: z.object({ facility: z.string().max(63).optional(), language: z.string().max(20).default("en") }),
      media: ["application/atom+xml"],
    },
    async ({ query, http }) => {
      const { entries } = await alerts(query.language, query.facility ?? null, null, 50);
      const self = `${originOf(http, rules)}${http.req.path}${new URL(http.req.url).search}`;
      const feed = atomFeed(entries, self, entries[0]?.raisedAt ?? now());
      return http.body(feed, 200, { "content-type": "application/atom+xml; charset=utf-8" });
    },
  );
}
