import type { Candidate } from "../../core/watch/candidate.ts";

const GOOD_FOR: Readonly<Record<Candidate["goodFor"], string>> = {
  cars: "single cars",
  "occupied-length": "occupied length",
  nothing: "nothing",
  unknown: "GSD not stated",
};

/** Candidates as the lines of a table, each with what it is good for and why not for more. */
export function candidateTable(candidates: readonly Candidate[]): string {
  const rows = candidates.map(({ conditions, coveredFraction, goodFor, reasons, item, catalogue }) => [
    conditions.acquiredAt.slice(0, 16).replace("T", " "),
    conditions.gsdMetres === null ? "-" : `${conditions.gsdMetres.toFixed(2)} m`,
    conditions.offNadirDegrees === null ? "-" : `${conditions.offNadirDegrees.toFixed(0)}°`,
    conditions.sceneCloudFraction === null ? "-" : `${Math.round(conditions.sceneCloudFraction * 100)} %`,
    `${Math.round(coveredFraction * 100)} %`,
    `${GOOD_FOR[goodFor]}${reasons.length > 0 ? ` (${reasons.map(({ code }) => code).join(", ")})` : ""}`,
    `${item} of ${catalogue}`,
  ]);
  const all = [["acquired (UTC)", "GSD", "off-nadir", "cloud", "covers", "good for", "item"], ...rows];
  const widths = all[0]?.map((_cell, i) => Math.max(...all.map((row) => row[i]?.length ?? 0))) ?? [];
  return all
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
