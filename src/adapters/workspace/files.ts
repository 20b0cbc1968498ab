import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { YardcheckError } from "../../errors.ts";
import { databaseFailure } from "../store/failures.ts";

/** What the system says where a path cannot be written by anybody, or not by this user. */
const UNWRITABLE = /^(EACCES|EPERM|EROFS|EISDIR|ENOTDIR|EEXIST|ENAMETOOLONG|ELOOP|ENXIO|ENODEV)$/;

/**
 * Writes a file so that it is there whole or not at all: into a neighbour first, to disk, then renamed over the old
 * one.
 *
 * @throws YardcheckError "disk-full" | "usage" where the path cannot be written
 */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(beside, "wx");
    try {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (UNWRITABLE.test(code))
      throw new YardcheckError("usage", `${path} cannot be written (${code})`, { cause: error });
    throw databaseFailure(error, `writing ${path}`);
  }
}
