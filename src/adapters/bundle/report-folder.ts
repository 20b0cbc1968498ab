import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ReportRecord } from "../../core/report/record.ts";
import { YardcheckError } from "../../errors.ts";
import { type BesideRecord, namedPictures, packedCopies } from "./pack-bundle.ts";

/** Folder of a facility's pictures, and of archived sources, beside its record. */
export function besideFolder(recordPath: string, record: ReportRecord, what: "pictures" | "sources"): string {
  return join(dirname(recordPath), `${record.basis.facility.id}.${what}`);
}

/**
 * The bytes that a record names and a bundle may hold, from the folders beside it.
 *
 * @throws YardcheckError "report-invalid" naming a file that is not there
 */
export function filesBeside(recordPath: string, record: ReportRecord): BesideRecord {
  const read = (what: "pictures" | "sources", name: string): [string, Uint8Array] => {
    const path = join(besideFolder(recordPath, record, what), name);
    try {
      return [name, readFileSync(path)];
    } catch (cause) {
      throw new YardcheckError("report-invalid", `the record names ${path}, which cannot be read`, { cause });
    }
  };
  return {
    pictures: new Map(namedPictures(record).map(({ name }) => read("pictures", name))),
    archived: new Map(packedCopies(record).map(({ file }) => read("sources", file))),
  };
}
