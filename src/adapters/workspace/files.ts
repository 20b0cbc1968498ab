import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { YardcheckError } from "../../errors.ts";
import { databaseFailure } from "../store/failures.ts";

/** What the system says where a path cannot be written by anybody, or not by this user. */
const UNWRITABLE = /^(EACCES|EPERM|EROFS|EISDIR|ENOENT|ENOTDIR|EEXIST|ENAMETOOLONG|ELOOP|ENXIO|ENODEV)$/;

/** A neighbour of a file, in which it is written before it gets its name. Backups pass over what ends so. */
export function besideName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`);
}

/**
 * Writes a file so that it is there whole or not at all: into a neighbour first, to disk, then renamed over the old
 * one. Its folder must be there: a mistyped one is not made.
 *
 * @throws YardcheckError "disk-full" | "usage" where the path cannot be written
 */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  const beside = besideName(path);
  let begun = false;
  try {
    const file = openSync(beside, "wx");
    begun = true;
    try {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    if (begun) rmSync(beside, { force: true });
    throw unwritten(path, error);
  }
}

/**
 * Makes a folder, and those that it lies in; one that is there stays.
 *
 * @throws YardcheckError "disk-full" | "usage" where it cannot be made
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw unwritten(path, error);
  }
}

/** What to throw where a file could not be written: "usage" with the reason, where its path is at fault. */
export function unwritten(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = code === "ENOENT" ? `there is no folder ${dirname(path)}` : code;
  if (UNWRITABLE.test(code)) return new YardcheckError("usage", `${path} cannot be written (${why})`, { cause: error });
  return databaseFailure(error, `writing ${path}`);
}
