/**
 * How a change is found that follows upon another, without a usual look in between: a surge, then an emptied yard; a closed yard, then a
 * surge. For docs/methods/statistics.md 2.10.
 *
 *     npx node scripts/statistics/changes-in-turn.ts
 */
import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import type { AssessLook } from "../../src/core/assessment/assessment.ts";
import { dayNumber, isoDate } from "../../src/core/stats/day-number.ts";
import { Random } from "./random.ts";

const SERIES = 40;
/** Looks of the record, and judged ones: as usual, of the first change, of the second. */
const [RECORD, USUAL, FIRST, SECOND] = [20, 6, 8, 14];

for (const [name, first, second] of [
  ["four times as many, then a tenth", 4, 0.1],
  ["a twentieth, then three times as many", 0.05, 3],
] as const) {
  let found = 0;
  let held = 0;
  const delays: number[] = [];
  for (let seed = 1; seed <= SERIES; seed++) {
    const random = new Random(seed);
    const mean = random.between(14, 28);
    let day = 17_000;
    const days: number[] = [];
    const looks = Array.from({ length: RECORD + USUAL + FIRST + SECOND }, (_, i): AssessLook => {
      day += Math.max(1, Math.round(random.gamma(2, 12.5)));
      days.push(day);
      const ratio = i < RECORD + USUAL ? 1 : i < RECORD + USUAL + FIRST ? first : second;
      return { date: isoDate(day), count: random.negativeBinomial(mean * ratio, 4), monitored: i >= RECORD };
    });
    const answer = assessSeries({ id: `${seed}`, looks });
    if (answer.status !== "ready") throw new Error("too few looks");
    const from = USUAL + FIRST;
    const direction = second > 1 ? "rise" : "fall";
    const tier = direction === "rise" ? "tier" : "tierFall";
    const alarm = answer.looks.findIndex((look, i) => i >= from && ["alarm", "firm"].includes(look[tier]));
    if (alarm === -1) continue;
    found++;
    delays.push(alarm - from + 1);
    const { onset } = answer;
    const [after = 0, by = 0] = days.slice(RECORD + from - 1);
    if (onset?.direction !== direction) continue;
    if ((dayNumber(onset.low) ?? 0) <= by && (dayNumber(onset.high) ?? 0) > after) held++;
  }
  delays.sort((a, b) => a - b);
  process.stdout.write(
    `${name}: the second found in ${found} of ${SERIES}, after ${delays[delays.length >> 1]} looks (median); ` +
      `in ${held} the onset's interval meets the days on which it can have begun\n`,
  );
}
