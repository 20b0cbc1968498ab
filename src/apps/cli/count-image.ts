import type { OpenScene } from "../../adapters/cog/open-scene.ts";
import type { MethodId } from "../../core/ids.ts";
import type { CountErrors } from "../../core/observation/count-errors.ts";
import type { Counting } from "../../core/observation/observation.ts";
import { YardcheckError } from "../../errors.ts";
import type { BoxCalibration } from "../../pipeline/box-calibration.ts";
import type { SceneToCount, TrackToCount } from "../../pipeline/scene-to-count.ts";
import { acquiredAt as readAcquiredAt } from "./acquired-at.ts";
import { countingAsJson, countingAsText } from "./counting-print.ts";
import { interruptible } from "./in-workspace.ts";

export interface CountImageOptions {
  readonly tracks: string;
  readonly acquiredAt?: string;
  readonly gsd?: number;
  readonly offNadir?: number;
  readonly sunAzimuth?: number;
  readonly sunElevation?: number;
  readonly cloudMask?: string;
  readonly epsg?: number;
  readonly gcps?: string;
  readonly shift?: { readonly x: number; readonly y: number };
  readonly detector?: string;
  readonly detectorBoxes?: "upright" | "turned";
  readonly detectorThreshold?: number;
  readonly detectorClasses?: readonly string[];
  readonly calibration?: string;
  readonly threads: number;
  readonly json?: boolean;
}

/** Counts one image and prints the answer; nothing is stored. */
export async function countImage(image: string, options: CountImageOptions): Promise<void> {
  const acquiredAt = options.acquiredAt ?? null;
  if (acquiredAt !== null) readAcquiredAt(acquiredAt, new Date());
  const { counting, epsg } = await interruptible((signal) => countOnce(image, options, signal));
  process.stdout.write(
    options.json
      ? `${countingAsJson(counting, { acquiredAt, epsg })}\n`
      : countingAsText(counting, { image, acquiredAt }),
  );
}

/** One image counted as the options say, and the CRS that it is in. */
function countOnce(image: string, options: CountImageOptions, signal: AbortSignal) {
  return withOpenImage(image, options, signal, async (opened) => ({
    counting: await countOpened(opened, options, signal),
    epsg: opened.open.grid.transform.epsg,
  }));
}

/** An image with its tracks, ready to count. */
export interface OpenedImage {
  readonly open: OpenScene;
  readonly tracks: readonly TrackToCount[];
  readonly scene: SceneToCount;
}

/**
 * Opens an image and its tracks, and closes it, however that ends.
 *
 * @throws YardcheckError "usage" when options of a detector are given without one | those of the image and its tracks
 */
export async function withOpenImage<T>(
  image: string,
  options: CountImageOptions,
  signal: AbortSignal,
  act: (opened: OpenedImage) => Promise<T>,
): Promise<T> {
  refuseStray(options);
  const { openScene } = await import("../../adapters/cog/open-scene.ts");
  const { readTracks, tracksOn } = await import("../../adapters/cog/track-lines.ts");
  const { sceneToCount } = await import("../../adapters/detectors/counted-scene.ts");
  const given = await readTracks(options.tracks);
  const { placedBy } = await import("./inspect-image.ts");
  const placed = options.gcps === undefined ? null : await placedBy(options.gcps, options.epsg);
  const open = await openScene(image, {
    epsg: placed ? undefined : options.epsg,
    placement: placed?.placement,
    signal,
  });
  let mask: OpenScene | undefined;
  try {
    if (options.cloudMask !== undefined) mask = await openScene(options.cloudMask, { signal });
    const tracks = tracksOn(open, given).map(
      ({ track, name, points, canopies }): TrackToCount => ({ id: track, name, zone: null, points, canopies }),
    );
    const scene = await sceneToCount(open, {
      conditions: {
        gsdMetres: options.gsd ?? assumedGsd(open),
        offNadirDegrees: options.offNadir ?? null,
        sunAzimuthDegrees: options.sunAzimuth ?? null,
        sunElevationDegrees: options.sunElevation ?? null,
        sceneCloudFraction: null,
      },
      cloudMask: mask && { image: mask, hiddenWhereSet: true },
      signal,
    });
    const { gsdMetres } = scene.conditions;
    if (options.gsd !== undefined && gsdMetres !== options.gsd)
      process.stderr.write(
        `yardcheck: --gsd ${options.gsd} is finer than the file's pixels, ${gsdMetres.toFixed(3)} m; these limit what can be seen and are taken\n`,
      );
    return await act({ open, tracks, scene });
  } finally {
    await mask?.close();
    await open.close();
  }
}

