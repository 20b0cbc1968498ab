import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSeriesFile, type SeriesFile } from "./series-file.ts";

const FILE = "tumangang.json";

/**
 * What others published about Tumangang and Khasan, as this project ships it, for one facility; its sources are with each
 * count. No counts, with `others` naming those that there are, for a facility that nothing is shipped on.
 */
export function shippedSeries(facility: string): SeriesFile {
  return readSeriesFile(readFileSync(join(import.meta.dirname, FILE)), FILE, facility);
}
