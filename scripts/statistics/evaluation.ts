import type { Measured } from "./measures.ts";
import type { References } from "./references.ts";
import type { Race, TimesOfOne } from "./times.ts";
import type { Weekly } from "./weekly.ts";

/** What is measured beside the simulated series. */
export interface Parts {
  readonly references: References;
  readonly times: TimesOfOne;
  readonly weekly: Weekly;
  readonly race: Race;
}

/** What docs/methods/statistics-measured.json holds. */
export interface Evaluation extends Partial<Parts> {
  readonly runs: Readonly<Record<string, Measured>>;
  /** Why the last run that asked for a part could not measure it; what is kept of it is of an earlier run. */
  readonly notMeasured?: Readonly<Partial<Record<keyof Parts, string | undefined>>>;
}
