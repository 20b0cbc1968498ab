import { logGamma } from "./log-gamma.ts";

/**
 * Log probability of a sequence of draws with these counts by class, when the classes' shares are unknown with a Dirichlet
 * prior. The multinomial coefficient is left out: it cancels in every comparison of the same draws.
 *
 * @param counts  at least 0, not necessarily whole
 * @param prior   Dirichlet parameters, above 0, one for each class
 * @throws RangeError when the two differ in length
 *
 * Source: Johnson, Kotz & Balakrishnan (1997), Discrete Multivariate Distributions, 35.151.
 * Checked against: scipy 1.17.1 `dirichlet_multinomial`, test/reference/statistics-special.json (1e-11)
 */
export function dirichletMultinomialKernel(counts: readonly number[], prior: readonly number[]): number {
  if (counts.length !== prior.length) throw new RangeError(`${counts.length} counts and ${prior.length} parameters`);
  let total = 0;
  let priorTotal = 0;
  let log = 0;
  for (const [i, n] of counts.entries()) {
    const a = prior[i] ?? 0;
    total += n;
    priorTotal += a;
    log += logGamma(n + a) - logGamma(a);
  }
  return log + logGamma(priorTotal) - logGamma(total + priorTotal);
}
