import assert from "node:assert/strict";
import { test } from "node:test";
import { assessSeries } from "./assess-series.ts";
import type { AssessTypes, Onset } from "./assessment.ts";
import { readSeries } from "./read-series.ts";
import { typeMixAround } from "./type-mix.ts";

const ONSET: Onset = {
  low: "2024-03-01",
  median: "2024-03-05",
  high: "2024-03-10",
  level: 0.9,
  shape: "step",
  direction: "rise",
  stepProbability: 0.7,
};
const before = ["2024-01-01", "2024-01-20", "2024-02-10"].map((date) => ({ date, cars: { covered: 10, tank: 2 } }));
const after = ["2024-03-10", "2024-03-25", "2024-04-05"].map((date) => ({ date, cars: { covered: 4, tank: 40 } }));

test("days before the onset stand against those since; days within its interval on neither side", () => {
  const within = { date: "2024-03-04", cars: { covered: 100 } };
  const mix = typeMixAround([...after, within, ...before], ONSET, [], "");
  assert.deepEqual(
    [mix?.looksBefore, mix?.looksAfter, mix?.lastBefore, mix?.firstAfter, mix?.carsBefore, mix?.carsAfter],
    [3, 3, "2024-02-10", "2024-03-10", 36, 132],
  );
  assert.ok((mix?.log10BayesFactor ?? 0) > 2);
  assert.ok((mix?.shares.find(({ type }) => type === "tank")?.rose ?? 0) > 0.99);
});

test("days after the end of the change, of another regime, and without a car told are left out", () => {
  const more: AssessTypes[] = [
    { date: "2024-02-01", cars: { tank: 500 }, regime: "closed" },
    { date: "2024-03-20", cars: { tank: 0 } },
    { date: "2024-06-01", cars: { covered: 500 } },
  ];
  assert.deepEqual(
    typeMixAround(
      [...before, ...after, ...more],
      ONSET,
      [{ from: "2024-03-10", until: "2024-05-01", regime: "open" }],
      "open",
    ),
    typeMixAround([...before, ...after], ONSET, [], "open"),
  );
});

test("an end before the onset is of an earlier change", () => {
  const types = [...before, ...after];
  const earlier = { from: "2023-06-01", until: "2023-09-01" };
  assert.deepEqual(typeMixAround(types, ONSET, [earlier], ""), typeMixAround(types, ONSET, [], ""));
});

test("days of a change that has ended are on neither side of another one", () => {
  const first = ["2023-06-01", "2023-06-20"].map((date) => ({ date, cars: { covered: 4, tank: 40 } }));
  const between = { date: "2023-07-10", cars: { covered: 9, tank: 1 } };
  const ended = { from: "2023-06-01", until: "2023-07-10" };
  const around = (types: readonly AssessTypes[], changes: readonly { from: string; until: string | null }[]) =>
    typeMixAround(types, ONSET, changes, "");
  const usual = around([between, ...before, ...after], []);
  // Its end is the first day that is of it no more.
  assert.equal(usual?.looksBefore, 4);
  for (const changes of [[ended], [ended, { from: "2024-03-10", until: null }]])
    assert.deepEqual(around([...first, between, ...before, ...after], changes), usual);
  const late = { date: "2024-05-02", cars: { covered: 30 } };
  const over = [ended, { from: "2024-03-10", until: "2024-05-01" }];
  assert.deepEqual(around([...first, between, ...before, ...after, late], over), usual);
});

