/**
 * How well the chance that an onset followed an event could be told at all: by somebody who knew the usual level, the
 * scatter, the size and the shape of the change, and when it can have begun, and lacked the day alone.
 * npx node scripts/statistics/onset-bound.ts [--series 400]
 *
 * Source: the Brier score of the true posterior is the lowest that any forecast can expect (Gneiting & Raftery 2007,
 * J. Am. Stat. Assoc. 102(477), proper scores).
 */
import { parseArgs } from "node:util";
import { CLOSE_DAYS } from "../../src/core/assessment/event-relation.ts";
import { dayNumber } from "../../src/core/stats/day-number.ts";
import { negativeBinomialLog } from "../../src/core/stats/negative-binomial.ts";
import { Random } from "./random.ts";
import { type Design, type Effect, simulate, traitsOf } from "./scenarios.ts";

const { values } = parseArgs({ options: { series: { type: "string", default: "400" } } });
const SERIES = Number(values.series);
/** Monitored looks among which the first changed one is drawn (scenarios.ts). */
const FIRST_CHANGED = 6;

const EFFECTS: Record<string, Effect> = {
  "S0 x3": { ratio: 3, rampDays: 0, looks: Number.POSITIVE_INFINITY },
  "S0 x2": { ratio: 2, rampDays: 0, looks: Number.POSITIVE_INFINITY },
  "S0 r3": { ratio: 3, rampDays: 60, looks: Number.POSITIVE_INFINITY },
};

for (const [name, effect] of Object.entries(EFFECTS)) {
  const design: Design = { usual: "S0", baseline: 41, monitored: 24, effect };
  let brier = 0;
  let happened = 0;
  let asked = 0;
  for (let i = 0; i < SERIES; i++) {
    const seed = 31_337 + 7919 * i;
    const { series, onsetDay, eventDays } = simulate(design, seed);
    const posterior = daysOf(design, seed, series.looks);
    for (const event of eventDays) {
      let said = 0;
      for (const [day, p] of posterior) if (day > event && day <= event + CLOSE_DAYS) said += p;
      const was = onsetDay !== null && onsetDay > event && onsetDay <= event + CLOSE_DAYS ? 1 : 0;
      brier += (said - was) ** 2;
      happened += was;
      asked++;
    }
  }
  const rate = happened / asked;
  console.log(
    `${name}: Brier ${(brier / asked).toFixed(3)}, ${(brier / asked / (rate * (1 - rate))).toFixed(2)} of climatology's`,
  );
}

/** Posterior of the onset's day, all else known. */
function daysOf(design: Design, seed: number, looks: readonly { readonly date: string; readonly count?: number }[]) {
  const { mean, size } = traitsOf(design.usual, new Random(seed));
  const days = looks.map(({ date }) => dayNumber(date) ?? 0);
  const { ratio = 1, rampDays = 0 } = design.effect ?? {};
  const logs = new Map<number, number>();
  for (let g = 0; g < FIRST_CHANGED; g++) {
    const from = (days[design.baseline + g - 1] ?? 0) + 1;
    const to = days[design.baseline + g] ?? from;
    for (let day = from; day <= to; day++) {
      let log = -Math.log(to - from + 1);
      for (let j = design.baseline + g; j < looks.length; j++) {
        const since = (days[j] ?? 0) - day;
        const share = rampDays === 0 ? 1 : Math.min(1, since / rampDays);
        const level = mean * (1 + (ratio - 1) * share);
        log +=
          negativeBinomialLog(looks[j]?.count ?? 0, size, level / size) -
          negativeBinomialLog(looks[j]?.count ?? 0, size, mean / size);
      }
      logs.set(day, log);
    }
  }
  const largest = Math.max(...logs.values());
  const total = [...logs.values()].reduce((sum, log) => sum + Math.exp(log - largest), 0);
  return [...logs].map(([day, log]) => [day, Math.exp(log - largest) / total] as const);
}
