import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";

const MODEL = resolve(import.meta.dirname, "../../src/adapters/detectors/model");
const reference = JSON.parse(readFileSync(resolve(import.meta.dirname, "../reference/network/torch.json"), "utf8"));
const model = JSON.parse(readFileSync(`${MODEL}/model.json`, "utf8"));

for (const name of ["cars", "secondPass", "offset"]) {
  const path = `${MODEL}/${model[name].file}`;

  test(`${name}: the weights are those that model.json and the reference name`, () => {
    const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
    assert.equal(hash, model[name].sha256);
    assert.equal(hash, reference[name].sha256);
  });

  test(`${name}: ONNX Runtime gives what torch gave, to 0.001`, async () => {
    const session = await InferenceSession.create(path, { intraOpNumThreads: 1 });
    const { input, output } = reference[name];
    const found = await session.run({ strip: new Tensor("float32", Float32Array.from(input.values), input.shape) });
    const tensor = Object.values(found)[0];
    assert.deepEqual(tensor?.dims, output.shape);
    const values = tensor?.data ?? [];
    const differences = output.values.map((value: number, i: number) => Math.abs(value - Number(values[i])));
    assert.ok(Math.max(...differences) < 1e-3, `largest difference ${Math.max(...differences)}`);
    await session.release();
  });
}

test("each reading of steps is by its own network", async () => {
  const networks = await openStripNetworks();
  for (const [name, read] of [
    ["cars", networks.readSteps],
    ["secondPass", networks.readStepsAgain],
  ] as const) {
    const { input, output } = reference[name];
    const [, channels, rows, width] = input.shape;
    const { steps, occupancy, types } = await read({ channels, rows, width, planes: Float32Array.from(input.values) });
    for (let t = 0; t < steps; t++) {
      assert.ok(Math.abs((occupancy[t] ?? NaN) - output.values[t]) < 1e-3, `${name}: occupancy of step ${t}`);
      assert.ok(Math.abs((types[4]?.[t] ?? NaN) - output.values[8 * steps + t]) < 1e-3, `${name}: type of step ${t}`);
    }
  }
  assert.ok(
    Math.abs(reference.cars.output.values[0] - reference.secondPass.output.values[0]) > 0.01,
    "they can be told apart",
  );
});

test("the shipped weights stay under 5 MB", () => {
  const bytes = ["cars", "secondPass", "offset"].map((name) => readFileSync(`${MODEL}/${model[name].file}`).byteLength);
  assert.ok(bytes.reduce((a, b) => a + b) < 5e6);
});
