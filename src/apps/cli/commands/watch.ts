import { setTimeout as pause } from "node:timers/promises";
import { Command, InvalidArgumentError } from "commander";
import type { Tier } from "../../../core/assessment/assessment.ts";
import type { Together } from "../../../core/assessment/many-facilities.ts";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";
import { some } from "../some.ts";

interface SetOptions extends WorkspaceOptions {
  readonly every?: number;
  readonly catalogue?: readonly string[];
  readonly falseAlarms?: number;
  readonly lookBack?: number;
  readonly off?: boolean;
}

export function watchCommand(): Command {
  const watch = new Command("watch").description(
    "look for new images of facilities by themselves, and alert on an onset",
  );
  withWorkspaceOption(watch.command("set"))
    .description("watch a facility from now on, or by other settings than before")
    .argument("<facility>", "id of the facility")
    .option("--every <hours>", "hours between two searches (default: 24)", number(1, 8760))
    .option("--catalogue <name...>", "catalogues of settings.json to search (default: all)")
    .option(
      "--false-alarms <n>",
      "false alarms a year at most, on the average over kinds of yard (default: 0.1)",
      number(0.01, 12),
    )
    .option(
      "--look-back <days>",
      "how far the first search reaches, and the next one where this is given (default: 30)",
      number(0, 36_525),
    )
    .option("--off", "stop watching; settings and history stay")
    .addHelpText(
      "after",
      "\nYards where trains queue, or whose level wanders, come nearest to the rate that is set, others raise far fewer: what was\nmeasured is in docs/methods/statistics.md, section 2.12.\n\nExample:\n  yardcheck watch set north-yard --every 12 --false-alarms 0.2",
    )
    .action(set);
  withWorkspaceOption(watch.command("list"))
    .description(
      "what is watched, when it was last searched, what failed or was left out, and where the evidence stands for all together",
    )
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  yardcheck watch list")
    .action(list);
  withWorkspaceOption(watch.command("run"))
    .description("search, count, assess and alert for every facility whose time has come; goes on until stopped")
    .option("--once", "one round, then end")
    .addHelpText("after", "\nExample:\n  yardcheck watch run --once")
    .action(run);
  return watch.addHelpText("after", HELP);
}

const HELP = `
Examples:
  yardcheck watch set north-yard
  yardcheck watch list`;

function number(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!(value >= low && value <= high)) throw new InvalidArgumentError(`expected ${low} to ${high}, got "${text}"`);
    return value;
  };
}

async function set(name: string, options: SetOptions): Promise<void> {
  const { facilityById, facilityId } = await import("../../../adapters/store/facilities.ts");
  const { CATALOGUES } = await import("../../../adapters/stac-search/settings.ts");
  const { settingsPart } = await import("../../../adapters/workspace/part.ts");
  const { refuseUnknown } = await import("../../steps/watch-facility.ts");
  const { putWatch, WATCH_SETTINGS, watchOf } = await import("../../../adapters/watching/watches.ts");
  const id = facilityId(name);
  const warn = (line: string) => void process.stderr.write(`${line}\n`);
  const watching = await inWorkspace(options, "watch set", async ({ db, settings: workspace }) => {
    const { geometry } = await facilityById(db, id);
    const before = await watchOf(db, id);
    const settings = WATCH_SETTINGS.parse({
      ...before?.settings,
      ...(options.every === undefined ? {} : { everyHours: options.every }),
      ...(options.catalogue === undefined ? {} : { catalogues: options.catalogue }),
      ...(options.falseAlarms === undefined ? {} : { falseAlarmsPerYear: options.falseAlarms }),
      ...(options.lookBack === undefined ? {} : { lookBackDays: options.lookBack }),
    });
    if (options.off !== true) {
      const catalogues = settingsPart(workspace, "catalogues", CATALOGUES);
      refuseUnknown(settings.catalogues, catalogues);
      if (Object.keys(catalogues).length === 0)
        warn("there is no catalogue to search yet: put one under parts.catalogues of settings.json");
      if (geometry === null)
        warn(
          `${id} has no drawing yet, so nobody knows where to look: yardcheck facility add drawing.geojson --id ${id}`,
        );
    }
    const isBack = options.lookBack !== undefined;
    return await putWatch(db, id, settings, options.off !== true, new Date().toISOString(), { before, isBack });
  });
  const { everyHours, falseAlarmsPerYear } = watching.settings;
  process.stdout.write(
    watching.enabled
      ? `${id} is searched every ${everyHours} h, first at the next round; at most ${falseAlarmsPerYear} false alarms a year, on the average over kinds of yard.\n`
      : `${id} is not watched any more.\n`,
  );
}

