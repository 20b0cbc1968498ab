import assert from "node:assert/strict";
import { test } from "node:test";
import { INPUT_CHANNELS, mirroredAcross, type NetworkInput } from "./strip-input.ts";

test("left and right change over, and the sun changes its side", () => {
  const [rows, width] = [4, 3];
  const planes = Float32Array.from({ length: INPUT_CHANNELS.length * rows * width }, (_, k) => k + 1);
  const input: NetworkInput = { channels: INPUT_CHANNELS.length, rows, width, planes };
  const mirrored = mirroredAcross(input);
  const at = (
    { planes: values }: NetworkInput,
    channel: (typeof INPUT_CHANNELS)[number],
    row: number,
    column: number,
  ) => values[(INPUT_CHANNELS.indexOf(channel) * rows + row) * width + column];
  for (const channel of INPUT_CHANNELS)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < width; column++) {
        const sign = channel === "sun-across" ? -1 : 1;
        assert.equal(at(mirrored, channel, row, column), sign * (at(input, channel, rows - 1 - row, column) as number));
      }
  assert.deepEqual(mirroredAcross(mirrored).planes, planes);
});
