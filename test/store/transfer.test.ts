import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { listJobs } from "../../src/adapters/jobs/job-list.ts";
import { enqueue, openJobQueue } from "../../src/adapters/jobs/job-queue.ts";
import { digestsOf, pagesOf } from "../../src/adapters/store/copy.ts";
import type { Database } from "../../src/adapters/store/database.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { migrations } from "../../src/adapters/store/migrations.ts";
import { correctObservation, currentObservations, recordObservation } from "../../src/adapters/store/observations.ts";
import { addScene, listScenes } from "../../src/adapters/store/scenes.ts";
import { backUp } from "../../src/adapters/workspace/backup.ts";
import { moveToServer } from "../../src/adapters/workspace/move.ts";
import { restore } from "../../src/adapters/workspace/restore.ts";
import { padding, TAR_END, tarHeader } from "../../src/adapters/workspace/tar.ts";
import { initWorkspace, openWorkspace, type Workspace } from "../../src/adapters/workspace/workspace.ts";
import type { FacilityId, GeometryVersionId, ObservationId } from "../../src/core/ids.ts";
import { emptyDatabaseUrl, NOW, onBothDatabases } from "./databases.ts";
import { DRAWING, NORTH, sampleCounting, sampleScene } from "./samples.ts";

const AT = new Date(NOW);
const folder = mkdtempSync(join(tmpdir(), "yardcheck-transfer-"));
const quiet = () => {};
let workspace: Workspace;

before(async () => {
  await initWorkspace(join(folder, "ws"), undefined, AT);
  workspace = await openWorkspace(join(folder, "ws"), undefined, "test", AT);
  await fill(workspace.db, 1_205);
  writeFileSync(join(workspace.reports, "north-yard.ar.html"), "<p>تقرير</p>");
  const long = join(workspace.scenes, `${"n".repeat(60)}-${"ب".repeat(60)}.tif`);
  writeFileSync(
    long,
    new Uint8Array(5_000).map((_, i) => i % 251),
  );
});
after(async () => {
  await workspace.close();
  rmSync(folder, { recursive: true });
});

/** More rows than a page holds, some of which refer to later ones. */
async function fill(db: Database, scenes: number): Promise<void> {
  await putFacility(db, { id: NORTH, names: { en: "North", ar: "الشمال" }, drawing: DRAWING, origin: "a" }, NOW);
  await db.transaction().execute(async (tx) => {
    for (let n = 1; n <= scenes; n++) {
      const scene = sampleScene(n, new Date(Date.UTC(2020, 0, n, 9, 0, 0, n)).toISOString());
      await addScene(tx, NORTH, scene, NOW);
      const of = { facility: NORTH, geometry: "north-yard@1" as GeometryVersionId, scene: scene.id };
      if (n % 10 === 0) {
        const { observation } = await recordObservation(tx, of, sampleCounting(n % 7), NOW);
        await correct(tx, observation.id);
      }
    }
  });
}

async function correct(db: Database, of: ObservationId): Promise<void> {
  await correctObservation(db, { of, by: "reader", reason: "a shed" }, sampleCounting(1), NOW);
}

test("a backup restored into an empty place holds the same rows and files", async () => {
  const file = join(folder, "a.tar.gz");
  const summary = await backUp(workspace, file, true, AT, quiet);
  assert.equal(summary.tables["scene"]?.rows, 1_205);
  mkdirSync(join(folder, "restored"));
  symlinkSync(join(folder, "restored"), join(folder, "restored by a link"));
  await restore(file, join(folder, "restored by a link"), undefined, AT, quiet);
  const restored = await openWorkspace(join(folder, "restored"), undefined, "test", AT);
  try {
    assert.deepEqual(await digestsOf(restored.db), await digestsOf(workspace.db));
    assert.deepEqual(await currentObservations(restored.db, NORTH), await currentObservations(workspace.db, NORTH));
    for (const part of ["reports", "scenes"] as const)
      for (const name of readdirSync(workspace[part]))
        assert.deepEqual(readFileSync(join(restored[part], name)), readFileSync(join(workspace[part], name)));
  } finally {
    await restored.close();
  }
});

test("a backup restored into a PostgreSQL server holds the same rows", async () => {
  const file = join(folder, "b.tar.gz");
  await backUp(workspace, file, false, AT, quiet);
  const url = await emptyDatabaseUrl();
  await restore(file, join(folder, "served"), url, AT, quiet);
  const served = await openWorkspace(join(folder, "served"), url, "test", AT);
  try {
    assert.equal(served.database.kind, "postgresql");
    assert.deepEqual(await digestsOf(served.db), await digestsOf(workspace.db));
    assert.deepEqual(readdirSync(served.scenes), []);
  } finally {
    await served.close();
  }
});

