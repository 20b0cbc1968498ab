import { randomBytes } from "node:crypto";
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";
import { YardcheckError } from "../../errors.ts";

/** Who holds a workspace: enough to tell a living process from one that crashed, and from another with its number. */
const Holder = z.object({
  pid: z.number(),
  host: z.string(),
  /** Of this boot of the machine; null where the system does not tell. */
  bootId: z.string().nullable(),
  /** The process-number space: in containers one number stands for several processes. */
  pidSpace: z.string().nullable(),
  /** Start of the process in clock ticks since boot: a number given again starts later. */
  startTicks: z.string().nullable(),
  since: z.string(),
  command: z.string(),
  /** Address at which the holder answers for the workspace, where it is a server. */
  url: z.string().nullable(),
  /** Where the holder lends the database to other processes of its user; null where it does not. */
  lentAt: z.string().nullable().default(null),
  nonce: z.string(),
});
export type Holder = z.infer<typeof Holder>;

/**
 * A holder elsewhere (another machine or container, or this one before it started anew) is alive while it touches its
 * lock; seconds.
 *
 * Source: our choice. Nine beats may be missed, by a busy machine or a file system that is away for a while, before a
 * living holder is taken for gone; whoever waits for one that is gone waits three minutes. Not measured.
 */
const HEARTBEAT_SECONDS = 20;
const SILENCE_SECONDS = 180;

export interface Lock {
  readonly holder: Holder;
  /** Tells other processes where this one answers, and where it lends the database. */
  announce(where: Pick<Holder, "url" | "lentAt">): void;
  release(): void;
}

/**
 * Takes the one right to open a workspace. A lock whose process, of this boot of this machine, is gone is taken over at
 * once, any other when it has been silent for three minutes; two processes that find it stale never both get it.
 *
 * @param path  of the lock file
 * @throws YardcheckError "workspace-locked" naming the holder's pid and since when
 */
export function takeLock(path: string, command: string, now: Date): Lock {
  const holder: Holder = {
    ...self(),
    since: now.toISOString(),
    command,
    url: null,
    lentAt: null,
    nonce: randomBytes(8).toString("hex"),
  };
  acquire(path, holder);
  const beat = setInterval(() => touch(path, holder), HEARTBEAT_SECONDS * 1000);
  beat.unref();
  let current = holder;
  const release = () => {
    clearInterval(beat);
    process.off("exit", release);
    if (nonceOf(readHolder(path)) === holder.nonce) rmSync(path, { force: true });
  };
  process.on("exit", release);
  return {
    get holder() {
      return current;
    },
    announce(where) {
      current = { ...holder, ...where };
      const beside = `${path}.${holder.nonce}`;
      writeFileSync(beside, JSON.stringify(current));
      renameSync(beside, path);
    },
    release,
  };
}

/** Who holds a lock now; null where nobody does, or the holder is gone. */
export function lockHolder(path: string): Holder | null {
  const holder = readHolder(path);
  return holder !== null && holder !== "damaged" && isAlive(holder, path) ? holder : null;
}

/**
 * Links a finished file to the lock's name, which fails where the name is taken. A stale lock is replaced only by who
 * holds the lock named after it (`<path>.over-<its nonce>`) and finds it unchanged once inside: so only one does, even
 * when a process dies in the middle of that.
 */
function acquire(path: string, holder: Holder): void {
  const own = `${path}.${holder.nonce}`;
  writeFileSync(own, JSON.stringify(holder), { flag: "wx" });
  try {
    while (!link(own, path)) {
      const other = readHolder(path);
      if (other === null) continue;
      if (other !== "damaged" && isAlive(other, path)) throw lockedBy(other, path);
      const takeover = `${path}.over-${nonceOf(other)}`;
      acquire(takeover, holder);
      try {
        if (nonceOf(readHolder(path)) !== nonceOf(other)) continue;
        renameSync(own, path);
        return;
      } finally {
        rmSync(takeover, { force: true });
      }
    }
  } finally {
    rmSync(own, { force: true });
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function lockedBy(holder: Holder, path: string): YardcheckError {
  const where = holder.host === hostname() ? "" : ` on ${holder.host}`;
  const server = holder.url ? `; it answers at ${holder.url}` : "";
  return new YardcheckError(
    "workspace-locked",
    `${path.replace(/\/[^/]*$/, "")} is in use by process ${holder.pid}${where} (${holder.command}) since ${holder.since}${server}`,
  );
}

/** Of a process of this boot the system tells. Any other, of this machine's name too, is known by its heartbeat alone. */
function isAlive(holder: Holder, path: string): boolean {
  const here = self();
  if (holder.pidSpace === here.pidSpace && holder.bootId === here.bootId && holder.host === here.host)
    return holder.startTicks === startTicksOf(holder.pid) && (holder.startTicks !== null || exists(holder.pid));
  return secondsSilent(path) < SILENCE_SECONDS;
}

/** By the clock of the file system, which may be another machine's. */
function secondsSilent(path: string): number {
  const probe = `${path}.probe-${randomBytes(4).toString("hex")}`;
  try {
    writeFileSync(probe, "");
    return (statSync(probe).mtimeMs - statSync(path).mtimeMs) / 1000;
  } catch {
    return 0;
  } finally {
    rmSync(probe, { force: true });
  }
}

/**
 * Writes the lock over with what it holds, so that the clock of the file system stamps it: the holder's own may be slow.
 * Written in place, it never falls on the lock of another holder, who renames a file of his own over this one.
 */
function touch(path: string, holder: Holder): void {
  try {
    const file = openSync(path, "r+");
    try {
      const bytes = readFileSync(file);
      if (nonceOf(parsedHolder(bytes.toString())) === holder.nonce) writeSync(file, bytes, 0, bytes.length, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    // The folder is gone or full: the lock goes with it.
  }
}

/** Null where there is no lock. A lock is written whole before it gets its name: only a power cut damages one. */
function readHolder(path: string): Holder | "damaged" | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
  return parsedHolder(text);
}

function parsedHolder(text: string): Holder | "damaged" {
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return "damaged";
  }
}

function nonceOf(holder: Holder | "damaged" | null): string | null {
  return holder === null || holder === "damaged" ? holder : holder.nonce;
}

function self(): Pick<Holder, "pid" | "host" | "bootId" | "pidSpace" | "startTicks"> {
  return {
    pid: process.pid,
    host: hostname(),
    bootId: textOf(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    pidSpace: textOf(() => readlinkSync("/proc/self/ns/pid")),
    startTicks: startTicksOf(process.pid),
  };
}

/** Field 22 of /proc/<pid>/stat (man 5 proc), counted after the command's name, which may hold blanks. Null: no such process. */
function startTicksOf(pid: number): string | null {
  return textOf(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A process that has ended and waits for its parent holds nothing.
    return fields[0] === "Z" ? null : (fields[19] ?? null);
  });
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function textOf(read: () => string | null): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
