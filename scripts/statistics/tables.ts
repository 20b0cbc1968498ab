import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { askedTable } from "./asked.ts";
import type { Evaluation } from "./evaluation.ts";
import { figure, markdownTable } from "./markdown-table.ts";
import { type Measured, RULE } from "./measures.ts";
import { ORDERS, type Weekly } from "./weekly.ts";

const DOCS = new URL("../../docs/methods/", import.meta.url);
const NUMBERS = new URL("statistics-measured.json", DOCS);
const BEGIN = "<!-- measured: begin -->";
const END = "<!-- measured: end -->";

/**
 * Adds what was measured to the numbers kept, and writes the tables of docs/methods/statistics.md between its two marks.
 * What is kept on more series than the new stays, if it was measured alike.
 */
export function writeTables(measured: Partial<Evaluation>): void {
  const kept: Evaluation = existsSync(NUMBERS) ? JSON.parse(readFileSync(NUMBERS, "utf8")) : { runs: {} };
  const runs: Record<string, Measured> = { ...kept.runs };
  for (const [name, run] of Object.entries(measured.runs ?? {})) {
    const before = runs[name];
    if (before?.rule !== RULE || run.series >= before.series) runs[name] = run;
  }
  const all: Evaluation = {
    ...kept,
    ...measured,
    runs,
    notMeasured: { ...kept.notMeasured, ...measured.notMeasured },
  };
  writeFileSync(NUMBERS, `${JSON.stringify(all, null, 2)}\n`);
  const page = new URL("statistics.md", DOCS);
  writeFileSync(page, withTables(readFileSync(page, "utf8"), all));
}

/** @throws Error if the page lacks the marks */
export function withTables(page: string, evaluation: Evaluation): string {
  const [head, rest] = page.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined) throw new Error(`statistics.md has lost its marks ${BEGIN} ${END}`);
  return `${head}${BEGIN}\n${tablesOf(evaluation)}\n${END}${tail}`;
}

function tablesOf(evaluation: Evaluation): string {
  return [
    "### What was asked and what was measured",
    "",
    "Simulated rows are to be read with two standard errors, which the table of all series tells. R surveillance, by its default thresholds: share of the series, or\nmean of the rows named, in which each method alarms.",
    "",
    askedTable(evaluation),
    "",
    ...(evaluation.weekly === undefined ? [] : ["### Weekly counts", "", weeklyTable(evaluation.weekly), ""]),
    "### All simulated series",
    "",
    simulatedTable(evaluation),
  ].join("\n");
}

function weeklyTable(weekly: Weekly): string {
  const rows = ORDERS.map((order) => {
    const { each, together } = weekly[order];
    return [order, ...[each.sensitivity, each.auc, together.sensitivity, together.auc].map(figure)];
  });
  const said = `${weekly.series} series, ${weekly.weeks} weeks, ${weekly.outbreakWeeks} of them in an outbreak.\n\n`;
  return said + markdownTable(["order of the weeks by", "each: found", "AUC", "all: found", "AUC"], rows);
}

function simulatedTable({ runs }: Evaluation): string {
  const columns: readonly (readonly [string, keyof Measured])[] = [
    ["of", "series"],
    ["usual looks", "usualLooks"],
    ["p < .01", "pBelow01"],
    ["90 % interval holds", "coverage90"],
    ["alarm (240)", "alarm240"],
    ["watch (120)", "watch120"],
    ["within 4 looks", "within4"],
    ["onset 90 % holds", "onsetCoverage"],
    ["onset error, days", "onsetMedianErrorDays"],
    ["ratio 95 % holds", "ratioCoverage"],
    ["false up", "falseUp"],
    ["false fall", "falseFall"],
    ["false down", "falseDown"],
    ["alarms a look after the end", "alarmsAfterEnd"],
    ["event Brier", "eventBrier"],
    ["of climatology's", "eventBrierRatio"],
  ];
  const rivals = [...new Set(Object.values(runs).flatMap((run) => Object.keys(run.surveillance ?? {})))];
  const fewest = Math.min(...Object.values(runs).map(({ series }) => series));
  const older = Object.values(runs).filter(({ rule }) => rule !== RULE).length;
  const header = ["series", ...columns.map(([title]) => title), ...rivals];
  const rows = Object.entries(runs).map(([name, run]) => [
    name,
    ...columns.map(([, key]) => figure(run[key])),
    ...rivals.map((rival) => figure(run.surveillance?.[rival] ?? null)),
  ]);
  return [
    `Made by \`npm run evaluate:statistics -- --series ${fewest}\`. Shares over the number of series in the second column: with`,
    `${fewest} series a share of .05 has a standard error of ${error(0.05, fewest)}, one of .50 of ${error(0.5, fewest)}.`,
    rivals.length > 0
      ? `The last columns: share of the same series in which R surveillance's ${rivals.join(", ")} alarm at their default thresholds.`
      : "R surveillance was not installed.",
    ...(older > 0
      ? [`${older} of ${rows.length} rows were measured by an earlier rule (\`RULE\`, scripts/statistics/measures.ts).`]
      : []),
    "",
    markdownTable(header, rows),
  ].join("\n");
}

function error(share: number, series: number): string {
  return figure(Math.sqrt((share * (1 - share)) / series));
}
