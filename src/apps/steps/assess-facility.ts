import { assessApart } from "../../adapters/assessing/assess-apart.ts";
import { storedEvidence } from "../../adapters/evidence/stored.ts";
import type { Database } from "../../adapters/store/database.ts";
import { eventsOf } from "../../adapters/store/events.ts";
import { facilityById } from "../../adapters/store/facilities.ts";
import { addRevision, type Revision } from "../../adapters/store/revisions.ts";
import { focusInSeries, seriesOf } from "../../adapters/store/series.ts";
import type { Assessment, AssessSeries } from "../../core/assessment/assessment.ts";
import type { FacilityId, MethodId } from "../../core/ids.ts";
import { assessedSeries } from "../../core/series/to-looks.ts";
import { checkedDay, isoDate } from "../../core/stats/day-number.ts";

/** The looks that make the baseline, by day, both inclusive; null: as the facility has it. */
export interface BaselineWindow {
  readonly from: string | null;
  readonly to: string | null;
}

const WHOLE: BaselineWindow = { from: null, to: null };

/**
 * What the statistics read of a facility.
 *
 * @param window  looks before `from` are left out; looks after `to` are judged
 * @param method  whose series it is; none: that of the newest count
 * @param about  `named`: the look that the evidence names, looks after it left out (the newest, where the series has none of its image);
 *               `newest`: the newest look, whatever is named
 * @returns null where there is nothing to assess
 * @throws YardcheckError "not-found", "usage" (nothing was counted by the method)
 */
async function seriesToAssess(
  db: Database,
  id: FacilityId,
  window: BaselineWindow,
  method: MethodId | undefined,
  about: "named" | "newest" = "named",
): Promise<AssessSeries | null> {
  await facilityById(db, id);
  const all = await seriesOf(db, id, method);
  const entries = all.filter(({ from }) => window.from === null || from >= window.from);
  const evidence = about === "newest" ? null : await storedEvidence(db, id);
  const focus = await focusInSeries(db, id, evidence?.focus ?? null, all, method);
  const since = window.to === null ? null : isoDate(checkedDay(window.to) + 1);
  return assessedSeries(id, entries, await eventsOf(db, id), focus, since);
}

/** What the statistics say of a facility, under any baseline window; nothing is stored. */
export async function assessmentUnder(
  db: Database,
  id: FacilityId,
  window: BaselineWindow,
  method?: MethodId,
): Promise<Assessment> {
  const series = await seriesToAssess(db, id, window, method);
  return await assessApart(series ?? { id, looks: [] });
}

/**
 * Assesses a facility and keeps the answer, with the hash of what it read. The same answer again adds nothing.
 *
 * @param options.method  whose series is assessed; none: that of the newest count
 * @param options.about   `named`: the look that the evidence names, looks after it left out; `newest`: the newest, whatever is named
 */
export async function assessFacility(
  db: Database,
  id: FacilityId,
  now: string,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly method?: MethodId | undefined;
    readonly about?: "named" | "newest";
  } = {},
): Promise<{ readonly assessment: Assessment; readonly revision: Revision; readonly series: AssessSeries }> {
  const series = (await seriesToAssess(db, id, WHOLE, options.method, options.about)) ?? { id, looks: [] };
  const assessment = await assessApart(series, options.signal);
  const { revision } = await addRevision(db, "assessment", id, assessment, now, series);
  return { assessment, revision, series };
}
