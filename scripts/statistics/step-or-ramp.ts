/**
 * How often a report that tells a change as a step or as a ramp would be right, by how strongly the looks must speak for it. Steps, and
 * ramps over 21, 60 and 90 days, of three and of six times as many cars, that reached the alarm. For docs/methods/statistics.md 2.10.
 *
 *     npx node scripts/statistics/step-or-ramp.ts [--series 12]
 */
import { parseArgs } from "node:util";
import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import { tierOfOnset } from "../../src/core/report/focus.ts";
import { simulate } from "./scenarios.ts";

const { values } = parseArgs({ options: { series: { type: "string", default: "12" } } });
const SERIES = Number(values.series);
/** Prior odds of a step: 1 to 3. */
const RULES: readonly (readonly [name: string, step: number, ramp: number])[] = [
  ["a factor of 10", 10 / 13, 1 / 31],
  ["a factor of 3.2", 3.2 / 6.2, 1 / (1 + 3 * 10 ** 0.5)],
  ["probabilities of .8 and .2", 0.8, 0.2],
];

for (const ratio of [3, 6])
  for (const rampDays of [0, 21, 60, 90]) {
    const steps: number[] = [];
    let left = 0;
    for (let i = 0; i < SERIES; i++) {
      const effect = { ratio, rampDays, looks: Number.POSITIVE_INFINITY };
      const { series } = simulate({ usual: "S0", baseline: 41, monitored: 24, effect }, 31_337 + 7919 * i);
      const answer = assessSeries(series);
      if (answer.status !== "ready" || answer.onset === null) continue;
      if (!["alarm", "firm", "ended"].includes(tierOfOnset(answer))) continue;
      if (answer.onset.rampsLeftOut === true) left++;
      else steps.push(answer.onset.stepProbability);
    }
    const share = (of: (p: number) => boolean) => (steps.filter(of).length / steps.length).toFixed(2);
    process.stdout.write(
      `x${ratio} ${rampDays === 0 ? "step" : `ramp ${rampDays} days`}: ${steps.length} told, ${left} without ramps; ` +
        `${RULES.map(([name, step, ramp]) => `${name}: step ${share((p) => p >= step)} ramp ${share((p) => p <= ramp)}`).join("; ")}\n`,
    );
  }
