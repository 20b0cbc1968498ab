/**
 * How often a break that nobody declared is proposed, rightly and falsely: npx node scripts/statistics/proposals.ts [--series 100] [--seed 1]
 *
 * Simulated series of 41 looks of the usual kinds, without a break and with one: a fall to a fifth half-way ("closed"), the
 * same the other way round ("reopened"), two and a half times as many from half-way on ("rebuilt"), a fifth for fifteen
 * looks in the middle ("closed and reopened"). A proposal is right within two looks of a true break.
 */
import { parseArgs } from "node:util";
import { proposeRegimes } from "../../src/core/assessment/propose-regimes.ts";
import { toEntries } from "../../src/core/assessment/to-sightings.ts";
import { Workings } from "../../src/core/baseline/workings.ts";
import { dayNumber } from "../../src/core/stats/day-number.ts";
import { Random } from "./random.ts";
import { simulate, type Usual } from "./scenarios.ts";

const { values } = parseArgs({
  options: { series: { type: "string", default: "100" }, seed: { type: "string", default: "1" } },
});
const LOOKS = 41;
const KINDS: Record<string, readonly { readonly from: number; readonly to: number; readonly ratio: number }[]> = {
  "no break": [],
  closed: [{ from: 20, to: LOOKS, ratio: 0.2 }],
  reopened: [{ from: 0, to: 20, ratio: 0.2 }],
  rebuilt: [{ from: 20, to: LOOKS, ratio: 2.5 }],
  "closed and reopened": [{ from: 13, to: 28, ratio: 0.2 }],
};

for (const [kind, spans] of Object.entries(KINDS))
  for (const usual of ["S0", "S1", "S3", "S4", "S7", "S8", "S9"] as const) report(kind, usual, spans);

function report(kind: string, usual: Usual, spans: (typeof KINDS)[string]): void {
  const n = Number(values.series);
  const breaks = new Set(spans.flatMap(({ from, to }) => [from, to]).filter((at) => at > 0 && at < LOOKS));
  let any = 0;
  let all = 0;
  let falsely = 0;
  for (let i = 0; i < n; i++) {
    const seed = Number(values.seed) * 50_021 + i * 7919;
    const { series } = simulate({ usual, baseline: LOOKS, monitored: 0, effect: null }, seed);
    // A share of the cars that would have come: thinned where fewer, more of them drawn where more.
    const random = new Random(seed + 1);
    const looks = series.looks.map((look, at) => {
      const ratio = spans.find(({ from, to }) => at >= from && at < to)?.ratio ?? 1;
      return { ...look, count: scaled(look.count ?? 0, ratio, random) };
    });
    const sightings = toEntries(looks).flatMap((entry) => entry.sightings);
    const places = proposeRegimes(sightings, new Workings()).map(({ from }) =>
      sightings.findIndex(({ day }) => day === dayNumber(from)),
    );
    const near = (at: number, to: number) => Math.abs(at - to) <= 2;
    const found = [...breaks].filter((at) => places.some((place) => near(place, at))).length;
    if (found > 0) any++;
    if (breaks.size > 0 && found === breaks.size) all++;
    if (places.some((place) => ![...breaks].some((at) => near(place, at)))) falsely++;
  }
  console.log(
    [
      kind,
      usual,
      `some found ${(any / n).toFixed(2)}`,
      `all ${(all / n).toFixed(2)}`,
      `falsely ${(falsely / n).toFixed(3)}`,
    ].join(" | "),
  );
}

/** Whole cars: each stays with probability `ratio`; above 1, the whole part of the ratio of each and one more by chance. */
function scaled(cars: number, ratio: number, random: Random): number {
  let sum = 0;
  for (let c = 0; c < cars; c++) sum += Math.floor(ratio) + (random.uniform() < ratio % 1 ? 1 : 0);
  return sum;
}
