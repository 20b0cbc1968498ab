import assert from "node:assert/strict";
import { test } from "node:test";
import { gsdSeen } from "./counted-scene.ts";

test("pixels that are coarser than the stated GSD limit what is seen, a rounded figure does not", () => {
  const pixels = (pixelSizeMetres: number) => ({ grid: { pixelSizeMetres } });
  assert.equal(gsdSeen(0.4, pixels(6)), 6);
  assert.equal(gsdSeen(0.5, pixels(0.51)), 0.5);
  // Resampled finer than it was sensed.
  assert.equal(gsdSeen(0.5, pixels(0.3)), 0.5);
});
