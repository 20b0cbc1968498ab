import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { connect, openDatabase } from "../../src/adapters/store/database.ts";
import { facilityId } from "../../src/adapters/store/facilities.ts";
import { lendDatabase } from "../../src/adapters/store/lend.ts";
import { currentObservations } from "../../src/adapters/store/observations.ts";
import { lockHolder } from "../../src/adapters/workspace/lock.ts";
import { openWorkspace } from "../../src/adapters/workspace/workspace.ts";
import { embeddedTemplate, NOW } from "./databases.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const GOLDEN = join(ROOT, "src/adapters/doctor/golden");
const folder = mkdtempSync(join(tmpdir(), "yardcheck-through-"));
const workspace = join(folder, "ws");
const environment = { ...process.env, YARDCHECK_WORKSPACE: workspace, DATABASE_URL: "", YARDCHECK_LOG: "error" };

async function run(...words: string[]) {
  const child = spawn(join(ROOT, "bin/yardcheck"), words, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const pieces = { out: "", err: "" };
  child.stdout.on("data", (piece) => {
    pieces.out += piece;
  });
  child.stderr.on("data", (piece) => {
    pieces.err += piece;
  });
  const [status] = await once(child, "close");
  return { status, ...pieces };
}

/** Runs a verb that must succeed. */
async function done(...words: string[]): Promise<string> {
  const { status, out, err } = await run(...words);
  assert.equal(status, 0, `${words.join(" ")}: ${err}`);
  return out;
}

function holder() {
  const found = lockHolder(join(workspace, "lock"));
  assert.ok(found?.url && found.lentAt, "no server has the workspace open");
  return { ...found, url: found.url, lentAt: found.lentAt };
}

let server: ChildProcess;
before(async () => {
  await done("init", workspace);
  server = spawn(join(ROOT, "bin/yardcheck"), ["serve", workspace, "--port", "0", "--jobs", "1"], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  while (lockHolder(join(workspace, "lock")) === null) await wait(20);
});
after(async () => {
  if (server.exitCode === null) server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("a command that finds the server starting waits for it, and works through it", async () => {
  // Nobody waits here for the server to be up: the command does.
  const added = await done("facility", "add", join(GOLDEN, "tracks.geojson"), "--id", "golden");
  assert.match(added, /Facility golden added/);
  const { url, lentAt } = holder();
  const seen = (await (await fetch(`${url}/api/facilities`)).json()) as { facilities: { id: string }[] };
  assert.deepEqual(
    seen.facilities.map(({ id }) => id),
    ["golden"],
  );
  assert.equal(statSync(lentAt).mode & 0o777, 0o700);
  assert.equal(statSync(join(workspace, "lock")).mode & 0o022, 0);
});

test("the verbs of the work go through the server, and the service shows what they did", async () => {
  const at = ["--acquired-at", "2024-01-15T10:00:00Z", "--licence", "CC0-1.0", "--gsd", "0.4", "--off-nadir", "8"];
  const sun = ["--sun-azimuth", "150", "--sun-elevation", "40"];
  await done("scene", "add", join(GOLDEN, "yard.tif"), "--facility", "golden", ...at, ...sun);
  const series = join(folder, "series.csv");
  const days = Array.from(
    { length: 14 },
    (_, i) => `2023-${String(1 + (i % 12)).padStart(2, "0")}-${10 + i},${12 + (i % 3)},P,s`,
  );
  writeFileSync(series, `date,cars,publisher,source\n${days.join("\n")}\n`);
  await done("facility", "add", "--id", "told", "--name", "en=Told");
  await done("series", "import", series, "--facility", "told");
  assert.match(await done("assess", "told"), /told/);
  assert.match(await done("report", "told", "--format", "html"), /told\.en\.html/);
  assert.match(await done("scene", "list"), /yard\.tif/);
  assert.match(await done("watch", "set", "golden", "--off"), /not watched/);
  assert.match(await done("watch", "list"), /golden/);
  const nothing = await run("find", "golden");
  assert.match(nothing.err, /there is no catalogue to search/);
  assert.match((await run("doctor")).out, /\(yardcheck serve\) .*; commands work through it/);
  const file = join(folder, "all.tar.gz");
  assert.match(await done("backup", file), /rows of/);
  assert.ok(existsSync(file));
});

test("evidence goes in and out through the server, and the log of its acts is verified beside it", async () => {
  const { url } = holder();
  await done("facility", "add", "--id", "tumangang", "--name", "en=Tumangang");
  assert.match(await done("evidence", "import", "shipped", "--facility", "tumangang"), /revision 1/i);
  const exported = JSON.parse(await done("evidence", "export", "tumangang")) as { readonly sources: { id: string }[] };
  const [source] = exported.sources;
  assert.ok(source !== undefined);
  const copy = join(folder, "page.html");
  writeFileSync(copy, "<p>a page</p>");
  await done("evidence", "archive", source.id, "--facility", "tumangang", "--file", copy);
  const newest = (await (await fetch(`${url}/api/facilities/tumangang/evidence/newest`)).json()) as {
    readonly revision: number;
  };
  assert.equal(newest.revision, 2, "the service shows what the commands wrote");

  // An act of the service, so that its log has an entry.
  const body = JSON.stringify({ settings: { everyHours: 24 }, enabled: false });
  const headers = { "content-type": "application/json" };
  assert.equal((await fetch(`${url}/api/facilities/golden/watch`, { method: "PUT", headers, body })).status, 200);
  const listed = JSON.parse(await done("audit", "list", "--json")) as readonly { readonly action: string }[];
  assert.ok(listed.some(({ action }) => action === "watch:write"));
  const verified = await done("audit", "verify");
  const [, head = ""] = /Head: (\S+)/.exec(verified) ?? [];
  assert.match(verified, new RegExp(`^${listed.length} entries`));
  await done("audit", "verify", "--expect", head);
});

test("a count of the queue is worked off beside the server, which answers within a second all the while", async () => {
  const { url } = holder();
  assert.match(await done("jobs", "add", "count", "golden"), /^1 job asked for\.$/m);
  let longest = 0;
  const end = Date.now() + 120_000;
  for (let state = ""; state !== "done"; await wait(50)) {
    assert.ok(Date.now() < end, `the job is ${state}`);
    const asked = performance.now();
    const { status } = await fetch(`${url}/ready`);
    assert.equal(status, 200);
    longest = Math.max(longest, performance.now() - asked);
    const { jobs } = (await (await fetch(`${url}/api/jobs`)).json()) as { jobs: { kind: string; state: string }[] };
    state = jobs.find(({ kind }) => kind === "count")?.state ?? "";
  }
  assert.ok(longest < 1000, `an answer took ${longest} ms`);
  assert.match(await done("count", "golden"), /counted before/);
  assert.match(await done("jobs"), /count/);
});

test("a second server and a move are refused while the server runs", async () => {
  for (const words of [
    ["serve", workspace, "--port", "0"],
    ["move", "--to", "postgresql://nobody@localhost/none"],
  ]) {
    const refused = await run(...words);
    assert.equal(refused.status, 6, refused.err);
    assert.match(refused.err, /workspace-locked: .* \(yardcheck serve\) .*; it answers at http/);
  }
});

test("a borrower killed in the middle of a transaction is rolled back, and holds nobody up", async () => {
  const lentAt = holder().lentAt;
  const text = `
    import { connect } from ${JSON.stringify(join(ROOT, "src/adapters/store/database.ts"))};
    import { sql } from "kysely";
    const { db } = await connect({ lentAt: ${JSON.stringify(lentAt)} });
    const tx = await db.startTransaction().execute();
    await sql\`update facility_watch set failures = 99\`.execute(tx).catch(() => {});
    console.log("begun");
    setTimeout(() => {}, 60000);`;
  const borrower = spawn(process.execPath, ["--input-type=module", "-e", text], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(borrower.stdout, "data");
  borrower.kill("SIGKILL");
  const asked = performance.now();
  assert.match(await done("facility", "list"), /golden/);
  assert.ok(performance.now() - asked < 30_000);
  assert.match(await done("watch", "list"), /golden/);
});

test("the server killed outright takes its worker with it, and leaves nothing that stops the next command", async () => {
  const { pid } = holder();
  process.kill(pid, "SIGKILL");
  const end = Date.now() + 20_000;
  while (workersOf(workspace).length > 0) {
    assert.ok(Date.now() < end, "its worker lives on");
    await wait(100);
  }
  assert.match(await done("facility", "list"), /golden/);
  const { db, close } = await openWorkspace(workspace, undefined, "test", new Date());
  assert.equal((await currentObservations(db, facilityId("golden"))).length, 1);
  await close();
});

/** Processes that work for a workspace. */
function workersOf(place: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return words.includes("worker") && words.includes(place);
      } catch {
        return false;
      }
    });
}

test("a transaction of a borrower that says nothing is ended, and what follows in it fails", async () => {
  const database = await openDatabase({ folder: null, template: await embeddedTemplate() }, NOW);
  const lending = await lendDatabase(database.raw, folder, 300);
  assert.ok(lending);
  const { db, close: give } = await connect({ lentAt: lending.place });
  const lost = db.transaction().execute(async (tx) => {
    await sql`create table lost (n int)`.execute(tx);
    // Waits for the session, which is given back when the silence is over.
    await sql`select 1`.execute(database.db);
  });
  await assert.rejects(lost);
  await assert.rejects(sql`select * from lost`.execute(database.db), /does not exist/);
  assert.equal((await sql<{ n: number }>`select 1 as n`.execute(db)).rows[0]?.n, 1);
  await give();
  await lending.close();
  assert.equal(existsSync(lending.place), false);
  await database.close();
});
