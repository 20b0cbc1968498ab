import { logFactorial } from "./log-gamma.ts";

/** Terms are kept until what is left is below this. */
const REST = 1e-17;

/** Poisson probabilities of 0, 1, 2, ... until the rest is negligible; [1] for a mean of 0. */
export function poissonTerms(mean: number): number[] {
  if (mean === 0) return [1];
  const terms: number[] = [];
  for (let j = 0; ; j++) {
    const term = Math.exp(j * Math.log(mean) - mean - logFactorial(j));
    terms.push(term);
    if (j > mean && term < REST) return terms;
  }
}
