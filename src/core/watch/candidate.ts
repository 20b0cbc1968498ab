import { coveredFraction } from "../facility/corridor.ts";
import type { Drawing, Ring } from "../facility/facility.ts";
import type { ViewConditions } from "../imagery/scene.ts";
import { type CountingLimits, reasonsToWithhold, warningsFor } from "../observation/limits.ts";
import type { CountWarning, WithholdReason } from "../observation/observation.ts";

/** An image that a catalogue offers, known from its description alone: none of its pixels was read. */
export interface OfferedImage {
  readonly catalogue: string;
  readonly collection: string | null;
  /** The item's id in its catalogue. */
  readonly item: string;
  /** Address of the item itself. */
  readonly itemUrl: string | null;
  /** Address of the image; null: the item offers none that we read. */
  readonly imageUrl: string | null;
  readonly conditions: Omit<ViewConditions, "gsdMetres"> & { readonly gsdMetres: number | null };
  /** Outer rings of the ground that it shows. */
  readonly footprint: readonly Ring[];
  readonly licence: string | null;
}

/** An offered image, and what it is good for at one facility. */
export interface Candidate extends OfferedImage {
  /** Share of the tracks' length inside the footprint, 0 to 1. */
  readonly coveredFraction: number;
  readonly reasons: readonly WithholdReason[];
  readonly warnings: readonly CountWarning[];
  /**
   * cars: single cars can be counted; occupied-length: only how much track is taken; nothing: every reason is in
   * `reasons`; unknown: the catalogue does not say how fine it is.
   */
  readonly goodFor: "cars" | "occupied-length" | "nothing" | "unknown";
}

/**
 * What an offered image is good for, by the limits that a count would apply to it.
 *
 * The supplier's cloud figure is of the whole scene and decides nothing: the yard may be clear. Footprints of several
 * parts count by the best of them.
 */
export function candidateFor(image: OfferedImage, drawing: Drawing, limits: CountingLimits): Candidate {
  const covered = Math.max(0, ...image.footprint.map((ring) => coveredFraction(drawing.tracks, ring)));
  const { gsdMetres } = image.conditions;
  const conditions = { ...image.conditions, gsdMetres: gsdMetres ?? Number.NaN };
  const all = reasonsToWithhold(conditions, null, covered, limits) ?? [];
  const reasons = gsdMetres === null ? all.filter(({ code }) => code !== "too-coarse") : all;
  const hidden = covered > 0 && !(covered >= limits.minUsableFraction);
  const withHidden: readonly WithholdReason[] = hidden
    ? [...reasons, { code: "too-hidden", got: covered, limit: limits.minUsableFraction }]
    : reasons;
  return {
    ...image,
    coveredFraction: covered,
    reasons: withHidden,
    warnings: warningsFor(conditions, covered, limits),
    goodFor: use(image, withHidden, limits),
  };
}

function use(
  { conditions }: OfferedImage,
  reasons: readonly WithholdReason[],
  limits: CountingLimits,
): Candidate["goodFor"] {
  if (reasons.length > 0) return "nothing";
  if (conditions.gsdMetres === null) return "unknown";
  return conditions.gsdMetres <= limits.maxGsdSingleCarsMetres ? "cars" : "occupied-length";
}

/** One image of each acquisition is enough: of several cuts at one instant the one that shows most, then the finest. */
export function bestOfEachInstant(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = candidate.conditions.acquiredAt;
    const known = best.get(key);
    if (known === undefined || isBetter(candidate, known)) best.set(key, candidate);
  }
  return [...best.values()].sort((a, b) => Date.parse(a.conditions.acquiredAt) - Date.parse(b.conditions.acquiredAt));
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.coveredFraction !== b.coveredFraction) return a.coveredFraction > b.coveredFraction;
  return (a.conditions.gsdMetres ?? Infinity) < (b.conditions.gsdMetres ?? Infinity);
}
