import { z } from "@hono/zod-openapi";
import { ALERT_SETTINGS } from "../../../adapters/alerts/settings.ts";
import { FETCH_SETTINGS } from "../../../adapters/fetch-guard/settings.ts";
import { MAP_SETTINGS } from "../../../adapters/overview/map-settings.ts";
import { CATALOGUES } from "../../../adapters/stac-search/settings.ts";
import { readSettings, writeSettings } from "../../../adapters/workspace/workspace.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { requireTag, tagOf } from "../etag.ts";
import { type Api, addRoute } from "../route.ts";
import { DOCUMENT } from "../shapes.ts";

/** Parts of settings.json that can be changed here. Secrets are in none of them: those stand in the environment. */
const PARTS = {
  alerts: ALERT_SETTINGS,
  catalogues: CATALOGUES,
  fetch: FETCH_SETTINGS,
  map: MAP_SETTINGS,
} as const;
const PART = z.enum(["alerts", "catalogues", "fetch", "map"]);

/** ETag of a part as it stands in settings.json; one that is not there has one as well. */
const tagOfPart = (parts: Readonly<Record<string, unknown>>, part: string) =>
  tagOf(JSON.stringify(parts[part] ?? null));

export function settingsRoutes(api: Api, context: ApiContext): void {
  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/settings",
      access: "settings:read",
      tag: "Settings",
      summary: "The settings of the workspace: catalogues, alerts, what may be fetched",
      answer: z.object({
        database: z.string(),
        parts: DOCUMENT,
        tags: z
          .record(PART, z.string())
          .openapi({ description: "ETag of each part, for If-Match when it is changed." }),
      }),
    },
    () => {
      const { database, parts } = context.settings();
      const tag = (part: z.output<typeof PART>) => tagOfPart(parts, part);
      const tags = { alerts: tag("alerts"), catalogues: tag("catalogues"), fetch: tag("fetch"), map: tag("map") };
      return { database, parts, tags };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "put",
      path: "/api/settings/{part}",
      access: "settings:write",
      tag: "Settings",
      summary:
        "Change one part of the settings; If-Match names the one that was edited. It holds from the next request and the next job on",
      params: z.object({ part: PART }),
      body: DOCUMENT,
      answer: DOCUMENT,
    },
    ({ params, body, http }) => {
      const { folder } = context;
      if (folder === null)
        throw new YardcheckError("conflict", "this service has no workspace whose settings could be changed");
      const parsed = PARTS[params.part].safeParse(body);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        throw new YardcheckError(
          "usage",
          `${["body", ...(issue?.path ?? [])].join(".")}: ${issue?.message ?? "cannot be read"}`,
        );
      }
      // Read, compared and written in one go: nothing else of this server comes between.
      const settings = readSettings(folder);
      requireTag(http, tagOfPart(settings.parts, params.part));
      const parts = { ...settings.parts, [params.part]: parsed.data };
      writeSettings(folder, { ...settings, parts });
      http.header("etag", tagOfPart(parts, params.part));
      return parsed.data as Record<string, unknown>;
    },
  );
}
