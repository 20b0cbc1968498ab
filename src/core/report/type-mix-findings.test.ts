import assert from "node:assert/strict";
import { test } from "node:test";
import type { AssessmentReady, Tier } from "../assessment/assessment.ts";
import { typeMixAround } from "../assessment/type-mix.ts";
import type { Matrix } from "../evidence/matrix.ts";
import type { Basis } from "./record.ts";
import { restsOnTypeMix, TYPE_MIX, typeMixFindings, typeMixUnrated } from "./type-mix-findings.ts";

const onset: AssessmentReady["onset"] = {
  low: "2024-03-01",
  median: "2024-03-05",
  high: "2024-03-10",
  level: 0.9,
  shape: "step",
  direction: "rise",
  stepProbability: 0.7,
};

function assessed(since: Record<string, number>, tier: Tier = "alarm"): AssessmentReady {
  const types = ["2024-01-01", "2024-01-20", "2024-02-10", "2024-03-10", "2024-03-25", "2024-04-05"].map((date, i) => ({
    date,
    cars: i < 3 ? { covered: 20, tank: 4, open: 2 } : since,
  }));
  // The sentences read these fields alone.
  const looks = [{ tier, tierFall: "none" }];
  const typeMix = typeMixAround(types, onset, [], "");
  return { status: "ready", looks, onset, typeMix, changes: [], proposedRegimes: [] } as unknown as AssessmentReady;
}

test("a change of mix is told with the type that gained and the one that lost, each number with its place", () => {
  const [said, ...more] = typeMixFindings(assessed({ covered: 4, tank: 60, open: 2 }));
  assert.equal(more.length, 0);
  assert.equal(said?.key, "types.changed");
  assert.deepEqual([said?.values["gained"]?.value, said?.values["lost"]?.value], ["tank", "covered"]);
  assert.deepEqual(said?.values["gainedAfter"]?.source, { kind: "assessment", id: "/typeMix/shares/2/after/mean" });
  assert.deepEqual(said?.values["looksAfter"]?.value, 3);
});

test("the same mix in more cars is told as such, and nothing where nothing is known", () => {
  const [said] = typeMixFindings(assessed({ covered: 60, tank: 12, open: 6 }));
  assert.equal(said?.key, "types.not-changed");
  assert.deepEqual(typeMixFindings({ ...assessed({ tank: 1 }), typeMix: null }), []);
});

test("the looks after the onset of a change that is over are those while it lasted", () => {
  const still = assessed({ covered: 60, tank: 12, open: 6 });
  const until = (day: string): AssessmentReady => ({
    ...still,
    changes: [{ direction: "rise", alarm: "2024-01-10", from: "2024-01-10", until: day }],
  });
  const change = (assessment: AssessmentReady) => typeMixFindings(assessment)[0]?.values["direction"]?.value;
  assert.deepEqual([change(still), change(until("2024-05-01"))], ["rise", "past-rise"]);
  assert.equal(change(until("2024-02-20")), "rise", "a change of another regime, over before this one began");
});

test("with a change of which there is no sign the mix changed with a possible one", () => {
  const [said] = typeMixFindings(assessed({ covered: 60, tank: 12, open: 6 }, "none"));
  assert.equal(said?.values["direction"]?.value, "possible-rise");
});

test("a change that no row of the matrix rests on is pointed out", () => {
  const assessment = assessed({ covered: 4, tank: 60, open: 2 });
  const matrix = { rows: [], hypotheses: [], ranking: [], question: {} } as Matrix;
  const basisWith = (evidence: typeof TYPE_MIX) => ({ matrix: { rows: [{ evidence }] } }) as unknown as Basis;
  const unrated = typeMixUnrated(basisWith({ kind: "claim", id: "a" }), { assessment, matrix });
  assert.deepEqual(
    unrated.map(({ key }) => key),
    ["matrix.types-unrated"],
  );
  assert.deepEqual(typeMixUnrated(basisWith(TYPE_MIX), { assessment, matrix }), []);
  assert.deepEqual(typeMixUnrated(basisWith({ kind: "claim", id: "a" }), { assessment, matrix: null }), []);
  assert.ok(restsOnTypeMix({ kind: "assessment", id: "/typeMix/probability" }));
  assert.ok(!restsOnTypeMix({ kind: "assessment", id: "/typeMixture" }));
});
