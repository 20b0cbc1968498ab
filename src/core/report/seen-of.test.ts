import assert from "node:assert/strict";
import { test } from "node:test";
import type { Counted, Observation, TrackCount } from "../observation/observation.ts";
import { emptyTracks, seenOf } from "./seen-of.ts";

/** Tracks of 100 m on which no car stands, together with others on these metres. */
function emptyOn(shared: readonly (readonly [number, number])[]): TrackCount {
  const stretches = shared.map(([from, to]) => ({ with: "other", name: "Other", from, to }));
  const track = { emptyProbability: 1, usableFraction: 1, lengthMetres: 100 };
  return { ...track, ...(stretches.length > 0 && { shared: stretches }) } as unknown as TrackCount;
}

test("a track that is for the most part another's is not told as empty, one through a turnout is", () => {
  const emptyOf = (...tracks: TrackCount[]) =>
    emptyTracks({
      status: "counted",
      reasons: [],
      method: "strips@1",
      inputs: {},
      usableFraction: 1,
      tracks,
    } as unknown as Observation & Counted);
  assert.equal(emptyOf(emptyOn([]), emptyOn([[0, 30]])), 2);
  assert.equal(emptyOf(emptyOn([]), emptyOn([[0, 100]])), 1);
  // Two that run together with it side by side are one stretch.
  assert.equal(
    emptyOf(
      emptyOn([
        [0, 40],
        [5, 45],
      ]),
    ),
    1,
  );
  assert.equal(
    emptyOf(
      emptyOn([
        [0, 40],
        [80, 100],
      ]),
    ),
    0,
  );
});

test("how much was seen is told of pixels that were read; of none that were not, whoever counted and whatever opening the file cost", () => {
  const seen = (method: string, reasons: readonly string[], usableFraction: number) =>
    seenOf({
      reasons: reasons.map((code) => ({ code })),
      read: { bytes: 2435, requests: 1, fileBytes: 2435 },
      method,
      usableFraction,
    } as unknown as Observation);
  assert.equal(seen("strips@1", ["too-coarse"], 0), null);
  assert.equal(seen("boxes@5+ab+cd", ["too-dark"], 0), null);
  assert.equal(seen("strips@1+read-by-ada", [], 0), null);
  assert.equal(seen("strips@1", ["too-hidden"], 0), 0);
  assert.equal(seen("strips@1", ["outside-scene"], 0), 0);
  assert.equal(seen("strips@1+read-by-ada", [], 0.8), 0.8);
});

test("what a detector that nobody measured did not find is not told as empty, until cars were checked or a reader looked", () => {
  const emptyOf = (method: string, inputs: Record<string, string>) => {
    const look = { status: "counted", reasons: [], method, inputs, usableFraction: 1, tracks: [emptyOn([])] };
    return emptyTracks(look as unknown as Observation & Counted);
  };
  assert.equal(emptyOf("boxes@5+ab+cd", { detector: "ab" }), 0);
  assert.equal(emptyOf("boxes@5+ab+cd+calibration-ef", { detector: "ab", calibration: "ef" }), 1);
  assert.equal(emptyOf("boxes@5+ab+cd+read-by-ada", { detector: "ab", reading: "01" }), 1);
});
