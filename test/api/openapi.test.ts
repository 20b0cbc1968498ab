import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { documentOf } from "../../src/apps/api/openapi.ts";
import { testService } from "./service.ts";

test("docs/api/openapi.json is what the routes say; `node scripts/write-openapi.ts` writes it anew", async () => {
  await using service = await testService();
  const committed = readFileSync(join(import.meta.dirname, "../../docs/api/openapi.json"), "utf8");
  const made = `${JSON.stringify(documentOf(service.api), null, 2)}\n`;
  assert.ok(committed === made, "docs/api/openapi.json is not up to date");
});

test("what /openapi.json answers is the same document, of OpenAPI 3.1", async () => {
  await using service = await testService();
  const response = await service.ask("GET", "/openapi.json");
  const document = (await response.json()) as { openapi: string };
  assert.equal(document.openapi, "3.1.0");
  assert.deepEqual(document, JSON.parse(JSON.stringify(documentOf(service.api))));
});
