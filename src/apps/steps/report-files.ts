import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { besideFolder } from "../../adapters/bundle/report-folder.ts";
import { archiveFolder, keptCopies } from "../../adapters/evidence/archive.ts";
import { recordText } from "../../adapters/evidence/record-file.ts";
import { carsGeojson } from "../../adapters/render/cars-geojson.ts";
import type { Numbering } from "../../adapters/render/language.ts";
import { renderBrief } from "../../adapters/render/report.ts";
import { seriesCsv } from "../../adapters/render/series-csv.ts";
import { writeFileAtomically } from "../../adapters/workspace/files.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { renderApart } from "./report-apart.ts";

export const REPORT_FORMATS = ["html", "pdf", "docx"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportFileOptions {
  readonly languages: readonly string[];
  readonly formats: readonly ReportFormat[];
  readonly numbering?: Numbering;
  /** Called for each file as soon as its content is there. */
  readonly onFile?: (path: string) => void;
  /** Folder of reports that the archived copies of sources lie in; default: the one that is written into. */
  readonly archive?: string;
}

/**
 * Writes a record and its pages into a folder: `<facility>.json`, its pictures, the archived copies of its sources,
 * `<facility>.<language>.<format>`, `<facility>.brief.<language>.txt`, `<facility>.series.csv` and
 * `<facility>.cars.geojson`. Nothing is written before all of it is rendered, so that a page that fails leaves the
 * report before as it was. Each file is there whole or not at all; the record comes last.
 *
 * @returns the paths written, the record's last
 * @throws YardcheckError "disk-full", "render-failed", "report-invalid" where an archived copy is missing
 */
export async function writeReportFiles(
  folder: string,
  record: ReportRecord,
  pictures: ReadonlyMap<string, Uint8Array>,
  options: ReportFileOptions,
): Promise<readonly string[]> {
  const { id } = record.basis.facility;
  const recordPath = join(folder, `${id}.json`);
  const ready: (readonly [path: string, content: string | Uint8Array])[] = [];
  const write = (path: string, content: string | Uint8Array) => {
    ready.push([path, content]);
    options.onFile?.(path);
  };
  const copies = keptCopies(archiveFolder(options.archive ?? folder, id), record.basis.sources);
  if (options.archive !== undefined && options.archive !== folder)
    for (const [name, bytes] of copies) write(join(besideFolder(recordPath, record, "sources"), name), bytes);
  for (const [name, bytes] of pictures) write(join(besideFolder(recordPath, record, "pictures"), name), bytes);
  const numbering = options.numbering === undefined ? {} : { numbering: options.numbering };
  for (const language of options.languages) {
    for (const format of options.formats) {
      const page = await renderApart(record, { language, format, pictures, ...numbering });
      write(join(folder, `${id}.${language}.${format}`), page);
    }
    write(join(folder, `${id}.brief.${language}.txt`), await renderBrief(record, { language, ...numbering }));
  }
  write(join(folder, `${id}.series.csv`), seriesCsv(record));
  write(join(folder, `${id}.cars.geojson`), carsGeojson(record));
  write(recordPath, recordText(record));
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of ready) writeFileAtomically(path, content);
  return ready.map(([path]) => path);
}
