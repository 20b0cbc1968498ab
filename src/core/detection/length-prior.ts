/**
 * How long cars are, before looking at the image: a flat part for what nobody thought of, and normal parts for the
 * usual builds of a region. The segment model reads it on its own grid of steps.
 */
export interface LengthPrior {
  /** Shortest and longest car, metres. */
  readonly minMetres: number;
  readonly maxMetres: number;
  /** Probability of the flat part, 0 to 1. */
  readonly flat: number;
  /** Normal parts; weights sum to 1 - flat. */
  readonly parts: readonly { readonly weight: number; readonly meanMetres: number; readonly sdMetres: number }[];
}

/**
 * Length priors by region and gauge, length over couplers or buffers.
 *
 * Source: `any` is our choice, the prior that the prototype was measured with. The others shift its normal part. Soviet 1520 mm:
 * gondola 12-132 13.92 m and tanks of 12.02 m, published (docs/methods/rolling-stock.md); flat 13-401 14.62 m and box 11-066 14.73 m,
 * from general knowledge, no sheet of theirs was read. North American 1435 mm: 50-foot box about 17.7 m, covered hopper about 18 m,
 * gondola 16 to 20 m, autorack about 28 m: in part published, ibid. The parts' spreads are wider than the builds listed, since a yard
 * mixes them.
 */
export const LENGTH_PRIORS = {
  any: { minMetres: 6, maxMetres: 28, flat: 0.15, parts: [{ weight: 0.85, meanMetres: 14.5, sdMetres: 3.8 }] },
  "soviet-1520": {
    minMetres: 6,
    maxMetres: 28,
    flat: 0.15,
    parts: [
      { weight: 0.7, meanMetres: 13.9, sdMetres: 1.5 },
      { weight: 0.15, meanMetres: 19, sdMetres: 3 },
    ],
  },
  "north-america-1435": {
    minMetres: 6,
    maxMetres: 29,
    flat: 0.15,
    parts: [
      { weight: 0.7, meanMetres: 17, sdMetres: 2.5 },
      { weight: 0.15, meanMetres: 27, sdMetres: 1.5 },
    ],
  },
} as const satisfies Record<string, LengthPrior>;

export type LengthPriorName = keyof typeof LENGTH_PRIORS;

/** A length prior on a grid of steps: everything the segment model asks of it, as logarithms. */
export interface LengthTable {
  readonly minSteps: number;
  readonly maxSteps: number;
  /** log probability of a length of `steps`, index `steps` from 0; -Infinity where impossible. */
  readonly logLength: Float64Array;
  /** log probability that a length is `steps` or more. */
  readonly logSurvival: Float64Array;
  readonly meanSteps: number;
}

/**
 * Puts a length prior on a grid.
 *
 * @param stepMetres  size of a step, metres
 * @throws RangeError when no length of the prior fits the grid
 */
export function lengthTable(prior: LengthPrior, stepMetres: number): LengthTable {
  const minSteps = Math.max(1, Math.round(prior.minMetres / stepMetres));
  const maxSteps = Math.round(prior.maxMetres / stepMetres);
  if (!(maxSteps >= minSteps))
    throw new RangeError(`no car between ${prior.minMetres} and ${prior.maxMetres} m fits steps of ${stepMetres} m`);
  const mass = new Float64Array(maxSteps + 1);
  let total = 0;
  for (let steps = minSteps; steps <= maxSteps; steps++) {
    const metres = steps * stepMetres;
    let density = prior.flat / (prior.maxMetres - prior.minMetres);
    for (const { weight, meanMetres, sdMetres } of prior.parts) {
      const z = (metres - meanMetres) / sdMetres;
      density += (weight * Math.exp(-0.5 * z * z)) / (sdMetres * Math.sqrt(2 * Math.PI));
    }
    mass[steps] = density;
    total += density;
  }
  const survival = new Float64Array(maxSteps + 2);
  let meanSteps = 0;
  for (let steps = maxSteps; steps >= 0; steps--) {
    const share = (mass[steps] ?? 0) / total;
    mass[steps] = share;
    survival[steps] = (survival[steps + 1] ?? 0) + share;
    meanSteps += steps * share;
  }
  return {
    minSteps,
    maxSteps,
    logLength: mass.map(Math.log),
    logSurvival: survival.slice(0, maxSteps + 1).map(Math.log),
    meanSteps,
  };
}
