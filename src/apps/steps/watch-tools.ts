import { ALERT_SETTINGS } from "../../adapters/alerts/settings.ts";
import { countingApart } from "../../adapters/counting/count-apart.ts";
import { patientFetch } from "../../adapters/fetch-guard/patient-fetch.ts";
import { imageFetchOf } from "../../adapters/stac-search/image-fetch.ts";
import { CATALOGUES } from "../../adapters/stac-search/settings.ts";
import { settingsPart } from "../../adapters/workspace/part.ts";
import type { Settings } from "../../adapters/workspace/workspace.ts";
import type { WatchTools } from "./watch-facility.ts";

/** Longest answer of a catalogue that is read, bytes. */
const LARGEST_PAGE = 64 * 1024 * 1024;

/**
 * What watching needs, from the settings of a workspace and the environment.
 *
 * @param counts  images counted at a time, each in a thread of its own
 * @throws YardcheckError "usage" naming the field of settings.json that cannot be read
 */
export function watchTools(
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
  now: () => string,
  counts = 1,
): WatchTools {
  const catalogues = settingsPart(settings, "catalogues", CATALOGUES);
  const imageFetch = imageFetchOf(settings, environment);
  return {
    catalogues,
    alerts: settingsPart(settings, "alerts", ALERT_SETTINGS),
    searchFetch: patientFetch(imageFetch, { bodyBytes: LARGEST_PAGE }),
    imageFetch,
    environment,
    count: countingApart(settings, environment, counts),
    now,
  };
}
