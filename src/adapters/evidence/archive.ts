import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { ArchivedCopy, Source } from "../../core/report/source.ts";
import { YardcheckError } from "../../errors.ts";
import { makeFolder, writeFileAtomically } from "../workspace/files.ts";

/** Folder of a facility's archived copies, in the folder of finished reports: beside the record that names them. */
export function archiveFolder(reports: string, facility: string): string {
  return join(reports, `${facility}.sources`);
}

/**
 * Keeps a copy of a source. Its name carries the source and the first of its hash, so that a later copy of the same
 * page lies beside the earlier one, which older revisions name.
 *
 * @param name  of the file that the copy was read from; only its ending is kept
 * @throws YardcheckError "evidence-invalid" for an empty file | those of `writeFileAtomically`
 */
export function keepCopy(
  folder: string,
  source: string,
  name: string,
  content: Uint8Array,
  mayBeRepublished: boolean,
): ArchivedCopy {
  if (content.length === 0)
    throw new YardcheckError("evidence-invalid", `${name} is empty, expected a copy of ${source}`);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const ending = /^\.[a-z0-9]{1,8}$/.exec(extname(name).toLowerCase())?.[0] ?? ".bin";
  const file = `${source.replace(/[^A-Za-z0-9._-]/g, "_")}.${sha256.slice(0, 12)}${ending}`;
  makeFolder(folder);
  writeFileAtomically(join(folder, file), content);
  return { file, sha256, mayBeRepublished };
}

/**
 * The archived copies that sources name, by file, each checked against its hash.
 *
 * @throws YardcheckError "report-invalid" naming the copy that is not there, or is not the one that was archived
 */
export function keptCopies(folder: string, sources: readonly Source[]): ReadonlyMap<string, Uint8Array> {
  const copies = new Map<string, Uint8Array>();
  for (const { id, archived } of sources) {
    if (archived === null) continue;
    const path = join(folder, archived.file);
    const content = read(path, id);
    const sha256 = createHash("sha256").update(content).digest("hex");
    if (sha256 !== archived.sha256)
      throw new YardcheckError(
        "report-invalid",
        `the copy ${path} of source ${id} has SHA-256 ${sha256}, archived was ${archived.sha256}`,
      );
    copies.set(archived.file, content);
  }
  return copies;
}

function read(path: string, source: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new YardcheckError(
      "report-invalid",
      `source ${source} names the archived copy ${path}, which cannot be read; archive it again with \`yardcheck evidence archive ${source}\``,
      { cause },
    );
  }
}
