import { ALERT_SETTINGS } from "../../adapters/alerts/settings.ts";
import { openStripNetworks } from "../../adapters/detectors/onnx-strips.ts";
import { guardedFetch } from "../../adapters/fetch-guard/guarded-fetch.ts";
import { patientFetch } from "../../adapters/fetch-guard/patient-fetch.ts";
import { FETCH_SETTINGS, withEnvironment } from "../../adapters/fetch-guard/settings.ts";
import { catalogueFetch } from "../../adapters/stac-search/catalogue-fetch.ts";
import { CATALOGUES } from "../../adapters/stac-search/settings.ts";
import { settingsPart } from "../../adapters/workspace/part.ts";
import type { Settings } from "../../adapters/workspace/workspace.ts";
import type { NetworksToCount } from "../../pipeline/scene-to-count.ts";
import type { WatchTools } from "./watch-facility.ts";

/** Longest answer of a catalogue that is read, bytes. */
const LARGEST_PAGE = 64 * 1024 * 1024;

/**
 * What watching needs, from the settings of a workspace and the environment.
 *
 * @throws YardcheckError "usage" naming the field of settings.json that cannot be read
 */
export function watchTools(
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
  now: () => string,
): WatchTools {
  const catalogues = settingsPart(settings, "catalogues", CATALOGUES);
  const fetchSettings = withEnvironment(
    settingsPart(settings, "fetch", FETCH_SETTINGS),
    environment["YARDCHECK_FETCH_ALLOW"],
  );
  const guarded = guardedFetch(fetchSettings);
  const imageFetch = catalogueFetch(guarded, catalogues, environment);
  let opened: Promise<NetworksToCount> | null = null;
  return {
    catalogues,
    alerts: settingsPart(settings, "alerts", ALERT_SETTINGS),
    searchFetch: patientFetch(imageFetch, { bodyBytes: LARGEST_PAGE }),
    imageFetch,
    environment,
    networks: () => {
      opened ??= openStripNetworks({ threads: 1 });
      return opened;
    },
    now,
  };
}
