/** Writes docs/api/openapi.json from the routes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Registry } from "prom-client";
import { checkCounting } from "../src/adapters/doctor/checks.ts";
import { guardedFetch } from "../src/adapters/fetch-guard/guarded-fetch.ts";
import { openJobQueue } from "../src/adapters/jobs/job-queue.ts";
import { stripPictures } from "../src/adapters/pixels/strip-pictures.ts";
import { openDatabase } from "../src/adapters/store/database.ts";
import { createApi } from "../src/apps/api/app.ts";
import { SERVER_RULES } from "../src/apps/api/context.ts";
import { allowancesOf } from "../src/apps/api/gate.ts";
import { documentOf } from "../src/apps/api/openapi.ts";
import { openLog } from "../src/log.ts";

const now = () => new Date().toISOString();
const database = await openDatabase({ folder: null }, now());
const api = createApi({
  db: database.db,
  rules: SERVER_RULES,
  guesses: allowancesOf(SERVER_RULES.perSignIn),
  log: openLog("silent"),
  metrics: new Registry(),
  now,
  folder: null,
  fetch: guardedFetch(),
  strips: stripPictures(1000),
  goldenYard: checkCounting,
  queue: () => openJobQueue(database, false, () => {}),
  settings: () => ({ version: 1, database: "embedded", parts: {} }),
  environment: {},
});
const file = join(import.meta.dirname, "../docs/api/openapi.json");
writeFileSync(file, `${JSON.stringify(documentOf(api), null, 2)}\n`);
process.stdout.write(`wrote ${file}\n`);
await database.close();
