import { assessSeries } from "../../core/assessment/assess-series.ts";
import type { RecordTools } from "../../core/report/record-of.ts";
import { ucumFactor } from "./units.ts";

/** What records are worked out with, everywhere: drafting and verifying must not differ. */
export const recordTools: RecordTools = { assess: (series) => assessSeries(series), unitFactor: ucumFactor };
