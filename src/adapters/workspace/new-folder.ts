import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, realpathSync, renameSync, rmdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { YardcheckError } from "../../errors.ts";

/** Where a workspace is made: `beside`, not there yet, is filled first, then moved to its `place`. */
export interface NewFolder {
  readonly place: string;
  readonly beside: string;
}

/** What a volume holds when it is new, and what a making that was killed left behind. */
const NOTHING_OF_ANYONE = /^(lost\+found|\.new-[\da-f-]+)$/;

/**
 * Begins a new workspace. A folder that is there, empty, stays the folder that it is: somebody may stand in it, a link
 * lead to it, or a volume be mounted on it. {@link NOTHING_OF_ANYONE} may lie in it.
 *
 * @throws YardcheckError "conflict" where the folder holds something, or is none
 */
export function newFolder(folder: string): NewFolder {
  const isThere = existsSync(folder);
  const place = isThere ? realpathSync(folder) : resolve(folder);
  if (isThere && !statSync(place).isDirectory()) throw new YardcheckError("conflict", `${place} is no folder`);
  const other = isThere ? readdirSync(place).find((name) => !NOTHING_OF_ANYONE.test(name)) : undefined;
  if (other !== undefined)
    throw new YardcheckError(
      "conflict",
      `${place} holds other files (${other}); a workspace begins in an empty folder`,
    );
  // Not by the process's number: in a container it is that of the one which was killed.
  const name = `.new-${randomUUID()}`;
  const beside = isThere ? join(place, name) : `${place}${name}`;
  return { place, beside };
}

/** Moves what was made to its place; what makes it a workspace comes `last`. */
export function moveIn({ place, beside }: NewFolder, last: string): void {
  if (!existsSync(place)) {
    renameSync(beside, place);
    return;
  }
  const parts = readdirSync(beside).filter((part) => part !== last);
  for (const part of [...parts, last]) renameSync(join(beside, part), join(place, part));
  rmdirSync(beside);
}
