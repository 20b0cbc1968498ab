import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { USER_DEFINED } from "../../adapters/cog/crs/crs.ts";
import type { OpenedImage } from "../../adapters/counting/counter.ts";
import type { FileLabel } from "../../adapters/detectors/label-file.ts";
import { writeFileAtomically } from "../../adapters/workspace/files.ts";
import {
  type LabelsOnTracks,
  labelledTwice,
  labelsOnTracks,
  ONE_OUTLINE_OVERLAP,
} from "../../core/detection/labels.ts";
import { type Accuracy, accuracyOf, matchCars } from "../../core/detection/match.ts";
import { asCoco, asGeoJson, asYoloObb, type TrainingCar, YOLO_CLASSES } from "../../core/detection/training-export.ts";
import { asSeen } from "../../core/observation/as-seen.ts";
import type { Counted } from "../../core/observation/observation.ts";
import { YardcheckError } from "../../errors.ts";
import { type CountImageOptions, countOpened, strayingOf, withOpenImage } from "./count-image.ts";
import { interruptible } from "./in-workspace.ts";
import { some } from "./some.ts";

export interface EvaluateOptions extends CountImageOptions {
  readonly labels: string;
  readonly export?: string;
}

/** Counts one image, compares it with labels and prints how well they agree. */
export async function evaluateImage(image: string, options: EvaluateOptions): Promise<void> {
  if (options.export !== undefined && !/\.(geojson|json|txt)$/.test(options.export))
    throw new YardcheckError(
      "usage",
      `--export takes a name that ends in .geojson, .json or .txt, got ${options.export}`,
    );
  await interruptible((signal) =>
    withOpenImage(image, options, signal, async (opened) => {
      const { readLabels } = await import("../../adapters/detectors/label-file.ts");
      const labels = readLabels(options.labels, opened.open);
      const counting = await countOpened(opened, options, signal);
      if (counting.status !== "counted")
        throw new YardcheckError(
          "usage",
          `${image} cannot be evaluated, its count is withheld: ${counting.reasons.map(({ code }) => code).join(", ")}`,
        );
      const lines = opened.tracks.map(({ points }) => points.map((point) => asSeen(point, counting.registration)));
      const onTracks = labelsOnTracks(labels, lines);
      tellTwice(options.labels, labels, onTracks, opened);
      const evaluation = evaluated(counting, onTracks);
      if (labels.length > 0 && evaluation.labelled === 0)
        process.stderr.write(
          `yardcheck: none of the ${labels.length} labels lies on a track: are labels and tracks of one yard, in the CRS that they name?\n`,
        );
      if (options.export !== undefined) exportLabels(options.export, image, labels, opened);
      if (options.json) {
        const plain = await countOpened(opened, options, signal, false);
        const checkedTracks =
          plain.status === "counted" && plain.basis === "cars"
            ? plain.tracks.map(({ count }, k) => ({ pmf: count.pmf, cars: evaluation.tracks[k]?.labelled ?? 0 }))
            : [];
        const errors = await strayingOf(opened, options);
        const calibration = counting.inputs["calibration"] ?? null;
        const answer = { method: counting.method, calibration, ...evaluation, errors, checkedTracks };
        process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
      } else process.stdout.write(asText(evaluation));
    }),
  );
}

/** How well cars were listed; where single cars are not told apart, none is listed and nothing can be right or false. */
type Listed = Accuracy | ({ readonly labelled: number } & Readonly<Record<Exclude<keyof Accuracy, "labelled">, null>>);

type Evaluation = Listed & {
  /** Why nothing is said of single cars; null where they were listed. */
  readonly notListed: string | null;
  readonly count: { readonly median: number; readonly low: number; readonly high: number };
  readonly labelsOnNoTrack: number;
  /** Share of tracks whose interval holds the number of labels. */
  readonly intervalsCover: number;
  readonly yardCovered: boolean;
  readonly tracks: readonly (Listed & { readonly name: string; readonly low: number; readonly high: number })[];
  readonly checked: readonly { readonly probability: number; readonly real: boolean }[];
};

const NOT_LISTED = "Single cars are not told apart in this image, so that precision, recall and F1 mean nothing.";

const UNTOLD = {
  counted: null,
  matched: null,
  precision: null,
  recall: null,
  f1: null,
  net: null,
  gross: null,
} as const;

/**
 * Tells of labels that may be of one car.
 *
 * @throws YardcheckError "usage" where one outline is there twice
 */
function tellTwice(
  path: string,
  labels: readonly FileLabel[],
  onTracks: LabelsOnTracks,
  { tracks }: OpenedImage,
): void {
  const twice = labelledTwice(labels, onTracks);
  const named = (pairs: typeof twice) => {
    const names = pairs
      .slice(0, 10)
      .map(
        ({ track, labels: [one, other] }) =>
          `${labels[one]?.feature} and ${labels[other]?.feature} on track "${tracks[track]?.name}"`,
      );
    return `${names.join(", ")}${pairs.length > 10 ? `, and ${some(pairs.length - 10, "more pair")}` : ""}`;
  };
  const copies = twice.filter(({ overlap }) => overlap >= ONE_OUTLINE_OVERLAP);
  if (copies.length > 0)
    throw new YardcheckError(
      "usage",
      `${path}: features that label the same ground: ${named(copies)}: those cars would count twice; keep one of each`,
    );
  if (twice.length > 0)
    process.stderr.write(
      `yardcheck: ${path}: features that have half of their ground or more in common: ${named(twice)}: where they are one car it counts twice; keep one of each\n`,
    );
}

