import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClaimId, SourceId } from "../ids.ts";
import type { Claim } from "../report/claim.ts";
import type { Credibility, Reliability, Source } from "../report/source.ts";
import { type ComputationPlan, computationsOf } from "./computation.ts";

const source = (id: string, reliability: Reliability, credibility: Credibility): Source => ({
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
  reliability: { value: reliability, reason: { en: "" }, by: "test" },
  credibility: { value: credibility, reason: { en: "" }, by: "test" },
  derivedFrom: null,
});
const claim = (id: string, from: string, value: number, unit: string): Claim => ({
  id: id as ClaimId,
  kind: "quantity",
  by: { en: "somebody" },
  source: from as SourceId,
  saidOn: null,
  words: { language: "en", text: id, verbatim: false, translations: {} },
  supports: [],
  opposes: [],
  quantity: { value, low: value, high: value, unit, approximately: true },
  entry: null,
  event: null,
  law: [],
  judgement: null,
  repeats: null,
  contradicts: [],
  credibility: null,
});
const sources = [source("good", "A", 2), source("weak", "D", 5), source("unknown", "F", 6)];
const claims = [claim("use", "good", 10, "{round}/d"), claim("stock", "weak", 100, "{round}")];
const factor = (from: string, to: string) => (from === "a" && to === "d" ? 365.25 : null);
const work = (...plans: readonly Pick<ComputationPlan, "id" | "step">[]) =>
  computationsOf(
    plans.map((plan) => ({ ...plan, title: { en: plan.id } })),
    claims,
    sources,
    factor,
  );

test("an outcome names its claims through every step, and is no better than the weakest of them", () => {
  const [used, left] = work(
    { id: "used", step: { operation: "over", rate: "use", time: "1 a" } },
    { id: "left", step: { operation: "difference", from: "used", subtract: "stock" } },
  );
  assert.deepEqual(used?.weakest, { reliability: "A", credibility: 2 });
  assert.deepEqual([left?.outcome.value, left?.outcome.unit, left?.outcome.approximately], [3552.5, "{round}", true]);
  assert.deepEqual(left?.claims, ["use", "stock"]);
  assert.deepEqual(left?.weakest, { reliability: "D", credibility: 5 });
});

test("what cannot be worked out is refused by the name of the computation", () => {
  const refused = (step: ComputationPlan["step"], why: RegExp) => assert.throws(() => work({ id: "c", step }), why);
  refused(
    { operation: "sum", terms: ["use", "ghost"] },
    /computation c: no claim or earlier computation is called ghost/,
  );
  refused({ operation: "sum", terms: ["use", "stock"] }, /computation c: .*does not convert/);
  refused({ operation: "sum", terms: ["c"] }, /computation c: no claim or earlier computation is called c/);
  refused({ operation: "over", rate: "use", time: "a year" }, /expected a time such as "1 a"/);
});
