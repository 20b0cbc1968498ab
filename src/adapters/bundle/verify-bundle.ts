import type { Count } from "../../core/observation/count.ts";
import { countOf } from "../../core/observation/count.ts";
import { canonicalJson } from "../../core/report/canonical.ts";
import type { Finding } from "../../core/report/finding.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { type RecordTools, recordOf } from "../../core/report/record-of.ts";
import { YardcheckError } from "../../errors.ts";
import { parseRecord } from "../evidence/record-file.ts";
import { MANIFEST, manifestOf, manifestText, RECORD, readManifest, sha256Of } from "./manifest.ts";
import { derivedFiles, namedPictures, packedCopies } from "./pack-bundle.ts";
import { type Files, packZip, unpackZip } from "./zip.ts";

/** One thing that was checked. `was`: what the bundle says; `is`: what it should be. Both null where they agree. */
export interface BundleCheck {
  readonly kind: "file" | "container" | "figure";
  readonly name: string;
  readonly agrees: boolean;
  readonly was: string | null;
  readonly is: string | null;
}

export interface Verification {
  readonly facility: string;
  readonly generatedAt: string;
  /** SHA-256 of the bundle, to compare with what its publisher gives. */
  readonly sha256: string;
  readonly checks: readonly BundleCheck[];
  readonly agrees: boolean;
}

/**
 * Checks a bundle offline: every byte against the manifest, every figure of the report against what its basis gives.
 *
 * @param file  its name, for messages
 * @throws YardcheckError "bundle-invalid" when it cannot be read at all; "report-invalid" when its record is none
 */
export async function verifyBundle(zip: Uint8Array, file: string, tools: RecordTools): Promise<Verification> {
  const files = unpackZip(zip, file);
  const checks = [...fileChecks(files, file), ...containerChecks(zip, files)];
  const text = files.get(RECORD);
  if (text === undefined) throw new YardcheckError("bundle-invalid", `${file}: holds no ${RECORD}`);
  // A record that cannot be read is told by name, with what the manifest says of it.
  const broken = checks.find(({ name, agrees }) => name === RECORD && !agrees);
  const record = recordIn(
    text,
    `${file}: ${RECORD}${broken === undefined ? "" : " (changed: not the file of the manifest)"}`,
  );
  checks.push(...figureChecks(record, tools), ...(await derivedChecks(record, files)));
  return {
    facility: record.basis.facility.id,
    generatedAt: record.basis.generatedAt,
    sha256: sha256Of(zip),
    checks,
    agrees: checks.every(({ agrees }) => agrees),
  };
}

function recordIn(content: Uint8Array, name: string): ReportRecord {
  try {
    return parseRecord(new TextDecoder("utf-8", { fatal: true }).decode(content), name);
  } catch (cause) {
    if (cause instanceof YardcheckError) throw new YardcheckError("bundle-invalid", cause.message, { cause });
    throw new YardcheckError("bundle-invalid", `${name} is not UTF-8`, { cause });
  }
}

/** Every file against the manifest, the manifest against its own text. */
function fileChecks(files: Files, file: string): BundleCheck[] {
  const manifest = readManifest(files, file);
  const checks: BundleCheck[] = manifest.files.map(({ name, bytes, sha256 }) => {
    const content = files.get(name);
    return check("file", name, content === undefined ? "missing" : hashText(content), `${sha256} (${bytes} bytes)`);
  });
  const known = new Set([MANIFEST, ...manifest.files.map(({ name }) => name)]);
  for (const name of files.keys())
    if (!known.has(name)) checks.push(check("file", name, "there", "not in the manifest"));
  const written = Buffer.from(files.get(MANIFEST) ?? []).toString("utf8");
  const expected = manifestText(manifestOf(files, manifest.facility, manifest.generatedAt));
  checks.push(check("file", MANIFEST, firstDifference(written, expected), firstDifference(expected, written)));
  return checks;
}

function hashText(content: Uint8Array): string {
  return `${sha256Of(content)} (${content.length} bytes)`;
}

/** The zip's own bytes, headers and all, against those that the same files are always packed into. */
function containerChecks(zip: Uint8Array, files: Files): BundleCheck[] {
  const canonical = packZip(files);
  const at = firstDifferentByte(zip, canonical);
  const name = "container";
  if (at === null) return [check("container", name, "", "")];
  const was = `byte ${at} is ${zip[at] ?? "missing"}, ${zip.length} bytes in all (changed, or packed by another program)`;
  return [check("container", name, was, `${canonical[at] ?? "nothing"}, ${canonical.length} bytes in all`)];
}

function firstDifferentByte(a: Uint8Array, b: Uint8Array): number | null {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return i;
  return null;
}

/** A stretch of `text` from just before the first place where it differs from `other`; empty where they are equal. */
function firstDifference(text: string, other: string): string {
  if (text === other) return "";
  let i = 0;
  while (text[i] === other[i]) i++;
  return `at character ${i}: ${JSON.stringify(text.slice(Math.max(0, i - 20), i + 40))}`;
}

