import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { facilityById, putFacility } from "../../src/adapters/store/facilities.ts";
import { currentObservations } from "../../src/adapters/store/observations.ts";
import { writeFileAtomically } from "../../src/adapters/workspace/files.ts";
import { lockHolder, takeLock } from "../../src/adapters/workspace/lock.ts";
import { findWorkspace, initWorkspace, openWorkspace } from "../../src/adapters/workspace/workspace.ts";
import { DRAWING, NORTH, NOW } from "./samples.ts";

const AT = new Date(NOW);
const folder = mkdtempSync(join(tmpdir(), "yardcheck-workspace-"));
const pristine = join(folder, "pristine");
const HOLD = join(import.meta.dirname, "hold-workspace.ts");
let made = 0;

before(async () => {
  await initWorkspace(pristine, undefined, AT);
  const workspace = await openWorkspace(pristine, undefined, "test", AT);
  await putFacility(workspace.db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "a" }, NOW);
  await workspace.close();
});
after(() => rmSync(folder, { recursive: true }));

/** A workspace of one facility, the test's own. */
function workspaceFolder(): string {
  const copy = join(folder, `ws-${++made}`);
  cpSync(pristine, copy, { recursive: true });
  return copy;
}

/** Another process that opens a workspace, says so, and goes on as told. */
async function otherProcess(
  place: string,
  mode: "hold" | "write",
): Promise<{ child: ChildProcess; lines: AsyncIterator<string> }> {
  const child = spawn(process.execPath, [HOLD, place, mode], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return { child, lines };
}

test("a second process is refused, and told who has the workspace and since when", async () => {
  const place = workspaceFolder();
  const { child } = await otherProcess(place, "hold");
  await assert.rejects(openWorkspace(place, undefined, "test", AT), (error: Error) => {
    assert.match(
      error.message,
      /^workspace-locked: .* is in use by process (\d+) \(holding\) since 2\d\d\d-\d\d-\d\dT/,
    );
    assert.ok(error.message.includes(String(child.pid)));
    return true;
  });
  child.kill("SIGTERM");
  await once(child, "exit");
});

test("a workspace is free at once when its process was killed, and what was acknowledged is there", async () => {
  for (let round = 0; round < 3; round++) {
    const place = workspaceFolder();
    const { child, lines } = await otherProcess(place, "write");
    let acknowledged = 0;
    // A different moment each round, so that the kill falls into different parts of a write.
    for (let n = 0; n < 5 + 4 * round; n++) acknowledged = Number((await lines.next()).value);
    child.kill("SIGKILL");
    await once(child, "exit");
    const workspace = await openWorkspace(place, undefined, "test", AT);
    const stored = await currentObservations(workspace.db, NORTH);
    assert.ok(
      stored.length >= acknowledged && stored.length <= acknowledged + 1,
      `${stored.length} of ${acknowledged}`,
    );
    assert.ok(stored.every((observation) => observation.status === "counted" && observation.count.median === 7));
    await workspace.close();
  }
});

test("of many processes that find a stale lock one gets it", async () => {
  const place = workspaceFolder();
  const lock = join(place, "lock");
  const { child } = await otherProcess(place, "hold");
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.ok(existsSync(lock));
  const rivals = Array.from({ length: 6 }, () =>
    spawn(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `
      import { takeLock } from ${JSON.stringify(join(import.meta.dirname, "../../src/adapters/workspace/lock.ts"))};
      try { takeLock(${JSON.stringify(lock)}, "rival", new Date()); console.log("won"); setTimeout(() => {}, 20000); }
      catch (error) { console.log(error.code); }`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    ),
  );
  const answers = await Promise.all(rivals.map(async (rival) => String((await once(rival.stdout, "data"))[0]).trim()));
  assert.deepEqual(answers.sort(), ["won", ...Array(5).fill("workspace-locked")]);
  for (const rival of rivals) rival.kill("SIGKILL");
});

test("the number of a dead process that another one got holds nothing", () => {
  const lock = join(folder, "reused-lock");
  takeLock(lock, "first", AT).release();
  const own = takeLock(lock, "second", AT);
  const holder = JSON.parse(readFileSync(lock, "utf8"));
  own.release();
  writeFileSync(lock, JSON.stringify({ ...holder, startTicks: "1" }));
  assert.equal(lockHolder(lock), null);
  // Of our name and another boot: this machine before it started anew, or another one of that name, which still beats.
  writeFileSync(lock, JSON.stringify({ ...holder, bootId: "another boot" }));
  assert.equal(lockHolder(lock)?.pid, holder.pid);
  utimesSync(lock, new Date(Date.now() - 200_000), new Date(Date.now() - 200_000));
  assert.equal(lockHolder(lock), null);
  writeFileSync(lock, "half a lo");
  takeLock(lock, "third", AT).release();
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith("reused-lock")),
    [],
  );
});

test("a holder on another machine keeps its lock while it touches it", () => {
  const lock = join(folder, "far-lock");
  const own = takeLock(lock, "first", AT);
  const holder = JSON.parse(readFileSync(lock, "utf8"));
  own.release();
  writeFileSync(lock, JSON.stringify({ ...holder, host: "elsewhere", bootId: "theirs", pidSpace: "theirs" }));
  assert.throws(() => takeLock(lock, "second", AT), /workspace-locked: .*process \d+ on elsewhere/);
});

