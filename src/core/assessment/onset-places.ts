import { monotoneCubic } from "../stats/monotone-cubic.ts";

/**
 * Places within a gap at which a ramp is tried, in the middle of equal parts of some `PART_DAYS` days each. Source: our choice, measured
 * beside others in docs/methods/statistics.md 2.10.
 */
const FEWEST = 3;
const MOST = 12;
const PART_DAYS = 5;
/** Days of a gap from which on its first place tells as well whether it matters: a ramp may be over before the gap ends. Source: our choice. */
const LONG = 24;

/**
 * Log weights of a ramp for each day of a gap: those of a few days, and between and beyond them the curve through these, level before the first,
 * where a ramp is over by the next look, as a step is.
 *
 * @param gap  consecutive days, at least one
 * @param logOn  log weight of a day
 * @param isSlight  whether a log weight is too low to matter: where that of the gap's middle is, its days share it
 */
export function logsOverGap(
  gap: readonly number[],
  logOn: (day: number) => number,
  isSlight: (log: number) => boolean,
): number[] {
  const middle = gap[Math.floor(gap.length / 2)] ?? 0;
  const inMiddle = logOn(middle);
  const parts = Math.min(MOST, Math.max(FEWEST, Math.round(gap.length / PART_DAYS)));
  const places = Array.from({ length: parts }, (_, p) => gap[Math.floor(((p + 0.5) * gap.length) / parts)] ?? 0);
  const at = (day: number) => (day === middle ? inMiddle : logOn(day));
  if (isSlight(inMiddle) && (gap.length <= LONG || isSlight(at(places[0] ?? middle)))) return gap.map(() => inMiddle);
  if (gap.length <= FEWEST) return gap.map(at);
  const logs = places.map(at);
  if (!logs.every(Number.isFinite)) return gap.map((day) => logs[nearest(places, day)] ?? -Infinity);
  const curve = monotoneCubic(places, logs);
  return gap.map(curve);
}

function nearest(places: readonly number[], day: number): number {
  const far = places.map((place) => Math.abs(place - day));
  return far.indexOf(Math.min(...far));
}
