import assert from "node:assert/strict";
import { test } from "node:test";
import { SMALLEST_CHANGE } from "../baseline/level-posterior.ts";
import { afterFall, afterRise } from "./changed-look.ts";

/** Simpson's rule over the change. */
function directly(sign: 1 | -1, logMean: number, cars: number, size: number): number {
  const steps = 200_000;
  const width = 40 / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const d = i * width;
    const logX = logMean + sign * (SMALLEST_CHANGE + d) - Math.log(size);
    const value = Math.exp(-d + cars * logX - (cars + size) * Math.log1p(Math.exp(logX)));
    sum += value * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return (sum * width) / 3;
}

test("a look after a change is as likely as the integral over the change says", () => {
  for (const size of [0.6, 0.96, 4, 66])
    for (const cars of [0, 1, 2, 40])
      for (const logMean of [-4, 0.5, 5]) {
        const which = `${cars} cars, size ${size}, level ${logMean}`;
        const close = (a: number, b: number) => assert.ok(Math.abs(a / b - 1) < 1e-10, `${which}: ${a}, ${b}`);
        close(afterRise(logMean, cars, size, 0), directly(1, logMean, cars, size));
        close(afterFall(logMean, cars, size, 0), directly(-1, logMean, cars, size));
      }
});
