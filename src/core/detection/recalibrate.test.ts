import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf } from "../observation/count.ts";
import { trackDistribution } from "../observation/count-errors.ts";
import { type CountingModel, calibrated, type GsdBand } from "./counting-model.ts";
import { fitProbability, fitTrackShare, recalibrated } from "./recalibrate.ts";

test("the calibration equals scipy's optimum of the same penalised likelihood", () => {
  // scipy 1.10.1, minimize(BFGS, gtol 1e-10) on these sixty cars gave the slope and offset below.
  const cars = Array.from({ length: 60 }, (_, k) => {
    const score = 0.02 + (0.96 * ((k * 37) % 60)) / 60;
    return { score, real: Math.sin(k * 1.7) * 0.5 + 0.5 < 0.15 + 0.7 * score };
  });
  const { slope, offset } = fitProbability(cars, { slope: 1, offset: 0 });
  assert.ok(Math.abs(slope - 0.4684964068701052) < 1e-6, `slope ${slope}`);
  assert.ok(Math.abs(offset - -0.04441230140549569) < 1e-6, `offset ${offset}`);
});

test("a method that is far too sure is corrected by fifty cars", () => {
  const cars = Array.from({ length: 50 }, (_, k) => ({ score: 0.97, real: k % 2 === 0 }));
  const corrected = calibrated(0.97, fitProbability(cars, { slope: 1, offset: 0 }));
  assert.ok(corrected > 0.4 && corrected < 0.75, `${corrected}`);
});

test("few cars leave the calibration nearly as it was", () => {
  const corrected = calibrated(0.9, fitProbability([{ score: 0.9, real: false }], { slope: 1, offset: 0 }));
  assert.ok(corrected > 0.6 && corrected < 0.9, `${corrected}`);
});

const sure = (cars: number) => [...new Array<number>(cars).fill(0), 1];

test("counts that are off by more than they say widen the intervals; counts that hold do not", () => {
  const errors = { trackShare: 0.05, commonSpread: 0.05 };
  const off = Array.from({ length: 16 }, (_, k) => ({ pmf: sure(20), cars: 20 + (k % 2 === 0 ? 5 : -5), errors }));
  const exact = Array.from({ length: 16 }, () => ({ pmf: sure(20), cars: 20, errors }));
  assert.ok(fitTrackShare(off) > 0.15);
  assert.ok(fitTrackShare(exact) <= 0.05 + 1e-9);
  assert.throws(() => fitTrackShare([]), RangeError);
});

test("what is drawn towards, and what is taken to be there, is the straying of the counts that were checked", () => {
  const errors = { trackShare: 0, commonSpread: 0.02 };
  // Six tracks, all right: nothing says that counts stray.
  const few = [9, 10, 8, 11, 10, 9].map((cars) => ({ pmf: sure(cars), cars, errors }));
  assert.equal(fitTrackShare(few), 0);
  // 40 stated as sure, and 37 or 43 are there: a common spread of .08 would have covered it, that of the counts does not.
  const strayed = Array.from({ length: 100 }, (_, k) => ({ pmf: sure(40), cars: k % 2 === 0 ? 37 : 43, errors }));
  const trackShare = fitTrackShare(strayed);
  const width = (share: number) => {
    const { low, high } = countOf(trackDistribution([{ weight: 1, pmf: sure(40) }], { ...errors, trackShare: share }));
    return [low, high];
  };
  assert.ok(trackShare > 0 && trackShare < 0.1, `${trackShare}`);
  const [low = NaN, high = NaN] = width(trackShare);
  assert.ok(low <= 37 && high >= 43, `${low} to ${high}`);
  assert.ok((width(0)[0] ?? NaN) > 37);
});

test("no GSD strays less than it shipped, however well the tracks of another were counted", () => {
  const band = (gsdMetres: number, trackShare: number) =>
    ({
      gsdMetres,
      probability: { slope: 1, offset: 0 },
      decoding: { toleranceSteps: 4, threshold: 0.4 },
      errors: { trackShare, commonSpread: 0.02 },
    }) as GsdBand;
  const model = { bands: [band(0.25, 0), band(1, 0.03)] } as unknown as CountingModel;
  const shares = (trackShare: number) =>
    recalibrated(model, { probability: { slope: 1, offset: 0 }, trackShare }).bands.map(
      ({ errors }) => errors.trackShare,
    );
  assert.deepEqual(shares(0), [0, 0.03]);
  assert.deepEqual(shares(0.1), [0.1, 0.1]);
});
