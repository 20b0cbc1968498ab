import type { AssessLook } from "./assessment.ts";

/** More cars than any yard holds. Source: five times what the largest do (figure-bounds.ts). */
const MOST_IN_A_YARD = 50_000;

/**
 * Whether a look rules out no number of cars: "at least 0", or at most as many as no yard holds. It is no look then: it would
 * count towards those that an answer needs, and the prior of the level alone would speak.
 */
export function tellsNothing({ atLeast, atMost, between }: Omit<AssessLook, "date">): boolean {
  const most = between?.[1] ?? atMost;
  if (most !== undefined) return (between?.[0] ?? 0) === 0 && most >= MOST_IN_A_YARD;
  return atLeast === 0;
}
