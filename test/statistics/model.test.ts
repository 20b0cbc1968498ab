import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ChangeEvidence } from "../../src/core/assessment/change-evidence.ts";
import { chanceThisHigh, chanceThisLow } from "../../src/core/assessment/judge-look.ts";
import type { Sighting } from "../../src/core/baseline/sighting.ts";
import { Workings } from "../../src/core/baseline/workings.ts";

const reference = JSON.parse(readFileSync(new URL("../reference/statistics-model.json", import.meta.url), "utf8"));
const look = (cars: number, day: number): Sighting => ({
  day,
  regime: "",
  figure: { kind: "exact", cars },
  shares: [[1, 1]],
  falseCars: 0,
});
const sightings: Sighting[] = reference.counts.map((cars: number, i: number) => look(cars, reference.days[i]));

test("tails and evidence agree with an independent quadrature over all 209 assumptions", () => {
  const state = new ChangeEvidence(sightings.slice(0, reference.baseline), [], new Workings());
  const expectation = state.model.expectation();
  const day = reference.days[reference.baseline];
  const close = (got: number, expected: number, what: string) =>
    assert.ok(Math.abs(got / expected - 1) < 1e-6, `${what}: got ${got}, expected ${expected}`);
  for (const [cars, high, low] of reference.p) {
    close(chanceThisHigh(expectation, look(cars, day)).mean, high, `P(${cars} or more)`);
    close(chanceThisLow(expectation, look(cars, day)), low, `P(${cars} or fewer)`);
  }
  for (const [t, [rise, fall, logEvidence]] of reference.steps.entries()) {
    const sighting = sightings[reference.baseline + t];
    assert.ok(sighting !== undefined);
    const evidence = state.add(sighting, true);
    close(evidence.rise, rise, `evidence of a rise after look ${t + 1}`);
    // Against a rise in progress the evidence of a fall is the far tail of an integral; it need not be known beside 1.
    assert.ok(
      Math.abs(evidence.fall - fall) < 1e-4,
      `fall after look ${t + 1}: got ${evidence.fall}, expected ${fall}`,
    );
    assert.ok(Math.abs(state.model.logEvidence() - logEvidence) < 1e-6);
  }
});
