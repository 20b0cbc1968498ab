/** So many requests at once, and so many a second after that. */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

/** What one caller has left. */
export interface Allowance {
  readonly left: number;
  readonly atMs: number;
}

export type RateAnswer =
  | { readonly allowed: true; readonly allowance: Allowance }
  | { readonly allowed: false; readonly allowance: Allowance; readonly retryAfterMs: number };

/**
 * Takes one request from a caller's allowance (a token bucket).
 *
 * @param before  null: a caller not seen yet, who has the whole burst
 * @param nowMs   milliseconds of a clock that does not run backwards; one that does refills nothing
 */
export function takeOne(limit: RateLimit, before: Allowance | null, nowMs: number): RateAnswer {
  const passedMs = before === null ? 0 : Math.max(0, nowMs - before.atMs);
  const left = Math.min(limit.burst, (before?.left ?? limit.burst) + (passedMs / 1000) * limit.perSecond);
  if (left >= 1) return { allowed: true, allowance: { left: left - 1, atMs: nowMs } };
  return { allowed: false, allowance: { left, atMs: nowMs }, retryAfterMs: ((1 - left) / limit.perSecond) * 1000 };
}
