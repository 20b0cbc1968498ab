import assert from "node:assert/strict";
import { test } from "node:test";
import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import { told } from "./told.ts";
import { look, realYard } from "./yard.ts";

const day = (i: number) => new Date(Date.UTC(2024, 8, 1 + 14 * i)).toISOString().slice(0, 10);
/** A yard with these counts a fortnight apart, judged from the i-th on, and an event of one day. */
const watched = (cars: readonly number[], from: number, event: string) =>
  realYard({
    looks: cars.map((each, i) => look(day(i), each, true)),
    events: [{ id: "opening", date: event, label: { en: "Opening", ar: "افتتاح" }, source: "test" }],
    assessed: {
      id: "yard",
      events: [{ id: "opening", date: event }],
      looks: cars.map((count, i) => ({ date: day(i), count, ...(i >= from ? { monitored: true } : {}) })),
    },
  });
const USUAL = [8, 11, 6, 9, 14, 7, 10, 8, 12, 9];
const printedOf = (record: ReturnType<typeof watched>, key: string, name: string) =>
  record.findings.find((one) => one.key === key)?.values[name]?.value;

test("a count above all others is told with the chance of its rank, 1 in one more than they are; a lower one is not", () => {
  const risen = watched([...USUAL, 60, 62], 10, day(9));
  assert.ok(risen.assessment?.status === "ready");
  assert.deepEqual(risen.assessment.looks.at(-1)?.rank, { above: 11, of: 11, chance: 1 / 12 });
  assert.equal(printedOf(risen, "unusual.rank-chance", "chance"), 1 / 12);
  const second = watched([...USUAL, 62, 60], 10, day(9));
  assert.equal(printedOf(second, "unusual.rank", "above"), 10);
  assert.equal(printedOf(second, "unusual.rank-chance", "chance"), undefined);
});

test("an event beside a rise is told with the ratio of the looks after it to those before, and with no cause", async () => {
  const risen = watched([...USUAL, 60, 62, 58], 10, day(9));
  assert.ok(risen.assessment?.status === "ready");
  const ratio = risen.assessment.events[0]?.ratio;
  assert.ok(ratio && ratio.median > 4 && ratio.median < 9);
  assert.equal(printedOf(risen, "event.ratio", "median"), ratio.median);
  const chance = risen.findings.find(({ key }) => key === "event.before-onset-of")?.values;
  assert.deepEqual(chance?.["events"], {
    format: "count",
    value: 1,
    source: { kind: "assessment", id: "/events/0/of" },
  });
  assert.match(
    (await told(risen, "key", "en")).join("\n"),
    /The looks after Opening \(.*\) show \d(\.\d)? times as many cars/,
  );
  assert.match((await told(risen, "key", "ar")).join("\n"), /وفي النظرات التي تلت الحدث «افتتاح»/);
  // A look under no regime opens a gap in each: then the looks bound nothing.
  const mixed = assessSeries({
    id: "mixed",
    looks: [...USUAL, 9, 60, 62, 58].map((cars, i) => ({
      date: day(i),
      count: cars,
      monitored: i >= USUAL.length,
      ...(i === USUAL.length ? {} : { regime: "open" }),
    })),
  });
  assert.ok(mixed.status === "ready" && mixed.looks.at(-1)?.tier === "firm");
  assert.ok(mixed.looks.every(({ bound }) => bound === undefined));
  const fallen = watched([20, 22, 19, 24, 21, 18, 23, 1, 0, 0], 6, day(6));
  assert.match(
    (await told(fallen, "key", "en")).join("\n"),
    /In the looks after Opening \(.*\) the number of cars is \d+(\.\d+)?% of what it was/,
  );
});

