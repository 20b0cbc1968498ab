import assert from "node:assert/strict";
import { test } from "node:test";
import type { AssessmentReady, LookAssessment } from "../../core/assessment/assessment.ts";
import { assessmentText } from "./assess-and-print.ts";

const look = (tier: LookAssessment["tier"]): LookAssessment => ({
  date: "2025-03-01",
  p: 0.2,
  pLow: 0.8,
  floor: 0.0001,
  modelP: 0.2,
  predictive: { level: 0.95, low: 2, high: 9 },
  rank: { above: 9, of: 12, chance: (12 - 9 + 1) / (12 + 1) },
  evidence: 2.63,
  evidenceFall: 0.1,
  surge: 0.1,
  tier,
  tierFall: "none",
});

const assessed = (tier: LookAssessment["tier"], onset: AssessmentReady["onset"]): AssessmentReady => ({
  id: "yard",
  status: "ready",
  looks: [look(tier)],
  baseline: {
    looks: 12,
    from: "2024-01-01",
    to: "2025-02-01",
    window: "all",
    predictive: { level: 0.95, low: 2, median: 5, high: 9 },
    windows: [],
  },
  onset,
  ratio: { low: 0.9, median: 1.1, high: 1.4, level: 0.9 },
  events: [],
  changes: [],
  proposedRegimes: [],
  sensitivity: {
    p: [0.1, 0.2],
    explainedByMissed: 1,
    smallestConfirmable: 2,
    nextLook: { confirmsFrom: null, endsBelow: null },
  },
});

const onset: AssessmentReady["onset"] = {
  low: "2025-01-02",
  median: "2025-01-09",
  high: "2025-02-01",
  level: 0.9,
  shape: "step",
  direction: "rise",
  stepProbability: 0.6,
};

test("a change without a sign of it is told as possible, and its size only with a sign", () => {
  const doubtful = assessmentText(assessed("none", onset));
  assert.match(doubtful, /If there was a rise, it began between 2025-01-02 and 2025-02-01/);
  assert.doesNotMatch(doubtful, /The level/);
  assert.match(doubtful, /\nOnly the newest look was judged: a change before it is part of what is usual here\.\n/);
  assert.doesNotMatch(assessmentText(assessed("alarm", onset)), /Only the newest look/);
  assert.doesNotMatch(assessmentText(assessed("none", null)), /The level|began/);
  assert.match(assessmentText(assessed("alarm", onset)), /\nA rise began .*\nThe level since is 1\.1 times the usual/);
  assert.match(assessmentText(assessed("ended", onset)), /The level while it lasted was 1\.1 times the usual/);
});
