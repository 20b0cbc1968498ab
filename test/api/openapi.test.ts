import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { documentOf } from "../../src/apps/api/openapi.ts";
import { testService } from "./service.ts";

test("docs/api/openapi.json is what the routes say; `npx node scripts/write-openapi.ts` writes it anew", async () => {
  await using service = await testService();
  const committed = readFileSync(join(import.meta.dirname, "../../docs/api/openapi.json"), "utf8");
  const made = `${JSON.stringify(documentOf(service.api), null, 2)}\n`;
  assert.ok(committed === made, "docs/api/openapi.json is not up to date");
});

test("media types stand without their parameters, and parts and ETags are described", async () => {
  await using service = await testService();
  const { paths } = documentOf(service.api) as {
    paths: Record<string, { get?: { responses: Record<string, { content?: object }> } }>;
  };
  const responses = (path: string) => paths[path]?.get?.responses ?? {};
  const report = responses("/api/facilities/{facility}/report");
  assert.ok(Object.keys(report["200"]?.content ?? {}).includes("text/html"));
  assert.deepEqual(Object.keys(responses("/api/scenes/{scene}/pixels")), ["200", "206", "304", "416", "4XX", "5XX"]);
  assert.ok("304" in responses("/api/facilities"));
  assert.ok(!("304" in report));
});

test("what /openapi.json answers is the same document, of OpenAPI 3.1", async () => {
  await using service = await testService();
  const response = await service.ask("GET", "/openapi.json");
  const document = (await response.json()) as { openapi: string };
  assert.equal(document.openapi, "3.1.0");
  assert.deepEqual(document, JSON.parse(JSON.stringify(documentOf(service.api))));
});
