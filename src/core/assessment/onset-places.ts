/**
 * Places within a gap at which a ramp is tried, in the middle of equal parts: three, and five in a gap of more than `LONG` days. Source: our
 * choice, measured beside other numbers in docs/methods/statistics.md 2.10; by three the days of a gap of 51 were off by .08 of their sum.
 */
const PLACES = 3;
const MORE_PLACES = 5;
const LONG = 24;

/**
 * Log weights of a ramp for each day of a gap: those of a few days, and between and beyond them the polynomial through these.
 *
 * @param gap  consecutive days, at least one
 * @param logOn  log weight of a day
 * @param isSlight  whether a log weight of the gap's middle is too low to matter: its days then share it
 */
export function logsOverGap(
  gap: readonly number[],
  logOn: (day: number) => number,
  isSlight: (log: number) => boolean,
): number[] {
  const middle = gap[Math.floor(gap.length / 2)] ?? 0;
  const inMiddle = logOn(middle);
  if (isSlight(inMiddle)) return gap.map(() => inMiddle);
  const at = (day: number) => (day === middle ? inMiddle : logOn(day));
  if (gap.length <= PLACES) return gap.map(at);
  const parts = gap.length > LONG ? MORE_PLACES : PLACES;
  const places = Array.from({ length: parts }, (_, p) => gap[Math.floor(((p + 0.5) * gap.length) / parts)] ?? 0);
  const logs = places.map(at);
  if (!logs.every(Number.isFinite)) return gap.map((day) => logs[nearest(places, day)] ?? -Infinity);
  return gap.map((day) => logs.reduce((sum, log, p) => sum + log * shareOf(places, p, day), 0));
}

/** Lagrange's polynomial of place p. */
function shareOf(places: readonly number[], p: number, day: number): number {
  const own = places[p] ?? 0;
  return places.reduce((product, other) => (other === own ? product : (product * (day - other)) / (own - other)), 1);
}

function nearest(places: readonly number[], day: number): number {
  const far = places.map((place) => Math.abs(place - day));
  return far.indexOf(Math.min(...far));
}
