import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { guardedFetch } from "../fetch-guard/guarded-fetch.ts";
import { FETCH_SETTINGS, withEnvironment } from "../fetch-guard/settings.ts";
import { settingsPart } from "../workspace/part.ts";
import type { Settings } from "../workspace/workspace.ts";
import { catalogueFetch } from "./catalogue-fetch.ts";
import { CATALOGUES } from "./settings.ts";

/**
 * A fetch for images: it reaches what the workspace's settings open, with the credentials of its catalogues.
 *
 * @throws YardcheckError "usage" naming the field of settings.json that cannot be read
 */
export function imageFetchOf(settings: Settings, environment: Readonly<Record<string, string | undefined>>): Fetch {
  const fetchSettings = withEnvironment(
    settingsPart(settings, "fetch", FETCH_SETTINGS),
    environment["YARDCHECK_FETCH_ALLOW"],
  );
  return catalogueFetch(guardedFetch(fetchSettings), settingsPart(settings, "catalogues", CATALOGUES), environment);
}
