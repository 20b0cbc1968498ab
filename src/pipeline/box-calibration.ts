import { createHash } from "node:crypto";
import type { LogOddsFit } from "../core/detection/fit-log-odds.ts";
import { TOLD_TYPES } from "../core/detection/type-mix.ts";
import type { MethodId } from "../core/ids.ts";
import type { CountErrors } from "../core/observation/count-errors.ts";
import { CAR_TYPES } from "../core/observation/observation.ts";
import type { BoxDetector } from "./box-detector.ts";

/**
 * How often a detector's types are taken to be right, as nobody measured it: as if of fifteen cars of a type ten had been told as it and
 * one as each other type, in all worth four checked cars. Source: our choice.
 */
export const CONFUSION = {
  counts: TOLD_TYPES.map((_, k) => CAR_TYPES.map((_, told) => (told === k ? 10 : 1))),
  concentration: 4,
};
/**
 * How far the counts of a detector that nobody measured may stray, of what it found; what it did not find is in missed-prior.ts.
 *
 * Source: our choice, wide on purpose: detectors without tracks had F1 .5 on the one real yard at hand. `yardcheck recalibrate`
 * replaces the straying of single tracks.
 */
export const UNMEASURED: CountErrors = { trackShare: 0.35, commonSpread: 0.15 };

/** What checked cars said of a detector. */
export interface BoxCalibration {
  readonly probability: LogOddsFit;
  readonly errors: CountErrors;
  /** Whether cars may stand wherever it found none, as nobody checked; see missed-prior.ts. */
  readonly mayMiss: boolean;
  /** SHA-256 of the file it comes from; null: it comes from none. */
  readonly sha256: string | null;
}

/** The name of counting with a detector: by its file, and by how its boxes are taken, since another threshold counts other cars. */
export function boxesMethod({ hash, settings }: Pick<BoxDetector, "hash" | "settings">): MethodId {
  const taken = createHash("sha256").update(JSON.stringify(settings)).digest("hex");
  return `boxes@5+${hash.slice(0, 12)}+${taken.slice(0, 8)}` as MethodId;
}

/** Scores are taken for probabilities. */
export const NOT_CHECKED: BoxCalibration = {
  probability: { slope: 1, offset: 0 },
  errors: UNMEASURED,
  mayMiss: true,
  sha256: null,
};
