import { median } from "../stats/median.ts";

/**
 * Fewer looks say nothing of a pace: three gaps at least.
 * Source: our choice: of three gaps the median is not moved by one that is odd. Not measured.
 */
const LOOKS_NEEDED = 4;

/**
 * When the next acquisition would come if looks went on at their usual pace: the newest, and the median of the gaps
 * between them after it. What suppliers plan is not known; nothing is promised by it.
 *
 * @param acquiredAt  of the looks, ISO 8601 UTC, oldest first
 * @returns           ISO 8601 UTC; null for fewer than four looks
 */
export function nextAtUsualPace(acquiredAt: readonly string[]): string | null {
  const times = acquiredAt.map((at) => Date.parse(at));
  const newest = times.at(-1);
  if (times.length < LOOKS_NEEDED || newest === undefined) return null;
  const gaps = times.slice(1).map((time, k) => time - (times[k] ?? time));
  return new Date(newest + median(gaps)).toISOString();
}
