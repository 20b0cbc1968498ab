import { createHash } from "node:crypto";
import { sql } from "kysely";
import { YardcheckError } from "../../errors.ts";
import type { Database } from "../store/database.ts";
import type { Row } from "../store/tables.ts";

/** What is written down of an act. */
export interface AuditAct {
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  /** What it was done to: a path, a name. */
  readonly target: string;
  /** `begun` before a write is tried; `refused` or `failed` where it did not happen. */
  readonly outcome: string;
  readonly requestId: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditEntry {
  readonly seq: number;
  readonly recordedAt: string;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly target: string;
  readonly outcome: string;
  readonly requestId: string;
  readonly detail: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** What the first entry names as the one before it. */
const GENESIS = "0".repeat(64);
/** Key of the advisory lock: any number that nothing else in the database takes. */
const CHAIN_LOCK = 7_926_381;

/** SHA-256 over all of an entry, the hash of the one before included, as a JSON array: no two entries write alike. */
function hashOfEntry(entry: Omit<AuditEntry, "hash">): string {
  const { seq, recordedAt, actor, role, action, target, outcome, requestId, detail, previousHash } = entry;
  const text = JSON.stringify([seq, recordedAt, actor, role, action, target, outcome, requestId, detail, previousHash]);
  return createHash("sha256").update(text).digest("hex");
}

/** Adds an entry to the chain. Writers on many machines queue for it. */
export async function recordAct(db: Database, act: AuditAct, now: string): Promise<AuditEntry> {
  return await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(CHAIN_LOCK)})`.execute(trx);
    const last = await trx
      .selectFrom("audit_entry")
      .select(["seq", "hash"])
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst();
    const plain = {
      seq: (last?.seq ?? 0) + 1,
      recordedAt: now,
      actor: act.actor,
      role: act.role,
      action: act.action,
      target: act.target,
      outcome: act.outcome,
      requestId: act.requestId,
      detail: JSON.stringify(act.detail ?? {}),
      previousHash: last?.hash ?? GENESIS,
    };
    const entry = { ...plain, hash: hashOfEntry(plain) };
    await trx
      .insertInto("audit_entry")
      .values({
        seq: entry.seq,
        recorded_at: entry.recordedAt,
        actor: entry.actor,
        role: entry.role,
        action: entry.action,
        target: entry.target,
        outcome: entry.outcome,
        request_id: entry.requestId,
        detail: entry.detail,
        previous_hash: entry.previousHash,
        hash: entry.hash,
      })
      .execute();
    return entry;
  });
}

/** Entries from the newest back. @param before  only those with a smaller number; null: from the newest */
export async function listAudit(db: Database, before: number | null, limit: number): Promise<AuditEntry[]> {
  let query = db.selectFrom("audit_entry").selectAll().orderBy("seq", "desc").limit(limit);
  if (before !== null) query = query.where("seq", "<", before);
  return (await query.execute()).map(entryOfRow);
}

/** What a walk along the whole chain found. The head's hash, kept elsewhere, shows later whether the end was cut off. */
export interface AuditVerdict {
  readonly entries: number;
  readonly head: string;
}

/**
 * Walks the chain from its first entry and recomputes each hash.
 *
 * A chain cut off at its end is still a whole chain: only a head hash kept elsewhere tells.
 *
 * @param expectedHead  hash of an entry that must be in the chain; null: none is known
 * @throws YardcheckError "audit-broken" naming the first entry that does not fit
 */
export async function verifyAudit(db: Database, expectedHead: string | null, page = 1000): Promise<AuditVerdict> {
  let seq = 0;
  let head = GENESIS;
  let met = expectedHead === null || expectedHead === GENESIS;
  for (;;) {
    const rows = await db
      .selectFrom("audit_entry")
      .selectAll()
      .where("seq", ">", seq)
      .orderBy("seq")
      .limit(page)
      .execute();
    for (const entry of rows.map(entryOfRow)) {
      const where = `entry ${entry.seq} (${entry.recordedAt}, ${entry.actor}, ${entry.action})`;
      if (entry.seq !== seq + 1)
        throw new YardcheckError("audit-broken", `entry ${seq + 1} is missing before ${where}`);
      if (entry.previousHash !== head)
        throw new YardcheckError("audit-broken", `${where} does not follow the entry before it`);
      if (entry.hash !== hashOfEntry(entry))
        throw new YardcheckError("audit-broken", `${where} was changed after it was written`);
      seq = entry.seq;
      head = entry.hash;
      met ||= head === expectedHead;
    }
    if (rows.length < page) break;
  }
  if (!met)
    throw new YardcheckError("audit-broken", `no entry has the hash ${expectedHead}: the end of the log was cut off`);
  return { entries: seq, head };
}

function entryOfRow(row: Row<"audit_entry">): AuditEntry {
  return {
    seq: row.seq,
    recordedAt: row.recorded_at,
    actor: row.actor,
    role: row.role,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    requestId: row.request_id,
    detail: row.detail,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
