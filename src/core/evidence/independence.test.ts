import assert from "node:assert/strict";
import { test } from "node:test";
import type { SourceId } from "../ids.ts";
import type { Source } from "../report/source.ts";
import { originTrees } from "./independence.ts";

const source = (id: string, derivedFrom: string | null): Source => ({
  id: id as SourceId,
  kind: "news",
  title: { en: id },
  publisher: { en: id },
  author: null,
  language: "en",
  publishedOn: null,
  retrievedOn: null,
  url: null,
  archived: null,
  licence: null,
  reliability: { value: "B", reason: { en: "" }, by: "test" },
  credibility: { value: 2, reason: { en: "" }, by: "test" },
  derivedFrom: derivedFrom as SourceId | null,
});

test("twenty-five outlets that repeat one think tank are one source, through whichever of them", () => {
  const outlets = Array.from({ length: 25 }, (_, i) => source(`outlet-${i}`, i === 0 ? "csis" : `outlet-${i - 1}`));
  const trees = originTrees([source("csis", null), ...outlets, source("rfa", null)]);
  assert.deepEqual(
    trees.map(({ origin, repeatedBy }) => [origin, repeatedBy.length]),
    [
      ["csis", 25],
      ["rfa", 0],
    ],
  );
});

test("sources that repeat each other in a ring, or one that is not there, are refused by name", () => {
  assert.throws(() => originTrees([source("a", "b"), source("b", "a")]), /a repeats itself/);
  assert.throws(() => originTrees([source("a", "ghost")]), /ghost/);
});
