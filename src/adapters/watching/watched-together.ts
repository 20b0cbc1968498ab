import { sql } from "kysely";
import type { Assessment } from "../../core/assessment/assessment.ts";
import { lookedAtTogether, type Together, watchedEvidence } from "../../core/assessment/many-facilities.ts";
import type { Database } from "../store/database.ts";

/** False-discovery rate of the list of what is watched: one in ten of those put forward, as with the tier "alarm". */
const RATE = 0.1;

/**
 * Every watched facility by its newest assessment, looked at together: with many of them some raise an alarm by chance.
 * Those without an assessment, or with too few looks, are not among them.
 */
export async function watchedTogether(db: Database): Promise<Together> {
  const { rows } = await sql<{ document: Assessment }>`
    select a.document from watch w
    join lateral (select document from assessment where facility = w.facility order by revision desc limit 1) a on true
    where w.enabled order by w.facility`.execute(db);
  const watched = rows.flatMap(({ document }) => watchedEvidence(document) ?? []);
  return lookedAtTogether(watched, RATE);
}
