import { readFileSync, writeFileSync } from "node:fs";
import type { Measured } from "./measures.ts";

export interface Evaluation {
  readonly series: number;
  readonly seed: number;
  readonly runs: Readonly<Record<string, Measured>>;
}

const DOCS = new URL("../../docs/methods/", import.meta.url);
const BEGIN = "<!-- measured: begin -->";
const END = "<!-- measured: end -->";

/** Writes the numbers, and the tables of docs/methods/statistics.md between its two marks. */
export function writeTables(evaluation: Evaluation): void {
  writeFileSync(new URL("statistics-measured.json", DOCS), `${JSON.stringify(evaluation, null, 2)}\n`);
  const page = new URL("statistics.md", DOCS);
  const text = readFileSync(page, "utf8");
  const [head, rest] = text.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined) throw new Error(`statistics.md has lost its marks ${BEGIN} ${END}`);
  writeFileSync(page, `${head}${BEGIN}\n${tablesOf(evaluation)}\n${END}${tail}`);
}

export function tablesOf({ series, seed, runs }: Evaluation): string {
  const columns: readonly (readonly [string, keyof Measured])[] = [
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
    ["alarms a look after the end", "alarmsAfterEnd"],
    ["event Brier", "eventBrier"],
    ["climatology", "eventClimatologyBrier"],
  ];
  const rivals = [...new Set(Object.values(runs).flatMap((run) => Object.keys(run.surveillance ?? {})))];
  const header = ["series", ...columns.map(([title]) => title), ...rivals];
  const rows = Object.entries(runs).map(([name, run]) => [
    name,
    ...columns.map(([, key]) => cell(run[key])),
    ...rivals.map((rival) => cell(run.surveillance?.[rival] ?? null)),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `Made by \`npm run evaluate:statistics -- --series ${series} --seed ${seed}\`: ${series} series a row, so a share of .05`,
    `has a standard error of ${(Math.sqrt(0.05 * 0.95) / Math.sqrt(series)).toFixed(3)}, one of .50 of ${(0.5 / Math.sqrt(series)).toFixed(3)}.`,
    rivals.length > 0
      ? `The last columns: share of the same series in which R surveillance's ${rivals.join(", ")} alarm at their default thresholds.`
      : "R surveillance was not installed.",
    "",
    line(header),
    line(header.map(() => "---")),
    ...rows.map(line),
  ].join("\n");
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return "";
  return Number.isInteger(value) ? String(value) : value.toFixed(3).replace(/^0/, "");
}
