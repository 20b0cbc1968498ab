import assert from "node:assert/strict";
import { test } from "node:test";
import { recordTools } from "../../src/adapters/evidence/record-tools.ts";
import type { AssessLook, AssessmentReady, Onset, Tier } from "../../src/core/assessment/assessment.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { draftReport } from "../../src/pipeline/draft-report.ts";
import { told } from "./told.ts";
import { look, yardInputs } from "./yard.ts";

const day = (i: number) => new Date(Date.UTC(2024, 8, 1 + 14 * i)).toISOString().slice(0, 10);
const USUAL = [4, 6, 5, 3, 4, 6, 5, 3, 4, 6, 5, 3];

/** Counts a fortnight apart, judged from the thirteenth on, with an event; their assessment as a test changes it. */
function yard(
  cars: readonly number[],
  changed: (assessment: AssessmentReady) => Partial<AssessmentReady> = () => ({}),
  figures: Readonly<Record<number, Omit<AssessLook, "date">>> = {},
): ReportRecord {
  const event = { id: "closing", date: day(12), label: { en: "Closing", ar: "إغلاق" }, source: "test" };
  const inputs = {
    ...yardInputs(true),
    evidence: noEvidence("yard"),
    pictures: null,
    looks: cars.map((each, i) => look(day(i), each, true)),
    events: [event],
    assessed: {
      id: "yard",
      events: [{ id: event.id, date: event.date }],
      looks: cars.map((count, i) => ({
        date: day(i),
        ...(figures[i] ?? { count }),
        ...(i >= 12 ? { monitored: true } : {}),
      })),
    },
  };
  return draftReport(inputs, {
    ...recordTools,
    assess(series) {
      const assessment = recordTools.assess(series);
      assert.ok(assessment.status === "ready");
      return { ...assessment, ...changed(assessment) };
    },
  });
}

const text = (record: ReportRecord, language: "en" | "ar") =>
  [...told(record, "key", language), ...told(record, "brief", language)].join("\n");

test("a change below the alarm is told in doubt, in every sentence of it", () => {
  const watch = ({ looks }: AssessmentReady) => ({ looks: looks.map((each) => ({ ...each, tier: "watch" as const })) });
  const record = yard([...USUAL, 25, 28, 26], watch);
  assert.ok(record.assessment?.status === "ready" && record.assessment.onset?.direction === "rise");
  const brief = told(record, "brief", "en").join("\n");
  assert.match(
    brief,
    /A lasting rise is possible: if there was one, it began between .* below the threshold of alarm\./,
  );
  const en = text(record, "en");
  assert.match(en, /If there was a lasting rise, it began between .* below the threshold of alarm\./);
  assert.match(en, /If so, \d\.\d times as many cars stand there since as before/);
  assert.doesNotMatch(en, /The rise began|Since then/);
  assert.match(en, /within the days in which the possible rise may have begun/);
  const ar = text(record, "ar");
  assert.match(ar, /إن كان قد حدث ارتفاع مستمر، فقد بدأ بين .* عتبة الإنذار\./);
  assert.doesNotMatch(ar, /^بدأ الارتفاع|ومنذ ذلك الحين/m);
});

test("what is left after a fall is told as a share", () => {
  const record = yard([20, 22, 19, 24, 21, 18, 23, 20, 22, 19, 24, 21, 3, 2, 4]);
  assert.match(
    text(record, "en"),
    /Since then the number of cars there is \d\d% of what it was before, from [\d.]+% to \d\d% at a level of/,
  );
  assert.match(text(record, "ar"), /ومنذ ذلك الحين يبلغ عدد العربات .*% مما كان عليه، ويتراوح ذلك من/);
  assert.doesNotMatch(text(record, "en"), /times as many/);
});

