import type { OpenScene } from "../../adapters/cog/open-scene.ts";
import type { OpenedImage } from "../../adapters/counting/counter.ts";
import type { CountErrors } from "../../core/observation/count-errors.ts";
import type { Counting } from "../../core/observation/observation.ts";
import type { TrackToCount } from "../../pipeline/scene-to-count.ts";
import { acquiredAt as readAcquiredAt } from "./acquired-at.ts";
import { countingAsJson, countingAsText } from "./counting-print.ts";
import { interruptible } from "./in-workspace.ts";
import { type CountWithOptions, openCounter, refuseStray } from "./open-counter.ts";

export interface CountImageOptions extends CountWithOptions {
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
      ({ track, name, points, canopies, zone }): TrackToCount => ({ id: track, name, zone, points, canopies }),
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

/**
 * Counts an open image with the project's networks, or with the detector that the options name.
 *
 * @param straying  false: as the networks or the detector say, before errors
 */
export async function countOpened(
  opened: OpenedImage,
  options: CountImageOptions,
  signal: AbortSignal,
  straying = true,
): Promise<Counting> {
  const { STRIP_LIMITS } = await import("../../core/observation/limits.ts");
  const counter = await openCounter({ ...options, straying });
  const request = { limits: STRIP_LIMITS, shift: options.shift ?? null, onProgress: progress() };
  return await counter.count(opened, request, signal);
}

/** How far the counts of an open image are taken to stray before checked cars said so: what a recalibration goes out from. */
export async function strayingOf({ scene }: OpenedImage, { detector }: CountImageOptions): Promise<CountErrors> {
  if (detector !== undefined) return (await import("../../pipeline/box-calibration.ts")).UNMEASURED;
  const { loadModel } = await import("../../adapters/detectors/model-file.ts");
  const { bandFor } = await import("../../core/detection/counting-model.ts");
  return bandFor(loadModel().calibration, scene.conditions.gsdMetres).errors;
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
