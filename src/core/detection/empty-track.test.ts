import assert from "node:assert/strict";
import { test } from "node:test";
import { fitEmpty, holdEmpty } from "./empty-track.ts";

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const logit = (p: number) => Math.log(p / (1 - p));

test("log odds of an empty track are read by slope and offset; everything else keeps its proportions", () => {
  const chain = Float64Array.from([0.02, 0.08, 0.3, 0.6]);
  const { pmf, seenEmpty, carShare } = holdEmpty(chain, chain.subarray(0, 1), { slope: 0.5, offset: 1.2 });
  assert.ok(Math.abs(sum(pmf) - 1) < 1e-12);
  assert.ok(Math.abs(logit(seenEmpty) - (0.5 * logit(0.02) + 1.2)) < 1e-12);
  assert.equal(pmf[0], seenEmpty);
  for (const n of [1, 2, 3]) assert.ok(Math.abs((pmf[n] ?? NaN) - carShare * (chain[n] ?? NaN)) < 1e-15);
});

test("a slope of one and no offset leave a chain as it was, however sure it is", () => {
  for (const empty of [1e-14, 1e-6, 0.3, 1 - 1e-9]) {
    const chain = Float64Array.from([empty, (1 - empty) / 3, (2 * (1 - empty)) / 3]);
    const { pmf } = holdEmpty(chain, chain.subarray(0, 1), { slope: 1, offset: 0 });
    pmf.forEach((p, n) => {
      assert.ok(Math.abs(p / (chain[n] ?? NaN) - 1) < 1e-6, `${p} of ${chain[n]}`);
    });
  }
});

test("what cannot be seen keeps what is supposed of it, whatever is believed of what can", () => {
  // In sight none (.1) or two cars; out of sight none, one or two, whatever stands in sight.
  const hidden = [0.2, 0.5, 0.3];
  const chain = new Float64Array(5);
  hidden.forEach((p, n) => {
    chain[n] = (chain[n] ?? 0) + 0.1 * p;
    chain[n + 2] = (chain[n + 2] ?? 0) + 0.9 * p;
  });
  const unseen = Float64Array.from(hidden, (p) => 0.1 * p);
  const { pmf, seenEmpty } = holdEmpty(chain, unseen, { slope: 0.6, offset: 2 });
  assert.ok(Math.abs(sum(pmf) - 1) < 1e-12);
  assert.ok(Math.abs(logit(seenEmpty) - (0.6 * logit(0.1) + 2)) < 1e-12);
  assert.ok(Math.abs((pmf[0] ?? NaN) - seenEmpty * 0.2) < 1e-12, "no car at all is no likelier than none out of sight");
  assert.ok(Math.abs((pmf[4] ?? NaN) - (1 - seenEmpty) * 0.3) < 1e-12);
});

test("what the chain rules out stays ruled out", () => {
  const full = holdEmpty(Float64Array.from([0, 0, 1]), Float64Array.from([0]), { slope: 0.5, offset: 3 });
  assert.deepEqual([full.seenEmpty, full.carShare, ...full.pmf], [0, 1, 0, 0, 1]);
  const none = holdEmpty(Float64Array.from([1]), Float64Array.from([1]), { slope: 0.5, offset: -3 });
  assert.deepEqual([none.seenEmpty, none.carShare, ...none.pmf], [1, 0, 1]);
});

test("as many tracks are empty as the fitted odds expect, and no others tried make them likelier", () => {
  const tracks = Array.from({ length: 400 }, (_, k) => {
    const logOdds = -8 + (k % 40) * 0.4;
    // Half as sure as the chain, and more often empty.
    return { chain: 1 / (1 + Math.exp(-logOdds)), isEmpty: (k * 0.618) % 1 < 1 / (1 + Math.exp(-0.5 * logOdds - 2)) };
  });
  const held = (slope: number, offset: number) =>
    tracks.map(({ chain }) => 1 / (1 + Math.exp(-(slope * logit(chain) + offset))));
  const logLikelihood = (slope: number, offset: number) =>
    sum(held(slope, offset).map((p, k) => Math.log(tracks[k]?.isEmpty ? p : 1 - p)));
  const { slope, offset } = fitEmpty(tracks);
  assert.ok(Math.abs(slope - 0.5) < 0.1 && Math.abs(offset - 2) < 0.4, `${slope} and ${offset}`);
  const truth = tracks.filter(({ isEmpty }) => isEmpty).length;
  // The prior of the offset, 0 +- 10, is all that stands between the two.
  assert.ok(Math.abs(truth - sum(held(slope, offset)) - offset / 100) < 1e-6);
  const most = logLikelihood(slope, offset);
  assert.ok(most > logLikelihood(slope, offset + 0.1) && most > logLikelihood(slope, offset - 0.1));
  assert.ok(most > logLikelihood(slope + 0.05, offset) && most > logLikelihood(slope - 0.05, offset));
});

test("one track of which the chain was quite wrong does not make all of its odds worthless", () => {
  const good = Array.from({ length: 300 }, (_, k) => ({
    chain: k % 2 === 0 ? 0.9 : 0.1,
    isEmpty: k % 20 < 18 === (k % 2 === 0),
  }));
  const { slope } = fitEmpty([...good, { chain: 0, isEmpty: true }]);
  assert.ok(slope > 0.15, `${slope}`);
});
