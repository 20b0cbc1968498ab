import assert from "node:assert/strict";
import { test } from "node:test";
import { type ReadSteps, stepsOfOthers } from "./one-track.ts";
import type { SharedStretch } from "./shared-stretches.ts";

const STEPS = 100;
const car = (fromStep: number, toStep: number) => ({ fromStep, toStep, score: 0.9 });

/** A track with cars on it, of so many log odds a step. */
function read(cars: ReturnType<typeof car>[], logOdds: number, rest: Partial<ReadSteps> = {}): ReadSteps {
  const steps = new Float32Array(STEPS).fill(-5);
  for (const { fromStep, toStep } of cars) steps.fill(logOdds, fromStep, toStep);
  return { cars, logOdds: steps, occupancy: new Float64Array(STEPS), hidden: new Uint8Array(STEPS), ...rest };
}

/** Two tracks together from a step to before another, whose steps have the same numbers. */
const together = (from: number, to: number, first = 0, second = 1): SharedStretch => ({
  first,
  second,
  from,
  to,
  beside: Int32Array.from({ length: to - from }, (_, k) => from + k),
});
const BY = { shortestSteps: 12, toleranceSteps: 4 };
const marked = (steps: Uint8Array | null | undefined) =>
  steps ? [...steps.keys()].filter((t) => steps[t] === 1) : null;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k);

test("cars of two lines are on the one on which they lie better, and on no other", () => {
  const [first, second] = [read([car(20, 50)], 3), read([car(21, 49)], 5)];
  const [ofFirst, ofSecond] = stepsOfOthers([first, second], [together(10, 80)], BY);
  // What lies beside the cars says nothing, and is left to the line drawn first.
  assert.deepEqual(marked(ofFirst), range(16, 54));
  assert.deepEqual(marked(ofSecond), [...range(10, 16), ...range(54, 80)]);
});

test("where lines say the same, all is the first one's", () => {
  const same = read([car(20, 50)], 5);
  assert.deepEqual(stepsOfOthers([same, same], [together(0, STEPS)], BY).map(marked), [null, range(0, STEPS)]);
});

test("cars with no room for another between them are on one track, what they show beyond the stretch decides", () => {
  // The same where the lines coincide; the second car reaches beyond, where only the second line goes on under it.
  const first = read([car(10, 38), car(40, 60)], 5);
  const second = { ...read([car(10, 38), car(40, 60)], 5) };
  first.logOdds.fill(-5, 55);
  const [ofFirst, ofSecond] = stepsOfOthers([first, second], [together(0, 55)], BY);
  assert.deepEqual(marked(ofFirst), range(6, 55));
  assert.deepEqual(marked(ofSecond), range(0, 6));
});

test("a car that reaches in with its middle outside keeps what lies under it, whatever stands further on", () => {
  const tracks = [read([car(16, 46)], 5), read([car(70, 99)], 5)];
  // The second track sees the end of the first one's car too, and expects more all along.
  tracks[1]?.logOdds.fill(9, 40, 46);
  tracks[1]?.occupancy.fill(0.9, 40, 80);
  const left = stepsOfOthers(tracks, [together(40, 80)], BY);
  assert.deepEqual(left.map(marked), [range(50, 80), range(40, 50)]);
});

test("a car that both tracks list with its middle outside is the one's on which it lies better", () => {
  const left = stepsOfOthers([read([car(16, 46)], 3), read([car(17, 47)], 5)], [together(40, 80)], BY);
  assert.deepEqual(left.map(marked), [range(40, 51), range(51, 80)]);
});

test("what is expected without a listed car, and what is hidden, is on the track that expects more", () => {
  const some = new Float64Array(STEPS).fill(0.2);
  const hidden = new Uint8Array(STEPS).fill(1);
  const [ofFirst, ofSecond] = stepsOfOthers(
    [read([], 0), read([], 0, { occupancy: some, hidden })],
    [together(30, 60)],
    BY,
  );
  assert.deepEqual([marked(ofFirst), marked(ofSecond)], [range(30, 60), null]);
});

test("of three tracks each step is one's", () => {
  const tracks = [read([car(20, 50)], 3), read([car(20, 50)], 5), read([car(20, 50)], 4)];
  const pairs = [together(0, STEPS), together(0, STEPS, 0, 2), together(0, STEPS, 1, 2)];
  const left = stepsOfOthers(tracks, pairs, BY);
  for (let t = 0; t < STEPS; t++)
    assert.equal(left.filter((steps) => steps?.[t] === 1).length, 2, `step ${t} is of one track`);
  assert.equal(left[1]?.[35] ?? 0, 0);
});

test("a line that is drawn the other way has its own steps marked", () => {
  const stretch = { ...together(0, STEPS), beside: Int32Array.from({ length: STEPS }, (_, k) => STEPS - 1 - k) };
  const [ofFirst, ofSecond] = stepsOfOthers([read([], 0), read([car(60, 90)], 5)], [stretch], BY);
  // On the first line the car of 60 to 90 stands from 10 to 40.
  assert.deepEqual(marked(ofFirst), range(5, 43));
  assert.deepEqual(marked(ofSecond), [...range(0, 57), ...range(95, 100)]);
});
