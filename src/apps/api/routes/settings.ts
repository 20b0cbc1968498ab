import { z } from "@hono/zod-openapi";
import { ALERT_SETTINGS } from "../../../adapters/alerts/settings.ts";
import { FETCH_SETTINGS } from "../../../adapters/fetch-guard/settings.ts";
import { MAP_SETTINGS } from "../../../adapters/overview/map-settings.ts";
import { CATALOGUES } from "../../../adapters/stac-search/settings.ts";
import { readSettings, writeSettings } from "../../../adapters/workspace/workspace.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
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
      answer: z.object({ database: z.string(), parts: DOCUMENT }),
    },
    () => {
      const { database, parts } = context.settings();
      return { database, parts };
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
      summary: "Change one part of the settings; what may be fetched takes effect at the next start",
      params: z.object({ part: PART }),
      body: DOCUMENT,
      answer: DOCUMENT,
    },
    ({ params, body }) => {
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
      const settings = readSettings(folder);
      writeSettings(folder, { ...settings, parts: { ...settings.parts, [params.part]: parsed.data } });
      return parsed.data as Record<string, unknown>;
    },
  );
}
