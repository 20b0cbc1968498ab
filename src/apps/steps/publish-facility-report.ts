import { type Database, inTransaction } from "../../adapters/store/database.ts";
import { holdFacility } from "../../adapters/store/facilities.ts";
import { addRevision, newestRevision, type Revision } from "../../adapters/store/revisions.ts";
import type { FacilityId } from "../../core/ids.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { type Draft, type DraftOptions, draftFacilityReport } from "./draft-facility-report.ts";
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
    options.signal?.throwIfAborted();
    const draft = await draftFacilityReport(db, facility, now, options);
    const files = await renderReportFiles(folder, draft.record, draft.pictures, options);
    const published = await freeze(db, facility, draft, files);
    if (published !== null) return published;
  }
}

/** Null: another revision was published since the record was drafted. */
async function freeze(
  db: Database,
  facility: FacilityId,
  { record, follows, isUnchanged }: Draft,
  files: readonly RenderedFile[],
): Promise<PublishedReport | null> {
  const { generatedAt, assessed } = record.basis;
  return await inTransaction(db, async (tx) => {
    await holdFacility(tx, facility);
    const newest = await newestRevision(tx, "report", facility);
    if (newest?.sha256 !== follows?.sha256) return null;
    const { revision, added } =
      newest && isUnchanged
        ? { revision: newest, added: false }
        : await addRevision(tx, "report", facility, record, generatedAt);
    if (record.assessment) await addRevision(tx, "assessment", facility, record.assessment, generatedAt, assessed);
    return { record, revision, isNew: added, paths: writeReportFiles(files) };
  });
}