test("an alarm is told with the bound on false ones: the looks judged so far over the threshold of its tier", async () => {
  const risen = watched([...USUAL, 9, 60, 62, 58], 10, day(9));
  assert.ok(risen.assessment?.status === "ready");
  const { looks } = risen.assessment;
  for (const [i, { tier, bound }] of looks.entries()) {
    const threshold = tier === "firm" ? 2400 : 240;
    const expected = { threshold, looks: i + 1, atMost: (i + 1) / threshold };
    assert.deepEqual(bound, tier === "alarm" || tier === "firm" ? expected : undefined, `${i}: ${tier}`);
  }
  assert.deepEqual([looks[0]?.tier, looks.at(-1)?.tier], ["none", "firm"]);
  const values = risen.findings.find(({ key }) => key === "rise.false-alarms")?.values;
  assert.deepEqual(values?.["looks"]?.source, { kind: "assessment", id: "/looks/3/bound/looks" });
  assert.match(
    told(risen, "key", "en").join("\n"),
    /evidence for a lasting rise reaches 2,400 within 4 judged counts with a probability of at most 4 in 2,400\./,
  );
  assert.match(told(risen, "key", "ar").join("\n"), /على ارتفاع مستمر 2,400 خلال 4 أعداد مما يُقارَن بالمعتاد لا يتجاوز/);
  const fallen = watched([20, 22, 19, 24, 21, 18, 23, 1, 0, 0], 6, day(6));
  assert.match(
    told(fallen, "key", "en").join("\n"),
    /evidence for a lasting fall reaches [\d,]+ within 4 judged counts/,
  );
  assert.equal(printedOf(watched([...USUAL, 9, 8], 10, day(9)), "rise.false-alarms", "looks"), undefined);
});

test("how large a rise could have been told is said where none reached the alarm", async () => {
  const usual = watched([...USUAL, 9, 8, 10], 10, day(9));
  assert.ok(usual.assessment?.status === "ready");
  const times = usual.assessment.sensitivity.smallestConfirmable;
  assert.ok(times !== null && times > 1.25);
  assert.equal(printedOf(usual, "mind.smallest-rise", "times"), times);
  assert.match((await told(usual, "change-mind", "ar")).join("\n"), /أولى النظرات التي رُوقبت/);
  const risen = watched([...USUAL, 60, 62, 58], 10, day(9));
  assert.ok(!risen.findings.some(({ key }) => key.startsWith("mind.smallest")));
});

test("a record that is too short is told with the rise that one more look could confirm", async () => {
  const short = watched([8, 11, 6], 2, day(1));
  assert.equal(short.assessment?.status, "too-few-looks");
  const times = printedOf(short, "baseline.too-few-smallest", "times");
  assert.ok(typeof times === "number" && times > 1.25);
  assert.match(
    (await told(short, "key", "en")).join("\n"),
    /One more clear image, two weeks on, could put the evidence/,
  );
});

test("a probability judged by several choices of what is usual is told as the largest of theirs", async () => {
  const regime = (i: number) => (i < 6 ? "Closed" : "Open");
  const cars = [3, 2, 4, 3, 2, 3, 20, 22, 19, 24, 21, 18, 60];
  const judged = realYard({
    looks: cars.map((each, i) => look(day(i), each, true)),
    assessed: {
      id: "yard",
      looks: cars.map((count, i) => ({
        date: day(i),
        count,
        regime: regime(i),
        ...(i === 12 ? { monitored: true } : {}),
      })),
    },
  });
  assert.ok(judged.assessment?.status === "ready");
  const telling = judged.assessment.baseline.windows.filter(({ tooFew }) => tooFew !== true);
  assert.ok(telling.length > 1);
  assert.equal(judged.assessment.looks.at(-1)?.p, Math.max(...telling.map(({ p }) => p)));
  assert.equal(printedOf(judged, "unusual.windows", "windows"), telling.length);
  assert.match((await told(judged, "key", "ar")).join("\n"), /الأقل إثارةً للدهشة من بين/);
  assert.equal(printedOf(watched([...USUAL, 60], 10, day(9)), "unusual.windows", "windows"), undefined);
});
