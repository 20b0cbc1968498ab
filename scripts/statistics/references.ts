/**
 * How far the statistics are from numbers made by code that shares nothing with theirs (test/reference, by scipy and mpmath), and
 * from a sum over every path. The tests bound each; `npm run evaluate:statistics` tells the largest.
 */
import { readFileSync } from "node:fs";
import { ChangeEvidence } from "../../src/core/assessment/change-evidence.ts";
import { chanceThisHigh, chanceThisLow } from "../../src/core/assessment/judge-look.ts";
import type { Hyper } from "../../src/core/baseline/hyper-grid.ts";
import { HyperRows } from "../../src/core/baseline/hyper-rows.ts";
import { LevelFilter } from "../../src/core/baseline/level-filter.ts";
import { latticeOver } from "../../src/core/baseline/level-lattice.ts";
import { clearLook, type Sighting } from "../../src/core/baseline/sighting.ts";
import { likelihoodOf } from "../../src/core/baseline/sighting-likelihood.ts";
import { LEVELS, STATES, STATIONARY, transition } from "../../src/core/baseline/wandering-level.ts";
import { Workings } from "../../src/core/baseline/workings.ts";
import { negativeBinomialLowerTail, negativeBinomialUpperTail } from "../../src/core/stats/negative-binomial.ts";

/** One number beside its reference. */
export interface Compared {
  readonly of: "tail" | "modelP" | "rise" | "fall" | "logEvidence";
  readonly said: string;
  readonly expected: number;
  /** Relative error; of the logarithm of the evidence the difference, which is that of the evidence. */
  readonly off: number;
}

/** The largest relative errors. */
export interface References {
  /** Tails of the negative binomial, down to `leastTail`. */
  readonly tails: number;
  readonly leastTail: number;
  /** `modelP`, both sides, over all assumptions, down to `leastP`. */
  readonly modelP: number;
  readonly leastP: number;
  readonly rise: number;
  readonly fall: number;
  readonly paths: number;
}

/** Series of test/reference whose whole model was worked out. */
export const MODELS = { "statistics-model": "a rise", "statistics-queue": "a queue of trains that empties" } as const;

export function readReference(name: string) {
  return JSON.parse(readFileSync(new URL(`../../test/reference/${name}.json`, import.meta.url), "utf8"));
}

export function compareTails(): Compared[] {
  return readReference("statistics-special").negativeBinomial.flatMap(
    ([n, k, mean, upper, lower]: readonly [number, number, number, number, number]) => [
      compared("tail", `NB(${mean}, ${k}), ${n} or more`, negativeBinomialUpperTail(n, k, mean / k), upper),
      compared("tail", `NB(${mean}, ${k}), ${n} or fewer`, negativeBinomialLowerTail(n, k, mean / k), lower),
    ],
  );
}

/** Both tails of the next look, and the evidence after each look that is judged. */
export function compareModel(name: keyof typeof MODELS): Compared[] {
  const reference = readReference(name);
  const looks: Sighting[] = reference.counts.map((cars: number, i: number) => clearLook(reference.days[i], cars));
  const [before, judged] = [looks.slice(0, reference.baseline), looks.slice(reference.baseline)];
  const state = new ChangeEvidence(before, [], new Workings());
  const expectation = state.model.expectation();
  const day = reference.days[reference.baseline];
  const all: Compared[] = [];
  for (const [cars, high, low] of reference.p) {
    const next = clearLook(day, cars);
    all.push(compared("modelP", `P(${cars} or more)`, chanceThisHigh(expectation, next).mean, high));
    all.push(compared("modelP", `P(${cars} or fewer)`, chanceThisLow(expectation, next), low));
  }
  for (const [t, sighting] of judged.entries()) {
    const [rise, fall, logEvidence] = reference.steps[t];
    const evidence = state.add(sighting, true);
    all.push(compared("rise", `a rise after look ${t + 1}`, evidence.rise, rise));
    all.push(compared("fall", `a fall after look ${t + 1}`, evidence.fall, fall));
    const off = Math.abs(state.model.logEvidence() - logEvidence);
    all.push({ of: "logEvidence", said: `after look ${t + 1}`, expected: logEvidence, off });
  }
  return all;
}

/** Relative error of the filter against the sum over all 6,561 paths of four looks. */
export function errorOfPaths(): number {
  const hyper: Hyper = { size: 3, wander: 0.6, memoryDays: 30, season: 0, phase: 0, weight: 1 };
  const looks: readonly Sighting[] = [
    clearLook(0, 7),
    { ...clearLook(11, 0), figure: { kind: "range", low: 9, high: Infinity } },
    { ...clearLook(11, 0), figure: { kind: "range", low: 0, high: 20 }, falseCars: 2 },
    clearLook(60, 25),
  ];
  const lattice = latticeOver(3, Math.log(8), Math.log(9));
  const only = Float64Array.from({ length: lattice.length }, (_, i) => (i === 0 ? 1 : 0));
  const filter = new LevelFilter(new HyperRows(hyper), lattice, only);
  const likelihoods = looks.map((sighting) => likelihoodOf(sighting, hyper.size));
  for (const [i, { day }] of looks.entries()) filter.advance(day, likelihoods[i] as ReturnType<typeof likelihoodOf>);
  const value = (i: number, state: number) =>
    (likelihoods[i]?.at(lattice.start + hyper.wander * (LEVELS[state] ?? 0)) ?? 0) *
    Math.exp(likelihoods[i]?.logScale ?? 0);
  let sum = 0;
  for (let path = 0; path < STATES ** looks.length; path++) {
    const states = looks.map((_, i) => Math.floor(path / STATES ** i) % STATES);
    let product = STATIONARY[states[0] ?? 0] ?? 0;
    for (const [i, state] of states.entries()) {
      if (i > 0) {
        const gap = (looks[i]?.day ?? 0) - (looks[i - 1]?.day ?? 0);
        product *= transition(Math.exp(-gap / hyper.memoryDays))[(states[i - 1] ?? 0) * STATES + state] ?? 0;
      }
      product *= value(i, state);
    }
    sum += product;
  }
  return Math.abs((filter.total * Math.exp(filter.logScale)) / sum - 1);
}

export function measureReferences(): References {
  const all = [...compareTails(), ...(Object.keys(MODELS) as (keyof typeof MODELS)[]).flatMap(compareModel)];
  const of = (kind: Compared["of"]) => all.filter((one) => one.of === kind);
  const largest = (kind: Compared["of"]) => Math.max(...of(kind).map(({ off }) => off));
  const least = (kind: Compared["of"]) =>
    Math.min(...of(kind).flatMap(({ expected }) => (expected > 0 ? [expected] : [])));
  return {
    tails: largest("tail"),
    leastTail: least("tail"),
    modelP: largest("modelP"),
    leastP: least("modelP"),
    rise: largest("rise"),
    fall: largest("fall"),
    paths: errorOfPaths(),
  };
}

function compared(of: Compared["of"], said: string, got: number, expected: number): Compared {
  return { of, said, expected, off: expected === 0 ? Math.abs(got) : Math.abs(got / expected - 1) };
}
