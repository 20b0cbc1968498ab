import { readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { YardcheckError } from "../../errors.ts";
import { connect, type DatabasePlace, withoutPassword } from "../store/database.ts";
import { migrate } from "../store/migrations.ts";
import { lockHolder, takeLock } from "../workspace/lock.ts";
import { DATABASE_FOLDER, LOCK_FILE } from "../workspace/workspace.ts";

/** One thing that was looked at, what was found, and what to do where it is not right. */
export interface Check {
  readonly name: string;
  /** `wrong` fails the doctor; `note` should be known. */
  readonly state: "right" | "note" | "wrong";
  readonly found: string;
  /** Null where there is nothing to do. */
  readonly fix: string | null;
}

/** Room for a backup, a report and a fetched image; below the second, writes begin to fail. Bytes. */
const ENOUGH_ROOM = 2_000_000_000;
const LEAST_ROOM = 200_000_000;

export function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const enough = major > 22 || (major === 22 && minor >= 18);
  const fix = "Run `npm ci`, which installs the Node that Yardcheck is pinned to, or install Node 22.18 or later.";
  return { name: "Node", state: enough ? "right" : "wrong", found: process.versions.node, fix: enough ? null : fix };
}

export function checkDisk(folder: string): Check {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const found = `${(free / 1e9).toFixed(1)} GB free at ${folder}`;
  if (free >= ENOUGH_ROOM) return { name: "Disk", state: "right", found, fix: null };
  const fix = "Free some space: backups, images in scenes/ and old reports take most.";
  return { name: "Disk", state: free < LEAST_ROOM ? "wrong" : "note", found, fix };
}

export function checkWritable(folder: string): Check {
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    writeFileSync(probe, "written by yardcheck doctor");
    return { name: "Folder", state: "right", found: `${folder} can be written`, fix: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      name: "Folder",
      state: "wrong",
      found: why,
      fix: `Let this user write ${folder}, or name another folder.`,
    };
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Who has the workspace open, if anybody; the database is not opened then, unless it is lent. */
export function checkLock(folder: string): Check & { readonly held: boolean } {
  const holder = lockHolder(join(folder, LOCK_FILE));
  if (!holder) return { name: "Lock", state: "right", found: "nobody has the workspace open", fix: null, held: false };
  const found = `process ${holder.pid} on ${holder.host} (${holder.command}) has it open since ${holder.since}`;
  if (holder.lentAt !== null)
    return { name: "Lock", state: "right", found: `${found}; commands work through it`, fix: null, held: false };
  return { name: "Lock", state: "note", found, fix: "Wait for it, or stop it, where that is not meant.", held: true };
}

/** Opens the database, brings its schema up to date, reads from it. */
export async function checkDatabase(workspace: string | null, databaseUrl: string | undefined): Promise<Check> {
  const lentAt = workspace === null ? null : (lockHolder(join(workspace, LOCK_FILE))?.lentAt ?? null);
  const place: DatabasePlace =
    databaseUrl !== undefined
      ? { url: databaseUrl }
      : lentAt !== null
        ? { lentAt }
        : { folder: workspace === null ? null : join(workspace, DATABASE_FOLDER) };
  const what =
    "url" in place ? withoutPassword(place.url) : workspace === null ? "a new one in memory" : "the workspace's own";
  try {
    const lock =
      "url" in place || "lentAt" in place || workspace === null
        ? null
        : takeLock(join(workspace, LOCK_FILE), "yardcheck doctor", new Date());
    const { db, version, close } = await connect(place).catch((error: unknown) => {
      lock?.release();
      throw error;
    });
    try {
      if (!("lentAt" in place)) await migrate(db, new Date().toISOString());
      const { facilities } = await db
        .selectFrom("facility")
        .select((of) => of.fn.countAll<number>().as("facilities"))
        .executeTakeFirstOrThrow();
      return { name: "Database", state: "right", found: `${version}, ${what}, ${facilities} facilities`, fix: null };
    } finally {
      await close().finally(() => lock?.release());
    }
  } catch (error) {
    return { name: "Database", state: "wrong", found: messageOf(error), fix: fixOf(error) };
  }
}

export async function checkCounting(): Promise<Check> {
  try {
    const { openStripNetworks } = await import("../detectors/onnx-strips.ts");
    const { countGoldenYard } = await import("./golden-yard.ts");
    const { truth, count, agrees } = await countGoldenYard(await openStripNetworks({ threads: 1 }));
    const counted =
      count === null ? "withheld" : `counted ${count.median} (${count.low}-${count.high}, ${count.level * 100} %)`;
    const found = `golden yard of ${truth} cars: ${counted}`;
    const fix = "The program or its model is not the one that was tested: install Yardcheck again.";
    return { name: "Counting", state: agrees ? "right" : "wrong", found, fix: agrees ? null : fix };
  } catch (error) {
    const fix =
      "Run `npm ci` again. The networks need onnxruntime-node, which runs on 64-bit Linux (glibc), macOS and Windows.";
    return {
      name: "Counting",
      state: "wrong",
      found: messageOf(error),
      fix: error instanceof YardcheckError ? fixOf(error) : fix,
    };
  }
}

export async function checkFonts(): Promise<Check> {
  try {
    const { missingFonts } = await import("../render/pdf.ts");
    const missing = missingFonts();
    if (missing.length === 0)
      return { name: "Fonts", state: "right", found: "those of the reports are installed", fix: null };
    return { name: "Fonts", state: "wrong", found: `missing: ${missing.join(", ")}`, fix: "Run `npm ci` again." };
  } catch (error) {
    return { name: "Fonts", state: "wrong", found: messageOf(error), fix: "Run `npm ci` again." };
  }
}

/** Whether the installed packages are those that were tested together. */
export function checkPackages(root: string): Check {
  try {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const wrong = Object.entries(dependencies).filter(([name, version]) => installedVersion(root, name) !== version);
    if (wrong.length === 0)
      return { name: "Packages", state: "right", found: `${Object.keys(dependencies).length}, as tested`, fix: null };
    const found = wrong.map(
      ([name, version]) => `${name} is ${installedVersion(root, name) ?? "missing"}, not ${version}`,
    );
    return { name: "Packages", state: "wrong", found: found.join("; "), fix: "Run `npm ci`." };
  } catch (error) {
    return { name: "Packages", state: "note", found: messageOf(error), fix: null };
  }
}

function installedVersion(root: string, name: string): string | null {
  try {
    return (JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as { version: string })
      .version;
  } catch {
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fixOf(error: unknown): string {
  return error instanceof YardcheckError
    ? error.handling.fix
    : "Please report this with the output of `yardcheck doctor`.";
}
