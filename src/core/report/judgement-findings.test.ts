import assert from "node:assert/strict";
import { test } from "node:test";
import { type Rating, rankMatrix } from "../evidence/matrix.ts";
import { confidenceReasons } from "./confidence.ts";
import { judgementFindings } from "./judgement-findings.ts";
import type { Basis } from "./record.ts";

const hypotheses = ["a", "b"].map((id) => ({ id, name: { en: id }, predictions: [] }));
const matrix = (ratings: readonly Rating[]) =>
  rankMatrix(
    { en: "?" },
    hypotheses,
    ratings.map((rating, i) => ({
      id: `row-${i}`,
      kind: "claim" as const,
      label: { en: `row ${i}` },
      evidence: { kind: "claim", id: `row-${i}` },
      weight: 0.5,
      origin: `row-${i}`,
      cells: [
        { hypothesis: "a", rating: "C" as const, reason: { en: "" } },
        { hypothesis: "b", rating, reason: { en: "" } },
      ],
    })),
  );
const silent = { value: "unknown", source: null } as const;
const basis = {
  claims: [],
  sources: [],
  looks: [],
  published: [],
  events: [],
  traits: { direction: silent, cargo: silent, classes: { value: "told", source: null } },
} as const;
const keys = (ratings: readonly Rating[]) =>
  judgementFindings(basis as unknown as Basis, { matrix: matrix(ratings), judgement: null, assessment: null }).map(
    ({ key }) => key,
  );

test("where there is no evidence, it goes back to no origin, and no order of hypotheses hangs on it", () => {
  const reasons = (ratings: readonly Rating[]) =>
    confidenceReasons(basis, "a", matrix(ratings)).map(({ code }) => code);
  for (const code of ["one-origin", "several-origins", "order-robust"] as const)
    assert.ok(!reasons([]).includes(code), code);
  assert.ok(reasons([]).includes("no-evidence"));
  assert.ok(reasons(["I", "I"]).includes("order-robust"));
  // All agree alike: nobody leads, so no row could change who does.
  assert.ok(!reasons(["C", "C"]).includes("order-robust"));
});

test("that no row would change the order is told where there are rows, and one hypothesis leads", () => {
  assert.ok(!keys([]).includes("matrix.robust"));
  assert.ok(!keys(["C", "C"]).includes("matrix.robust"));
  assert.ok(keys(["I", "I"]).includes("matrix.robust"));
});
