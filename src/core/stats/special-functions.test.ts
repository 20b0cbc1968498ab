import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { betaCumulative, betaExceeds, betaQuantile } from "./beta.ts";
import { dayNumber, daysBetween, FIRST_DAY, isoDate } from "./day-number.ts";
import { dirichletMultinomialKernel } from "./dirichlet-multinomial.ts";
import { logFactorial, logGamma } from "./log-gamma.ts";
import { sineIntegral } from "./sine-integral.ts";

const reference = JSON.parse(
  readFileSync(new URL("../../../test/reference/statistics-special.json", import.meta.url), "utf8"),
);

function near(got: number, expected: number, relative: number): void {
  assert.ok(Math.abs(got - expected) <= relative * Math.abs(expected) + 1e-300, `got ${got}, expected ${expected}`);
}

test("log gamma and the sine integral agree with mpmath and scipy to the last digits", () => {
  for (const [x, value] of reference.logGamma) near(logGamma(x), value, 5e-15);
  for (const [x, value] of reference.sineIntegral) near(sineIntegral(x), value, 1e-14);
  assert.ok(Math.abs(logFactorial(20) - Math.log(2432902008176640000)) < 1e-13);
});

test("the beta distribution and the Dirichlet-multinomial agree with scipy", () => {
  for (const [x, a, b, value] of reference.betaCumulative) near(betaCumulative(x, a, b), value, 1e-12);
  for (const [share, a, b, value] of reference.betaQuantile) near(betaQuantile(share, a, b), value, 1e-10);
  for (const [counts, prior, value] of reference.dirichletMultinomialLog)
    near(dirichletMultinomialKernel(counts, prior), value, 1e-11);
  assert.ok(Math.abs(betaExceeds([3, 5], [3, 5]) - 0.5) < 1e-4);
});

test("the gamma function is refused where it is not used", () => {
  assert.throws(() => logGamma(0), RangeError);
});

test("a date that does not exist has no day number", () => {
  assert.equal(dayNumber("2023-02-31"), null);
  assert.equal(dayNumber("2023-2-3"), null);
  assert.equal(dayNumber("0023-10-05"), null);
  assert.equal(dayNumber("1857-12-31"), null);
  assert.equal(isoDate(dayNumber(FIRST_DAY) ?? 0), FIRST_DAY);
  assert.equal(daysBetween("2024-02-28", "2024-03-01"), 2);
  assert.throws(() => daysBetween("2024-02-28", "0024-03-01"), /expected a day that exists, from 1858-01-01 on/);
  assert.equal(isoDate(dayNumber("2024-02-29") ?? 0), "2024-02-29");
});
