import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { YardcheckError } from "../../errors.ts";
import {
  addRows,
  advanceCounters,
  assertEmpty,
  assertSame,
  type Digests,
  deferConstraints,
  digestsOf,
  pagesOf,
  RowDigest,
  tablesInOrder,
} from "../store/copy.ts";
import { connect, type Database, type DatabasePlace, inTransaction, withoutPassword } from "../store/database.ts";
import { databaseFailure } from "../store/failures.ts";
import { migrate, migrations } from "../store/migrations.ts";
import { padding, readTar, TAR_END, tarHeader } from "./tar.ts";
import { DATABASE_FOLDER, readSettings, type Workspace, writeSettings } from "./workspace.ts";

const MANIFEST = "manifest.json";

const Digest = z.object({ rows: z.number(), sha256: z.string() });
const Manifest = z.object({
  version: z.literal(1),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.record(z.string(), Digest),
  files: z.record(z.string(), z.string()),
});
type Manifest = z.infer<typeof Manifest>;

/** What a backup holds, for printing. */
export interface BackupSummary {
  readonly tables: Digests;
  readonly files: number;
}

/**
 * Writes all that a workspace knows into one file (tar, gzip): every table as JSON lines from one snapshot, reports,
 * scenes, settings, and a manifest with counts and hashes. The file gets its name when it is whole.
 *
 * @param withScenes  false: leaves the images of scenes/ out
 * @throws YardcheckError "disk-full" | "conflict" where the file exists
 */
export async function backUp(
  workspace: Workspace,
  file: string,
  withScenes: boolean,
  now: Date,
  onStep: (step: string) => void,
): Promise<BackupSummary> {
  if (existsSync(file)) throw new YardcheckError("conflict", `${file} exists; a backup never writes over another`);
  const beside = `${file}.part-${process.pid}`;
  let manifest: Manifest | null = null;
  const archive = async function* (): AsyncGenerator<Uint8Array> {
    const tables: Record<string, { rows: number; sha256: string }> = {};
    const files: Record<string, string> = {};
    // A generator cannot run inside a transaction's callback: pages are written from one, piece by piece.
    for await (const piece of tablePieces(workspace.db, tables, onStep)) yield piece;
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
    };
    const text = Buffer.from(JSON.stringify(manifest, null, 2));
    yield tarHeader(MANIFEST, text.length);
    yield text;
    yield padding(text.length);
    yield TAR_END;
  };
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    await pipeline(archive, createGzip({ level: 6 }), createWriteStream(beside, { flags: "wx", flush: true }));
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw databaseFailure(error, `writing ${file}`);
  }
  const { tables, files } = manifest ?? { tables: {}, files: {} };
  return { tables, files: Object.keys(files).length };
}

async function* tablePieces(
  db: Database,
  tables: Record<string, { rows: number; sha256: string }>,
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
  } finally {
    await snapshot.rollback().execute();
  }
}

function filesOf(workspace: Workspace, withScenes: boolean): readonly string[] {
  const folders = withScenes ? [workspace.reports, workspace.scenes] : [workspace.reports];
  const inside = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".tmp"))
      .map((entry) => relative(workspace.folder, join(entry.parentPath, entry.name)).split(sep).join("/")),
  );
  return ["settings.json", ...inside.sort()];
}

/**
 * Makes a workspace from a backup, whole or not at all, and compares it with the backup's counts and hashes.
 *
 * @param folder       must be empty or not there
 * @param databaseUrl  a PostgreSQL server, empty, to restore the tables into; undefined: a database in the folder
 * @throws YardcheckError "bundle-invalid" | "conflict" | "disk-full" | "database-unavailable"
 */
export async function restore(
  file: string,
  folder: string,
  databaseUrl: string | undefined,
  now: Date,
  onStep: (step: string) => void,
): Promise<BackupSummary> {
  const place = resolve(folder);
  if (existsSync(place) && readdirSync(place).length > 0)
    throw new YardcheckError("conflict", `${place} is not empty: a backup is restored into an empty folder`);
  // The manifest comes last; what it says is needed first. Reading twice costs less than holding all in memory.
  const manifest = await manifestOf(file);
  const beside = `${place}.new-${process.pid}`;
  const where: DatabasePlace =
    databaseUrl === undefined ? { folder: join(beside, DATABASE_FOLDER) } : { url: databaseUrl };
  try {
    for (const part of ["reports", "scenes"]) mkdirSync(join(beside, part), { recursive: true });
    const database = await connect(where);
    try {
      await fill(database.db, file, beside, manifest, now, databaseUrl, onStep);
    } finally {
      await database.close();
    }
    writeSettings(beside, { ...readSettings(beside), database: database.kind });
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw databaseFailure(error, `restoring ${file}`);
  }
  return { tables: manifest.tables, files: Object.keys(manifest.files).length };
}

/** Schema of the backup's time, its rows, then what the schema has become since: all in one transaction. */
async function fill(
  db: Database,
  file: string,
  beside: string,
  manifest: Manifest,
  now: Date,
  databaseUrl: string | undefined,
  onStep: (step: string) => void,
): Promise<void> {
  const known = new Set(migrations().map(({ name }) => name));
  const newer = manifest.migrations.filter((name) => !known.has(name));
  if (newer.length > 0)
    throw new YardcheckError("conflict", `${file} was made by a newer Yardcheck (it has ${newer.join(", ")})`);
  await inTransaction(db, async (tx) => {
    await migrate(tx, now.toISOString(), new Set(manifest.migrations));
    await assertEmpty(tx, databaseUrl === undefined ? beside : withoutPassword(databaseUrl));
    await deferConstraints(tx);
    const hashes: Record<string, string> = {};
    for await (const { path, bytes } of readTar(unzipped(file), file)) {
      const [kind, ...rest] = path.split("/");
      const inner = rest.join("/");
      if (kind === "tables") {
        onStep(inner);
        const pieces: Buffer[] = [];
        for await (const piece of bytes) pieces.push(piece);
        await addRows(tx, rest[0] ?? "", Buffer.concat(pieces).toString().trimEnd().split("\n"));
      } else if (kind === "files") {
        onStep(inner);
        hashes[inner] = await writeFileOf(inner, bytes, beside);
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
}

async function writeFileOf(path: string, bytes: AsyncIterable<Buffer>, beside: string): Promise<string> {
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
  for await (const { path, bytes } of readTar(unzipped(file), file)) {
    const pieces: Buffer[] = [];
    for await (const piece of bytes) if (path === MANIFEST) pieces.push(piece);
    if (path !== MANIFEST) continue;
    const parsed = Manifest.safeParse(parsedJson(Buffer.concat(pieces).toString()));
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
