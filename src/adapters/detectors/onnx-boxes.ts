import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { boxClasses } from "../../core/detection/box-classes.ts";
import { type BoxKind, boxesOf } from "../../core/detection/box-outputs.ts";
import { YardcheckError } from "../../errors.ts";
import type { BoxDetector } from "../../pipeline/box-detector.ts";
import { sha256 } from "./model-file.ts";
import { classNamesOf, onnxMetadata } from "./onnx-metadata.ts";

export interface BoxDetectorOptions {
  readonly threads?: number;
  /** What the boxes are, where the file does not say. */
  readonly kind?: BoxKind | undefined;
  readonly threshold?: number | undefined;
  /** Classes that count, by name or index; left out: as {@link boxClasses} has it. */
  readonly classes?: readonly string[] | undefined;
}

/** Side of a tile where the model takes any size, pixels. */
const USUAL_TILE = 640;
/** Score from which a box is a car. Source: the default of Ultralytics' own prediction. */
const USUAL_THRESHOLD = 0.25;

/**
 * Opens anyone's detector: an ONNX export of the YOLO kind.
 *
 * Names of classes are taken from its notes.
 *
 * @throws YardcheckError "usage" when the file does not open, is no such model, or does not say what its boxes are or which of its
 *   classes count, and nobody else does; "detector-failed" when it cannot be run
 */
export async function openBoxDetector(path: string, options: BoxDetectorOptions = {}): Promise<BoxDetector> {
  const bytes = bytesOf(path);
  const notes = onnxMetadata(bytes);
  const names = classNamesOf(notes.get("names"));
  const session = await InferenceSession.create(bytes, {
    executionProviders: ["cpu"],
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
  }).catch((cause) => {
    throw unfit(`the detector ${path} is no ONNX model that can be opened (${messageOf(cause)})`, cause);
  });
  const kind = options.kind ?? kindOf(notes, path);
  const tile = tileOf(session, notes, path);
  const { counts, ...classes } = classesOf(names, options.classes, path);
  const threshold = options.threshold ?? USUAL_THRESHOLD;
  const [inputName = ""] = session.inputNames;
  const [outputName = ""] = session.outputNames;
  const boxesIn = (data: Float32Array, dims: readonly number[]) => {
    try {
      return boxesOf(data, dims, kind, threshold);
    } catch (cause) {
      throw unfit(`${path}: its boxes cannot be read: ${messageOf(cause)}`, cause);
    }
  };
  return {
    tilePixels: tile,
    hash: sha256(bytes),
    classes,
    settings: { kind, threshold, classes: classes.counted.join() },
    nameOf: (label) => names.get(label) ?? null,
    async detect(pixels) {
      const planes = pixels.map((value) => value / 255);
      const input = new Tensor("float32", planes, [1, 3, tile, tile]);
      const answer = await session.run({ [inputName]: input }).catch((cause) => {
        throw new YardcheckError("detector-failed", `running ${path}: ${messageOf(cause)}`, { cause });
      });
      const output = answer[outputName];
      if (!(output?.data instanceof Float32Array)) throw unfit(`${path} gave ${output?.type}, expected float32 boxes`);
      const { data, dims } = output;
      return boxesIn(data, dims).filter(({ label }) => counts(label));
    },
  };
}

function classesOf(names: ReadonlyMap<number, string>, asked: readonly string[] | undefined, path: string) {
  try {
    return boxClasses(names, asked ?? null);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new YardcheckError("usage", `${path}: ${cause.message}; say which count with --detector-classes a,b`, {
      cause,
    });
  }
}

function kindOf(notes: ReadonlyMap<string, string>, path: string): BoxKind {
  const task = notes.get("task");
  if (task === "obb") return "turned";
  if (task === "detect") return "upright";
  throw new YardcheckError(
    "usage",
    `${path} does not say whether its boxes are upright or turned; add --detector-boxes upright (or turned)`,
  );
}

function tileOf(session: InferenceSession, notes: ReadonlyMap<string, string>, path: string): number {
  const [input] = session.inputMetadata;
  const shape = input?.isTensor ? input.shape : [];
  const [, channels, rows, columns] = shape;
  if (shape.length !== 4 || (typeof channels === "number" && channels > 0 && channels !== 3))
    throw unfit(`${path} takes ${shape.join(" x ")}, expected 1 x 3 x rows x columns`);
  const fixed = typeof rows === "number" && rows > 0 ? rows : null;
  if (fixed !== null && columns !== fixed)
    throw unfit(`${path} takes tiles of ${columns} x ${rows} pixels, expected squares`);
  const noted = Number(/\d+/.exec(notes.get("imgsz") ?? "")?.[0] ?? USUAL_TILE);
  return fixed ?? noted;
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? cause.code : messageOf(cause);
    throw unfit(`the detector ${path} does not open (${reason === "EISDIR" ? "it is a folder" : reason})`, cause);
  }
}

/** What is wrong with the file: nothing that the doctor could find. */
function unfit(detail: string, cause?: unknown): YardcheckError {
  return new YardcheckError("usage", detail, {
    cause,
    fix: "Name an ONNX file of a YOLO detector with --detector, such as `yolo export format=onnx` writes; see docs/user/counting.md.",
  });
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
