import { type AssessOptions, assessSeries } from "../core/assessment/assess-series.ts";
import type { Assessment } from "../core/assessment/assessment.ts";
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

/** Reads one line of JSON, assesses the series on it, and gives the answer or what is wrong with the line. */
export function assessLine(text: string, line: number, options: AssessOptions): Assessment | UnusableLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const problem = `not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { id: null, status: "unusable", line, field: "", problem };
  }
  const series = readSeries(value);
  if (!("status" in series)) return assessSeries(series, options);
  return { id: series.id, status: "unusable", line, field: series.field, problem: series.problem };
}
