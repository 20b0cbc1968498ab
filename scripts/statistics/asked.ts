import type { Evaluation, Parts } from "./evaluation.ts";
import { figure, markdownTable } from "./markdown-table.ts";
import type { Measured } from "./measures.ts";
import { USUAL } from "./scenarios.ts";

const NULLS = Object.keys(USUAL).map((usual) => `${usual} null`);
const STEPS = ["S0 x3", "S0 x2", "S7 x2", "S3 x3", "S4 x3", "S8 x3", "S9 x2"];
const SEEN = ["S0 null visible", "S0 null recall", "S0 null false-cars"];
const MISSING = "not measured";
const SIMULATED = "series below";
const of = (part: keyof Parts) => `\`npm run evaluate:statistics -- --only ${part}\``;

/** What was asked of the statistics and what was measured, a row for each row of the issue that asked for them. */
export function askedTable(evaluation: Evaluation): string {
  const { runs, references, times, weekly, race } = evaluation;
  const at = (name: string, key: keyof Measured) => told(runs[name]?.[key]);
  const each = (names: readonly string[], key: keyof Measured) => names.map((name) => at(name, key)).join("; ");
  const span = (names: readonly string[], key: keyof Measured) => spanOf(runs, names, key);
  const mean = (names: readonly string[], key: keyof Measured) => told(meanOf(runs, names, key));
  const beside = (names: readonly string[]) => rivalsOf(runs, names);
  const part = (name: keyof Parts, measured: string | undefined) => {
    const why = evaluation.notMeasured?.[name];
    if (measured === undefined) return why === undefined ? MISSING : `${MISSING}: ${why}`;
    return why === undefined ? measured : `${measured} (of an earlier run; in the last ${MISSING}: ${why})`;
  };
  const found = (name: string) => `${at(name, "alarm240")} / ${at(name, "within4")}`;
  const brier = (names: readonly string[]) => {
    const [ours, climatology] = [meanOf(runs, names, "eventBrier"), meanOf(runs, names, "eventClimatologyBrier")];
    return told(ours === null || climatology === null ? null : ours / climatology);
  };
  const perSeries = race?.beside ? (1000 * race.beside.onOne) / race.series : null;
  const ratio = (ms: number) => (perSeries === null ? MISSING : (ms / perSeries).toFixed(2));
  const rows = [
    [
      "tails and evidence against independent quadrature; against full enumeration of paths: relative error",
      "1 % down to 1e-12; 1e-9",
      "1e-6; 1e-12",
      part(
        "references",
        references &&
          `tails of a negative binomial ${tiny(references.tails)} (down to ${tiny(references.leastTail)}), \`modelP\` ${tiny(references.modelP)} (down to ${tiny(references.leastP)}), evidence of a rise ${tiny(references.rise)}, of a fall ${tiny(references.fall)}; paths ${tiny(references.paths)}`,
      ),
      "",
      `${of("references")}, \`test/statistics/model.test.ts\``,
    ],
    [
      "p < .01 for a usual image: each of ten nulls / pooled",
      "<= .02 / .012",
      "each .006-.013",
      `${span(NULLS, "pBelow01")} / ${mean(NULLS, "pBelow01")}`,
      "",
      SIMULATED,
    ],
    ["coverage of the 90 % predictive interval, each", ".86-.97", ".88-.93", span(NULLS, "coverage90"), "", SIMULATED],
    [
      "false alarm within 24 images at 240: each / mean; n = 12, 24",
      "<= .10 / .05; .12",
      "<= .05; .06",
      `${span(NULLS, "alarm240")} / ${mean(NULLS, "alarm240")}; n = 12: S0 ${at("S0 null n12", "alarm240")}, S3 ${at("S3 null n12", "alarm240")}; n = 24: S0 ${at("S0 null n24", "alarm240")}, S3 ${at("S3 null n24", "alarm240")}`,
      beside(NULLS),
      SIMULATED,
    ],
    [
      "surge x3 found by the end / within 4 images (S0, n = 41)",
      ".93 / .45",
      "1.00 / .75",
      found("S0 x3"),
      beside(["S0 x3"]),
      SIMULATED,
    ],
    [
      "x2 in S0; S7",
      ".55; .90",
      ".90; 1.00",
      each(["S0 x2", "S7 x2"], "alarm240"),
      beside(["S0 x2", "S7 x2"]),
      SIMULATED,
    ],
    [
      "x3 in S3; S4; S8",
      ".55; .90; .40",
      ".80; .98; .67",
      each(["S3 x3", "S4 x3", "S8 x3"], "alarm240"),
      beside(["S3 x3", "S4 x3", "S8 x3"]),
      SIMULATED,
    ],
    [
      "onset: coverage of the 90 % interval S0 / S3; median error at about 13 days between images",
      ".85 / .75; 20 days",
      ".88-.93; 9 days",
      `${at("S0 x3", "onsetCoverage")} / ${at("S3 x3", "onsetCoverage")}; S0 ${at("S0 x3", "onsetMedianErrorDays")}, S3 ${at("S3 x3", "onsetMedianErrorDays")} days`,
      "",
      SIMULATED,
    ],
    [
      "ratio: coverage of 95 % on steps; false up without change",
      ".90; <= .06",
      ".93-.97 everywhere, drift too; .03",
      `${span(STEPS, "ratioCoverage")}, ramps ${at("S0 r3", "ratioCoverage")}, drift without change ${at("S9 null", "ratioCoverage")}; ${span(NULLS, "falseUp")}, mean ${mean(NULLS, "falseUp")}`,
      "",
      SIMULATED,
    ],
    [
      "event follow: Brier against climatology",
      "<= .80",
      "<= .60",
      `steps ${brier(STEPS)} (each ${span(STEPS, "eventBrierRatio")}), ramps ${brier(["S0 r3"])}, ended ${brier(["S0 x3 ended"])}, all ${brier([...STEPS, "S0 r3", "S0 x3 ended"])}`,
      "",
      SIMULATED,
    ],
    [
      "visibility, recall, false detections modelled: false alarm; p < .01",
      "<= .08; <= .02",
      ".05; .012",
      `${SEEN.map((name) => at(name, "alarm240")).join(" / ")}; ${SEEN.map((name) => at(name, "pBelow01")).join(" / ")}`,
      beside(SEEN),
      SIMULATED,
    ],
    [
      "labelled weekly public-health series: sensitivity at 1 % false alarms",
      ".19 (Farrington flexible)",
      ".35, AUC .85",
      part(
        "weekly",
        weekly && `\`surge\` ${figure(weekly.surge.each.sensitivity)}, AUC ${figure(weekly.surge.each.auc)}`,
      ),
      weekly === undefined
        ? ""
        : `Farrington flexible ${figure(weekly.farringtonFlexible.each.sensitivity)}, AUC ${figure(weekly.farringtonFlexible.each.auc)}`,
      of("weekly"),
    ],
    ["after an ended surge: false alarms an image", "<= .01", "", at("S0 x3 ended", "alarmsAfterEnd"), "", SIMULATED],
    [
      "time for each series of 41 looks: fit / one more image / onset to the day",
      "100 / 15 / 500 ms",
      "10 / 2 / 50 ms",
      part(
        "times",
        times && `${[times.fit, times.oneMoreLook, times.onset].map((ms) => ms.toFixed(1)).join(" / ")} ms`,
      ),
      times && perSeries !== null
        ? `${[times.fit, times.oneMoreLook, times.onset].map(ratio).join(" / ")} times a series of \`farringtonFlexible\``
        : "",
      `${of("times")}, \`bench/assess.ts\``,
    ],
    [
      "10,000 series of 60 looks, all cores",
      "no slower than R `farringtonFlexible` on as many",
      "10x faster",
      part("race", race && `${race.series} series in ${race.ours.toFixed(1)} s on ${race.cores} cores`),
      race?.beside
        ? `${(race.ours / race.beside.onAllCores).toFixed(2)} times as long as R on ${race.cores} cores, ${(race.ours / race.beside.onOne).toFixed(2)} times as on one`
        : "",
      `${of("race")}, \`bench/assess.ts\``,
    ],
  ];
  return markdownTable(["what", "at least", "aim", "measured", "R surveillance beside it", "where from"], rows);
}

