import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Compared,
  compareModel,
  compareTails,
  errorOfPaths,
  MODELS,
  readReference,
} from "../../scripts/statistics/references.ts";
import { ChangeEvidence } from "../../src/core/assessment/change-evidence.ts";
import { chanceThisHigh } from "../../src/core/assessment/judge-look.ts";
import { clearLook, type Sighting } from "../../src/core/baseline/sighting.ts";
import { Workings } from "../../src/core/baseline/workings.ts";

const look = (cars: number, day: number) => clearLook(day, cars);
/** Against a rise in progress the evidence of a fall is the far tail of an integral. */
const WITHIN: Record<Compared["of"], number> = { tail: 1e-11, modelP: 1e-6, rise: 1e-6, fall: 1e-5, logEvidence: 1e-6 };

function near(all: readonly Compared[]): void {
  assert.ok(all.length > 10);
  for (const { of, said, off } of all) assert.ok(off < WITHIN[of], `${of}, ${said}: off by ${off}`);
}

test("both tails of the negative binomial keep twelve digits, far below any probability that is printed", () => {
  near(compareTails());
});

test("the filter equals the sum over all 6,561 paths of four looks", () => {
  assert.ok(errorOfPaths() < 1e-12);
});

for (const [name, what] of Object.entries(MODELS))
  test(`tails and evidence of ${what} agree with an independent quadrature over all assumptions`, () => {
    near(compareModel(name as keyof typeof MODELS));
  });

const ranges: Record<
  string,
  { looks: [number, number | [number, number | null]][]; judged: number; p: number; rises: number[] }
> = readReference("statistics-ranges");

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
