import assert from "node:assert/strict";
import { test } from "node:test";
import { finding, originId, type SourceRef } from "./finding.ts";
import { count, date } from "./printed.ts";

const at: SourceRef = { kind: "observation", id: "obs-1" };

test("a sentence names the sources of its values once each, then what else it rests on", () => {
  const law: SourceRef = { kind: "law", id: "unscr-1718" };
  const told = finding("key-1", "key", "rise.none", { date: date("2023-10-05", at) }, [at, law]);
  assert.deepEqual(told.sources, [at, law]);
});

test("a sentence without any source is refused, and so is a number that is none", () => {
  assert.throws(() => finding("law-1", "law", "law.no-advice", {}), /law\.no-advice \(law-1\) names no source/);
  const looks = { usable: count(Number.NaN, at), needed: count(5, at) };
  assert.throws(() => finding("key-1", "key", "baseline.too-few", looks), /usable must be finite/);
});

test("anchors are safe in pages and addresses, and two names that look alike there stay apart", () => {
  const anchor = (id: string) => originId({ kind: "assessment", id });
  assert.match(anchor("/baseline/predictive/high"), /^origin-assessment-baseline-predictive-high-[0-9a-f]{8}$/);
  assert.notEqual(anchor("/a/b"), anchor("/a-b"));
  assert.equal(originId({ kind: "claim", id: "csis-count" }), "origin-claim-csis-count");
  assert.equal(originId({ kind: "track", observation: "o1", id: "t1" }), "origin-track-o1-t1");
  assert.match(anchor("قمة"), /^origin-assessment-all-[0-9a-f]{8}$/);
});
