import { isNonEmpty, type NonEmpty } from "../ids.ts";
import type { ViewConditions } from "../imagery/scene.ts";
import { meanOf } from "./count-errors.ts";
import type { CountWarning, WithholdReason } from "./observation.ts";

/** Where a method may count, and where it warns. Values and their evidence: docs/methods/counting.md. */
export interface CountingLimits {
  /** Above this nothing is counted; above the next only occupied length; above the last a warning. Metres. */
  readonly maxGsdMetres: number;
  readonly maxGsdSingleCarsMetres: number;
  readonly warnGsdMetres: number;
  /** At the sensor, degrees. */
  readonly maxOffNadirDegrees: number;
  readonly warnOffNadirDegrees: number;
  /** Share of track length seen. */
  readonly minUsableFraction: number;
  readonly warnUsableFraction: number;
  /** Sun above the horizon, degrees. */
  readonly minSunElevationDegrees: number;
  readonly warnSunElevationDegrees: number;
  /** Share of the cars supposed in sight that must be listed, from so many supposed cars on. */
  readonly minListedShare: number;
  readonly listedFromCars: number;
}

/** Limits of counting on strips. */
export const STRIP_LIMITS: CountingLimits = {
  maxGsdMetres: 5,
  maxGsdSingleCarsMetres: 1,
  warnGsdMetres: 0.75,
  maxOffNadirDegrees: 35,
  warnOffNadirDegrees: 25,
  minUsableFraction: 0.25,
  warnUsableFraction: 0.9,
  minSunElevationDegrees: 4,
  warnSunElevationDegrees: 15,
  minListedShare: 0.4,
  listedFromCars: 5,
};

/**
 * Decides whether a look may be counted.
 *
 * What a supplier does not state does not withhold, except the GSD; it warns where it matters.
 *
 * @param usableFraction  share of track length seen, 0 to 1; null before the pixels are read
 * @param insideFraction  share of track length inside the scene, 0 to 1; null before it is known
 * @returns every reason that applies, in a fixed order; null when the look is good
 */
export function reasonsToWithhold(
  conditions: Omit<ViewConditions, "acquiredAt">,
  usableFraction: number | null,
  insideFraction: number | null,
  limits: CountingLimits,
): NonEmpty<WithholdReason> | null {
  const { gsdMetres, offNadirDegrees, sunElevationDegrees } = conditions;
  const reasons: WithholdReason[] = [];
  // Written as !(a <= b), so that a missing value (NaN) withholds instead of passing.
  if (!(gsdMetres <= limits.maxGsdMetres))
    reasons.push({
      code: "too-coarse",
      got: Number.isFinite(gsdMetres) ? gsdMetres : null,
      limit: limits.maxGsdMetres,
    });
  if (offNadirDegrees !== null && !(offNadirDegrees <= limits.maxOffNadirDegrees))
    reasons.push({ code: "too-oblique", got: offNadirDegrees, limit: limits.maxOffNadirDegrees });
  if (sunElevationDegrees !== null && !(sunElevationDegrees >= limits.minSunElevationDegrees))
    reasons.push({ code: "too-dark", got: sunElevationDegrees, limit: limits.minSunElevationDegrees });
  if (insideFraction === 0) reasons.push({ code: "outside-scene", got: 0, limit: null });
  else if (usableFraction !== null && !(usableFraction >= limits.minUsableFraction))
    reasons.push({ code: "too-hidden", got: usableFraction, limit: limits.minUsableFraction });
  return isNonEmpty(reasons) ? reasons : null;
}

/** For what a look is withheld before its pixels are read, by what its supplier says of it. */
const WITHOUT_PIXELS: ReadonlySet<string> = new Set<WithholdReason["code"]>(["too-coarse", "too-oblique", "too-dark"]);

/** Whether a look was withheld before its pixels were read: its usable fraction of 0 says that nobody looked. */
export function isUnread(reasons: readonly { readonly code: string }[]): boolean {
  return reasons.some(({ code }) => WITHOUT_PIXELS.has(code));
}

/**
 * Decides whether enough of a count can be pointed to: every number leads back to pixels.
 *
 * @param readings  of the yard's tracks: distribution of the cars whose centre can be seen, and the listed ones, whose `score` is 0 to 1
 * @returns null when enough is listed, or too little supposed for it to matter
 *
 * Source: our choice. Of two hundred rendered yards with haze, noise and cloud at 0.25 to 1 m none had less than .73
 * (scripts/evaluate-unclear.ts); pictures without a track had 0 to .4 (measured once).
 */
export function reasonsUnclear(
  readings: readonly {
    readonly seenPmf: ArrayLike<number>;
    readonly cars: readonly { readonly score: number }[];
  }[],
  { minListedShare, listedFromCars }: CountingLimits,
): NonEmpty<WithholdReason> | null {
  let [supposed, listed] = [0, 0];
  for (const { seenPmf, cars } of readings) {
    supposed += meanOf(seenPmf);
    listed += cars.reduce((sum, { score }) => sum + score, 0);
  }
  if (supposed < listedFromCars || listed >= minListedShare * supposed) return null;
  return [{ code: "unclear", got: listed / supposed, limit: minListedShare }];
}

/**
 * What a reader of the count, or of why there is none, must know beside it.
 *
 * @param usableFraction  share of track length seen, 0 to 1; null before the pixels are read
 */
export function warningsFor(
  conditions: Omit<ViewConditions, "acquiredAt">,
  usableFraction: number | null,
  limits: CountingLimits,
): CountWarning[] {
  const { gsdMetres, offNadirDegrees, sunElevationDegrees } = conditions;
  const warnings: CountWarning[] = [];
  if (gsdMetres > limits.warnGsdMetres) warnings.push({ code: "coarse", got: gsdMetres, limit: limits.warnGsdMetres });
  if (offNadirDegrees === null)
    warnings.push({ code: "off-nadir-unknown", got: null, limit: limits.maxOffNadirDegrees });
  else if (offNadirDegrees > limits.warnOffNadirDegrees)
    warnings.push({ code: "oblique", got: offNadirDegrees, limit: limits.warnOffNadirDegrees });
  if (usableFraction !== null && usableFraction < limits.warnUsableFraction)
    warnings.push({ code: "partly-hidden", got: usableFraction, limit: limits.warnUsableFraction });
  if (sunElevationDegrees !== null && sunElevationDegrees < limits.warnSunElevationDegrees)
    warnings.push({ code: "low-sun", got: sunElevationDegrees, limit: limits.warnSunElevationDegrees });
  return warnings;
}
