import assert from "node:assert/strict";
import { test } from "node:test";
import { demoPlan } from "./demo-plan.ts";

test("the plan is the same each time, in order of time, with its event between the quiet looks and the full ones", () => {
  const plan = demoPlan();
  assert.deepEqual(plan, demoPlan());
  const times = plan.dates.map(({ acquiredAt }) => acquiredAt);
  assert.deepEqual(times, [...times].sort());
  assert.equal(times.filter((time) => time < plan.event.date).length, 18);
  assert.equal(times.length, 24);
});

test("some looks are such that they must be withheld: cloudy, coarse, oblique", () => {
  const { dates } = demoPlan();
  assert.equal(dates.filter(({ cloud }) => cloud > 0.7).length, 2);
  assert.equal(dates.filter(({ gsdMetres }) => gsdMetres > 5).length, 1);
  assert.equal(dates.filter(({ offNadirDegrees }) => offNadirDegrees > 45).length, 1);
});