function refuseStray(options: CountImageOptions): void {
  if (options.detector !== undefined) return;
  for (const name of ["boxes", "threshold", "classes"] as const)
    if (options[OF_DETECTOR[name]] !== undefined)
      throw new YardcheckError("usage", `--detector-${name} goes with --detector FILE, and there is none`);
}

const OF_DETECTOR = {
  boxes: "detectorBoxes",
  threshold: "detectorThreshold",
  classes: "detectorClasses",
} as const;

/**
 * Counts an open image with the project's networks, or with the detector that the options name.
 *
 * @param straying  false: as the networks or the detector say, before errors
 */
export async function countOpened(
  { open, tracks, scene }: OpenedImage,
  options: CountImageOptions,
  signal: AbortSignal,
  straying = true,
): Promise<Counting> {
  const { STRIP_LIMITS } = await import("../../core/observation/limits.ts");
  const request = { limits: STRIP_LIMITS, shift: options.shift ?? null, onProgress: progress() };
  if (options.detector !== undefined) {
    const { openBoxDetector } = await import("../../adapters/detectors/onnx-boxes.ts");
    const { tiledScene } = await import("../../adapters/detectors/tiled-scene.ts");
    const { boxesMethod } = await import("../../pipeline/box-calibration.ts");
    const { countBoxes } = await import("../../pipeline/count-boxes.ts");
    const detector = await openBoxDetector(options.detector, {
      threads: options.threads,
      kind: options.detectorBoxes,
      threshold: options.detectorThreshold,
      classes: options.detectorClasses,
    });
    if (detector.classes.leftOut.length > 0)
      process.stderr.write(
        `yardcheck: of the detector's classes ${detector.classes.counted.join(", ")} count; left out are ${detector.classes.leftOut.join(", ")} (--detector-classes says otherwise)\n`,
      );
    const tiled = tiledScene(open, await open.wholeStretch(signal), signal);
    const calibration = await boxCalibration(options, boxesMethod(detector), straying);
    return await countBoxes(scene, tiled, tracks, detector, { ...request, calibration });
  }
  const { openStripNetworks } = await import("../../adapters/detectors/onnx-strips.ts");
  const { countScene, STRIPS_METHOD } = await import("../../pipeline/count-scene.ts");
  const { recalibrated, withoutErrors } = await import("../../core/detection/recalibrate.ts");
  const networks = await openStripNetworks({ threads: options.threads });
  let { counting, hashes } = networks;
  if (options.calibration !== undefined) {
    const { recalibration, sha256 } = await readCalibration(options.calibration, STRIPS_METHOD);
    counting = recalibrated(counting, recalibration);
    hashes = { ...hashes, calibration: sha256 };
  }
  if (!straying) counting = withoutErrors(counting);
  return await countScene(scene, tracks, { ...networks, counting, hashes }, request);
}

/** How far the counts of an open image are taken to stray before checked cars said so: what a recalibration goes out from. */
export async function strayingOf({ scene }: OpenedImage, { detector }: CountImageOptions): Promise<CountErrors> {
  if (detector !== undefined) return (await import("../../pipeline/box-calibration.ts")).UNMEASURED;
  const { loadModel } = await import("../../adapters/detectors/model-file.ts");
  const { bandFor } = await import("../../core/detection/counting-model.ts");
  return bandFor(loadModel().calibration, scene.conditions.gsdMetres).errors;
}

async function readCalibration(path: string, method: MethodId) {
  const { readRecalibration } = await import("../../adapters/detectors/recalibration-file.ts");
  return readRecalibration(path, method);
}

/** How the scores of a detector are taken, and how far its counts stray: as checked cars say, where some were checked. */
async function boxCalibration(
  { calibration }: CountImageOptions,
  method: MethodId,
  straying: boolean,
): Promise<BoxCalibration> {
  const { UNMEASURED } = await import("../../pipeline/box-calibration.ts");
  const known = calibration === undefined ? null : await readCalibration(calibration, method);
  const errors = { ...UNMEASURED, ...(known && { trackShare: known.recalibration.trackShare }) };
  return {
    probability: known?.recalibration.probability ?? { slope: 1, offset: 0 },
    errors: straying ? errors : { trackShare: 0, commonSpread: 0 },
    mayMiss: straying && known === null,
    sha256: known?.sha256 ?? null,
  };
}

function assumedGsd({ grid }: OpenScene): number {
  process.stderr.write(
    `yardcheck: no --gsd given; the file's pixel size, ${grid.pixelSizeMetres.toFixed(3)} m, is taken for it\n`,
  );
  return grid.pixelSizeMetres;
}

/** One line on stderr that is written over, where somebody can see it. */
function progress(): (done: number, all: number) => void {
  return (done, all) => {
    if (process.stderr.isTTY) process.stderr.write(done < all ? `\rcounting: ${done + 1} of ${all}` : "\r\u001b[K");
  };
}
