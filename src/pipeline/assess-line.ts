import { type AssessOptions, assessSeries } from "../core/assessment/assess-series.ts";
import type { Assessment } from "../core/assessment/assessment.ts";
import { doubledField } from "../core/assessment/doubled-field.ts";
import { readSeries } from "../core/assessment/read-series.ts";

/** A line that could not be used. It is printed in the place of its answer. */
export interface UnusableLine {
  readonly id: string | null;
  readonly status: "unusable";
  /** Counted from 1. */
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}

/** What is wrong with a line whose series has the id of an earlier one. */
export function idTaken(id: string, line: number, first: number): UnusableLine {
  return { id, status: "unusable", line, field: "id", problem: `the series of line ${first} has this id` };
}

/**
 * Reads one line of JSON, assesses the series on it, and gives the answer or what is wrong with the line. One that meets a bug of
 * ours is unusable, too.
 */
export function assessLine(text: string, line: number, options: AssessOptions): Assessment | UnusableLine {
  const unusable = (id: string | null, field: string, problem: string): UnusableLine => ({
    id,
    status: "unusable",
    line,
    field,
    problem,
  });
  const said = (error: unknown) => (error instanceof Error ? error.message : String(error));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return unusable(null, "", `not JSON: ${said(error)}`);
  }
  let id: string | null = null;
  try {
    const series = readSeries(value);
    id = series.id;
    const twice = doubledField(text);
    if (twice !== null) return unusable(id, twice, "stands twice in one object: which of the two holds cannot be told");
    return "status" in series ? unusable(id, series.field, series.problem) : assessSeries(series, options);
  } catch (error) {
    return unusable(id, "", `a bug of ours, please report it with the line: ${said(error)}`);
  }
}
