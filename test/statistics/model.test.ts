import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ChangeEvidence } from "../../src/core/assessment/change-evidence.ts";
import { chanceThisHigh, chanceThisLow } from "../../src/core/assessment/judge-look.ts";
import { clearLook, type Sighting } from "../../src/core/baseline/sighting.ts";
import { Workings } from "../../src/core/baseline/workings.ts";

const look = (cars: number, day: number) => clearLook(day, cars);
const read = (name: string) => JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), "utf8"));

for (const [name, what] of [
  ["statistics-model", "a rise"],
  ["statistics-queue", "a queue of trains that empties"],
] as const)
  test(`tails and evidence of ${what} agree with an independent quadrature over all assumptions`, () => {
    const reference = read(name);
    const sightings: Sighting[] = reference.counts.map((cars: number, i: number) => look(cars, reference.days[i]));
    const state = new ChangeEvidence(sightings.slice(0, reference.baseline), [], new Workings());
    const expectation = state.model.expectation();
    const day = reference.days[reference.baseline];
    const close = (got: number, expected: number, said: string, within = 1e-6) =>
      assert.ok(Math.abs(got / expected - 1) < within, `${said}: got ${got}, expected ${expected}`);
    for (const [cars, high, low] of reference.p) {
      close(chanceThisHigh(expectation, look(cars, day)).mean, high, `P(${cars} or more)`);
      close(chanceThisLow(expectation, look(cars, day)), low, `P(${cars} or fewer)`);
    }
    for (const [t, [rise, fall, logEvidence]] of reference.steps.entries()) {
      const sighting = sightings[reference.baseline + t];
      assert.ok(sighting !== undefined);
      const evidence = state.add(sighting, true);
      close(evidence.rise, rise, `evidence of a rise after look ${t + 1}`);
      // Against a rise in progress it is the far tail of an integral.
      close(evidence.fall, fall, `evidence of a fall after look ${t + 1}`, 1e-5);
      assert.ok(Math.abs(state.model.logEvidence() - logEvidence) < 1e-6);
    }
  });

const ranges: Record<
  string,
  { looks: [number, number | [number, number | null]][]; judged: number; p: number; rises: number[] }
> = read("statistics-ranges");

for (const [name, { looks, judged, p, rises }] of Object.entries(ranges))
  test(`a record of ${name} agrees with an independent quadrature`, () => {
    const all = looks.map(([day, figure]): Sighting => {
      if (typeof figure === "number") return look(figure, day);
      return { ...look(0, day), figure: { kind: "range", low: figure[0], high: figure[1] ?? Infinity } };
    });
    const first = all.length - judged;
    const state = new ChangeEvidence(all.slice(0, first), [], new Workings());
    const newest = all[first];
    assert.ok(newest !== undefined);
    const got = chanceThisHigh(state.model.expectation(), newest).mean;
    assert.ok(Math.abs(got / p - 1) < 1e-5, `p: got ${got}, expected ${p}`);
    for (const [t, expected] of rises.entries()) {
      const { rise } = state.add(all[first + t] as Sighting, true);
      assert.ok(
        Math.abs(rise / expected - 1) < 1e-4,
        `evidence after look ${t + 1}: got ${rise}, expected ${expected}`,
      );
    }
  });
