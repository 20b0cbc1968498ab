/**
 * How often the evidence reaches the alarm, and what the wandering level's prior weight has to do with it: the same
 * filters, weighed anew. Takes the evidence alone, so that many series can be had.
 * npx node scripts/statistics/evidence-rates.ts [--series 60] [--only NAME]
 * Writes docs/methods/statistics-evidence-rates.json.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ChangeEvidence } from "../../src/core/assessment/change-evidence.ts";
import { TIERS } from "../../src/core/assessment/tiers.ts";
import { toEntries } from "../../src/core/assessment/to-sightings.ts";
import { HYPER_GRID } from "../../src/core/baseline/hyper-grid.ts";
import { logSumExp } from "../../src/core/baseline/regime-model.ts";
import { Workings } from "../../src/core/baseline/workings.ts";
import { type Design, simulate } from "./scenarios.ts";

const { values } = parseArgs({ options: { series: { type: "string", default: "60" }, only: { type: "string" } } });
const SERIES = Number(values.series);
const step = (ratio: number) => ({ ratio, rampDays: 0, looks: 99 });
const DESIGNS: Record<string, Design> = {
  S0x3: { usual: "S0", baseline: 41, monitored: 16, effect: step(3) },
  S3: { usual: "S3", baseline: 41, monitored: 24, effect: null },
  S0: { usual: "S0", baseline: 41, monitored: 24, effect: null },
  S4x3: { usual: "S4", baseline: 41, monitored: 24, effect: step(3) },
  S3n12: { usual: "S3", baseline: 12, monitored: 24, effect: null },
  S4: { usual: "S4", baseline: 41, monitored: 24, effect: null },
  S7x2: { usual: "S7", baseline: 41, monitored: 16, effect: step(2) },
  S3x3: { usual: "S3", baseline: 41, monitored: 24, effect: step(3) },
  S8x3: { usual: "S8", baseline: 41, monitored: 24, effect: step(3) },
};
/** Prior weight of the wandering level that is tried; the others keep their proportion, 2 to 1. */
const DWELL = [0, 0.2, 0.4, 0.6];
const OUT = new URL("../../docs/methods/statistics-evidence-rates.json", import.meta.url);

for (const [name, design] of Object.entries(DESIGNS)) {
  if (values.only !== undefined && values.only !== name) continue;
  const alarms = DWELL.map(() => ({ alarm: 0, within4: 0 }));
  for (let i = 0; i < SERIES; i++) {
    const { series, firstChanged } = simulate(design, 777_000 + i * 31 + name.length * 1013);
    const first = firstChanged ?? 0;
    for (const [d, path] of evidencePaths(series.looks, design.baseline).entries()) {
      const look = path.findIndex((evidence, t) => t >= first && evidence >= TIERS.alarm);
      const tally = alarms[d];
      if (look === -1 || tally === undefined) continue;
      tally.alarm++;
      if (look < first + 4) tally.within4++;
    }
  }
  const kept = existsSync(OUT) ? JSON.parse(readFileSync(OUT, "utf8")) : {};
  kept[name] = {
    series: SERIES,
    looks: design.monitored,
    byDwellWeight: Object.fromEntries(
      DWELL.map((weight, d) => [weight, { alarm: share(alarms[d]?.alarm), within4: share(alarms[d]?.within4) }]),
    ),
  };
  writeFileSync(OUT, `${JSON.stringify(kept, null, 2)}\n`);
  process.stderr.write(`${name} ${JSON.stringify(kept[name])}\n`);
}

/** Evidence of a rise after each judged look, for each prior weight of the wandering level. */
function evidencePaths(looks: Parameters<typeof toEntries>[0], baseline: number): number[][] {
  const sightings = toEntries(looks).flatMap((entry) => entry.sightings);
  const state = new ChangeEvidence(sightings.slice(0, baseline), [], new Workings());
  const factors = DWELL.map((dwell) =>
    HYPER_GRID.map(({ wander }) => Math.log(wander > 0 ? dwell / 0.4 : (1 - dwell) / 0.6)),
  );
  const paths: number[][] = DWELL.map(() => []);
  for (const sighting of sightings.slice(baseline)) {
    state.add(sighting, true);
    const none = state.model.posteriors.map((posterior, h) => (state.model.outside[h] ?? 0) + posterior.logEvidence());
    const risen = none.map((_, h) =>
      logSumExp(
        state.gaps.map(({ segments }) => (state.model.outside[h] ?? 0) + (segments[h]?.logRise() ?? -Infinity)),
      ),
    );
    for (const [d, factor] of factors.entries())
      paths[d]?.push(
        Math.exp(
          logSumExp(risen.map((log, h) => log + (factor[h] ?? 0))) -
            logSumExp(none.map((log, h) => log + (factor[h] ?? 0))),
        ),
      );
  }
  return paths;
}

function share(count: number | undefined): number {
  return Math.round((1000 * (count ?? 0)) / SERIES) / 1000;
}
