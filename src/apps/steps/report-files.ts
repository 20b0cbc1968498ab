import { dirname, join } from "node:path";
import { besideFolder } from "../../adapters/bundle/report-folder.ts";
import { archiveFolder, keptCopies } from "../../adapters/evidence/archive.ts";
import { recordText } from "../../adapters/evidence/record-file.ts";
import { carsGeojson } from "../../adapters/render/cars-geojson.ts";
import { type Numbering, printedIn } from "../../adapters/render/language.ts";
import { renderBrief } from "../../adapters/render/report.ts";
import { seriesCsv } from "../../adapters/render/series-csv.ts";
import { makeFolder, writeFileAtomically } from "../../adapters/workspace/files.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { renderApart } from "./report-apart.ts";

export const REPORT_FORMATS = ["html", "pdf", "docx"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportFileOptions {
  readonly languages: readonly string[];
  readonly formats: readonly ReportFormat[];
  /** Digits of the languages that are printed in them; the others keep their own. */
  readonly numbering?: Numbering;
  /** Called for each file as soon as its content is there. */
  readonly onFile?: (path: string) => void;
  /** Folder of reports that the archived copies of sources lie in; default: the one that is written into. */
  readonly archive?: string;
}

/** A file of a report, and what is to be written into it. */
export type RenderedFile = readonly [path: string, content: string | Uint8Array];

/**
 * A record and its pages as the files of a folder: `<facility>.json`, its pictures, the archived copies of its sources,
 * `<facility>.<language>.<format>`, `<facility>.brief.<language>.txt`, `<facility>.series.csv` and
 * `<facility>.cars.geojson`. Nothing is written: a page that fails leaves the report before as it was.
 *
 * @returns the files, the record last
 * @throws YardcheckError "render-failed", "report-invalid" where an archived copy is missing
 */
export async function renderReportFiles(
  folder: string,
  record: ReportRecord,
  pictures: ReadonlyMap<string, Uint8Array>,
  options: ReportFileOptions,
): Promise<readonly RenderedFile[]> {
  const { id } = record.basis.facility;
  const recordPath = join(folder, `${id}.json`);
  const ready: RenderedFile[] = [];
  const write = (path: string, content: string | Uint8Array) => {
    ready.push([path, content]);
    options.onFile?.(path);
  };
  const copies = keptCopies(archiveFolder(options.archive ?? folder, id), record.basis.sources);
  if (options.archive !== undefined && options.archive !== folder)
    for (const [name, bytes] of copies) write(join(besideFolder(recordPath, record, "sources"), name), bytes);
  for (const [name, bytes] of pictures) write(join(besideFolder(recordPath, record, "pictures"), name), bytes);
  const { languages, numbering: asked } = options;
  const inAsked = asked === undefined ? [] : await printedIn(languages, asked);
  for (const language of languages) {
    const numbering = asked !== undefined && inAsked.includes(language) ? { numbering: asked } : {};
    for (const format of options.formats) {
      const page = await renderApart(record, { language, format, pictures, ...numbering });
      write(join(folder, `${id}.${language}.${format}`), page);
    }
    write(join(folder, `${id}.brief.${language}.txt`), await renderBrief(record, { language, ...numbering }));
  }
  write(join(folder, `${id}.series.csv`), seriesCsv(record));
  write(join(folder, `${id}.cars.geojson`), carsGeojson(record));
  write(recordPath, recordText(record));
  return ready;
}

/**
 * Writes the files of a report, each whole or not at all.
 *
 * @returns their paths
 * @throws YardcheckError "disk-full"
 */
export function writeReportFiles(files: readonly RenderedFile[]): readonly string[] {
  for (const [path, content] of files) {
    makeFolder(dirname(path));
    writeFileAtomically(path, content);
  }
  return files.map(([path]) => path);
}
