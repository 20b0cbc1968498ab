/** Runs the exported networks in ONNX Runtime on the committed reference input and compares with torch's output. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";

const here = import.meta.dirname;
const reference = JSON.parse(readFileSync(resolve(here, "../test/reference/network/torch.json"), "utf8"));
const model = JSON.parse(readFileSync(resolve(here, "../src/adapters/detectors/model/model.json"), "utf8"));

for (const name of ["cars", "secondPass", "offset"]) {
  const session = await InferenceSession.create(resolve(here, `../src/adapters/detectors/model/${model[name].file}`));
  const { input, output } = reference[name];
  const found = await session.run({ strip: new Tensor("float32", Float32Array.from(input.values), input.shape) });
  const values = Object.values(found)[0]?.data as Float32Array;
  const worst = Math.max(...output.values.map((v: number, i: number) => Math.abs(v - (values[i] ?? NaN))));
  process.stdout.write(`${name}: largest difference from torch ${worst.toExponential(1)}\n`);
  if (!(worst < 1e-3)) process.exitCode = 1;
}
