import { type Recalibration, recalibrated, withoutErrors } from "../../core/detection/recalibrate.ts";
import type { MethodId } from "../../core/ids.ts";
import type { Counting } from "../../core/observation/observation.ts";
import { calibratedMethod } from "../../core/reading/counted-of.ts";
import type { BoxCalibration } from "../../pipeline/box-calibration.ts";
import { boxesMethod, NOT_CHECKED } from "../../pipeline/box-calibration.ts";
import type { BoxDetector } from "../../pipeline/box-detector.ts";
import { countBoxes } from "../../pipeline/count-boxes.ts";
import { type CountRequest, countScene, STRIPS_METHOD } from "../../pipeline/count-scene.ts";
import type { NetworksToCount, SceneToCount, TrackToCount } from "../../pipeline/scene-to-count.ts";
import type { OpenScene } from "../cog/open-scene.ts";
import { type BoxDetectorOptions, openBoxDetector } from "../detectors/onnx-boxes.ts";
import { openStripNetworks } from "../detectors/onnx-strips.ts";
import { readRecalibration } from "../detectors/recalibration-file.ts";
import { tiledScene } from "../detectors/tiled-scene.ts";

/** An image with its tracks, ready to count. */
export interface OpenedImage {
  readonly open: OpenScene;
  readonly tracks: readonly TrackToCount[];
  readonly scene: SceneToCount;
}

/** What counts: the project's networks or another detector, corrected by checked cars or not. */
export interface Counter {
  /** What its counts are named by; {@link calibratedMethod} where a calibration corrects them. */
  readonly method: MethodId;
  /** Which of another detector's classes count. */
  readonly classes?: BoxDetector["classes"];
  /** @throws YardcheckError those of the networks or the detector, and of the image */
  count(opened: OpenedImage, request: CountRequest, signal?: AbortSignal): Promise<Counting>;
}

export interface CounterOptions {
  readonly threads: number;
  /** A calibration that `yardcheck recalibrate` wrote. */
  readonly calibration?: string | undefined;
  /** False: as the networks or the detector say, before errors. */
  readonly straying?: boolean;
}

/** A calibration as read: what it says, and the SHA-256 of its file. */
interface Known {
  readonly recalibration: Recalibration;
  readonly sha256: string;
}

/**
 * The project's own networks. They are opened with the first count, and with the next one where that failed.
 *
 * @throws YardcheckError "usage" for a calibration that is none, or of another method
 */
export function stripCounter({ threads, calibration, straying = true }: CounterOptions): Counter {
  const known = knownOf(calibration, STRIPS_METHOD);
  const method = calibratedMethod(STRIPS_METHOD, known?.sha256 ?? null);
  let opened: Promise<NetworksToCount> | null = null;
  return {
    method,
    async count({ tracks, scene }, request) {
      opened ??= openStripNetworks({ threads }).catch((error) => {
        opened = null;
        throw error;
      });
      const networks = await opened;
      let { counting, hashes } = networks;
      if (known) {
        counting = recalibrated(counting, known.recalibration);
        hashes = { ...hashes, calibration: known.sha256 };
      }
      if (!straying) counting = withoutErrors(counting);
      return { ...(await countScene(scene, tracks, { ...networks, counting, hashes }, request)), method };
    },
  };
}

/**
 * Anyone's detector of boxes.
 *
 * @param path  of its ONNX file
 * @throws YardcheckError those of {@link openBoxDetector} | "usage" for a calibration that is none, or of another method
 */
export async function boxCounter(path: string, options: CounterOptions & BoxDetectorOptions): Promise<Counter> {
  const { calibration: file, straying = true } = options;
  const detector = await openBoxDetector(path, options);
  const known = knownOf(file, boxesMethod(detector));
  const calibration: BoxCalibration = {
    probability: known?.recalibration.probability ?? NOT_CHECKED.probability,
    errors: straying
      ? { ...NOT_CHECKED.errors, ...(known && { trackShare: known.recalibration.trackShare }) }
      : { trackShare: 0, commonSpread: 0 },
    mayMiss: straying && known === null,
    sha256: known?.sha256 ?? null,
  };
  const method = calibratedMethod(boxesMethod(detector), calibration.sha256);
  return {
    method,
    classes: detector.classes,
    async count({ open, tracks, scene }, request, signal) {
      const tiled = tiledScene(open, await open.wholeStretch(signal), signal);
      return await countBoxes(scene, tiled, tracks, detector, { ...request, calibration });
    },
  };
}

function knownOf(calibration: string | undefined, method: MethodId): Known | null {
  return calibration === undefined ? null : readRecalibration(calibration, method);
}
