import assert from "node:assert/strict";
import { test } from "node:test";
import { calibrated } from "./counting-model.ts";
import { fitProbability, fitTrackErrors } from "./recalibrate.ts";

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
  const present = { trackShare: 0.05, commonSpread: 0.05 };
  const off = Array.from({ length: 16 }, (_, k) => ({ pmf: sure(20), cars: 20 + (k % 2 === 0 ? 5 : -5) }));
  const exact = Array.from({ length: 16 }, () => ({ pmf: sure(20), cars: 20 }));
  assert.ok(fitTrackErrors(off, present).trackShare > 0.15);
  assert.ok(fitTrackErrors(exact, present).trackShare <= 0.05 + 1e-9);
});