test("a change at the alarm is told as a step or a ramp where the looks say so strongly, and else that it cannot be told", () => {
  const shaped = (shape: Pick<Onset, "stepProbability" | "rampsLeftOut">, tier: Tier = "firm") =>
    yard([...USUAL, 25, 28, 26], ({ onset, looks }) => ({
      onset: onset && { ...onset, ...shape },
      looks: looks.map((each) => ({ ...each, tier })),
    }));
  const en = (step: number) => told(shaped({ stepProbability: step }), "key", "en").join("\n");
  // One part in four beforehand: factors of 10.2 and 9.8, and of 1 / 3.2 and 1 / 3.1.
  assert.match(
    en(0.773),
    /\nThe looks speak for a rise at once rather than over weeks: a step has a probability of 77%, where/,
  );
  assert.match(en(0.765), /\nWhether the rise came at once or over weeks cannot be told: a step has/);
  assert.match(
    en(0.0943),
    /\nThe looks speak for a rise over weeks rather than at once: a step has a probability of 1 in 11, where/,
  );
  assert.match(en(0.097), /\nWhether the rise came at once or over weeks cannot be told: a step has/);
  const sure = shaped({ stepProbability: 0.999999 }, "alarm");
  assert.match(
    told(sure, "key", "ar").join("\n"),
    /\nوترجّح النظرات أن الارتفاع حدث دفعة واحدة لا على مدى أسابيع: .* أكثر من 99%/,
  );
  const shapeOf = (record: ReportRecord) => record.findings.find(({ key }) => key === "rise.shape");
  assert.deepEqual(shapeOf(sure)?.values["probability"]?.source, { kind: "assessment", id: "/onset/stepProbability" });
  for (const tier of ["watch", "none"] as const)
    assert.equal(shapeOf(shaped({ stepProbability: 0.9 }, tier)), undefined, tier);
  assert.equal(shapeOf(shaped({ stepProbability: 1, rampsLeftOut: true })), undefined);
});

test("both ends of a range of probabilities are in one notation", () => {
  const between = (low: number, high: number) =>
    text(
      yard([...USUAL, 25], ({ sensitivity }) => ({ sensitivity: { ...sensitivity, p: [low, high] } })),
      "en",
    );
  assert.match(between(1 / 12, 0.11), /that probability lies between 8\.3% and 11%\./);
  assert.match(between(1 / 400, 0.41), /that probability lies between 0\.25% and 41%\./);
  assert.match(between(1 / 400, 1 / 90), /that probability lies between 1 in 400 and 1 in 90\./);
});

test("the end of a rise is told of the first look that can tell of it", () => {
  const over = ({ changes, looks }: AssessmentReady) => ({
    changes: changes.map((each) => ({ ...each, until: day(16) })),
    looks: looks.map((each) => ({ ...each, tier: "ended" as const })),
  });
  const cars = [...USUAL, 25, 28, 26, 24, 5, 4, 6];
  assert.match(text(yard(cars, over), "en"), /The rise was over by 13 April 2025, the first look at the usual level/);
  const bound = yard(cars, over, { 16: { atLeast: 1 }, 17: { atMost: 4 } });
  assert.match(text(bound, "en"), /The rise was over by 27 April 2025, the first look at the usual level again\./);
  // What another change is held against is told, where the first lies right before it.
  const turned = yard([20, 22, 19, 24, 21, 18, 23, 20, 22, 19, 24, 21, 95, 98, 96, 94, 2, 1, 0, 2]);
  assert.match(
    text(turned, "en"),
    /the number of cars there is \d+% of what it was before.*\nWhat stood there before is what was usual, without the rise that was over by 13 April 2025\./,
  );
  assert.match(text(turned, "ar"), /والمقصود بما كان عليه العدد من قبل هو المعتاد، من دون الارتفاع الذي انتهى بحلول/);
  assert.doesNotMatch(text(yard(cars), "en"), /What stood there before/);
  // Emptied, it is over, and not at the usual level.
  const large = [20, 22, 19, 24, 21, 18, 23, 20, 22, 19, 24, 21];
  const emptied = yard([...large, 95, 98, 96, 94, 5, 20, 22], over);
  assert.match(text(emptied, "en"), /The rise was over by 27 April 2025, the first look at the usual level again\./);
  const ends = { 16: { atLeast: 1 }, 17: { atLeast: 2 }, 18: { atMost: 90 } };
  assert.match(text(yard(cars, over, ends), "en"), /The rise was over by 13 April 2025\./);
  assert.match(text(yard(cars, over, ends), "ar"), /وكان الارتفاع قد انتهى بحلول 13 أبريل 2025\./);
});

test("the brief tells beside what speaks for an event what speaks against it, where that is not negligible", () => {
  const precedes = (value: number) =>
    told(
      yard([...USUAL, 25, 28, 26], ({ events }) => ({ events: events.map((each) => ({ ...each, precedes: value })) })),
      "brief",
      "en",
    ).join("\n");
  assert.match(
    precedes(0.4),
    /in the thirty days after has a probability of .*, in the thirty days before one of 40%\./,
  );
  assert.doesNotMatch(precedes(0.001), /in the thirty days before/);
});
