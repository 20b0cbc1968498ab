import { canonicalJson } from "../../core/report/canonical.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { YardcheckError } from "../../errors.ts";
import { withLaterFields } from "./earlier-record.ts";
import { issuesText } from "./evidence-file.ts";
import { recordSchema } from "./record-schema.ts";

/**
 * A record as the text of its file: two spaces, fields in order of name, a line feed at the end. The same record gives
 * the same bytes, through whatever database it went.
 *
 * @throws RangeError when a number is not finite
 */
export function recordText(record: ReportRecord): string {
  return `${canonicalJson(record, 2)}\n`;
}

/**
 * Reads a record, of this program or an earlier one, and checks its shape. That its figures follow from its basis is for `verify` to say.
 *
 * @param name  of the file, for messages
 * @throws YardcheckError "report-invalid" naming the first fields at fault
 */
export function parseRecord(text: string, name: string): ReportRecord {
  let document: unknown;
  try {
    document = withLaterFields(JSON.parse(text));
  } catch (cause) {
    throw new YardcheckError("report-invalid", `${name} is no JSON`, { cause });
  }
  const checked = recordSchema.safeParse(document);
  if (!checked.success) throw new YardcheckError("report-invalid", `${name}: ${issuesText(checked.error)}`);
  // The schema transforms nothing; what it let through beside its own fields belongs to parts that others extend.
  return document as ReportRecord;
}
