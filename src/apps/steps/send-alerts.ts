import { deliverDue } from "../../adapters/alerts/alerts.ts";
import { sendAlert } from "../../adapters/alerts/send.ts";
import type { Database } from "../../adapters/store/database.ts";
import type { WatchTools } from "./watch-facility.ts";

/**
 * Sends the alerts whose time has come, by webhook and mail. Of several workers that do so, one sends each, once; what
 * failed is sent again when its time has come again.
 */
export async function sendDueAlerts(
  db: Database,
  { alerts, alertFetch: fetch, environment, now }: Pick<WatchTools, "alerts" | "alertFetch" | "environment" | "now">,
): Promise<{ readonly delivered: number; readonly failed: number }> {
  return await deliverDue(db, (delivery) => sendAlert(delivery, alerts, { fetch, environment, now: now() }), now);
}
