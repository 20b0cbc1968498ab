import type { Database } from "../../adapters/store/database.ts";
import { addRevision } from "../../adapters/store/revisions.ts";
import type { FacilityId } from "../../core/ids.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { type DraftOptions, draftFacilityReport } from "./draft-facility-report.ts";
import { type ReportFileOptions, writeReportFiles } from "./report-files.ts";

export interface PublishedReport {
  readonly record: ReportRecord;
  /** False: nothing that it is made from has changed, and the frozen revision was written out again. */
  readonly isNew: boolean;
  readonly paths: readonly string[];
}

/**
 * Drafts a facility's report, freezes it as a revision and writes its pages. Frozen last, so that a report that could
 * not be written is none.
 *
 * @throws YardcheckError those of `draftFacilityReport` and `writeReportFiles`
 */
export async function publishFacilityReport(
  db: Database,
  facility: FacilityId,
  folder: string,
  now: string,
  options: DraftOptions & ReportFileOptions,
): Promise<PublishedReport> {
  const { record, pictures } = await draftFacilityReport(db, facility, now, options);
  const paths = await writeReportFiles(folder, record, pictures, options);
  const { added } = await addRevision(db, "report", facility, record, record.basis.generatedAt);
  const { assessed } = record.basis;
  if (record.assessment)
    await addRevision(db, "assessment", facility, record.assessment, record.basis.generatedAt, assessed);
  return { record, isNew: added, paths };
}
