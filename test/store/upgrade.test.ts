import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { createGzip } from "node:zlib";
import { sql } from "kysely";
import { pagesOf, RowDigest, tablesInOrder } from "../../src/adapters/store/copy.ts";
import { connect, type Database, type DatabasePlace } from "../../src/adapters/store/database.ts";
import { migrate, migrations, pendingMigrations } from "../../src/adapters/store/migrations.ts";
import { MANIFEST } from "../../src/adapters/workspace/backup-manifest.ts";
import { restore } from "../../src/adapters/workspace/restore.ts";
import { padding, TAR_END, tarHeader } from "../../src/adapters/workspace/tar.ts";
import { openWorkspace } from "../../src/adapters/workspace/workspace.ts";
import { embeddedTemplate, emptyDatabaseUrl, NOW } from "./databases.ts";

const NAMES = migrations().map(({ name }) => name);
/** The schema as it was when accounts kept their own wrong passwords. */
const OLD = new Set(NAMES.slice(0, NAMES.indexOf("0130-sign-in-failures.sql")));

const PLACES: Readonly<Record<string, () => Promise<DatabasePlace>>> = {
  embedded: async () => ({ folder: null, template: await embeddedTemplate() }),
  PostgreSQL: async () => ({ url: await emptyDatabaseUrl() }),
};

/** Columns, constraints and indexes: what a schema is. */
async function shapeOf(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as line
      from information_schema.columns where table_schema = current_schema()
    union all select indexdef from pg_indexes where schemaname = current_schema()
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = current_schema()::regnamespace
    order by 1`.execute(db);
  return rows.map(({ line }) => line);
}

/** A database of the old schema with a facility, and accounts of which one was guessed at. */
async function oldDatabase(place: DatabasePlace) {
  const opened = await connect(place);
  await migrate(opened.db, NOW, OLD);
  await sql`insert into facility values ('north-yard', '{"en":"North"}', '{}', ${NOW})`.execute(opened.db);
  await sql`insert into account (name, role, password_hash, created_at, failures, failed_at) values
    ('ada', 'admin', 'x', ${NOW}, 7, ${NOW}), ('bo', 'reader', 'x', ${NOW}, 0, null)`.execute(opened.db);
  return opened;
}

async function assertKept(db: Database): Promise<void> {
  assert.deepEqual(await pendingMigrations(db), []);
  const facilities = await db.selectFrom("facility").select(["id", "names"]).execute();
  assert.deepEqual(facilities, [{ id: "north-yard", names: { en: "North" } }]);
  const accounts = await db.selectFrom("account").select(["name", "role"]).orderBy("name").execute();
  assert.deepEqual(accounts, [
    { name: "ada", role: "admin" },
    { name: "bo", role: "reader" },
  ]);
  const failures = await db.selectFrom("sign_in_failure").selectAll().execute();
  const hash = createHash("sha256").update("ada").digest("hex");
  assert.deepEqual(failures, [{ name_sha256: hash, failures: 7, failed_at: NOW.replace(".000Z", "Z") }]);
}

for (const [kind, place] of Object.entries(PLACES)) {
  test(`a database of an older Yardcheck is brought up to date with its rows, to the schema of a new one (${kind})`, async () => {
    const old = await oldDatabase(await place());
    const fresh = await connect(await place());
    try {
      assert.deepEqual(await migrate(old.db, NOW), NAMES.slice(OLD.size));
      assert.deepEqual(await migrate(old.db, NOW), []);
      await assertKept(old.db);
      await migrate(fresh.db, NOW);
      assert.deepEqual(await shapeOf(old.db), await shapeOf(fresh.db));
    } finally {
      await old.close();
      await fresh.close();
    }
  });

  test(`a database of a newer Yardcheck, or of another schema of that name, is refused and left as it was (${kind})`, async () => {
    const { db, close } = await connect(await place());
    try {
      await migrate(db, NOW);
      await sql`insert into migration values ('9999-to-come.sql', 'x', ${NOW})`.execute(db);
      await assert.rejects(migrate(db, NOW), /conflict: .*newer Yardcheck \(it has 9999-to-come\.sql\)/);
      await sql`delete from migration where name = '9999-to-come.sql'`.execute(db);
      await sql`update migration set sha256 = 'y' where name = '0001-start.sql'`.execute(db);
      await assert.rejects(migrate(db, NOW), /conflict: schema migration 0001-start\.sql is not the one/);
    } finally {
      await close();
    }
  });
}

test("a backup of an older Yardcheck is restored with its rows and brought up to date", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yardcheck-upgrade-"));
  const old = await oldDatabase({ folder: null, template: await embeddedTemplate() });
  try {
    const file = join(folder, "old.tar.gz");
    await pipeline(backupOf(old.db), createGzip(), createWriteStream(file));
    await restore(file, join(folder, "ws"), undefined, new Date(NOW), () => {});
    const workspace = await openWorkspace(join(folder, "ws"), undefined, "test", new Date(NOW));
    await assertKept(workspace.db).finally(workspace.close);
  } finally {
    await old.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What `yardcheck backup` of that time wrote. */
async function* backupOf(db: Database): AsyncGenerator<Uint8Array> {
  const entry = (path: string, text: string) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([tarHeader(path, bytes.length), bytes, padding(bytes.length)]);
  };
  const tables: Record<string, unknown> = {};
  for (const table of await tablesInOrder(db)) {
    const digest = new RowDigest();
    for await (const rows of pagesOf(db, table)) {
      digest.add(rows);
      yield entry(`tables/${table}/000001.ndjson`, `${rows.join("\n")}\n`);
    }
    tables[table] = digest.value;
  }
  const settings = JSON.stringify({ version: 1, database: "embedded", parts: {} });
  const files = { "settings.json": createHash("sha256").update(settings).digest("hex") };
  yield entry("files/settings.json", settings);
  yield entry(MANIFEST, JSON.stringify({ version: 1, madeAt: NOW, migrations: [...OLD], tables, files }));
  yield TAR_END;
}
