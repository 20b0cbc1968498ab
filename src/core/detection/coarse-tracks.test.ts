import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf } from "../observation/count.ts";
import { type TrackAssumptions, trackDistribution, yardDistribution } from "../observation/count-errors.ts";
import { type CoarseTrack, coarseAssumptions, emptyLogOdds, strongestEvidence } from "./coarse-tracks.ts";
import type { CoarseBand } from "./counting-model.ts";

const BAND: CoarseBand = {
  gsdMetres: 2,
  metresPerCar: 14,
  carsPerKilometre: 2,
  carVariance: 0.4,
  relativeSpread: 0.1,
  commonSpread: 0.15,
  empty: { slope: 1, offset: 1 },
};
const weights = (of: TrackAssumptions) => of.reduce((sum, { weight }) => sum + weight, 0);
const NO_ERRORS = { trackShare: 0, commonSpread: 0 };
const track = (strongest: number, occupied: number, change: Partial<CoarseTrack> = {}): CoarseTrack => ({
  occupiedMetres: occupied,
  occupiedIfAny: occupied,
  strongest,
  seenMetres: 600,
  hiddenMetres: 0,
  ...change,
});

test("the strongest evidence is that of six metres somewhere, however long the track", () => {
  const doubt = new Float32Array(1200).fill(-0.2);
  const seen = () => true;
  assert.ok(Math.abs((strongestEvidence(doubt, seen) ?? NaN) + 0.2) < 1e-6);
  const car = doubt.slice();
  car.fill(6, 300, 330);
  assert.ok(Math.abs((strongestEvidence(car, seen) ?? NaN) - 6) < 1e-5);
  const hidden = (t: number) => t < 290 || t > 340;
  assert.ok(Math.abs((strongestEvidence(car, hidden) ?? NaN) + 0.2) < 1e-6);
  assert.equal(strongestEvidence(Float32Array.of(1, 3), seen), 2);
  assert.equal(
    strongestEvidence(doubt, () => false),
    null,
  );
});

test("a long track without a convincing step may be empty, whatever length seems to lie under cars on it", () => {
  const { assumed } = coarseAssumptions([track(-0.2, 250), track(6, 250)], BAND);
  const [doubtful, sure] = assumed.map((of) => countOf(trackDistribution(of, NO_ERRORS)));
  const expected = 1 / (1 + Math.exp(-(emptyLogOdds(-0.2, 600) + 1)));
  assert.ok(Math.abs((doubtful?.pmf[0] ?? NaN) - expected) < 1e-9 && expected > 0.9);
  assert.ok((sure?.pmf[0] ?? 1) < 0.03 && (sure?.low ?? 0) > 10);
});

test("the spread that a yard shares does not vanish as it grows, and a longer track makes a surer emptiness of none", () => {
  const relative = (tracks: number) => {
    const { assumed } = coarseAssumptions(new Array(tracks).fill(track(12, 300)), BAND);
    const { low, median, high } = countOf(yardDistribution(assumed, NO_ERRORS));
    return (high - low) / median;
  };
  assert.ok(relative(12) > 2 * 1.6 * BAND.commonSpread * 0.9, `${relative(12)}`);
  assert.ok(emptyLogOdds(3, 1000) > emptyLogOdds(3, 150));
});

test("where part of some tracks is hidden all have as many assumptions, and their weights sum to 1", () => {
  for (const gsdMetres of [2, 4.5]) {
    const band = { ...BAND, gsdMetres };
    const tracks = [
      track(-1, 20, { hiddenMetres: 300 }),
      track(5, 40),
      track(0, 0, { seenMetres: 0, strongest: null }),
    ];
    const { assumed, seenOnly } = coarseAssumptions(tracks, band);
    for (const each of [assumed, seenOnly]) {
      assert.equal(new Set(each.map((of) => of.length)).size, 1);
      for (const sum of each.map(weights)) assert.ok(Math.abs(sum - 1) < 1e-12);
      const { pmf } = countOf(yardDistribution(each, NO_ERRORS));
      assert.ok(Math.abs(pmf.reduce((a, b) => a + b, 0) - 1) < 1e-9);
    }
  }
});

test("up to 2 m the total of a long yard has one peak, and no teeth of the common factor's values", () => {
  const shipped = {
    ...BAND,
    metresPerCar: 12.74,
    carsPerKilometre: 0,
    carVariance: 0.7,
    relativeSpread: 0.02,
    commonSpread: 0.28,
  };
  const tracks = Array.from({ length: 12 }, () => track(12, 350, { seenMetres: 1000 }));
  const pmf = yardDistribution(coarseAssumptions(tracks, shipped).assumed, NO_ERRORS);
  const peaks = Array.from(pmf.keys()).filter(
    (n) => (pmf[n] ?? 0) > 1e-6 && (pmf[n] ?? 0) > (pmf[n - 1] ?? 0) && (pmf[n] ?? 0) > (pmf[n + 1] ?? 0),
  );
  assert.equal(peaks.length, 1, `peaks at ${peaks}`);
});
