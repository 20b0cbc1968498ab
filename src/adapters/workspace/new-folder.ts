import { randomUUID } from "node:crypto";
import { existsSync, lstatSync, readdirSync, realpathSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { YardcheckError } from "../../errors.ts";

/** Where a workspace is made: `beside`, not there yet, is filled first, then moved to its `place`. */
export interface NewFolder {
  readonly place: string;
  readonly beside: string;
}

/**
 * How long nothing was written in a folder that a killed making left before it is removed, milliseconds. A making that goes
 * on writes every few seconds; a day leaves room for a stopped machine and for clocks of shared folders. Our choice.
 */
const LEFT_MS = 86_400_000;

/** What a volume holds when it is new, and what a making that was killed left behind. */
const NOTHING_OF_ANYONE = /^(lost\+found|\.new-[\da-f-]+)$/;

/** What a making calls its folder, behind the name of its place. */
const MAKING = /^\.new-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Begins a new workspace. A folder that is there, empty, stays the folder that it is: somebody may stand in it, a link
 * lead to it, or a volume be mounted on it. {@link NOTHING_OF_ANYONE} may lie in it. What makings of the same place left that
 * were killed is removed after {@link LEFT_MS}; that of another process which may go on is not touched.
 *
 * @throws YardcheckError "conflict" where the folder holds something, or is none
 */
export function newFolder(folder: string, now: Date): NewFolder {
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
  removeLeft(dirname(beside), basename(beside).slice(0, -name.length), now);
  return { place, beside };
}

/** Removes what killed makings left in `parent`, under `stem` with `.new-` and an id; what is another user's stays. */
function removeLeft(parent: string, stem: string, now: Date): void {
  try {
    for (const entry of readdirSync(parent, { withFileTypes: true })) {
      const { name } = entry;
      if (!entry.isDirectory() || !name.startsWith(stem) || !MAKING.test(name.slice(stem.length))) continue;
      const left = join(parent, name);
      if (now.getTime() - lastWritten(left) > LEFT_MS) rmSync(left, { recursive: true, force: true });
    }
  } catch (error) {
    // Not there, not ours to read or to remove, or removed by another process meanwhile: no reason not to begin.
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

/** When something was last written in a folder, milliseconds since 1970. */
function lastWritten(folder: string): number {
  const inside = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return inside.reduce((last, path) => Math.max(last, lstatSync(path).mtimeMs), lstatSync(folder).mtimeMs);
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
