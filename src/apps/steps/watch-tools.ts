import { isDeepStrictEqual } from "node:util";
import { ALERT_SETTINGS } from "../../adapters/alerts/settings.ts";
import { countingApart } from "../../adapters/counting/count-apart.ts";
import { patientFetch } from "../../adapters/fetch-guard/patient-fetch.ts";
import { imageFetchOf } from "../../adapters/stac-search/image-fetch.ts";
import { CATALOGUES } from "../../adapters/stac-search/settings.ts";
import { settingsPart } from "../../adapters/workspace/part.ts";
import type { Settings } from "../../adapters/workspace/workspace.ts";
import { YardcheckError } from "../../errors.ts";
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
    imageFetch,
    environment,
    count,
    now,
  };
}

/**
 * The tools of a process that goes on, as the settings are whenever they are asked for: what is changed in the
 * workbench, or in the file, holds from the next job on. Settings that cannot be read change nothing.
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
  let settings = read();
  const count = countingApart(() => settings, environment, counts);
  let tools = watchTools(settings, environment, now, count);
  return () => {
    try {
      const found = read();
      if (isDeepStrictEqual(found, settings)) return tools;
      tools = watchTools(found, environment, now, count);
      settings = found;
    } catch (error) {
      if (!(error instanceof YardcheckError)) throw error;
      onUnreadable(error);
    }
    return tools;
  };
}
