import { logGamma } from "./log-gamma.ts";
import { incompleteBetaFraction } from "./negative-binomial.ts";

/**
 * Distribution function of the beta distribution, the regularised incomplete beta function.
 * Source: DLMF 8.17.22. Checked against: scipy 1.17.1 `betainc`, test/reference/statistics-special.json (1e-12)
 */
export function betaCumulative(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * incompleteBetaFraction(a, b, x)) / a
    : 1 - (front * incompleteBetaFraction(b, a, 1 - x)) / b;
}

/** Smallest x whose distribution function reaches `share`, by bisection to the last bits. */
export function betaQuantile(share: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (betaCumulative(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Nodes for the integral below: the midpoint rule in the first variable's own distribution function. */
const STEPS = 400;

/**
 * Probability that one beta variable exceeds another, independent one.
 *
 * @returns 0 to 1, good to 3e-4
 */
export function betaExceeds(x: readonly [number, number], y: readonly [number, number]): number {
  let sum = 0;
  for (let i = 0; i < STEPS; i++) sum += betaCumulative(betaQuantile((i + 0.5) / STEPS, ...x), ...y);
  return sum / STEPS;
}
