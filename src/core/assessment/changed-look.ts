import { TABLE_STEP } from "../baseline/level-lattice.ts";
import { SMALLEST_CHANGE } from "../baseline/level-posterior.ts";
import { MeanFunction } from "../baseline/mean-function.ts";
import type { PlainLook } from "../baseline/plain-look.ts";
import { FUNCTIONS_KEPT } from "../baseline/sighting-likelihood.ts";
import { Kept } from "../stats/kept.ts";
import { logGamma } from "../stats/log-gamma.ts";
import { LogTable } from "../stats/log-table.ts";
import { incompleteBetaFraction } from "../stats/negative-binomial.ts";

/** Likelihoods of one plain look after a rise and after a fall, as functions of the log mean before. */
export interface ChangedLook {
  readonly rise: MeanFunction;
  readonly fall: MeanFunction;
}

const KEPT = new Kept<ChangedLook>();

/**
 * How likely a plain look is after the level has risen, or fallen, by log 1.25 + Exp(1), over exp(logScale) of the look's own
 * likelihood. What has to be integrated over the change is an incomplete beta function of the level before, so that one look
 * after a gap needs no lattice of levels after it.
 *
 * With x = mean / k, c = 1.25 and y cars, L(x) = x^y (1 + x)^-(y + k):
 * after a rise X times the integral of t^(y - 2) (1 + t)^-(y + k) from X = c x on, = X B(1 / (1 + X); k + 1, y - 1);
 * after a fall that of t^y (1 + t)^-(y + k) up to X = x / c, over X, = B(X / (1 + X); y + 1, k - 1) / X.
 *
 * @returns null for looks of many cars, which do not come again
 *
 * Source: DLMF 8.17.1, by t = e^d mean / k and s = 1 / (1 + t)
 * Checked against: changed-look.test.ts (Simpson's rule, 1e-10); test/reference/statistics-model.json (1e-6)
 */
export function changedLook({ cars, peak }: PlainLook, size: number): ChangedLook | null {
  if (cars >= FUNCTIONS_KEPT) return null;
  return (
    KEPT.get(size, cars) ??
    KEPT.keep(size, cars, {
      rise: new MeanFunction(new LogTable((m) => afterRise(m, cars, size, peak), TABLE_STEP), "program"),
      fall: new MeanFunction(new LogTable((m) => afterFall(m, cars, size, peak), TABLE_STEP), "program"),
    })
  );
}

/** @param logMean  log of the mean number of cars that the look would count, before the change */
export function afterRise(logMean: number, cars: number, size: number, peak: number): number {
  const logX = logMean + SMALLEST_CHANGE - Math.log(size);
  return Math.exp(logX - peak + logBeta(size + 1, cars - 1, -Math.log1p(Math.exp(logX)), -Math.log1p(Math.exp(-logX))));
}

export function afterFall(logMean: number, cars: number, size: number, peak: number): number {
  const logX = logMean - SMALLEST_CHANGE - Math.log(size);
  return Math.exp(
    -logX - peak + logBeta(cars + 1, size - 1, -Math.log1p(Math.exp(-logX)), -Math.log1p(Math.exp(logX))),
  );
}

/** Log of the incomplete beta function, a > 0, b of any sign, from log z and log (1 - z). */
function logBeta(a: number, b: number, logZ: number, logRest: number): number {
  const z = Math.exp(logZ);
  const front = a * logZ + b * logRest;
  if (b <= 0 || z < (a + 1) / (a + b + 2)) return front - Math.log(a) + Math.log(incompleteBetaFraction(a, b, z));
  const all = logGamma(a) + logGamma(b) - logGamma(a + b);
  const beyond = front - Math.log(b) + Math.log(incompleteBetaFraction(b, a, Math.exp(logRest)));
  return all + Math.log1p(-Math.exp(beyond - all));
}
