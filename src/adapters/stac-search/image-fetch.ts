import type { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { guardedFetch } from "../fetch-guard/guarded-fetch.ts";
import { FETCH_SETTINGS, withEnvironment } from "../fetch-guard/settings.ts";
import { current } from "../workspace/current.ts";
import { settingsPart } from "../workspace/part.ts";
import type { Settings } from "../workspace/workspace.ts";
import { catalogueFetch } from "./catalogue-fetch.ts";
import { CATALOGUES } from "./settings.ts";

/** What a thread must know to fetch images. */
export interface ImageAccess {
  readonly settings: Settings;
  /** Where the secrets of catalogues are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

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

/**
 * The same for a process that goes on, by the settings as they are at each request (`current`).
 *
 * @throws YardcheckError "usage" at once for settings that cannot be read at the start
 */
export function currentFetch(
  read: () => Settings,
  environment: ImageAccess["environment"],
  onUnreadable: (error: YardcheckError) => void,
): Fetch {
  const fetch = current(read, (settings) => imageFetchOf(settings, environment), onUnreadable);
  return async (input, init) => await fetch()(input, init);
}