test("a heartbeat is stamped by the clock of the file system, whatever the holder's own says", (context) => {
  const fileClock = Date.now();
  context.mock.timers.enable({ apis: ["setInterval", "Date"], now: fileClock - 600_000 });
  const lock = join(folder, "slow-lock");
  const own = takeLock(lock, "first", AT);
  const text = readFileSync(lock, "utf8");
  utimesSync(lock, new Date(fileClock - 200_000), new Date(fileClock - 200_000));
  context.mock.timers.tick(20_000);
  assert.ok(statSync(lock).mtimeMs > fileClock - 100_000);
  assert.equal(readFileSync(lock, "utf8"), text);
  own.release();
});

test("a workspace is found by name, by environment, or above the current folder", () => {
  const place = workspaceFolder();
  const inside = join(place, "reports", "deep");
  mkdirSync(inside, { recursive: true });
  assert.equal(findWorkspace(place, undefined, "/"), place);
  assert.equal(findWorkspace(undefined, place, "/"), place);
  assert.equal(findWorkspace(undefined, undefined, inside), place);
  assert.throws(() => findWorkspace(undefined, undefined, folder), /workspace-missing/);
  assert.throws(() => findWorkspace(folder, undefined, place), /workspace-missing/);
});

test("making a workspace twice changes nothing, and a folder with other files is refused", async () => {
  const place = workspaceFolder();
  const before = readFileSync(join(place, "settings.json"), "utf8");
  assert.equal(await initWorkspace(place, undefined, AT), false);
  assert.equal(readFileSync(join(place, "settings.json"), "utf8"), before);
  mkdirSync(join(folder, "other"));
  writeFileSync(join(folder, "other", "thesis.txt"), "");
  await assert.rejects(initWorkspace(join(folder, "other"), undefined, AT), /conflict: .*holds other files/);
  assert.deepEqual(readdirSync(join(folder, "other")), ["thesis.txt"]);
});

test("an empty folder stays the folder that it is: the current one, what a link leads to, a mounted volume", async (context) => {
  const [empty, link, volume] = [join(folder, "empty"), join(folder, "link"), join(folder, "volume")];
  for (const place of [empty, volume]) mkdirSync(place);
  symlinkSync(empty, link);
  const inode = statSync(empty).ino;
  assert.equal(await initWorkspace(link, undefined, AT), true);
  assert.equal(statSync(empty).ino, inode);
  assert.deepEqual(readdirSync(empty).sort(), ["db", "reports", "scenes", "settings.json"]);
  const opened = await openWorkspace(link, undefined, "test", AT);
  await opened.close();
  writeFileSync(join(folder, "a file"), "");
  await assert.rejects(initWorkspace(join(folder, "a file"), undefined, AT), /conflict: .* is no folder/);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=128m", "tmpfs", volume]).status !== 0)
    return context.skip("a volume can be mounted by root only");
  try {
    assert.equal(await initWorkspace(volume, undefined, AT), true);
    assert.equal(findWorkspace(volume, undefined, "/"), volume);
  } finally {
    spawnSync("umount", ["-l", volume]);
  }
});

test("a workspace is made in a new volume, and where a making was killed", async () => {
  const place = join(folder, "begun");
  const left = ["lost+found", ".new-1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"];
  for (const part of left) mkdirSync(join(place, part), { recursive: true });
  assert.equal(await initWorkspace(place, undefined, AT), true);
  assert.equal(findWorkspace(place, undefined, "/"), place);
  mkdirSync(join(folder, "hidden", ".new-things"), { recursive: true });
  await assert.rejects(initWorkspace(join(folder, "hidden"), undefined, AT), /conflict: .*holds other files/);
});

test("what a killed making of the same place left is removed after a day, and what may go on is not touched", async () => {
  const around = join(folder, "around");
  const old = new Date(Date.now() - 2 * 86_400_000);
  const id = (n: number) => `.new-1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4be${n}`;
  const making = (name: string, written: Date) => {
    mkdirSync(join(around, name, "scenes"), { recursive: true });
    writeFileSync(join(around, name, "scenes", "a.tif"), "");
    utimesSync(join(around, name, "scenes", "a.tif"), written, written);
    for (const part of ["scenes", ""]) utimesSync(join(around, name, part), old, old);
  };
  making(`ws${id(1)}`, old);
  making(`ws${id(2)}`, new Date());
  making(`other${id(3)}`, old);
  making("ws.new-plans", old);
  assert.equal(await initWorkspace(join(around, "ws"), undefined, new Date()), true);
  assert.deepEqual(readdirSync(around).sort(), [`other${id(3)}`, "ws", "ws.new-plans", `ws${id(2)}`].sort());
});

test("a full disk is named, and leaves the workspace as it was", async (context) => {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=56m", "tmpfs", disk]).status !== 0)
    return context.skip("a small disk can be mounted by root only");
  try {
    const place = join(disk, "ws");
    cpSync(pristine, place, { recursive: true });
    const filler = join(disk, "filler");
    writeFileSync(filler, "");
    const workspace = await openWorkspace(place, undefined, "test", AT);
    spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=64k"]);
    const large = {
      ...DRAWING,
      zones: DRAWING.zones.map((zone) => ({ ...zone, names: { en: "n".repeat(3_000_000) } })),
    };
    const put = () => putFacility(workspace.db, { id: NORTH, names: {}, drawing: large, origin: "b" }, NOW);
    await assert.rejects(put(), /disk-full/);
    assert.throws(() => writeFileAtomically(join(place, "reports", "r.html"), "x".repeat(3_000_000)), /disk-full/);
    assert.deepEqual(readdirSync(join(place, "reports")), []);
    rmSync(filler);
    await workspace.close().catch(() => {});
    const again = await openWorkspace(place, undefined, "test", AT);
    assert.equal((await facilityById(again.db, NORTH)).geometry?.version, "north-yard@1");
    await again.close();
  } finally {
    spawnSync("umount", ["-l", disk]);
  }
});