test("a backup cut off or changed in one byte restores nothing", async () => {
  const file = join(folder, "c.tar.gz");
  await backUp(workspace, file, true, AT, quiet);
  const whole = readFileSync(file);
  const changed = Buffer.from(whole);
  changed[whole.length >> 1] = (changed[whole.length >> 1] ?? 0) ^ 0x10;
  for (const [name, bytes] of [
    ["cut", whole.subarray(0, whole.length >> 1)],
    ["changed", changed],
    ["text", Buffer.from("no gzip")],
  ] as const) {
    const damaged = join(folder, `${name}.tar.gz`);
    writeFileSync(damaged, bytes);
    await assert.rejects(restore(damaged, join(folder, name), undefined, AT, quiet), /bundle-invalid/, name);
    assert.deepEqual(
      readdirSync(folder).filter((entry) => entry.startsWith(name) && !entry.endsWith(".gz")),
      [],
      name,
    );
  }
});

async function pagesIn(db: Database, table: string, size?: { rows: number; bytes: number }) {
  const pages: (readonly string[])[] = [];
  for await (const page of pagesOf(db, table, size)) pages.push(page);
  return pages;
}

test("rows are carried a page at a time, every row once", async () => {
  const all = (await pagesIn(workspace.db, "scene")).flat();
  assert.equal(new Set(all).size, 1_205);
  assert.deepEqual((await pagesIn(workspace.db, "scene", { rows: 7, bytes: 1e6 })).flat(), all);
  const alone = await pagesIn(workspace.db, "scene", { rows: 7, bytes: 1 });
  assert.deepEqual(
    alone,
    all.map((row) => [row]),
  );
});

onBothDatabases(
  "no page is longer than memory holds, whatever rows stood before it, the first one included",
  async (db) => {
    const put = async (prefix: string, many: number, name: string) => {
      for (let n = 10; n < 10 + many; n++) {
        const id = `${prefix}-${n}` as FacilityId;
        await putFacility(db, { id, names: { ar: name }, drawing: null, origin: "" }, NOW);
      }
    };
    await put("a", 12, "ب".repeat(2000));
    await put("b", 30, "");
    await put("c", 30, "ب".repeat(2000));
    const bytesOf = (page: readonly string[]) => Buffer.byteLength(page.map((row) => `${row}\n`).join(""));
    const all = (await pagesIn(db, "facility")).flat();
    assert.equal(new Set(all).size, 72);
    const bytes = bytesOf(all.slice(0, 10));
    const pages = await pagesIn(db, "facility", { rows: 1000, bytes });
    assert.deepEqual(pages.flat(), all);
    for (const page of pages) assert.ok(bytesOf(page) <= bytes, `${bytesOf(page)} bytes, expected at most ${bytes}`);
    assert.deepEqual(
      [pages[0], pages.at(-2)].map((page) => page?.length),
      [10, 10],
    );
    assert.ok(pages.length <= 8, `${pages.length} pages`);
  },
);

test("a backup from a stranger stays in its folder and in memory: paths, links and sizes that lie are refused", async () => {
  const manifest = {
    version: 1,
    madeAt: NOW,
    migrations: migrations().map(({ name }) => name),
    tables: {},
    files: {},
  };
  const entry = (path: string, text: string, change: (header: Buffer) => Buffer = (header) => header) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([change(tarHeader(path, bytes.length)), bytes, padding(bytes.length)]);
  };
  /** The same header with another field in its last block, and the sum that goes with it. */
  const changed = (text: string, at: number) => (header: Buffer) => {
    const last = header.subarray(-512);
    last.write(text, at);
    last.write("        ", 148);
    const sum = last.reduce((total, byte) => total + byte, 0);
    last.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return header;
  };
  const asLink = changed("2", 156);
  /** A pax header without its file. */
  const paxOnly = (size: string) => changed(size, 124)(tarHeader("n".repeat(101), 0).subarray(0, 512));
  const end = [entry("manifest.json", JSON.stringify(manifest)), TAR_END];
  const huge = Buffer.concat([tarHeader("tables/facility/000001.ndjson", 2 ** 33), Buffer.alloc(4096)]);
  const hostile: readonly (readonly [string, readonly Uint8Array[], RegExp])[] = [
    ["climbs", [entry("files/../../evil.txt", "x"), ...end], /outside the workspace/],
    ["absolute", [entry("files//etc/evil.txt", "x"), ...end], /outside the workspace/],
    ["backslash", [entry("files/scenes\\..\\..\\evil.txt", "x"), ...end], /outside the workspace/],
    ["link", [entry("files/scenes/a.tif", "", asLink), ...end], /is a link or no plain file/],
    ["link behind a pax header", [entry(`files/scenes/${"n".repeat(100)}`, "", asLink), ...end], /is a link or no/],
    ["pax header without a size", [paxOnly("none"), ...end], /the size of "pax" is none/],
    ["pax header of gigabytes", [paxOnly("77777777777"), ...end], /a header of 8589934591 bytes/],
    ["pax header before another", [paxOnly("00000000000"), paxOnly("00000000000"), ...end], /is a link or no/],
    ["bomb", [...end.slice(0, 1), huge], /has 8589934592 bytes, expected at most|cut off/],
    ["no manifest", [entry("files/a", "x"), TAR_END], /no manifest/],
  ];
  mkdirSync(join(folder, "stranger"));
  for (const [name, pieces, message] of hostile) {
    const file = join(folder, "hostile.tar.gz");
    writeFileSync(file, gzipSync(Buffer.concat(pieces)));
    await assert.rejects(restore(file, join(folder, "stranger", "ws"), undefined, AT, quiet), (error: Error) => {
      assert.match(error.message, /^bundle-invalid/, name);
      assert.match(error.message, message, name);
      return true;
    });
    assert.deepEqual(readdirSync(join(folder, "stranger")), [], name);
  }
  assert.equal(existsSync(join(folder, "evil.txt")), false);
});

