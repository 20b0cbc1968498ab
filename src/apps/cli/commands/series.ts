import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Command } from "commander";
import { SERIES_EXAMPLE } from "../../../adapters/published/series-example.ts";
import type { SeriesFile } from "../../../adapters/published/series-file.ts";
import type { MethodId } from "../../../core/ids.ts";
import type { Figure, SeriesEntry } from "../../../core/series/entry.ts";
import { YardcheckError } from "../../../errors.ts";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";
import { METHOD_OPTION } from "../method-option.ts";
import { some } from "../some.ts";

export function seriesCommand(): Command {
  const series = new Command("series").description("the looks of a facility, ours and those that others published");
  withWorkspaceOption(series.command("import"))
    .description(
      "take over counts that others published, events and regimes, from CSV or JSON; a whole file or nothing",
    )
    .argument("<file>", "CSV or JSON; `shipped` for what this project ships on the facility")
    .requiredOption("--facility <id>", "facility that the counts are of")
    .addHelpText("after", IMPORT_HELP)
    .action(importSeries);
  withWorkspaceOption(series.command("remove"))
    .description("take away a published count that earlier versions took over and that is left out")
    .argument("<count>", "its id, as `series show` tells it of what is left out")
    .requiredOption("--facility <id>", "facility that the count is of")
    .addHelpText("after", "\nExample:\n  yardcheck series remove pub-LEFT-OUT --facility north-yard")
    .action(removeCount);
  withWorkspaceOption(series.command("show"))
    .description("print the series of a facility; what differs in ground, class or method stays apart")
    .argument("<facility>", "id of the facility")
    .option("--json", "as JSON")
    .option("--csv", "as CSV")
    .option("--method <name>", METHOD_OPTION)
    .addHelpText("after", SHOW_HELP)
    .action(showSeries);
  return series.addHelpText("after", HELP);
}

const HELP = `
Examples:
  yardcheck series import shipped --facility tumangang
  yardcheck series show tumangang`;

const SHOW_HELP = `
The CSV has the columns of \`series import\`, and median for our own looks (kind distribution: low to high is
its interval). Rows of published counts can be imported again; our own looks (distribution, withheld) are
refused there, for they are no counts that others published.

Example:
  yardcheck series show tumangang --csv > tumangang.csv`;

const IMPORT_HELP = `
Columns of CSV, fields of JSON entries:
  date, or from and to     YYYY-MM-DD or YYYY-MM
  kind                     exact (default), at-least, at-most, range, train-lengths, by-class
  cars                     for exact, at-least, at-most; with approximately (true, false)
  low, high, mean, looks   for range; looks (number of images) for at-most too; a mean is shown, not worked out with
  metres, plusCars         for train-lengths: 80;170;170 in CSV
  byClass                  for by-class: ore=175;box=14 in CSV
  ground, classes          which ground and which cars were counted, in the publisher's words
  publisher, source        who published it, and where
  publishedOn, note        may be left out

Examples:
  yardcheck series import shipped --facility tumangang
  yardcheck series import counts.csv --facility north-yard

  date,kind,cars,approximately,publisher,source
  2023-10-05,exact,73,true,CSIS Beyond Parallel,https://beyondparallel.csis.org/...

JSON has three lists, each of which may be left out; this is how events and regimes are added (again with the same
id or name: changed). An event is told by its order in time, a regime sets looks apart that worked under other rules:

${SERIES_EXAMPLE}`;

async function importSeries(file: string, options: WorkspaceOptions & { facility: string }): Promise<void> {
  const { importSeriesFile } = await import("../../../adapters/published/import-file.ts");
  const { facilityId } = await import("../../../adapters/store/facilities.ts");
  const facility = facilityId(options.facility);
  const contents = await contentsOf(file, facility);
  const added = await inWorkspace(options, "series import", ({ db }) =>
    importSeriesFile(db, facility, contents, new Date().toISOString()),
  );
  const { isUnused } = await import("../../../core/series/figure-of.ts");
  const { entries, events, regimes, others } = contents;
  process.stdout.write(
    `${some(entries.length, "count")} of ${facility}: ${added} new, ${entries.length - added} there already; ` +
      `${some(events.length, "event")}, ${some(regimes.length, "regime")}.\n`,
  );
  const unused = entries.filter(isUnused).length;
  if (unused > 0)
    process.stdout.write(
      `${some(unused, "count")} of ${facility} with a mean alone, or "at least 0": kept and shown, not worked out with. ` +
        "Give low and high where they are known.\n",
    );
  for (const [id, count] of Object.entries(others))
    process.stdout.write(
      `${some(count, "count")} of ${id}: not taken. Import the file for that facility to take them.\n`,
    );
}

async function removeCount(id: string, options: WorkspaceOptions & { facility: string }): Promise<void> {
  const { facilityId, requireFacility } = await import("../../../adapters/store/facilities.ts");
  const { removeLeftOut } = await import("../../../adapters/store/left-out.ts");
  const facility = facilityId(options.facility);
  const { from, origin } = await inWorkspace(options, "series remove", async ({ db }) => {
    await requireFacility(db, facility);
    return await removeLeftOut(db, facility, id);
  });
  const by = origin.kind === "published" ? ` by ${origin.publisher}` : "";
  process.stdout.write(`The count of ${from}${by} is taken away; it was left out of the series of ${facility}.\n`);
}

