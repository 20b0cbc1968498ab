import type { ReportRecord } from "../../core/report/record.ts";
import type { ArchivedCopy } from "../../core/report/source.ts";
import { YardcheckError } from "../../errors.ts";
import { bibliography } from "../evidence/csl.ts";
import { parseRecord, recordText } from "../evidence/record-file.ts";
import { languageTags } from "../render/language.ts";
import { renderBrief } from "../render/report.ts";
import { MANIFEST, manifestOf, manifestText, RECORD, sha256Of } from "./manifest.ts";
import { type Files, packZip } from "./zip.ts";

/** Bytes that lie beside a record: pictures by name, archived sources by file. */
export interface BesideRecord {
  readonly pictures: Files;
  readonly archived: Files;
}

/**
 * Packs a report so that a stranger can check it offline: the record, the strips that may be shown, the version of the
 * counting method, the sources, the briefs, and a manifest of hashes. The same report gives the same bytes.
 *
 * @throws YardcheckError "report-invalid" when a picture or an archived source is missing, or is not the one that the
 *   record names
 */
export async function packBundle(given: ReportRecord, beside: BesideRecord): Promise<Uint8Array> {
  const text = recordText(given);
  // As its reader will have it, fields in the order of the file: what follows from the record must not hang on that.
  const record = parseRecord(text, RECORD);
  const files = new Map<string, Uint8Array>([
    [RECORD, bytesOf(text)],
    ...(await derivedFiles(record)),
    ...namedPictures(record).map(({ name, sha256 }) => checked(`pictures/${name}`, beside.pictures.get(name), sha256)),
    ...packedCopies(record).map(({ file, sha256 }) => checked(`sources/${file}`, beside.archived.get(file), sha256)),
  ]);
  const { facility, generatedAt } = record.basis;
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest = manifestText(manifestOf(files, facility.id, generatedAt));
  return packZip(new Map([[MANIFEST, bytesOf(manifest)], ...sorted]));
}

/** Files of a bundle that follow from its record alone: `verify` makes them again and compares. */
export async function derivedFiles(record: ReportRecord): Promise<[string, Uint8Array][]> {
  const briefs = languageTags().map(
    async (language): Promise<[string, Uint8Array]> => [
      `brief.${language}.txt`,
      bytesOf(await renderBrief(record, { language })),
    ],
  );
  return [
    ["README.txt", bytesOf(README)],
    ["method.json", bytesOf(jsonText(record.basis.method))],
    ["sources.csl.json", bytesOf(jsonText(bibliography(record.basis.sources, "en")))],
    ...(await Promise.all(briefs)),
  ];
}

/**
 * Pictures that go into a bundle. None of a scene that may not be republished, whatever the record names.
 */
export function namedPictures({ basis }: ReportRecord): { readonly name: string; readonly sha256: string }[] {
  const { pictures, looks } = basis;
  const look = looks.find(({ observation }) => observation.id === pictures?.observation);
  if (pictures === null || look === undefined || !look.scene.mayBeRepublished) return [];
  return [pictures.overview, ...pictures.strips.map(({ picture }) => picture)].filter((picture) => picture !== null);
}

/** Archived copies that go into a bundle: those that may be republished. The others are named with their hash only. */
export function packedCopies({ basis }: ReportRecord): readonly ArchivedCopy[] {
  return basis.sources.flatMap(({ archived }) => (archived?.mayBeRepublished ? [archived] : []));
}

function checked(name: string, content: Uint8Array | undefined, sha256: string): [string, Uint8Array] {
  if (content === undefined) throw new YardcheckError("report-invalid", `${name} is not beside the record`);
  const actual = sha256Of(content);
  if (actual !== sha256)
    throw new YardcheckError("report-invalid", `${name} has SHA-256 ${actual}, the record names ${sha256}`);
  return [name, content];
}

function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const README = `This is a report of Yardcheck with all that is needed to check it.

report.json       the record: what the report was made from, and every sentence with the source of every number
brief.*.txt       the news brief, by language
method.json       how the cars were counted, with the SHA-256 of the models and the measured accuracy
sources.csl.json  the sources, for reference managers
pictures/         pixels of the strips that cars were counted on, where their licence allows it
sources/          archived copies of sources that may be republished; of others report.json gives the SHA-256
manifest.json     SHA-256 of every file

To check it, offline, on any machine with Yardcheck:

    yardcheck verify FILE.zip

It works out every figure again from the record's own basis and says what agrees and what does not. That the basis is
the one that was published, only the publisher can say: compare the SHA-256 of this file, which verify prints, with the
one that the publisher gives.
`;
