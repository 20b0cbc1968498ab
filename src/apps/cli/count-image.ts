import type { OpenScene } from "../../adapters/cog/open-scene.ts";
import type { CountingModel } from "../../core/detection/counting-model.ts";
import type { Counting } from "../../core/observation/observation.ts";
import { YardcheckError } from "../../errors.ts";
import type { SceneToCount, TrackToCount } from "../../pipeline/scene-to-count.ts";
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
  readonly shift?: { readonly x: number; readonly y: number };
  readonly detector?: string;
  readonly detectorBoxes?: "upright" | "turned";
  readonly detectorThreshold?: number;
  readonly calibration?: string;
  readonly threads: number;
  readonly json?: boolean;
}

/** Counts one image and prints the answer; nothing is stored. */
export async function countImage(image: string, options: CountImageOptions): Promise<void> {
  const acquiredAt = options.acquiredAt === undefined ? null : instant(options.acquiredAt);
  const counting = await interruptible((signal) => countOnce(image, options, signal));
  process.stdout.write(
    options.json ? `${countingAsJson(counting, { acquiredAt })}\n` : countingAsText(counting, { image, acquiredAt }),
  );
}

/** One image counted as the options say. */
function countOnce(image: string, options: CountImageOptions, signal: AbortSignal): Promise<Counting> {
  return withOpenImage(image, options, signal, (opened) => countOpened(opened, options, signal));
}

/** An image with its tracks, ready to count. */
export interface OpenedImage {
  readonly open: OpenScene;
  readonly tracks: readonly TrackToCount[];
  readonly scene: SceneToCount;
}

/** Opens an image and its tracks, and closes it, however that ends. */
export async function withOpenImage<T>(
  image: string,
  options: CountImageOptions,
  signal: AbortSignal,
  act: (opened: OpenedImage) => Promise<T>,
): Promise<T> {
  const { openScene } = await import("../../adapters/cog/open-scene.ts");
  const { readTracks, tracksOn } = await import("../../adapters/cog/track-lines.ts");
  const { sceneToCount } = await import("../../adapters/detectors/counted-scene.ts");
  const given = await readTracks(options.tracks);
  const open = await openScene(image, { signal });
  let mask: OpenScene | undefined;
  try {
    if (options.cloudMask !== undefined) mask = await openScene(options.cloudMask, { signal });
    const tracks = tracksOn(open, given).map(
      ({ track, name, points }): TrackToCount => ({ id: track, name, zone: null, points, canopies: [] }),
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
    return await act({ open, tracks, scene });
  } finally {
    await mask?.close();
    await open.close();
  }
}

/**
 * Counts an open image with the project's networks, or with the detector that the options name.
 *
 * @param adjust  changes what was fitted with the networks
 */
export async function countOpened(
  { open, tracks, scene }: OpenedImage,
  options: CountImageOptions,
  signal: AbortSignal,
  adjust: (model: CountingModel) => CountingModel = (model) => model,
): Promise<Counting> {
  const { STRIP_LIMITS } = await import("../../core/observation/limits.ts");
  const request = { limits: STRIP_LIMITS, shift: options.shift ?? null, onProgress: progress() };
  if (options.detector !== undefined) {
    const { openBoxDetector } = await import("../../adapters/detectors/onnx-boxes.ts");
    const { tiledScene } = await import("../../adapters/detectors/tiled-scene.ts");
    const { countBoxes } = await import("../../pipeline/count-boxes.ts");
    const detector = await openBoxDetector(options.detector, {
      threads: options.threads,
      kind: options.detectorBoxes,
      threshold: options.detectorThreshold,
    });
    return await countBoxes(scene, tiledScene(open, signal), tracks, detector, request);
  }
  const { openStripNetworks } = await import("../../adapters/detectors/onnx-strips.ts");
  const { countScene } = await import("../../pipeline/count-scene.ts");
  const networks = await openStripNetworks({ threads: options.threads });
  if (options.calibration === undefined)
    return await countScene(scene, tracks, { ...networks, counting: adjust(networks.counting) }, request);
  const { readRecalibration } = await import("../../adapters/detectors/recalibration-file.ts");
  const { recalibrated } = await import("../../core/detection/recalibrate.ts");
  const { recalibration, sha256 } = readRecalibration(options.calibration);
  const counting = adjust(recalibrated(networks.counting, recalibration));
  const hashes = { ...networks.hashes, calibration: sha256 };
  return await countScene(scene, tracks, { ...networks, counting, hashes }, request);
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

/** An ISO date or instant, as given, once it is known to be one. */
function instant(text: string): string {
  const dated = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  if (!dated || Number.isNaN(Date.parse(text)) || day.toISOString().slice(0, 10) !== text.slice(0, 10))
    throw new YardcheckError("usage", `--acquired-at must be an ISO date or instant that exists, got "${text}"`);
  return text;
}
