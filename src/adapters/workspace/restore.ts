import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { YardcheckError } from "../../errors.ts";
import { askAgain, type OpenJob } from "../jobs/carry.ts";
import { JOB_KINDS } from "../jobs/job-kinds.ts";
import {
  addRows,
  advanceCounters,
  assertEmpty,
  assertSame,
  deferConstraints,
  digestsOf,
  RowDigest,
} from "../store/copy.ts";
import { connect, type Database, type DatabasePlace, inTransaction, withoutPassword } from "../store/database.ts";
import { databaseFailure } from "../store/failures.ts";
import { migrate, migrations } from "../store/migrations.ts";
import { type BackupSummary, JOBS, MANIFEST, Manifest, summaryOf } from "./backup-manifest.ts";
import { moveIn, newFolder } from "./new-folder.ts";
import { readTar, type TarFile } from "./tar.ts";
import { DATABASE_FOLDER, readSettings, SETTINGS, writeSettings } from "./workspace.ts";

/** Rows, jobs or a manifest: a page of a backup is one row, or at most 16 MB; those of older backups are longer. */
const LARGEST_PAGE = 384 * 1024 * 1024;

const OpenJobLine = z.object({ kind: z.enum(JOB_KINDS), payload: z.unknown() });

/**
 * Makes a workspace from a backup, whole or not at all, and compares it with the backup's counts and hashes.
 *
 * @param folder       must be empty or not there
 * @param databaseUrl  a PostgreSQL server, empty, to restore the tables into; undefined: a database in the folder
 * @param signal       ends it between two files or pages; nothing of it stays
 * @throws YardcheckError "bundle-invalid" | "conflict" | "disk-full" | "database-unavailable" | the signal's reason
 */
export async function restore(
  file: string,
  folder: string,
  databaseUrl: string | undefined,
  now: Date,
  onStep: (step: string) => void,
  signal?: AbortSignal,
): Promise<BackupSummary> {
  const made = newFolder(folder, now);
  const { beside } = made;
  // The manifest comes last; what it says is needed first. Reading twice costs less than holding all in memory.
  const manifest = await manifestOf(file);
  const where: DatabasePlace =
    databaseUrl === undefined ? { folder: join(beside, DATABASE_FOLDER) } : { url: databaseUrl };
  try {
    for (const part of ["reports", "scenes"]) mkdirSync(join(beside, part), { recursive: true });
    const database = await connect(where);
    try {
      const jobs = await fill(database.db, file, beside, manifest, now, databaseUrl, onStep, signal);
      await askAgain(database, jobs);
    } finally {
      await database.close();
    }
    writeSettings(beside, { ...readSettings(beside), database: database.kind });
    moveIn(made, SETTINGS);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw databaseFailure(error, `restoring ${file}`);
  }
  return summaryOf(manifest);
}

/**
 * Schema of the backup's time, its rows, then what the schema has become since: all in one transaction.
 *
 * @returns the jobs that were to be done yet
 */
async function fill(
  db: Database,
  file: string,
  beside: string,
  manifest: Manifest,
  now: Date,
  databaseUrl: string | undefined,
  onStep: (step: string) => void,
  signal: AbortSignal | undefined,
): Promise<readonly OpenJob[]> {
  const jobs: OpenJob[] = [];
  const known = new Set(migrations().map(({ name }) => name));
  const newer = manifest.migrations.filter((name) => !known.has(name));
  if (newer.length > 0)
    throw new YardcheckError("conflict", `${file} was made by a newer Yardcheck (it has ${newer.join(", ")})`);
  await inTransaction(db, async (tx) => {
    await migrate(tx, now.toISOString(), new Set(manifest.migrations));
    await assertEmpty(tx, databaseUrl === undefined ? beside : withoutPassword(databaseUrl));
    await deferConstraints(tx);
    const hashes: Record<string, string> = {};
    for await (const entry of readTar(unzipped(file), file)) {
      signal?.throwIfAborted();
      const { path, bytes } = entry;
      const [kind, ...rest] = path.split("/");
      const inner = rest.join("/");
      if (kind === "tables") {
        onStep(inner);
        await addRows(tx, rest[0] ?? "", await linesOf(entry));
      } else if (kind === "files") {
        onStep(inner);
        hashes[inner] = await writeFileOf(inner, bytes, beside, signal);
      } else if (path === JOBS) {
        const digest = new RowDigest();
        for (const row of await linesOf(entry)) {
          digest.add([row]);
          jobs.push(OpenJobLine.parse(JSON.parse(row)));
        }
        if (digest.value.sha256 !== manifest.jobs.sha256)
          throw new YardcheckError("bundle-invalid", `${file}: damaged in ${path}`);
      } else for await (const _ of bytes);
    }
    const damaged = Object.keys({ ...manifest.files, ...hashes }).filter(
      (path) => manifest.files[path] !== hashes[path],
    );
    if (damaged.length > 0) throw new YardcheckError("bundle-invalid", `${file}: damaged in ${damaged.join(", ")}`);
    assertSame(manifest.tables, await digestsOf(tx), `what was restored from ${file}`);
    await advanceCounters(tx);
    await migrate(tx, now.toISOString());
  });
  return jobs;
}

/** @throws YardcheckError "bundle-invalid" for a page that no backup writes: it would be held in memory */
async function linesOf({ path, size, bytes }: TarFile): Promise<string[]> {
  if (!(size <= LARGEST_PAGE))
    throw new YardcheckError("bundle-invalid", `${path} has ${size} bytes, expected at most ${LARGEST_PAGE}`);
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  const text = Buffer.concat(pieces).toString().trimEnd();
  return text === "" ? [] : text.split("\n");
}

async function writeFileOf(
  path: string,
  bytes: AsyncIterable<Buffer>,
  beside: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  // A name may come from anywhere: it stays inside the folder.
  if (posix.normalize(path) !== path || path.startsWith("/") || path.startsWith("..") || path.includes("\\"))
    throw new YardcheckError("bundle-invalid", `the backup holds a file named ${path}, outside the workspace`);
  const target = join(beside, path);
  mkdirSync(dirname(target), { recursive: true });
  const hash = createHash("sha256");
  await pipeline(
    bytes,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        signal?.throwIfAborted();
        hash.update(piece);
        yield piece;
      }
    },
    createWriteStream(target, { flags: "wx" }),
  );
  return hash.digest("hex");
}

async function manifestOf(file: string): Promise<Manifest> {
  if (!existsSync(file)) throw new YardcheckError("usage", `there is no file ${file}`);
  let manifest: Manifest | null = null;
  for await (const entry of readTar(unzipped(file), file)) {
    if (entry.path !== MANIFEST) {
      for await (const _ of entry.bytes);
      continue;
    }
    const parsed = Manifest.safeParse(parsedJson((await linesOf(entry)).join("\n")));
    if (parsed.success) manifest = parsed.data;
  }
  if (manifest === null)
    throw new YardcheckError("bundle-invalid", `${file}: no manifest; it is no backup, or was cut off`);
  return manifest;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @throws YardcheckError "bundle-invalid" where the file cannot be read as gzip */
async function* unzipped(file: string): AsyncGenerator<Buffer> {
  const unzip = createGunzip();
  const reading = createReadStream(file);
  reading.on("error", (error) => unzip.destroy(error)).pipe(unzip);
  try {
    yield* unzip;
  } catch (cause) {
    throw new YardcheckError("bundle-invalid", `${file}: damaged, or no backup of Yardcheck`, { cause });
  } finally {
    reading.destroy();
  }
}
