/** Log odds that hold = slope * log odds as stated + offset. */
export interface LogOddsFit {
  readonly slope: number;
  readonly offset: number;
}

/** What was stated, as log odds, and whether it was so. */
export interface StatedOdds {
  readonly logOdds: number;
  readonly holds: boolean;
}

/** Spreads of slope and offset about the calibration that is being corrected: few cars move it little. Source: our choice. */
const PRIOR_SPREADS: LogOddsFit = { slope: 0.5, offset: 1 };

/**
 * Calibration of what is stated, by penalised maximum likelihood (Newton).
 *
 * @param prior    what is assumed without checks; the fit is drawn towards it, the more the fewer there are
 * @param spreads  how far slope and offset may well lie from the prior's
 * @returns a slope of .05 or more
 *
 * Source: Platt (1999), Advances in Large Margin Classifiers, with a normal prior instead of smoothed labels.
 * Checked against: scipy.optimize on the same penalised likelihood, recalibrate.test.ts (1e-6)
 */
export function fitLogOdds(stated: readonly StatedOdds[], prior: LogOddsFit, spreads = PRIOR_SPREADS): LogOddsFit {
  const points = stated.map(({ logOdds, holds }) => ({ x: logOdds, y: holds ? 1 : 0 }));
  const target = (a: number, b: number) => {
    let log = -0.5 * (((a - prior.slope) / spreads.slope) ** 2 + ((b - prior.offset) / spreads.offset) ** 2);
    for (const { x, y } of points) {
      const z = a * x + b;
      log += y * z - Math.max(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
    }
    return log;
  };
  let { slope, offset } = prior;
  for (let round = 0; round < 100; round++) {
    let ga = -(slope - prior.slope) / spreads.slope ** 2;
    let gb = -(offset - prior.offset) / spreads.offset ** 2;
    let [haa, hab, hbb] = [1 / spreads.slope ** 2, 0, 1 / spreads.offset ** 2];
    for (const { x, y } of points) {
      const p = 1 / (1 + Math.exp(-(slope * x + offset)));
      const w = p * (1 - p);
      ga += (y - p) * x;
      gb += y - p;
      haa += w * x * x;
      hab += w * x;
      hbb += w;
    }
    const determinant = haa * hbb - hab * hab;
    const [da, db] = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
    // Newton's full step can overshoot far from the optimum; the target is concave, so a shorter one still climbs.
    let size = 1;
    while (size > 1e-6 && target(slope + size * da, offset + size * db) < target(slope, offset)) size /= 2;
    slope += size * da;
    offset += size * db;
    if (Math.hypot(da, db) < 1e-10) break;
  }
  return { slope: Math.max(slope, 0.05), offset };
}
