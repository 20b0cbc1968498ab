/** A document as it was changed step by step, with the way back and forth. */
export interface Steps<Document> {
  readonly past: readonly Document[];
  readonly now: Document;
  /** What was taken back, the nearest first. */
  readonly future: readonly Document[];
  /** What the last step moved bit by bit; null: it was a step of its own. */
  readonly moving: string | null;
}

/** No steps yet; or one, from what is kept elsewhere. */
export function begun<Document>(now: Document, past: readonly Document[] = []): Steps<Document> {
  return { past, now, future: [], moving: null };
}

/**
 * After a step; one that changes nothing is none.
 *
 * @param moving  what is changed bit by bit, such as the letters of one field: taken back as one step
 */
export function stepped<S extends Steps<unknown>>(steps: S, now: S["now"], moving: string | null = null): S {
  if (now === steps.now) return steps;
  const goesOn = moving !== null && moving === steps.moving;
  return { ...steps, past: goesOn ? steps.past : [...steps.past, steps.now], now, future: [], moving };
}

/** One step back; the same where there is none. */
export function takenBack<S extends Steps<unknown>>(steps: S): S {
  const { past, now, future } = steps;
  if (past.length === 0) return steps;
  return { ...steps, past: past.slice(0, -1), now: past.at(-1), future: [now, ...future], moving: null };
}

/** One step forth again; the same where none was taken back. */
export function doneAgain<S extends Steps<unknown>>(steps: S): S {
  const { past, now, future } = steps;
  if (future.length === 0) return steps;
  return { ...steps, past: [...past, now], now: future[0], future: future.slice(1), moving: null };
}
