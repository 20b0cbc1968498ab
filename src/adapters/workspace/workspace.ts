import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { YardcheckError } from "../../errors.ts";
import { connect, type Database, type OpenDatabase, openDatabase } from "../store/database.ts";
import { databaseFailure } from "../store/failures.ts";
import { pendingMigrations } from "../store/migrations.ts";
import { writeFileAtomically } from "./files.ts";
import { type Lock, lockHolder, takeLock } from "./lock.ts";
import { moveIn, newFolder } from "./new-folder.ts";

/** A folder with all that one team knows: settings.json, db/ (unless a server has it), reports/, scenes/. */
export interface Workspace {
  readonly folder: string;
  readonly settings: Settings;
  readonly db: Database;
  readonly database: OpenDatabase;
  /** Folder of finished reports: `<facility>.<language>.<html|pdf>` and `<facility>.json`. */
  readonly reports: string;
  /** Folder of images that Yardcheck itself made or fetched. */
  readonly scenes: string;
  /** Null where the database is a server, which many processes may use, or is lent by the process that has the lock. */
  readonly lock: Lock | null;
  close(): Promise<void>;
}

const Settings = z.object({
  version: z.literal(1),
  /** Where the database is. `postgresql`: its address is in DATABASE_URL, never in a file. */
  database: z.enum(["embedded", "postgresql"]),
  /** Whatever else other parts keep here, each under its own name. */
  parts: z.record(z.string(), z.unknown()).default({}),
});
export type Settings = z.infer<typeof Settings>;

export const SETTINGS = "settings.json";
export const DATABASE_FOLDER = "db";
export const LOCK_FILE = "lock";

/** What a server calls itself in the lock. */
export const SERVE = "yardcheck serve";
/** How long a command waits for a server that is starting, milliseconds. */
const STARTING_MS = 60_000;

/**
 * The folder of the workspace to work in: the one that is named, else the one in the environment, else the first at or
 * above the current folder.
 *
 * @throws YardcheckError "workspace-missing"
 */
export function findWorkspace(named: string | undefined, fromEnvironment: string | undefined, cwd: string): string {
  const given = named ?? fromEnvironment;
  if (given !== undefined && given !== "") {
    const folder = resolve(cwd, given);
    if (!isWorkspace(folder))
      throw new YardcheckError("workspace-missing", `${folder} is no workspace: it has no ${SETTINGS}`);
    return folder;
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (isWorkspace(folder)) return folder;
    if (folder === dirname(folder))
      throw new YardcheckError("workspace-missing", `neither ${resolve(cwd)} nor a folder above it is a workspace`);
  }
}

function isWorkspace(folder: string): boolean {
  return existsSync(join(folder, SETTINGS));
}

/**
 * Makes a workspace, whole or not at all: beside its place first, then moved there.
 *
 * @param databaseUrl  a PostgreSQL server with the database; undefined: a database in the folder
 * @param signal       ends it between its steps; nothing of it stays
 * @returns false where the folder is a workspace already; it is left as it is
 * @throws YardcheckError "conflict" where the folder holds something else | the signal's reason
 */
export async function initWorkspace(
  folder: string,
  databaseUrl: string | undefined,
  now: Date,
  signal?: AbortSignal,
): Promise<boolean> {
  if (isWorkspace(resolve(folder))) return false;
  const made = newFolder(folder, now);
  const { place, beside } = made;
  try {
    mkdirSync(beside, { recursive: true });
    for (const part of ["reports", "scenes"]) mkdirSync(join(beside, part));
    const where = databaseUrl === undefined ? { folder: join(beside, DATABASE_FOLDER) } : { url: databaseUrl };
    const database = await openDatabase(where, now.toISOString());
    await database.close();
    signal?.throwIfAborted();
    writeSettings(beside, { version: 1, database: database.kind, parts: {} });
    moveIn(made, SETTINGS);
    return true;
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw databaseFailure(error, `making ${place}`);
  }
}

/** How an embedded database may be reached. */
export type Access = "any" | "alone" | "through-server";

/**
 * Opens a workspace for this process alone (embedded database), or along with others (PostgreSQL; or a server has the
 * embedded database open, and lends it).
 *
 * @param databaseUrl  DATABASE_URL; where it is set, it decides
 * @param command      what this process is doing, for whoever finds the workspace locked
 * @param access       `alone`: never through a server that has it open. `through-server`: only so
 * @throws YardcheckError "workspace-missing" | "workspace-locked" | "database-unavailable" | "disk-full" | "conflict"
 */
export async function openWorkspace(
  folder: string,
  databaseUrl: string | undefined,
  command: string,
  now: Date,
  access: Access = "any",
): Promise<Workspace> {
  const settings = readSettings(folder);
  if (databaseUrl === undefined && settings.database === "postgresql")
    throw new YardcheckError(
      "database-unavailable",
      `the database of ${folder} is on a PostgreSQL server, and DATABASE_URL is not set`,
    );
  const held = databaseUrl === undefined ? await lockOrLending(join(folder, LOCK_FILE), command, now, access) : null;
  const lock = held !== null && "release" in held ? held : null;
  try {
    const database =
      held !== null && "lentAt" in held
        ? await borrowDatabase(held.lentAt)
        : await openDatabase(
            databaseUrl === undefined ? { folder: join(folder, DATABASE_FOLDER) } : { url: databaseUrl },
            now.toISOString(),
          );
    const [reports, scenes] = [join(folder, "reports"), join(folder, "scenes")];
    for (const part of [reports, scenes]) mkdirSync(part, { recursive: true });
    const close = async () => {
      await database.close().finally(() => lock?.release());
    };
    return { folder, settings, db: database.db, database, reports, scenes, lock, close };
  } catch (error) {
    lock?.release();
    throw databaseFailure(error, `opening ${folder}`);
  }
}

/** The lock; or, where a living server has it, where that one lends the database. One that is starting is waited for. */
async function lockOrLending(
  path: string,
  command: string,
  now: Date,
  access: Access,
): Promise<Lock | { readonly lentAt: string }> {
  for (const end = Date.now() + STARTING_MS; ; await wait(100)) {
    const holder = access === "alone" ? null : lockHolder(path);
    if (holder?.lentAt && existsSync(holder.lentAt)) return { lentAt: holder.lentAt };
    const starting = holder?.command === SERVE && holder.url === null && Date.now() < end;
    if (starting) continue;
    if (access === "through-server")
      throw new YardcheckError("database-unavailable", "the server that lends the database has gone");
    try {
      return takeLock(path, command, now);
    } catch (error) {
      throw databaseFailure(error, `taking the lock ${path}`);
    }
  }
}

/** @throws YardcheckError "conflict" where the server is of another version, so that each writes what the other knows */
async function borrowDatabase(lentAt: string): Promise<OpenDatabase> {
  const database = await connect({ lentAt });
  try {
    const missing = await pendingMigrations(database.db);
    if (missing.length > 0)
      throw new YardcheckError(
        "conflict",
        `the server that has the workspace open is of an older Yardcheck (it lacks ${missing.join(", ")}); start it again`,
      );
    return database;
  } catch (error) {
    await database.close().catch(() => {});
    throw error;
  }
}

export function readSettings(folder: string): Settings {
  const path = join(folder, SETTINGS);
  try {
    return Settings.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new YardcheckError("workspace-missing", `${path} cannot be read as the settings of a workspace`, { cause });
  }
}

export function writeSettings(folder: string, settings: Settings): void {
  writeFileAtomically(join(folder, SETTINGS), `${JSON.stringify(settings, null, 2)}\n`);
}
