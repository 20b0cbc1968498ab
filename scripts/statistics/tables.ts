import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Measured, RULE } from "./measures.ts";

export interface Evaluation {
  readonly runs: Readonly<Record<string, Measured>>;
}

const DOCS = new URL("../../docs/methods/", import.meta.url);
const NUMBERS = new URL("statistics-measured.json", DOCS);
const BEGIN = "<!-- measured: begin -->";
const END = "<!-- measured: end -->";

/**
 * Adds what was measured to the numbers kept, and writes the tables of docs/methods/statistics.md between its two marks.
 * A run that is kept on more series than the new one stays, if it was measured alike.
 */
export function writeTables(measured: Readonly<Record<string, Measured>>): void {
  const kept: Evaluation = existsSync(NUMBERS) ? JSON.parse(readFileSync(NUMBERS, "utf8")) : { runs: {} };
  const runs: Record<string, Measured> = { ...kept.runs };
  for (const [name, run] of Object.entries(measured)) {
    const before = runs[name];
    if (before?.rule !== RULE || run.series >= before.series) runs[name] = run;
  }
  writeFileSync(NUMBERS, `${JSON.stringify({ runs }, null, 2)}\n`);
  const page = new URL("statistics.md", DOCS);
  const text = readFileSync(page, "utf8");
  const [head, rest] = text.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined) throw new Error(`statistics.md has lost its marks ${BEGIN} ${END}`);
  writeFileSync(page, `${head}${BEGIN}\n${tablesOf({ runs })}\n${END}${tail}`);
}

export function tablesOf({ runs }: Evaluation): string {
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
  const header = ["series", ...columns.map(([title]) => title), ...rivals];
  const rows = Object.entries(runs).map(([name, run]) => [
    name,
    ...columns.map(([, key]) => cell(run[key])),
    ...rivals.map((rival) => cell(run.surveillance?.[rival] ?? null)),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `Made by \`npm run evaluate:statistics -- --series ${fewest}\`. Shares over the number of series in the second column: with`,
    `${fewest} series a share of .05 has a standard error of ${error(0.05, fewest)}, one of .50 of ${error(0.5, fewest)}.`,
    rivals.length > 0
      ? `The last columns: share of the same series in which R surveillance's ${rivals.join(", ")} alarm at their default thresholds.`
      : "R surveillance was not installed.",
    "",
    line(header),
    line(header.map(() => "---")),
    ...rows.map(line),
  ].join("\n");
}

function error(share: number, series: number): string {
  return cell(Math.sqrt((share * (1 - share)) / series));
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return "";
  return Number.isInteger(value) ? String(value) : value.toFixed(3).replace(/^0/, "");
}
