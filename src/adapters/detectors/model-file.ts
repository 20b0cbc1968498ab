import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CountingModel } from "../../core/detection/counting-model.ts";
import { LENGTH_PRIORS } from "../../core/detection/length-prior.ts";
import { YardcheckError } from "../../errors.ts";

/** Folder of the weights that ship with the project. */
export const MODEL_FOLDER = join(import.meta.dirname, "model");

const lengthPrior = z.enum(Object.keys(LENGTH_PRIORS) as [keyof typeof LENGTH_PRIORS]);

const logOddsFit = z.object({ slope: z.number().positive().max(5), offset: z.number() });

const band = z.object({
  gsdMetres: z.number().positive(),
  segments: z.object({
    occupancy: z.number(),
    step: z.number(),
    edge: z.number(),
    car: z.number(),
    length: z.number(),
    cutEdge: z.number(),
    startRate: z.number().gt(0).lt(1),
  }),
  decoding: z.object({ toleranceSteps: z.number().int().min(0), threshold: z.number().gt(0).lt(1) }),
  probability: logOddsFit,
  empty: logOddsFit,
  errors: z.object({ trackShare: z.number().min(0).max(0.6), commonSpread: z.number().min(0).max(0.5) }),
  types: z.object({
    counts: z.array(z.array(z.number().min(0)).length(6)).length(5),
    concentration: z.number().positive(),
  }),
  typeThreshold: z.number().min(0).max(1),
});

const countingModel = z.object({
  stepMetres: z.number().positive(),
  lengthPrior,
  bands: z.array(band).min(1),
  coarse: z
    .array(
      z.object({
        gsdMetres: z.number().positive(),
        metresPerCar: z.number().positive(),
        carsPerKilometre: z.number().min(0),
        carVariance: z.number().positive(),
        relativeSpread: z.number().min(0),
        commonSpread: z.number().min(0).max(1),
        empty: logOddsFit,
      }),
    )
    .min(1),
}) satisfies z.ZodType<CountingModel>;

const modelFile = z.object({
  version: z.union([z.string(), z.number()]).transform(String),
  rows: z.number().int().positive(),
  cars: z.object({ sha256: z.string(), outputs: z.array(z.string()) }),
  /** The larger network, which reads again where a car may stand. */
  secondPass: z.object({ sha256: z.string(), outputs: z.array(z.string()) }),
  offset: z.object({ sha256: z.string(), rows: z.number().int().positive(), bins: z.array(z.number()).min(3) }),
  calibration: countingModel,
});

/** What stands in model.json beside the weights. */
export type ModelFile = z.infer<typeof modelFile>;

export interface LoadedModel extends ModelFile {
  /** Bytes of the networks, whose hashes agree with the file's. */
  readonly carsWeights: Uint8Array;
  readonly secondPassWeights: Uint8Array;
  readonly offsetWeights: Uint8Array;
  /** SHA-256 of model.json itself. */
  readonly modelSha256: string;
}

/**
 * Reads weights and everything fitted with them.
 *
 * @throws YardcheckError "detector-failed" when a file is missing or is not the one that model.json names
 */
export function loadModel(folder = MODEL_FOLDER): LoadedModel {
  const text = read(join(folder, "model.json"));
  const parsed = modelFile.safeParse(JSON.parse(text.toString("utf8")));
  if (!parsed.success)
    throw new YardcheckError("detector-failed", `${join(folder, "model.json")}: ${z.prettifyError(parsed.error)}`);
  const carsWeights = read(join(folder, "cars.onnx"));
  const secondPassWeights = read(join(folder, "second-pass.onnx"));
  const offsetWeights = read(join(folder, "offset.onnx"));
  for (const [name, bytes, expected] of [
    ["cars.onnx", carsWeights, parsed.data.cars.sha256],
    ["second-pass.onnx", secondPassWeights, parsed.data.secondPass.sha256],
    ["offset.onnx", offsetWeights, parsed.data.offset.sha256],
  ] as const) {
    const got = sha256(bytes);
    if (got !== expected)
      throw new YardcheckError(
        "detector-failed",
        `${join(folder, name)} has SHA-256 ${got}, model.json says ${expected}`,
      );
  }
  return { ...parsed.data, carsWeights, secondPassWeights, offsetWeights, modelSha256: sha256(text) };
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new YardcheckError("detector-failed", `cannot read ${path}`, { cause });
  }
}

export const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
