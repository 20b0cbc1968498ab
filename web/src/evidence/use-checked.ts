import { useEffect, useMemo, useState } from "react";
import type { Computation } from "../../../src/core/evidence/computation.ts";
import { type Evidence, withIds } from "../../../src/core/evidence/evidence.ts";
import type { Resolution } from "../../../src/core/evidence/law.ts";
import type { DatedEvent, SeriesEntry } from "../../../src/core/series/entry.ts";
import { ask } from "../api.ts";

/** What the server knows beside the evidence, and the quantities that it worked out with its table of units. */
export interface Checked {
  readonly computations: readonly Computation[];
  readonly published: readonly SeriesEntry[];
  readonly events: readonly DatedEvent[];
  readonly law: readonly Resolution[];
  /** Whether a look of our own was counted. */
  readonly counted: boolean;
  /** Whether the newest assessment compares the mix of types before and since the onset. */
  readonly typeMix: boolean;
}

/** Milliseconds after the last edit before the evidence is checked. */
const CHECK_AFTER_MS = 300;

/**
 * Checks evidence while it is edited: what the last check that held together gave, and what is wrong now.
 *
 * Units are converted on the server, by the tables of UCUM; all else follows in the browser, by the code of core.
 */
export function useChecked(
  facility: string,
  evidence: Evidence,
): { readonly checked: Checked | null; readonly wrong: Error | null } {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [wrong, setWrong] = useState<Error | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const later = setTimeout(() => {
      const path = `/api/facilities/${encodeURIComponent(facility)}/evidence-check`;
      ask<Checked>(path, { method: "POST", body: JSON.stringify(evidence), signal: stop.signal }).then(
        (answer) => {
          setChecked(answer);
          setWrong(null);
        },
        (error: Error) => {
          if (!stop.signal.aborted) setWrong(error);
        },
      );
    }, CHECK_AFTER_MS);
    return () => {
      clearTimeout(later);
      stop.abort();
    };
  }, [facility, evidence]);
  return { checked, wrong };
}

/** The evidence with every count and event by its id; as it is where a name fits nothing (the check says so). */
export function useNamed(evidence: Evidence, checked: Checked): Evidence {
  return useMemo(() => {
    try {
      return withIds(evidence, checked.published, checked.events);
    } catch (error) {
      if (error instanceof RangeError) return evidence;
      throw error;
    }
  }, [evidence, checked]);
}