/** Every figure of the report, worked out again from its basis. */
function figureChecks(record: ReportRecord, tools: RecordTools): BundleCheck[] {
  const again = recomputed(record, tools);
  if (typeof again === "string") return [check("figure", "the whole record", "given", again)];
  const checks = [check("figure", "version of Yardcheck", record.madeWith, again.madeWith)];
  checks.push(...record.basis.looks.flatMap(({ observation }) => countChecks(observation)));
  checks.push(...findingChecks(byId(record.findings), byId(again.findings)));
  for (const part of ["groups", "assessment", "computations", "origins", "matrix", "judgement"] as const)
    checks.push(...leafChecks(part, record[part], again[part]));
  const order = (findings: readonly Finding[]) => findings.map(({ id }) => id).join(" ");
  checks.push(check("figure", "order of the sentences", order(record.findings), order(again.findings)));
  return checks;
}

function recomputed(record: ReportRecord, tools: RecordTools): ReportRecord | string {
  try {
    return recordOf(record.basis, tools);
  } catch (error) {
    if (error instanceof RangeError) return `cannot be worked out: ${error.message}`;
    throw error;
  }
}

/** Counts against their own distributions. */
function countChecks(observation: ReportRecord["basis"]["looks"][number]["observation"]): BundleCheck[] {
  if (observation.status === "withheld") return [];
  const { id, count, tracks, zones, types, seen } = observation;
  const named: [string, Count][] = [
    ["count", count],
    ...(seen === undefined ? [] : [["seen", seen] as [string, Count]]),
    ...tracks.map((track): [string, Count] => [`track ${track.track}`, track.count]),
    ...zones.map((zone): [string, Count] => [`zone ${zone.zone}`, zone.count]),
    ...Object.entries(types).map(([type, of]): [string, Count] => [`type ${type}`, of]),
  ];
  return named.map(([name, given]) => check("figure", `${id}, ${name}`, countText(given), recountText(given)));
}

function countText({ median, low, high, level }: Count): string {
  return `${median} (${low} to ${high} at ${level})`;
}

function recountText({ pmf, level }: Count): string {
  try {
    return countText(countOf(pmf, level));
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function byId(findings: readonly Finding[]): Map<string, Finding> {
  return new Map(findings.map((finding) => [finding.id, finding]));
}

function findingChecks(was: ReadonlyMap<string, Finding>, is: ReadonlyMap<string, Finding>): BundleCheck[] {
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
    const [given, again] = [was.get(id), is.get(id)];
    if (given === undefined || again === undefined)
      return [
        check("figure", id, given === undefined ? "missing" : "there", again === undefined ? "missing" : "there"),
      ];
    const { values, ...rest } = given;
    const { values: valuesAgain, ...restAgain } = again;
    return [
      ...leafChecks(`${id} ${again.key}`, rest, restAgain).filter(({ agrees }) => !agrees),
      ...[...new Set([...Object.keys(values), ...Object.keys(valuesAgain)])].map((name) =>
        check("figure", `${id} ${again.key}: ${name}`, plain(values[name]), plain(valuesAgain[name])),
      ),
    ];
  });
}

/** Differences of two JSON values by path; one agreement where there is none. */
function leafChecks(name: string, was: unknown, is: unknown): BundleCheck[] {
  const different = differences(name, was, is);
  return different.length > 0 ? different : [check("figure", name, "", "")];
}

function differences(path: string, was: unknown, is: unknown): BundleCheck[] {
  if (isBranch(was) && isBranch(is) && Array.isArray(was) === Array.isArray(is)) {
    const [a, b] = [new Map(Object.entries(was)), new Map(Object.entries(is))];
    return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) =>
      differences(`${path}/${key}`, a.get(key), b.get(key)),
    );
  }
  return plain(was) === plain(is) ? [] : [check("figure", path, plain(was), plain(is))];
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function plain(value: unknown): string {
  return value === undefined ? "missing" : canonicalJson(value);
}

/** Files that follow from the record, made again; pictures that the record names, and none that it may not show. */
async function derivedChecks(record: ReportRecord, files: Files): Promise<BundleCheck[]> {
  const checks: BundleCheck[] = [];
  for (const [name, expected] of await derivedFilesOf(record)) {
    const given = files.get(name);
    const [was, is] = [given && Buffer.from(given).toString("utf8"), Buffer.from(expected).toString("utf8")];
    checks.push(
      check(
        "figure",
        `${name} from the record`,
        was === undefined ? "missing" : firstDifference(was, is),
        firstDifference(is, was ?? ""),
      ),
    );
  }
  const named = new Map(namedPictures(record).map(({ name, sha256 }) => [`pictures/${name}`, sha256]));
  for (const { file, sha256 } of packedCopies(record)) named.set(`sources/${file}`, sha256);
  for (const [name, sha256] of named) {
    const content = files.get(name);
    checks.push(check("figure", `${name} as the record names it`, content ? sha256Of(content) : "missing", sha256));
  }
  for (const name of files.keys())
    if (/^(pictures|sources)\//.test(name) && !named.has(name))
      checks.push(check("figure", name, "there", "not named by the record, or not to be republished"));
  return checks;
}

async function derivedFilesOf(record: ReportRecord): Promise<[string, Uint8Array][]> {
  try {
    return await derivedFiles(record);
  } catch (error) {
    // A record that was tampered with may not print at all; its figures have been told apart above.
    if (error instanceof RangeError || error instanceof YardcheckError) return [];
    throw error;
  }
}

function check(kind: BundleCheck["kind"], name: string, was: string, is: string): BundleCheck {
  const agrees = was === is;
  return { kind, name, agrees, was: agrees ? null : was, is: agrees ? null : is };
}
