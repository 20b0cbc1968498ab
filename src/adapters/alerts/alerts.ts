import { randomUUID } from "node:crypto";
import type { Tier } from "../../core/assessment/assessment.ts";
import type { FacilityId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import type { Database } from "../store/database.ts";
import { jsonText } from "../store/json.ts";
import type { AlertMessage } from "./alert-text.ts";

export interface Alert {
  readonly id: string;
  readonly facility: string;
  readonly tier: string;
  /** Date of the look that raised it. */
  readonly acquiredOn: string;
  readonly message: AlertMessage;
  readonly raisedAt: string;
}

/** How a delivery that failed is tried again: after 1, 2, 4 ... minutes up to 6 hours, for two days; then it is given up. */
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;
/** How long a delivery belongs to the worker that makes it; one that dies meanwhile leaves it to another. */
const CLAIM_MS = 5 * 60_000;
export const MOST_ATTEMPTS = 18;

/** The newest alert of a facility; null: none. */
export async function lastAlert(db: Database, facility: FacilityId): Promise<Alert | null> {
  const row = await db
    .selectFrom("alert")
    .selectAll()
    .where("facility", "=", facility)
    .orderBy("episode", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : alertOf(row);
}

/** Alerts, newest first. @param before  raised before this one; null: from the newest */
export async function listAlerts(
  db: Database,
  page: {
    readonly facility: string | null;
    readonly before: readonly [raisedAt: string, id: string] | null;
    readonly limit: number;
  },
): Promise<readonly Alert[]> {
  let query = db.selectFrom("alert").selectAll().orderBy("raised_at", "desc").orderBy("id", "desc").limit(page.limit);
  if (page.facility !== null) query = query.where("facility", "=", page.facility);
  const { before } = page;
  if (before !== null)
    query = query.where((of) =>
      of.or([of("raised_at", "<", before[0]), of.and([of("raised_at", "=", before[0]), of("id", "<", before[1])])]),
    );
  return (await query.execute()).map(alertOf);
}

function alertOf(row: {
  id: string;
  facility: string;
  tier: string;
  acquired_on: string;
  message: unknown;
  raised_at: string;
}): Alert {
  return {
    id: row.id,
    facility: row.facility,
    tier: row.tier,
    acquiredOn: row.acquired_on,
    message: row.message as AlertMessage,
    raisedAt: row.raised_at,
  };
}

/**
 * Raises an alert, with its deliveries to be made, in one transaction.
 *
 * @param after     date of the alert before, as it was read; null: there was none
 * @param channels  names of webhooks and of mail; one named twice is one
 * @returns null when another worker has raised it meanwhile
 */
export async function raiseAlert(
  db: Database,
  facility: FacilityId,
  given: {
    readonly message: AlertMessage;
    readonly tier: Tier;
    readonly after: string | null;
    readonly channels: readonly string[];
  },
  now: string,
): Promise<Alert | null> {
  return await db.transaction().execute(async (tx) => {
    await tx.selectFrom("facility").select("id").where("id", "=", facility).forUpdate().executeTakeFirst();
    const last = await tx
      .selectFrom("alert")
      .select(["episode", "acquired_on"])
      .where("facility", "=", facility)
      .orderBy("episode", "desc")
      .limit(1)
      .executeTakeFirst();
    if ((last?.acquired_on ?? null) !== given.after) return null;
    const row = {
      id: randomUUID(),
      facility,
      episode: (last?.episode ?? 0) + 1,
      tier: given.tier === "firm" || given.tier === "watch" ? given.tier : "alarm",
      acquired_on: given.message.acquiredOn,
      raised_at: now,
    };
    await tx
      .insertInto("alert")
      .values({ ...row, message: jsonText<unknown>(given.message) })
      .execute();
    for (const channel of given.channels)
      await tx
        .insertInto("alert_delivery")
        .values({ alert: row.id, channel, next_at: now })
        .onConflict((known) => known.doNothing())
        .execute();
    return alertOf({ ...row, message: given.message });
  });
}

export interface Delivery {
  readonly alert: Alert;
  readonly channel: string;
  readonly attempts: number;
}

/** Deliveries whose time has come, oldest first. */
export async function dueDeliveries(db: Database, now: string, limit = 100): Promise<readonly Delivery[]> {
  const rows = await db
    .selectFrom("alert_delivery as d")
    .innerJoin("alert as a", "a.id", "d.alert")
    .select(["a.id", "a.facility", "a.tier", "a.acquired_on", "a.message", "a.raised_at", "d.channel", "d.attempts"])
    .where("d.delivered_at", "is", null)
    .where("d.next_at", "<=", now)
    .orderBy("d.next_at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ alert: alertOf(row), channel: row.channel, attempts: row.attempts }));
}

/**
 * Makes the deliveries whose time has come, each on its own: one that fails holds up no other.
 *
 * @param send  does one delivery, and throws where it fails
 * @throws what a delivery met with that is no YardcheckError, when all others are made
 */
export async function deliverDue(
  db: Database,
  send: (delivery: Delivery) => Promise<void>,
  now: () => string,
): Promise<{ readonly delivered: number; readonly failed: number }> {
  let [delivered, failed] = [0, 0];
  const bugs: unknown[] = [];
  for (const delivery of await dueDeliveries(db, now())) {
    const claimed = await db
      .updateTable("alert_delivery")
      .set({ next_at: new Date(Date.parse(now()) + CLAIM_MS).toISOString() })
      .where("alert", "=", delivery.alert.id)
      .where("channel", "=", delivery.channel)
      .where("delivered_at", "is", null)
      .where("next_at", "<=", now())
      .returning("alert")
      .executeTakeFirst();
    if (claimed === undefined) continue;
    const attempts = delivery.attempts + 1;
    const of = db
      .updateTable("alert_delivery")
      .where("alert", "=", delivery.alert.id)
      .where("channel", "=", delivery.channel);
    try {
      await send(delivery);
      await of.set({ attempts, delivered_at: now(), next_at: null, last_failure: null }).execute();
      delivered++;
    } catch (error) {
      if (!(error instanceof YardcheckError)) bugs.push(error);
      const why = error instanceof Error ? error.message : String(error);
      const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
      const next = attempts >= MOST_ATTEMPTS ? null : new Date(Date.parse(now()) + wait).toISOString();
      await of.set({ attempts, next_at: next, last_failure: why.slice(0, 1000) }).execute();
      failed++;
    }
  }
  if (bugs.length > 0) throw bugs[0];
  return { delivered, failed };
}
