/**
 * How long the statistics take: npm run bench, or npx node bench/assess.ts [--series 40] [--many 400]. CPU time of this process, so
 * that a busy machine does not show; then `assess --ndjson` against R's farringtonFlexible, if it is installed, on as many
 * series and cores.
 */
import { parseArgs } from "node:util";
import { race, timesOfOne } from "../scripts/statistics/times.ts";

const { values } = parseArgs({
  options: { series: { type: "string", default: "20" }, many: { type: "string", default: "400" } },
});
const { series, ...times } = timesOfOne(Number(values.series));
for (const [what, ms] of Object.entries({
  "fit of 41 looks": times.fit,
  "one more look": times.oneMoreLook,
  "onset to the day": times.onset,
  "whole answer, 60 looks, newest judged": times.wholeAnswer,
}))
  console.log(`${what.padEnd(40)} ${ms.toFixed(1)} ms (median over ${series} series)`);

// In turn: ours, R, ours, R.
for (let round = 0; round < 2; round++) {
  const { cores, ours, beside, series: many } = race(Number(values.many));
  const theirs = Object.entries(beside ?? {}).map(
    ([on, time]) =>
      `${on === "onOne" ? "on 1" : `on ${cores}`} ${time.toFixed(1)} s (ratio ${(ours / time).toFixed(2)})`,
  );
  console.log(
    `${many} series of 60, start included: assess on ${cores} cores ${ours.toFixed(1)} s, R farringtonFlexible ${theirs.join(", ") || "not installed"}`,
  );
}
