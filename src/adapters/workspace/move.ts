import { YardcheckError } from "../../errors.ts";
import { askAgain, openJobs } from "../jobs/carry.ts";
import type { Digests } from "../store/copy.ts";
import { copyDatabase } from "../store/copy.ts";
import { openDatabase, withoutPassword } from "../store/database.ts";
import { type Workspace, writeSettings } from "./workspace.ts";

/**
 * Carries the database of a workspace to a PostgreSQL server: all rows, checked by counts and hashes before any is kept,
 * and the jobs that are to be done yet.
 * The workspace then refuses to open without DATABASE_URL, so that its old database cannot be written by mistake; that
 * database stays in its folder as it was.
 *
 * @throws YardcheckError "conflict" | "database-unavailable"
 */
export async function moveToServer(
  workspace: Workspace,
  url: string,
  now: Date,
  onTable: (table: string, rows: number) => void,
): Promise<Digests> {
  if (workspace.database.kind === "postgresql")
    throw new YardcheckError("conflict", "the database is on a PostgreSQL server already; use backup and restore");
  const target = await openDatabase({ url }, now.toISOString());
  try {
    const digests = await copyDatabase(workspace.db, target.db, withoutPassword(url), onTable);
    await askAgain(target, await openJobs(workspace.db));
    writeSettings(workspace.folder, { ...workspace.settings, database: "postgresql" });
    return digests;
  } finally {
    await target.close();
  }
}
