import type { AssessmentReady, AssessSeries, LookAssessment } from "../../src/core/assessment/assessment.ts";

/** An assessment written by hand, for records of the tests of rendering: rendering prints one, and works none out. */
export const assessment = (series: AssessSeries, from: string): AssessmentReady => {
  const monitored = series.looks.slice(-8);
  return {
    id: series.id,
    status: "ready",
    looks: monitored.map(
      ({ date }, i): LookAssessment => ({
        date,
        p: i < 4 ? 0.31 : 0.00042,
        pLow: 0.7,
        floor: 0.00006,
        modelP: i < 4 ? 0.31 : 0.00042,
        predictive: { level: 0.9, low: 9, high: 24 },
        rank: { above: i < 4 ? 7 : 15 + i, of: 15 + i, chance: (15 + i - (i < 4 ? 7 : 15 + i) + 1) / (15 + i + 1) },
        evidence: [1.2, 0.8, 2.1, 3.4, 61, 940, 21_000, 480_000][i] ?? 1,
        evidenceFall: 0.2,
        surge: i < 4 ? 0.02 : 0.97,
        tier: i < 4 ? "none" : "alarm",
        tierFall: "none",
        ...(i < 4 ? {} : { bound: { threshold: 240, looks: i + 1, atMost: (i + 1) / 240 } }),
      }),
    ),
    baseline: {
      looks: 14,
      from,
      to: "2025-08-30",
      window: "all",
      predictive: { level: 0.9, low: 9, median: 16, high: 24 },
      windows: [{ name: "all", looks: 14, p: 0.00042 }],
    },
    changes: [],
    proposedRegimes: [],
    onset: {
      low: "2025-09-14",
      median: "2025-09-21",
      high: "2025-09-30",
      level: 0.9,
      shape: "step",
      direction: "rise",
      stepProbability: 0.82,
    },
    ratio: { low: 2.4, median: 3.1, high: 3.9, level: 0.9 },
    events: [
      {
        id: "summit",
        date: "2025-09-13",
        follows: 0.93,
        precedes: 0.01,
        chance: 0.043,
        of: 1,
        daysToOnset: 8,
        ratio: null,
      },
    ],
    sensitivity: {
      p: [0.00011, 0.0021],
      explainedByMissed: 0.34,
      smallestConfirmable: 1.6,
      nextLook: { confirmsFrom: 31, endsBelow: 22 },
    },
  };
};
