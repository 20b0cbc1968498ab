/**
 * Runs the exported networks in ONNX Runtime on the committed reference input and compares with torch's output. Of those that read steps it
 * tells what a strip of noise of 540 m sums to, to compare processors by, and how long one thread takes for it.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { RandomStream } from "../src/core/synthetic/random.ts";

const here = import.meta.dirname;
const reference = JSON.parse(readFileSync(resolve(here, "../test/reference/network/torch.json"), "utf8"));
const model = JSON.parse(readFileSync(resolve(here, "../src/adapters/detectors/model/model.json"), "utf8"));

for (const name of ["cars", "secondPass", "offset"]) {
  const session = await InferenceSession.create(resolve(here, `../src/adapters/detectors/model/${model[name].file}`), {
    intraOpNumThreads: 1,
  });
  const { input, output } = reference[name];
  const found = await session.run({ strip: new Tensor("float32", Float32Array.from(input.values), input.shape) });
  const values = Object.values(found)[0]?.data as Float32Array;
  const worst = Math.max(...output.values.map((v: number, i: number) => Math.abs(v - (values[i] ?? NaN))));
  process.stdout.write(`${name}: largest difference from torch ${worst.toExponential(1)}\n`);
  if (!(worst < 1e-3)) process.exitCode = 1;
  if (name !== "offset") await readNoise(session);
}

async function readNoise(session: InferenceSession): Promise<void> {
  const [rows, columns] = [56, 2160];
  const random = new RandomStream(1);
  const planes = Float32Array.from({ length: 7 * rows * columns }, (_, i) =>
    i < 3 * rows * columns ? random.normal() : i < 4 * rows * columns ? 1 : 0,
  );
  const strip = new Tensor("float32", planes, [1, 7, rows, columns]);
  const times: number[] = [];
  let sum = 0;
  for (let round = 0; round < 11; round++) {
    const began = performance.now();
    const { steps } = await session.run({ strip });
    times.push(performance.now() - began);
    sum = Array.from((steps as Tensor).data as Float32Array).reduce((all, value) => all + Math.abs(value), 0);
  }
  const median = times.sort((a, b) => a - b)[5] ?? Number.NaN;
  process.stdout.write(`  540 m of noise: absolute log odds sum to ${sum.toFixed(3)}, ${median.toFixed(1)} ms\n`);
}