test("a backup never writes over a file, nor a restore into a folder that holds something", async () => {
  const file = join(folder, "d.tar.gz");
  await backUp(workspace, file, false, AT, quiet);
  await assert.rejects(backUp(workspace, file, false, AT, quiet), /conflict/);
  await assert.rejects(restore(file, join(folder, "ws"), undefined, AT, quiet), /conflict/);
});

test("a move carries every row to the server, once, and closes the way back to the old database", async () => {
  const url = await emptyDatabaseUrl();
  await initWorkspace(join(folder, "moving"), undefined, AT);
  const moving = await openWorkspace(join(folder, "moving"), undefined, "test", AT);
  await fill(moving.db, 30);
  const before = await digestsOf(moving.db);
  assert.deepEqual(await moveToServer(moving, url, AT, quiet), before);
  await assert.rejects(moveToServer(moving, url, AT, quiet), /conflict: .*not empty/);
  await moving.close();
  await assert.rejects(openWorkspace(join(folder, "moving"), undefined, "test", AT), /DATABASE_URL is not set/);
  const moved = await openWorkspace(join(folder, "moving"), url, "test", AT);
  try {
    assert.deepEqual(await digestsOf(moved.db), before);
  } finally {
    await moved.close();
  }
});

test("jobs that are to be done yet go with a backup and with a move, and wait there", async () => {
  await initWorkspace(join(folder, "queued"), undefined, AT);
  const queued = await openWorkspace(join(folder, "queued"), undefined, "test", AT);
  await fill(queued.db, 3);
  const queue = await openJobQueue(queued.database, false, quiet);
  const scenes = (await listScenes(queued.db, { facility: NORTH, limit: 9 })).map(({ id }) => id);
  for (const scene of scenes) await enqueue(queue, "count", { facility: NORTH, scene });
  const done = await enqueue(queue, "assess", { facility: NORTH });
  const [taken] = await queue.boss.fetch("assess");
  assert.equal(taken?.id, done);
  await queue.boss.complete("assess", done ?? "");
  // One that runs when the workspace is left.
  assert.equal((await queue.boss.fetch("count")).length, 1);
  await queue.close();
  const waiting = async (db: Database) =>
    (await listJobs(db, { state: "waiting", limit: 99 }))
      .map(({ kind, payload }) => `${kind} ${(payload as { scene: string }).scene}`)
      .sort();
  const expected = scenes.map((scene) => `count ${scene}`).sort();

  const file = join(folder, "queued.tar.gz");
  assert.equal((await backUp(queued, file, false, AT, quiet)).jobs, 3);
  await restore(file, join(folder, "queued-again"), undefined, AT, quiet);
  const restored = await openWorkspace(join(folder, "queued-again"), undefined, "test", AT);
  assert.deepEqual(await waiting(restored.db), expected);
  await restored.close();

  const url = await emptyDatabaseUrl();
  await moveToServer(queued, url, AT, quiet);
  await queued.close();
  const moved = await openWorkspace(join(folder, "queued"), url, "test", AT);
  assert.deepEqual(await waiting(moved.db), expected);
  await moved.close();
});

test("a database of another program is refused and left as it was", async () => {
  const url = await emptyDatabaseUrl();
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("create table customer (id int)");
  await assert.rejects(initWorkspace(join(folder, "foreign"), url, AT), /conflict: .*tables of something else/);
  const { rows } = await client.query(
    "select count(*) as n from information_schema.tables where table_schema = 'public'",
  );
  await client.end();
  assert.equal(Number(rows[0].n), 1);
});

test("a server that is not there is named, without its password", async () => {
  const url = "postgresql://someone:secret@127.0.0.1:9/none";
  await assert.rejects(openWorkspace(join(folder, "ws"), url, "test", AT), (error: Error) => {
    assert.match(error.message, /database-unavailable: .*127\.0\.0\.1:9/);
    assert.doesNotMatch(error.message, /secret/);
    return true;
  });
});
