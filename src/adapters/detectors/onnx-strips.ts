import { InferenceSession, Tensor } from "onnxruntime-node";
import type { CountingModel } from "../../core/detection/counting-model.ts";
import type { OffsetOutputs, StepOutputs } from "../../core/detection/step-outputs.ts";
import type { NetworkInput } from "../../core/detection/strip-input.ts";
import { TOLD_TYPES } from "../../core/detection/type-mix.ts";
import { YardcheckError } from "../../errors.ts";
import { loadModel } from "./model-file.ts";

/** The project's own networks, ready to read strips. */
export interface StripNetworks {
  readonly version: string;
  readonly counting: CountingModel;
  /** Rows of a strip that each network reads. */
  readonly carRows: number;
  readonly offsetRows: number;
  /** Middles of the offset bins, metres, positive to the right of travel. */
  readonly offsetBins: readonly number[];
  /** SHA-256 by name of all that was fitted. */
  readonly hashes: Readonly<Record<string, string>>;
  /** @throws YardcheckError "detector-failed" */
  readSteps(input: NetworkInput): Promise<StepOutputs>;
  /** @throws YardcheckError "detector-failed" */
  readOffsets(input: NetworkInput): Promise<OffsetOutputs>;
}

/** Columns of a strip read at once, and how far the parts overlap: more than the networks see along the track. */
const PART_COLUMNS = 4096;
const OVERLAP_COLUMNS = 256;

/**
 * Opens the networks once; sessions are reused for every strip. Results do not depend on the number of threads beyond
 * rounding, so one thread is the default.
 *
 * @throws YardcheckError "detector-failed"
 */
export async function openStripNetworks(options: { threads?: number; folder?: string } = {}): Promise<StripNetworks> {
  const model = loadModel(options.folder);
  const settings = {
    executionProviders: ["cpu"],
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
  } as const;
  const [cars, offset] = await attempt("opening the networks", () =>
    Promise.all([
      InferenceSession.create(model.carsWeights, settings),
      InferenceSession.create(model.offsetWeights, settings),
    ]),
  );
  const place = new Map(model.cars.outputs.map((name, index) => [name, index]));
  const output = (name: string): number => {
    const index = place.get(name);
    if (index === undefined)
      throw new YardcheckError("detector-failed", `model.json names no output "${name}", only ${model.cars.outputs}`);
    return index;
  };
  const outputs = {
    occupancy: output("occupancy"),
    start: output("start"),
    end: output("end"),
    loadCovered: output("load-covered"),
    types: TOLD_TYPES.map(output),
  };
  return {
    version: model.version,
    counting: model.counting,
    carRows: model.cars.rows,
    offsetRows: model.offset.rows,
    offsetBins: model.offset.bins,
    hashes: { "cars.onnx": model.cars.sha256, "offset.onnx": model.offset.sha256, "model.json": model.modelSha256 },
    async readSteps(input) {
      const { rows, values } = await runInParts(cars, input);
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
    },
    async readOffsets(input) {
      const { rows, values } = await runInParts(offset, input);
      return { positions: values.length / rows, logProbability: logSoftmax(values, rows) };
    },
  };
}

/** Runs a network over a strip of any length; its output has `rows` rows, and columns in proportion to the input's. */
async function runInParts(
  session: InferenceSession,
  input: NetworkInput,
): Promise<{ rows: number; values: Float32Array }> {
  // The networks halve the width, some more than once: pad to a multiple of 16 columns with unusable zeros.
  const padded = Math.ceil(input.width / 16) * 16;
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
  const part = new Float32Array(channels * rows * size);
  for (let line = 0; line < channels * rows; line++)
    part.set(planes.subarray(line * width + from, line * width + Math.min(to, width)), line * size);
  const [inputName, outputName] = [session.inputNames[0] ?? "", session.outputNames[0] ?? ""];
  const answer = await attempt("running a network", () =>
    session.run({ [inputName]: new Tensor("float32", part, [1, channels, rows, size]) }),
  );
  const tensor = answer[outputName];
  const [, outputRows, columns] = tensor?.dims ?? [];
  if (!(tensor?.data instanceof Float32Array) || !outputRows || !columns)
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

/** Log probabilities over the rows of each column. */
function logSoftmax(values: Float32Array, rows: number): Float32Array {
  const columns = values.length / rows;
  const logs = new Float32Array(values.length);
  for (let c = 0; c < columns; c++) {
    let top = -Infinity;
    for (let r = 0; r < rows; r++) top = Math.max(top, values[r * columns + c] as number);
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += Math.exp((values[r * columns + c] as number) - top);
    const log = top + Math.log(sum);
    for (let r = 0; r < rows; r++) logs[r * columns + c] = (values[r * columns + c] as number) - log;
  }
  return logs;
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