async function contentsOf(file: string, facility: string): Promise<SeriesFile> {
  const { readSeriesFile } = await import("../../../adapters/published/series-file.ts");
  if (file !== "shipped") return readSeriesFile(bytesOf(file), basename(file), facility);
  const { shippedSeries } = await import("../../../adapters/published/shipped.ts");
  const shipped = shippedSeries(facility);
  if (shipped.entries.length > 0) return shipped;
  const there = Object.keys(shipped.others).join(" and ");
  throw new YardcheckError("usage", `this project ships published counts of ${there} only, not of ${facility}`);
}

async function showSeries(
  id: string,
  options: WorkspaceOptions & { json?: boolean; csv?: boolean; method?: MethodId },
): Promise<void> {
  const { facilityById, facilityId } = await import("../../../adapters/store/facilities.ts");
  const { seriesOf } = await import("../../../adapters/store/series.ts");
  const { eventsOf, regimesOf } = await import("../../../adapters/store/events.ts");
  const { comparable } = await import("../../../core/series/comparable.ts");
  const { tellLeftOut, tellSeries } = await import("../tell-left-out.ts");
  const facility = facilityId(id);
  const { entries, events, regimes } = await inWorkspace(options, "series show", async ({ db }) => {
    await facilityById(db, facility);
    await tellLeftOut(db, facility);
    await tellSeries(db, facility, options.method);
    return {
      entries: await seriesOf(db, facility, options.method),
      events: await eventsOf(db, facility),
      regimes: await regimesOf(db, facility),
    };
  });
  if (options.json) process.stdout.write(`${JSON.stringify({ facility, entries, events, regimes }, null, 2)}\n`);
  else if (options.csv) {
    const { csvText } = await import("../../../adapters/published/csv.ts");
    process.stdout.write(csvText(COLUMNS.split(","), entries.map(cellsOf)));
  } else if (entries.length === 0) process.stdout.write(`${facility} has no look yet.\n`);
  else
    for (const group of comparable(entries)) {
      const by = group.method === null ? "published" : `counted by ${group.method}`;
      process.stdout.write(`${group.classes}, ${group.ground} (${by})\n`);
      for (const entry of group.entries) {
        const days = entry.from === entry.to ? entry.from : `${entry.from} to ${entry.to}`;
        process.stdout.write(`  ${days.padEnd(24)}  ${figureText(entry.figure).padEnd(34)}  ${originText(entry)}\n`);
      }
    }
}

function originText({ origin }: SeriesEntry): string {
  return origin.kind === "observation" ? origin.observation : origin.publisher;
}

function figureText(figure: Figure): string {
  const about = "approximately" in figure && figure.approximately ? "about " : "";
  switch (figure.kind) {
    case "distribution":
      return `${figure.count.median} (${figure.count.low}-${figure.count.high}, ${Math.round(figure.count.level * 100)} %)`;
    case "exact":
      return `${about}${figure.cars}`;
    case "at-least":
      return `at least ${about}${figure.cars}`;
    case "at-most":
      return `at most ${about}${figure.cars}${figure.looks === null ? "" : `, ${figure.looks} looks`}`;
    case "range": {
      const ends = figure.high === null && figure.low === 0 ? "" : `${figure.low} to ${figure.high ?? "?"}`;
      return [ends, figure.mean === null ? "" : `mean ${figure.mean}`].filter((part) => part !== "").join(", ");
    }
    case "train-lengths":
      return `trains of ${figure.metres.join(", ")} m${figure.plusCars.length > 0 ? ` and ${figure.plusCars.join(", ")} cars` : ""}`;
    case "by-class":
      return `${about}${Object.entries(figure.cars)
        .map(([name, cars]) => `${cars} ${name}`)
        .join(", ")}`;
    case "withheld":
      return `withheld: ${figure.reasons.join(", ")}`;
  }
}

const COLUMNS =
  "from,to,kind,cars,low,high,mean,median,looks,metres,plusCars,byClass,approximately,ground,classes,publisher,source,publishedOn,note";

function cellsOf(entry: SeriesEntry): Readonly<Record<string, unknown>> {
  return { ...figureCells(entry.figure), from: entry.from, to: entry.to, ...originCells(entry) };
}

function figureCells(figure: Figure): Readonly<Record<string, unknown>> {
  switch (figure.kind) {
    case "distribution":
      return { kind: figure.kind, low: figure.count.low, high: figure.count.high, median: figure.count.median };
    case "train-lengths":
      return { kind: figure.kind, metres: figure.metres.join(";"), plusCars: figure.plusCars.join(";") };
    case "by-class":
      return {
        ...figure,
        cars: undefined,
        byClass: Object.entries(figure.cars)
          .map(([name, cars]) => `${name}=${cars}`)
          .join(";"),
      };
    case "withheld":
      return { kind: "withheld", note: figure.reasons.join(" ") };
    default:
      return { ...figure };
  }
}

function originCells({ origin, ground, classes }: SeriesEntry): Readonly<Record<string, unknown>> {
  if (origin.kind === "observation")
    return { ground, classes, publisher: `Yardcheck ${origin.method}`, source: origin.observation };
  const { publisher, source, publishedOn, note } = origin;
  return { ground, classes, publisher, source, publishedOn, note };
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new YardcheckError("usage", `${file} cannot be read: ${cause instanceof Error ? cause.message : ""}`, {
      cause,
    });
  }
}