async function list(options: WorkspaceOptions & { json?: boolean }): Promise<void> {
  const { listWatches } = await import("../../../adapters/watching/watches.ts");
  const { watchedTogether } = await import("../../../adapters/watching/watched-together.ts");
  const { all, together } = await inWorkspace(options, "watch list", async ({ db }) => ({
    all: await listWatches(db, null),
    together: await watchedTogether(db),
  }));
  const tiers = new Map(together.tiers.map((tier) => [tier.id, tier]));
  if (options.json)
    process.stdout.write(
      `${JSON.stringify(
        all.map((watching) => ({ ...watching, together: tiers.get(watching.facility) ?? null })),
        null,
        2,
      )}\n`,
    );
  else if (all.length === 0)
    process.stdout.write("Nothing is watched yet: begin with `yardcheck watch set FACILITY`.\n");
  else {
    for (const { facility, enabled, settings, searchedTo, nextAt, failures, lastFailure } of all)
      process.stdout.write(
        `${facility}  ${enabled ? `every ${settings.everyHours} h, next ${nextAt}` : "off"}  ` +
          `searched to ${searchedTo ?? "never"}${togetherText(tiers.get(facility))}` +
          `${failures > 0 ? `  failed ${some(failures, "time")}: ${lastFailure}` : lastFailure === null ? "" : `  ${lastFailure}`}\n`,
      );
    if (together.facilities > 1)
      process.stdout.write(
        `Tiers as of ${together.facilities} facilities together: each threshold times their number. ` +
          `"Put forward": of those at most ${Math.round(100 * together.rate)} % are expected to be false.\n`,
      );
  }
}

function togetherText(one: Together["tiers"][number] | undefined): string {
  if (one === undefined) return "";
  const part = (what: string, tier: Tier, discovered: boolean) =>
    tier === "none" && !discovered ? "" : `  ${what}: ${tier}${discovered ? ", put forward" : ""}`;
  return part("rise", one.tier, one.discovered) + part("fall", one.tierFall, one.discoveredFall);
}

/** Between two rounds, milliseconds: schedules count in hours. */
const ROUND_MS = 60_000;

async function run(options: WorkspaceOptions & { once?: boolean }): Promise<void> {
  const { currentTools } = await import("../../steps/watch-tools.ts");
  const { readSettings } = await import("../../../adapters/workspace/workspace.ts");
  const { watchRound } = await import("../../steps/watch-round.ts");
  await inWorkspace(options, "watch run", async ({ db, folder }, signal) => {
    const say = (line: string) => void process.stderr.write(`${line}\n`);
    const tools = currentTools(
      () => readSettings(folder),
      process.env,
      () => new Date().toISOString(),
      1,
      (error) => say(error.message),
    );
    for (;;) {
      const { watched, failed, alerts, delivered } = await watchRound(db, { ...tools(), signal, say });
      if (options.once || watched + failed + delivered > 0)
        process.stdout.write(
          `${watched === 1 ? "1 facility" : `${watched} facilities`} watched, ${failed} failed, ${some(alerts, "alert")} raised, ${delivered} sent.\n`,
        );
      if (options.once) return;
      await pause(ROUND_MS, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
    }
  });
}