test("a second surge of tank cars as the first one's is told against what was usual", () => {
  const day = (n: number) => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10);
  const usual = [8, 5, 11, 7, 9, 6, 8, 4, 10, 7, 12, 3, 9].map((count, i) => ({ date: day(17 * i), count }));
  const watched = [40, 45, 38, 50, 8, 6, 9, 7, 5, 8, 44, 52, 47, 49].map((count, i) => ({
    date: day(230 + 12 * i),
    count,
    monitored: true,
  }));
  const looks = [...usual.map((look) => ({ ...look, monitored: false })), ...watched];
  const types = looks.map(({ date, count }) => ({
    date,
    cars: count < 20 ? { box: 6, tank: 1 } : { box: 8, tank: 36 },
  }));
  const answer = (given: readonly AssessTypes[]) => {
    const assessed = assessSeries({ id: "two", looks, types: given });
    assert.ok(assessed.status === "ready");
    assert.deepEqual([assessed.changes.length, assessed.changes[0]?.until], [2, day(278)]);
    return assessed.typeMix;
  };
  const mix = answer(types);
  assert.ok((mix?.probability ?? 0) > 0.9999, `a change of mix with probability ${mix?.probability}`);
  // The last usual look lies within the onset's interval.
  assert.equal(mix?.looksBefore, 18);
  assert.deepEqual(answer(types.filter(({ date }) => date < day(230) || date >= day(278))), mix);
});

test("without an onset, or with one side empty, nothing is said", () => {
  assert.equal(typeMixAround([...before, ...after], null, [], ""), null);
  assert.equal(typeMixAround(after, ONSET, [], ""), null);
});

test("an assessment has the mix where its series has types, and no such field otherwise", () => {
  const looks = Array.from({ length: 13 }, (_, i) => ({
    date: `2024-${String(Math.floor(i / 2) + 1).padStart(2, "0")}-${i % 2 === 0 ? "04" : "18"}`,
    count: i < 10 ? 8 + (i % 3) : 60 + i,
    ...(i >= 9 ? { monitored: true } : {}),
  }));
  const types = looks.map(({ date, count }) => ({
    date,
    cars: count > 40 ? { tank: count - 6, covered: 6 } : { tank: 1, covered: count - 1 },
  }));
  const series = readSeries({ id: "a", looks, types });
  assert.ok(!("status" in series));
  const answer = assessSeries(series);
  assert.ok(answer.status === "ready" && answer.typeMix != null && answer.typeMix.looksAfter >= 2);
  assert.ok(!("typeMix" in assessSeries({ id: "a", looks: looks.slice(0, 7) })));
});

test("types that cannot be used are named by field", () => {
  const of = (types: unknown) => {
    const read = readSeries({ id: "a", looks: [{ date: "2024-01-01", count: 3 }], types });
    return "status" in read ? read.field : null;
  };
  assert.equal(of([{ date: "2024-01-01", cars: { tank: -1 } }]), "types[0].cars.tank");
  assert.equal(of([{ date: "2024-01-01", tank: 1 }]), "types[0].tank");
  assert.equal(of([{ date: "2024-02-31", cars: {} }]), "types[0].date");
  assert.equal(of({}), "types");
});

test("a type may be called as what every object inherits", () => {
  const named = (cars: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(cars).map(([type, n]) => [type === "tank" ? "toString" : type, n]));
  const types = [...before.slice(0, 2), { date: "2024-02-10", cars: { covered: 12 } }, ...after];
  const mix = typeMixAround(types, ONSET, [], "");
  const odd = typeMixAround(
    types.map((look) => ({ ...look, cars: named(look.cars) })),
    ONSET,
    [],
    "",
  );
  assert.deepEqual(
    odd?.shares.find(({ type }) => type === "toString")?.after,
    mix?.shares.find(({ type }) => type === "tank")?.after,
  );
});

test("of several records of one day the order of input is irrelevant", () => {
  const ofDay = [0.1, 0.2, 0.3, 0.7, 1.1].map((tank) => ({ date: "2024-02-10", cars: { covered: tank * 3, tank } }));
  const mix = typeMixAround([...ofDay, ...after], ONSET, [], "");
  assert.equal(JSON.stringify(typeMixAround([...ofDay.toReversed(), ...after], ONSET, [], "")), JSON.stringify(mix));
});
