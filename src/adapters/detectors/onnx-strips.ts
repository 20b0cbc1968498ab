import { InferenceSession, Tensor } from "onnxruntime-node";
import type { StepOutputs } from "../../core/detection/step-outputs.ts";
import type { NetworkInput } from "../../core/detection/strip-input.ts";
import { TOLD_TYPES } from "../../core/detection/type-mix.ts";
import { YardcheckError } from "../../errors.ts";
import type { NetworksToCount } from "../../pipeline/scene-to-count.ts";
import { loadModel } from "./model-file.ts";

/** Columns of a strip read at once, and how far the parts overlap: more than the networks see along the track. */
const PART_COLUMNS = 4096;
const OVERLAP_COLUMNS = 256;

/**
 * Opens the networks once; sessions are reused for every strip. Results do not depend on the number of threads beyond
 * rounding, so one thread is the default.
 *
 * @throws YardcheckError "detector-failed"
 */
export async function openStripNetworks(options: { threads?: number; folder?: string } = {}): Promise<NetworksToCount> {
  const model = loadModel(options.folder);
  const settings = {
    executionProviders: ["cpu"],
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
  } as const;
  const [cars, secondPass, offset] = await attempt("opening the networks", () =>
    Promise.all(
      [model.carsWeights, model.secondPassWeights, model.offsetWeights].map((weights) =>
        InferenceSession.create(weights, settings),
      ),
    ),
  );
  const readCars = stepReader(cars as InferenceSession, model.cars.outputs);
  const readAgain = stepReader(secondPass as InferenceSession, model.secondPass.outputs);
  return {
    counting: model.calibration,
    carRows: model.rows,
    offsetRows: model.offset.rows,
    offsetBins: model.offset.bins,
    hashes: {
      "cars.onnx": model.cars.sha256,
      "second-pass.onnx": model.secondPass.sha256,
      "offset.onnx": model.offset.sha256,
      "model.json": model.modelSha256,
    },
    readSteps: readCars,
    readStepsAgain: readAgain,
    async readOffsets(input) {
      const { values } = await runPart(offset as InferenceSession, input, 0, input.width);
      return values;
    },
  };
}

/** Reads steps by a network whose outputs have these names. */
function stepReader(session: InferenceSession, names: readonly string[]) {
  const output = (name: string): number => {
    const index = names.indexOf(name);
    if (index < 0) throw new YardcheckError("detector-failed", `model.json names no output "${name}", only ${names}`);
    return index;
  };
  const outputs = {
    occupancy: output("occupancy"),
    start: output("start"),
    end: output("end"),
    loadCovered: output("load-covered"),
    types: TOLD_TYPES.map(output),
  };
  return async (input: NetworkInput): Promise<StepOutputs> => {
    const { rows, values } = await runInParts(session, input);
    const steps = values.length / rows;
    const row = (index: number) => values.subarray(index * steps, (index + 1) * steps);
    return {
      steps,
      occupancy: row(outputs.occupancy),
      start: row(outputs.start),
      end: row(outputs.end),
      loadCovered: row(outputs.loadCovered),
      types: outputs.types.map(row),
    };
  };
}

/** Runs a network over a strip of any length; its output has `rows` rows, and columns in proportion to the input's. */
async function runInParts(
  session: InferenceSession,
  input: NetworkInput,
): Promise<{ rows: number; values: Float32Array }> {
  // The network halves the width: an odd one is filled up with a column that cannot be used.
  const padded = Math.ceil(input.width / 2) * 2;
  if (padded <= PART_COLUMNS) {
    const part = await runPart(session, input, 0, padded);
    const columns = Math.floor((input.width * part.columns) / padded);
    return { rows: part.rows, values: cutColumns(part.values, part.rows, part.columns, 0, columns) };
  }
  const pieces: { rows: number; values: Float32Array; columns: number }[] = [];
  for (let from = 0; from < padded; from += PART_COLUMNS) {
    const to = Math.min(from + PART_COLUMNS, padded);
    const [first, last] = [Math.max(0, from - OVERLAP_COLUMNS), Math.min(padded, to + OVERLAP_COLUMNS)];
    const part = await runPart(session, input, first, last);
    const each = part.columns / (last - first);
    const [begin, end] = [Math.round((from - first) * each), Math.round((to - first) * each)];
    pieces.push({
      rows: part.rows,
      values: cutColumns(part.values, part.rows, part.columns, begin, end),
      columns: end - begin,
    });
  }
  const rows = pieces[0]?.rows ?? 0;
  const all = pieces.reduce((sum, piece) => sum + piece.columns, 0);
  const joined = new Float32Array(rows * all);
  let at = 0;
  for (const piece of pieces) {
    for (let row = 0; row < rows; row++)
      joined.set(piece.values.subarray(row * piece.columns, (row + 1) * piece.columns), row * all + at);
    at += piece.columns;
  }
  return { rows, values: cutColumns(joined, rows, all, 0, Math.floor((input.width * all) / padded)) };
}

async function runPart(session: InferenceSession, input: NetworkInput, from: number, to: number) {
  const { channels, rows, width, planes } = input;
  const size = to - from;
  const whole = from === 0 && to === width;
  const part = whole ? planes : new Float32Array(channels * rows * size);
  for (let line = 0; !whole && line < channels * rows; line++)
    part.set(planes.subarray(line * width + from, line * width + Math.min(to, width)), line * size);
  const [inputName, outputName] = [session.inputNames[0] ?? "", session.outputNames[0] ?? ""];
  const answer = await attempt("running a network", () =>
    session.run({ [inputName]: new Tensor("float32", part, [1, channels, rows, size]) }),
  );
  const tensor = answer[outputName];
  const [, outputRows, columns = 1] = tensor?.dims ?? [];
  if (!(tensor?.data instanceof Float32Array) || !outputRows)
    throw new YardcheckError("detector-failed", `a network gave ${tensor?.type} of shape ${tensor?.dims}`);
  return { rows: outputRows, columns, values: tensor.data };
}

function cutColumns(values: Float32Array, rows: number, columns: number, from: number, to: number): Float32Array {
  if (from === 0 && to === columns) return values;
  const cut = new Float32Array(rows * (to - from));
  for (let row = 0; row < rows; row++)
    cut.set(values.subarray(row * columns + from, row * columns + to), row * (to - from));
  return cut;
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new YardcheckError("detector-failed", `${what}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}
