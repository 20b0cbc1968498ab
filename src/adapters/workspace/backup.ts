import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { YardcheckError } from "../../errors.ts";
import { openJobs } from "../jobs/carry.ts";
import { pagesOf, RowDigest, tablesInOrder } from "../store/copy.ts";
import type { Database } from "../store/database.ts";
import { databaseFailure } from "../store/failures.ts";
import { migrations } from "../store/migrations.ts";
import { type BackupSummary, JOBS, MANIFEST, type Manifest, summaryOf } from "./backup-manifest.ts";
import { besideName, unwritten } from "./files.ts";
import { padding, TAR_END, tarHeader } from "./tar.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Writes all that a workspace knows into one file (tar, gzip): every table as JSON lines from one snapshot, the jobs
 * that are to be done yet, reports, scenes, settings, and a manifest with counts and hashes. The file gets its name when it is
 * whole; its folder must be there.
 *
 * @param withScenes  false: leaves the images of scenes/ out
 * @throws YardcheckError "disk-full" | "conflict" where the file exists | "usage" where its path cannot be written
 */
export async function backUp(
  workspace: Workspace,
  file: string,
  withScenes: boolean,
  now: Date,
  onStep: (step: string) => void,
): Promise<BackupSummary> {
  if (existsSync(file)) throw new YardcheckError("conflict", `${file} exists; a backup never writes over another`);
  const beside = besideName(file);
  let manifest: Manifest | null = null;
  const archive = async function* (): AsyncGenerator<Uint8Array> {
    const tables: Record<string, { rows: number; sha256: string }> = {};
    const files: Record<string, string> = {};
    // A generator cannot run inside a transaction's callback: pages are written from one, piece by piece.
    const jobs = new RowDigest();
    for await (const piece of tablePieces(workspace.db, tables, jobs, onStep)) yield piece;
    for (const path of filesOf(workspace, withScenes)) {
      onStep(path);
      const hash = createHash("sha256");
      const { size } = statSync(join(workspace.folder, path));
      yield tarHeader(`files/${path}`, size);
      let sent = 0;
      for await (const piece of createReadStream(join(workspace.folder, path), { end: Math.max(0, size - 1) })) {
        hash.update(piece);
        sent += piece.length;
        yield piece;
      }
      if (sent !== size) throw new YardcheckError("conflict", `${path} changed while it was being copied`);
      yield padding(size);
      files[path] = hash.digest("hex");
    }
    manifest = {
      version: 1,
      madeAt: now.toISOString(),
      migrations: migrations().map(({ name }) => name),
      tables,
      files,
      jobs: jobs.value,
    };
    const text = Buffer.from(JSON.stringify(manifest, null, 2));
    yield tarHeader(MANIFEST, text.length);
    yield text;
    yield padding(text.length);
    yield TAR_END;
  };
  const begun = await open(beside, "wx").catch((error) => {
    throw unwritten(file, error);
  });
  try {
    await pipeline(archive, createGzip({ level: 6 }), begun.createWriteStream({ flush: true }));
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw databaseFailure(error, `writing ${file}`);
  }
  return summaryOf(manifest);
}

async function* tablePieces(
  db: Database,
  tables: Record<string, { rows: number; sha256: string }>,
  jobs: RowDigest,
  onStep: (step: string) => void,
): AsyncGenerator<Uint8Array> {
  const snapshot = await db.startTransaction().setIsolationLevel("repeatable read").execute();
  try {
    for (const table of await tablesInOrder(snapshot)) {
      onStep(table);
      const digest = new RowDigest();
      let page = 0;
      for await (const rows of pagesOf(snapshot, table)) {
        digest.add(rows);
        const text = Buffer.from(`${rows.join("\n")}\n`);
        yield tarHeader(`tables/${table}/${String(++page).padStart(6, "0")}.ndjson`, text.length);
        yield text;
        yield padding(text.length);
      }
      tables[table] = digest.value;
    }
    const rows = (await openJobs(snapshot)).map((job) => JSON.stringify(job));
    jobs.add(rows);
    const text = Buffer.from(rows.map((row) => `${row}\n`).join(""));
    yield tarHeader(JOBS, text.length);
    yield text;
    yield padding(text.length);
  } finally {
    await snapshot.rollback().execute();
  }
}

function filesOf(workspace: Workspace, withScenes: boolean): readonly string[] {
  const folders = withScenes ? [workspace.reports, workspace.scenes] : [workspace.reports];
  const inside = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(tmp|part)$/.test(entry.name))
      .map((entry) => relative(workspace.folder, join(entry.parentPath, entry.name)).split(sep).join("/")),
  );
  return ["settings.json", ...inside.sort()];
}