function evaluated(counting: Counted, onTracks: LabelsOnTracks): Evaluation {
  const checked: { probability: number; real: boolean }[] = [];
  const isListed = counting.basis === "cars";
  const accuracy = (matched: number, counted: number, labelled: number): Listed =>
    isListed ? accuracyOf(matched, counted, labelled) : { ...UNTOLD, labelled };
  const scored = counting.tracks.map(({ name, cars, count }, k) => {
    const asked = onTracks.tracks[k] ?? [];
    const { pairs, falseCars } = matchCars(cars, asked);
    for (const [car] of pairs) checked.push({ probability: cars[car]?.probability ?? 0, real: true });
    for (const car of falseCars) checked.push({ probability: cars[car]?.probability ?? 0, real: false });
    return { name, low: count.low, high: count.high, ...accuracy(pairs.length, cars.length, asked.length) };
  });
  const sum = (of: (track: Listed) => number | null) => scored.reduce((total, track) => total + (of(track) ?? 0), 0);
  const labelled = sum((track) => track.labelled);
  const { median, low, high } = counting.count;
  return {
    ...accuracy(
      sum((track) => track.matched),
      sum((track) => track.counted),
      labelled,
    ),
    notListed: isListed ? null : NOT_LISTED,
    count: { median, low, high },
    labelsOnNoTrack: onTracks.elsewhere.length,
    intervalsCover:
      scored.filter((track) => track.labelled >= track.low && track.labelled <= track.high).length / scored.length,
    yardCovered: labelled >= low && labelled <= high,
    tracks: scored,
    checked,
  };
}

function asText(evaluation: Evaluation): string {
  const { labelled, count } = evaluation;
  const lines = [
    `${labelled} labelled cars on ${evaluation.tracks.length} tracks (${evaluation.labelsOnNoTrack} more on none).`,
    `Counted ${count.median} (${count.low}-${count.high}, 90 %), which ${evaluation.yardCovered ? "holds" : "misses"} the true number.`,
  ];
  lines.push(...(evaluation.counted === null ? [NOT_LISTED] : listedText(evaluation)));
  lines.push(
    `The 90 % interval holds the true number on ${(100 * evaluation.intervalsCover).toFixed(0)} % of the tracks.`,
    "",
  );
  for (const track of evaluation.tracks)
    if (track.labelled > 0 || track.counted !== 0) {
      const listed = track.counted === null ? "" : ` ${track.counted} listed, ${track.matched} right,`;
      lines.push(`  ${track.name}: ${track.labelled} labelled,${listed} interval ${track.low}-${track.high}`);
    }
  return `${lines.join("\n")}\n`;
}

function listedText({ labelled, counted, matched, precision, recall, f1, net, gross }: Accuracy): string[] {
  return [
    `Listed ${counted}: ${matched} right, ${counted - matched} false, ${labelled - matched} missed (gross ${gross}).`,
    labelled === 0
      ? "Precision, recall and net error mean nothing without a labelled car."
      : `Precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}, net ${(100 * net).toFixed(1)} %.`,
  ];
}

/** The labels as training data, in the format that the file's name says; as GeoJSON in degrees where nothing names the scene's CRS. */
function exportLabels(path: string, image: string, labels: readonly FileLabel[], { open }: OpenedImage): void {
  const { width, height, transform } = open.grid;
  const epsg = transform.epsg === USER_DEFINED ? null : transform.epsg;
  const about = { file: basename(image), width, height, epsg };
  const cars = labels.map(({ outline, type, covered }): TrainingCar => {
    const closed = outline.length > 1 && outline[0]?.x === outline.at(-1)?.x && outline[0]?.y === outline.at(-1)?.y;
    const ring = outline.map(({ x, y }): [number, number] => {
      if (epsg === null) {
        const { lon, lat } = open.toLonLat(x, y);
        return [lon, lat];
      }
      const point = open.toSceneCrs(x, y);
      return [point.x, point.y];
    });
    const corners = (closed ? outline.slice(0, -1) : outline).map(({ x, y }) => open.toPixel(x, y));
    return { corners, ring, type, covered };
  });
  if (path.endsWith(".geojson"))
    writeFileAtomically(resolve(path), `${JSON.stringify(asGeoJson(about, cars), null, 1)}\n`);
  else if (path.endsWith(".json"))
    writeFileAtomically(resolve(path), `${JSON.stringify(asCoco(about, cars), null, 1)}\n`);
  else {
    writeFileAtomically(resolve(path), asYoloObb(about, cars));
    nameClasses(resolve(path));
  }
}

/** Says beside a file of YOLO's, which has numbers only, what they mean: in a classes.txt, unless the user has one there. */
function nameClasses(path: string): void {
  const beside = join(dirname(path), "classes.txt");
  if (beside === path) return;
  try {
    writeFileSync(beside, YOLO_CLASSES, { flag: "wx" });
  } catch {
    let there: string | null = null;
    try {
      there = readFileSync(beside, "utf8");
    } catch {
      // Cannot be written and is none to read: the labels are there, and the numbers are told below.
    }
    if (there !== YOLO_CLASSES)
      process.stderr.write(
        `yardcheck: ${beside} is not of these labels and was left as it is; their classes are, from 0: ${YOLO_CLASSES.trim().replaceAll("\n", ", ")}\n`,
      );
  }
}
