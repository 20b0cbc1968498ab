import { canonicalJson } from "../../core/report/canonical.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import type { RecordTools } from "../../core/report/record-of.ts";
import { VERSION } from "../../core/version.ts";
import { YardcheckError } from "../../errors.ts";
import { parseRecord } from "../evidence/record-file.ts";
import { type BundleCheck, check } from "./bundle-check.ts";
import { figureChecks } from "./figure-checks.ts";
import { MANIFEST, type Manifest, manifestText, RECORD, readManifest, sha256Of } from "./manifest.ts";
import { derivedFiles, namedPictures, packedCopies } from "./pack-bundle.ts";
import { type Files, isAsPacked, packZip, unpackZip } from "./zip.ts";

export interface Verification {
  readonly facility: string;
  readonly generatedAt: string;
  /** SHA-256 of the bundle, to compare with what its publisher gives. */
  readonly sha256: string;
  readonly checks: readonly BundleCheck[];
  readonly agrees: boolean;
  /** True: all that differs is what another version of Yardcheck or of its statistics works out otherwise. */
  readonly otherVersion: boolean;
}

/**
 * Checks a bundle offline: every byte against the manifest, every figure of the report against what its basis gives.
 *
 * @param file  its name, for messages
 * @throws YardcheckError "bundle-invalid" when it cannot be read at all; "report-invalid" when its record is none
 */
export async function verifyBundle(zip: Uint8Array, file: string, tools: RecordTools): Promise<Verification> {
  const files = unpackZip(zip, file);
  const checks = [...fileChecks(zip, files, file), ...containerChecks(zip, files)];
  const text = files.get(RECORD);
  if (text === undefined) throw new YardcheckError("bundle-invalid", `${file}: holds no ${RECORD}`);
  // A record that cannot be read is told by name, with what the manifest says of it.
  const broken = checks.find(({ name, agrees }) => name === RECORD && !agrees);
  const record = recordIn(
    text,
    `${file}: ${RECORD}${broken === undefined ? "" : " (changed: not the file of the manifest)"}`,
  );
  checks.push(...writingChecks(text), ...manifestChecks(readManifest(files, file), record));
  checks.push(...figureChecks(record, tools), ...(await derivedChecks(record, files)));
  const differing = checks.filter(({ agrees }) => !agrees);
  return {
    facility: record.basis.facility.id,
    generatedAt: record.basis.generatedAt,
    sha256: sha256Of(zip),
    checks,
    agrees: differing.length === 0,
    otherVersion: differing.length > 0 && differing.every(({ kind }) => kind === "version"),
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

/**
 * The record's file byte for byte as its record is written: a field named twice, a number in odd digits or a mark before
 * the first brace would be read by a person otherwise than by this program. Nor may a text turn the order of its letters.
 */
function writingChecks(content: Uint8Array): BundleCheck[] {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
  const written = canonicalText(text);
  const isAsWritten = check(
    "figure",
    `${RECORD} as a record is written`,
    firstDifference(text, written),
    firstDifference(written, text),
  );
  const turning = /.{0,20}(?:[\u202d\u202e]|\\u202[de]).{0,20}/i.exec(text)?.[0] ?? "none";
  return [isAsWritten, check("figure", `${RECORD}, letters in an order that is turned`, turning, "none")];
}

function canonicalText(text: string): string {
  try {
    return `${canonicalJson(JSON.parse(text.replace(/^\ufeff/, "")), 2)}\n`;
  } catch (error) {
    // A number too large for JSON, such as 1e400.
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** What the manifest says of the record, beside its files. */
function manifestChecks(manifest: Manifest, { basis }: ReportRecord): BundleCheck[] {
  return [
    check("figure", `${MANIFEST}: facility`, manifest.facility, basis.facility.id),
    check("figure", `${MANIFEST}: generatedAt`, manifest.generatedAt, basis.generatedAt),
  ];
}

/** Every file against the manifest; the manifest against its own text, and against the zip's check sum. */
function fileChecks(zip: Uint8Array, files: Files, file: string): BundleCheck[] {
  const manifest = readManifest(files, file);
  const checks: BundleCheck[] = manifest.files.map(({ name, bytes, sha256 }) => {
    const content = files.get(name);
    return check("file", name, content === undefined ? "missing" : hashText(content), `${sha256} (${bytes} bytes)`);
  });
  const known = new Set([MANIFEST, ...manifest.files.map(({ name }) => name)]);
  for (const name of files.keys())
    if (!known.has(name)) checks.push(check("file", name, "there", "not in the manifest"));
  const written = Buffer.from(files.get(MANIFEST) ?? []).toString("utf8");
  const listed = [...manifest.files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const expected = manifestText({ ...manifest, files: listed });
  checks.push(
    isAsPacked(zip, files, file, MANIFEST)
      ? check("file", MANIFEST, firstDifference(written, expected), firstDifference(expected, written))
      : check("file", MANIFEST, "changed after it was packed", "as the zip's own check sum has it"),
  );
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

/** Files that follow from the record, made again; pictures that the record names, and none that it may not show. */
async function derivedChecks(record: ReportRecord, files: Files): Promise<BundleCheck[]> {
  const checks: BundleCheck[] = [];
  const derived = await derivedFilesOf(record);
  for (const [name, expected] of derived) {
    const given = files.get(name);
    const [was, is] = [given && Buffer.from(given).toString("utf8"), Buffer.from(expected).toString("utf8")];
    checks.push(
      check(
        // Written by another version, it may have other words.
        record.madeWith === VERSION || given === undefined ? "figure" : "version",
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
  const known = new Set([MANIFEST, RECORD, ...derived.map(([name]) => name), ...named.keys()]);
  // Where the record does not print, which briefs it has cannot be said: it has been told above.
  const unknown = [...files.keys()].filter((name) => !known.has(name));
  for (const name of unknown)
    if (derived.length > 0 || /^(pictures|sources)\//.test(name))
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
