import assert from "node:assert/strict";
import { test } from "node:test";
import { alarmEvidence, episodesOf, looksPerYear, toAlert } from "./alarm.ts";
import { nextSearch, searchedBack, searchedUpTo, searchWindow, toRetry, WATCH_DEFAULTS } from "./schedule.ts";

const look = (date: string, evidence: number, tier: "none" | "alarm" | "ended" = "none") => ({ date, evidence, tier });

test("twenty-four looks a year and one false alarm in ten years need the method's own alarm threshold", () => {
  assert.equal(alarmEvidence(24, 0.1), 240);
  assert.equal(alarmEvidence(0, 0.1), 10);
  assert.throws(() => alarmEvidence(24, 0), RangeError);
});

test("the rate of looks is that of the last year, and a new series is given the usual one", () => {
  const fortnightly = Array.from({ length: 60 }, (_, k) =>
    new Date(Date.UTC(2024, 0, 1 + 14 * k)).toISOString().slice(0, 10),
  );
  assert.ok(Math.abs(looksPerYear(fortnightly) - 26.1) < 0.2);
  assert.equal(looksPerYear(["2026-01-01"]), 24);
});

test("an onset is one episode however long it stays high, and one that comes back after its end is another", () => {
  const looks = [
    look("2026-01-01", 3),
    look("2026-01-15", 300, "alarm"),
    look("2026-02-01", 5000, "alarm"),
    look("2026-02-15", 200, "alarm"),
    look("2026-03-01", 0.5, "ended"),
    look("2026-03-15", 400, "alarm"),
  ];
  assert.deepEqual(episodesOf(looks, 240), [
    { from: "2026-01-15", to: "2026-03-01" },
    { from: "2026-03-15", to: null },
  ]);
});

test("a lower threshold than the method's finds an onset after one that has ended, and is not let go by its tier", () => {
  const looks = [
    look("2026-01-15", 300, "alarm"),
    look("2026-02-01", 2, "ended"),
    look("2026-02-15", 30, "ended"),
    look("2026-03-01", 20, "ended"),
    look("2026-03-15", 0.4, "ended"),
    look("2026-04-01", 30, "ended"),
    look("2026-04-15", 300, "alarm"),
    look("2026-05-01", 90, "none"),
    look("2026-05-15", 2, "ended"),
  ];
  assert.deepEqual(episodesOf(looks, 24), [
    { from: "2026-01-15", to: "2026-02-01" },
    { from: "2026-02-15", to: "2026-03-15" },
    { from: "2026-04-01", to: "2026-05-15" },
  ]);
});

test("an onset is alerted once, also when the assessment made anew dates it otherwise", () => {
  const standing = [{ from: "2026-01-15", to: null }];
  assert.deepEqual(toAlert(standing, null), standing[0]);
  assert.equal(toAlert(standing, "2026-01-15"), null);
  assert.equal(toAlert([{ from: "2026-01-29", to: null }], "2026-01-15"), null);
  assert.equal(toAlert([{ from: "2026-01-08", to: null }], "2026-01-15"), null);
});

test("a second onset is alerted when the first has ended since its alert, and one that has ended never is", () => {
  const second = { from: "2026-03-15", to: null };
  const episodes = [{ from: "2026-01-15", to: "2026-03-01" }, second];
  assert.equal(toAlert(episodes, "2026-01-15"), second);
  assert.equal(toAlert(episodes, "2026-03-15"), null);
  assert.equal(toAlert(episodes.slice(0, 1), null), null);
});

/**
 * A usual yard's evidence, as its bound assumes: a sum of likelihood ratios that each begin at 1, here of a rise by
 * log(2) in the rate of Poisson counts.
 */
function usualEvidence(seed: number, looks: number): number[] {
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    let t = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
    t = Math.imul(t ^ (t >>> 16), 0x45d9f3b);
    return ((t ^ (t >>> 16)) >>> 0) / 2 ** 32;
  };
  const poisson = (mean: number) => {
    let n = 0;
    for (let product = random(); product > Math.exp(-mean); product *= random()) n++;
    return n;
  };
  let sum = 0;
  return Array.from({ length: looks }, () => {
    sum = (1 + sum) * 2 ** poisson(8) * Math.exp(-8);
    return sum;
  });
}

test("usual yards raise no more false alarms than their setting states", () => {
  const years = 4000;
  for (const rate of [0.1, 0.5]) {
    const threshold = alarmEvidence(24, rate);
    let alarms = 0;
    for (let year = 0; year < years; year++) {
      const looks = usualEvidence(year + 1, 24).map((evidence, k) => look(String(k).padStart(2, "0"), evidence));
      alarms += episodesOf(looks, threshold).length;
    }
    const spread = 3 * Math.sqrt((rate * (1 - rate)) / years);
    assert.ok(alarms / years <= rate + spread, `${alarms / years} a year for a stated ${rate}`);
    assert.ok(alarms > 0, "the simulation must be able to raise one");
  }
});

test("a search that fails is tried again soon, ever later, and never later than the schedule", () => {
  const now = "2026-03-01T00:00:00.000Z";
  const hours = [0, 1, 2, 3, 9].map(
    (failures) => (Date.parse(nextSearch({ everyHours: 24 }, failures, now)) - Date.parse(now)) / 3_600_000,
  );
  assert.deepEqual(hours, [24, 1, 2, 4, 24]);
});

test("the first search looks back as far as set, later ones overlap with the one before", () => {
  const now = "2026-03-31T00:00:00.000Z";
  assert.equal(searchWindow(WATCH_DEFAULTS, null, now).from, "2026-03-01T00:00:00.000Z");
  assert.equal(searchWindow(WATCH_DEFAULTS, "2026-03-30T00:00:00Z", now).from, "2026-03-16T00:00:00.000Z");
});

test("what was left out is tried again until it is 30 days older than the look-back, and holds the search back so long", () => {
  const now = "2026-03-31T00:00:00.000Z";
  const images = ["2026-01-29T00:00:00Z", "2026-01-31T00:00:00Z", "2026-03-30T00:00:00Z"].map((acquiredAt) => ({
    acquiredAt,
  }));
  const retried = toRetry(WATCH_DEFAULTS, images, now);
  assert.deepEqual(retried, images.slice(1));
  assert.equal(searchedUpTo(now, retried), "2026-01-31T00:00:00.000Z");
  assert.equal(searchedUpTo(now, []), now);
});

test("a look-back given anew reaches as far back as a first search, and never less far than the next one would", () => {
  const now = "2026-03-31T00:00:00.000Z";
  const from = (lookBackDays: number, searchedTo: string | null) => {
    const settings = { ...WATCH_DEFAULTS, lookBackDays };
    return searchWindow(settings, searchedBack(settings, searchedTo, now), now).from.slice(0, 10);
  };
  assert.equal(from(365, "2026-03-30T00:00:00Z"), "2025-03-31");
  assert.equal(from(30, "2025-12-15T00:00:00Z"), "2025-12-01");
  assert.equal(from(30, null), "2026-03-01");
});
