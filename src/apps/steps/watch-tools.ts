import { ALERT_SETTINGS } from "../../adapters/alerts/settings.ts";
import { countingApart } from "../../adapters/counting/count-apart.ts";
import { patientFetch } from "../../adapters/fetch-guard/patient-fetch.ts";
import { imageFetchOf } from "../../adapters/stac-search/image-fetch.ts";
import { CATALOGUES } from "../../adapters/stac-search/settings.ts";
import { current } from "../../adapters/workspace/current.ts";
import { settingsPart } from "../../adapters/workspace/part.ts";
import type { Settings } from "../../adapters/workspace/workspace.ts";
import type { YardcheckError } from "../../errors.ts";
import type { WatchTools } from "./watch-facility.ts";

/** Longest answer of a catalogue that is read, bytes. */
const LARGEST_PAGE = 64 * 1024 * 1024;

/**
 * What watching needs, from the settings of a workspace and the environment.
 *
 * @param count  what counts an image; one at a time, in a thread of its own, where it is left out
 * @throws YardcheckError "usage" naming the field of settings.json that cannot be read
 */
export function watchTools(
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
  now: () => string,
  count = countingApart(() => settings, environment, 1),
): WatchTools {
  const catalogues = settingsPart(settings, "catalogues", CATALOGUES);
  const imageFetch = imageFetchOf(settings, environment);
  return {
    catalogues,
    alerts: settingsPart(settings, "alerts", ALERT_SETTINGS),
    searchFetch: patientFetch(imageFetch, { bodyBytes: LARGEST_PAGE }),
    alertFetch: imageFetch,
    access: { settings, environment: { ...environment } },
    environment,
    count,
    now,
  };
}

/**
 * The tools of a process that goes on, by the settings as they are whenever they are asked for (`current`).
 *
 * @param read    reads the settings of the workspace
 * @param counts  images counted at a time, each in a thread of its own
 * @param onUnreadable  told why, each time
 * @throws YardcheckError "usage" at once for settings that cannot be read at the start
 */
export function currentTools(
  read: () => Settings,
  environment: Readonly<Record<string, string | undefined>>,
  now: () => string,
  counts: number,
  onUnreadable: (error: YardcheckError) => void,
): () => WatchTools {
  let known = read();
  const count = countingApart(() => known, environment, counts);
  const make = (settings: Settings) => {
    const tools = watchTools(settings, environment, now, count);
    known = settings;
    return tools;
  };
  return current(read, make, onUnreadable);
}
