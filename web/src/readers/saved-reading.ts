import { useEffect, useRef } from "react";
import type { Reading } from "../../../src/core/reading/reading.ts";
import { openLetter, post, useLetter } from "../outbox.ts";

export type Saving = "saved" | "waiting" | "offline" | "conflict" | "refused";

/** A reading as the server has it, with its revision; 0: nothing was saved yet. */
export interface SavedReading {
  readonly revision: number;
  readonly document: Reading;
}

/** What this browser holds of a reading and the server does not have; else what the server has. */
export function newestOf(path: string, there: SavedReading): SavedReading {
  const letter = openLetter(path);
  return letter === null ? there : { revision: Number(letter.revision), document: letter.document as Reading };
}

/**
 * Keeps a reading on the server as it changes, and in this browser until the server has it.
 *
 * @param path  where the reading is PUT and read
 */
export function useSavedReading(path: string, start: SavedReading, reading: Reading): Saving {
  const letter = useLetter(path);
  const posted = useRef(start.document);
  useEffect(() => {
    // What was taken back to where it began is sent as well: the server has the step since.
    if (reading === posted.current) return;
    posted.current = reading;
    post({ path, form: "body", readAt: path, revision: start.revision, document: reading });
  }, [path, start, reading]);
  return letter === null || letter.state === "held" ? "saved" : letter.state;
}
