import type { Database } from "../../adapters/store/database.ts";
import { dueWatches } from "../../adapters/watching/watches.ts";
import { YardcheckError } from "../../errors.ts";
import { sendDueAlerts } from "./send-alerts.ts";
import { type WatchTools, watchFacility } from "./watch-facility.ts";

export interface RoundOutcome {
  readonly watched: number;
  readonly failed: number;
  readonly alerts: number;
  readonly delivered: number;
}

/**
 * Watches every facility whose time has come, then sends the alerts whose time has come. One facility that fails holds
 * up no other.
 */
export async function watchRound(db: Database, tools: WatchTools): Promise<RoundOutcome> {
  let [watched, failed, alerts] = [0, 0, 0];
  for (const watching of await dueWatches(db, tools.now())) {
    tools.signal?.throwIfAborted();
    try {
      const outcome = await watchFacility(db, watching, tools);
      watched++;
      for (const { catalogue, item, why } of outcome.skipped)
        tools.say?.(`${watching.facility}: left out ${item} of ${catalogue}: ${why}`);
      if (outcome.alert !== null) alerts++;
    } catch (error) {
      if (!(error instanceof YardcheckError) || error.code === "interrupted") throw error;
      failed++;
      tools.say?.(`${watching.facility}: ${error.message}`);
    }
  }
  const sent = await sendDueAlerts(db, tools);
  return { watched, failed, alerts, delivered: sent.delivered };
}