/** The smallest and the largest, each with its name. */
function spanOf(runs: Evaluation["runs"], names: readonly string[], key: keyof Measured): string {
  const all = names.map((name) => ({ name, value: runs[name]?.[key] }));
  const known = all.flatMap(({ name, value }) => (typeof value === "number" ? [{ name, value }] : []));
  known.sort((a, b) => a.value - b.value);
  const [first, last] = [known[0], known.at(-1)];
  if (known.length < names.length || first === undefined || last === undefined) return MISSING;
  return `${figure(first.value)} (${first.name}) to ${figure(last.value)} (${last.name})`;
}

function meanOf(runs: Evaluation["runs"], names: readonly string[], key: keyof Measured): number | null {
  const known = names.map((name) => runs[name]?.[key]).filter((value) => typeof value === "number");
  return known.length < names.length ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Share of the series in which each method of R's alarms, over the rows named; a method that judged not all is left out. */
function rivalsOf(runs: Evaluation["runs"], names: readonly string[]): string {
  const first = Object.keys(runs[names[0] ?? ""]?.surveillance ?? {});
  const shares = first.flatMap((rival) => {
    const known = names.map((name) => runs[name]?.surveillance?.[rival]).filter((share) => typeof share === "number");
    if (known.length < names.length) return [];
    return [`${rival} ${figure(known.reduce((sum, share) => sum + share, 0) / known.length)}`];
  });
  return shares.length > 0 ? shares.join(", ") : MISSING;
}

function told(value: unknown): string {
  return figure(value) || MISSING;
}

function tiny(error: number): string {
  return error.toExponential(0).replace("+", "");
}
