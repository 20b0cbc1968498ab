import { type Database, inTransaction } from "../../adapters/store/database.ts";
import { holdFacility } from "../../adapters/store/facilities.ts";
import { hashOf } from "../../adapters/store/json.ts";
import { addRevision, newestRevision, type Revision } from "../../adapters/store/revisions.ts";
import type { FacilityId } from "../../core/ids.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { type DraftOptions, draftFacilityReport } from "./draft-facility-report.ts";
import { type RenderedFile, type ReportFileOptions, renderReportFiles, writeReportFiles } from "./report-files.ts";

export interface PublishedReport {
  readonly record: ReportRecord;
  /** The record as it is frozen. */
  readonly revision: Revision;
  /** False: nothing that it is made from has changed, and the frozen revision was written out again. */
  readonly isNew: boolean;
  readonly paths: readonly string[];
}

/**
 * Drafts a facility's report, freezes it as a revision and writes its pages: both or neither. Of several at once each
 * follows the one before; what was drafted to follow another is drafted again.
 *
 * @throws YardcheckError those of `draftFacilityReport`, `renderReportFiles` and `writeReportFiles`
 */
export async function publishFacilityReport(
  db: Database,
  facility: FacilityId,
  folder: string,
  now: string,
  options: DraftOptions & ReportFileOptions,
): Promise<PublishedReport> {
  for (;;) {
    const { record, pictures } = await draftFacilityReport(db, facility, now, options);
    const files = await renderReportFiles(folder, record, pictures, options);
    const published = await freeze(db, record, files);
    if (published !== null) return published;
  }
}

/** Null: another revision was published since the record was drafted. */
async function freeze(
  db: Database,
  record: ReportRecord,
  files: readonly RenderedFile[],
): Promise<PublishedReport | null> {
  const { facility, revision: drafted, generatedAt, assessed } = record.basis;
  return await inTransaction(db, async (tx) => {
    await holdFacility(tx, facility.id);
    const newest = await newestRevision(tx, "report", facility.id);
    const isFrozen = newest?.sha256 === hashOf(record);
    if (!isFrozen && newest?.sha256 !== drafted.previous?.sha256) return null;
    const { revision, added } = await addRevision(tx, "report", facility.id, record, generatedAt);
    if (record.assessment) await addRevision(tx, "assessment", facility.id, record.assessment, generatedAt, assessed);
    return { record, revision, isNew: added, paths: writeReportFiles(files) };
  });
}
