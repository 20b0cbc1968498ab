import { type ReactNode, useState } from "react";
import { type Hindrance, hindranceOf } from "../../../src/core/reading/hindrance.ts";
import { type Reading, standingCars } from "../../../src/core/reading/reading.ts";
import { useSpeaking } from "../words/words.tsx";

/** Why the method gave no count of a scene. */
export interface WithheldLook {
  readonly reasons: readonly string[];
  /** 0 to 1; 0: nothing of the image can be used, or nobody looked (see `hindranceOf`). */
  readonly usableFraction: number;
}

/**
 * What a reading of a withheld scene still needs before it says a number.
 *
 * @param withheld  null: the scene was counted, and nothing is in the way
 * @returns the reading with its reader's word, and what is to be shown above the tracks
 */
export function useWithheld(
  reading: Reading,
  withheld: WithheldLook | null,
): { readonly document: Reading; readonly hindrance: Hindrance | null; readonly note: ReactNode } {
  const { say, reasonsIn } = useSpeaking();
  const [isSaid, setSaid] = useState(reading.allEmpty === true);
  if (withheld === null) return { document: reading, hindrance: null, note: null };
  const { allEmpty: _, ...read } = reading;
  const isEmpty = standingCars(reading).length === 0;
  const document: Reading = isEmpty && isSaid ? { ...read, allEmpty: true } : read;
  const hindrance = hindranceOf(document, {
    status: "withheld",
    usableFraction: withheld.usableFraction,
    reasons: withheld.reasons.map((code) => ({ code })),
  });
  const note = (
    <div className="note">
      <p>{say("readers.withheld", { reasons: reasonsIn(withheld.reasons) })}</p>
      {hindrance === "nothing-usable" ? (
        <p>{say("readers.nothing-usable")}</p>
      ) : (
        isEmpty && (
          <label>
            <input type="checkbox" checked={isSaid} onChange={(change) => setSaid(change.target.checked)} />{" "}
            {say("readers.all-empty")}
          </label>
        )
      )}
    </div>
  );
  return { document, hindrance, note };
}
