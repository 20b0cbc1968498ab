import { createHash } from "node:crypto";
import { existsSync, openAsBlob, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { PGlite } from "@electric-sql/pglite";
import { type Database, openDatabase } from "../../src/adapters/store/database.ts";
import { PostgresServer } from "./postgres-server.ts";
import { NOW } from "./samples.ts";

export { NOW };

let server: Promise<PostgresServer> | null = null;
let made = 0;
after(async () => {
  if (server) await (await server).stop();
});

/** The server of this test file, started when first asked for. */
export function testServer(): Promise<PostgresServer> {
  server ??= PostgresServer.start();
  return server;
}

/** URL of a new, empty database. */
export async function emptyDatabaseUrl(): Promise<string> {
  const postgres = await testServer();
  const name = `empty_${++made}`;
  await postgres.makeDatabase(name);
  return postgres.url(name);
}

let template: Promise<string> | null = null;

/** URL of a new database with the schema and nothing in it. */
export async function freshDatabaseUrl(): Promise<string> {
  template ??= emptyDatabaseUrl().then(async (url) => {
    await (await openDatabase({ url }, NOW)).close();
    return new URL(url).pathname.slice(1);
  });
  const postgres = await testServer();
  const name = `fresh_${++made}`;
  await postgres.makeDatabase(name, await template);
  return postgres.url(name);
}

/** An embedded database as PGlite makes it, without our schema: made once a machine, for a few seconds. */
export async function embeddedTemplate(): Promise<Blob> {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
  const key = createHash("sha256").update(dependencies["@electric-sql/pglite"]).digest("hex").slice(0, 16);
  const path = join(tmpdir(), `yardcheck-template-${key}.tar.gz`);
  if (!existsSync(path)) {
    const pglite = await PGlite.create();
    const dump = await pglite.dumpDataDir("gzip");
    await pglite.close();
    writeFileSync(`${path}.${process.pid}`, new Uint8Array(await dump.arrayBuffer()));
    renameSync(`${path}.${process.pid}`, path);
  }
  return await openAsBlob(path);
}

/** Runs one test on the embedded database and on a PostgreSQL server: each guarantee holds on both. */
export function onBothDatabases(name: string, check: (db: Database) => Promise<void>): void {
  test(`${name} (embedded)`, async () => {
    const { db, close } = await openDatabase({ folder: null, template: await embeddedTemplate() }, NOW);
    await check(db).finally(close);
  });
  test(`${name} (PostgreSQL)`, async () => {
    const { db, close } = await openDatabase({ url: await freshDatabaseUrl() }, NOW);
    await check(db).finally(close);
  });
}
