import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type ControlPoint, fitAffine, fitSimilarity } from "./fit-affine.ts";
import { pixelToMap } from "./frames.ts";

interface Case {
  readonly kind: "affine" | "similarity";
  readonly points: readonly ControlPoint[];
  /** originX, xPerCol, xPerRow, originY, yPerCol, yPerRow */
  readonly transform: readonly [number, number, number, number, number, number];
  readonly rms: number;
}
const { cases }: { cases: readonly Case[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../test/reference/placement/expected.json"), "utf8"),
);

for (const { kind, points, transform, rms } of cases)
  test(`${points.length} points place an image as numpy's least squares do (${kind})`, () => {
    const fit = (kind === "affine" ? fitAffine : fitSimilarity)(points, 2056);
    const [originX, xPerCol, xPerRow, originY, yPerCol, yPerRow] = transform;
    const wanted = { epsg: 2056, originX, xPerCol, xPerRow, originY, yPerCol, yPerRow };
    for (const corner of [
      { col: 0, row: 0 },
      { col: 8000, row: 6000 },
    ]) {
      const [a, b] = [pixelToMap(fit.transform, corner), pixelToMap(wanted, corner)];
      assert.ok(Math.hypot(a.x - b.x, a.y - b.y) < 1e-6);
    }
    assert.ok(Math.abs(fit.rms - rms) < 1e-6);
  });

test("points on a line, too few, or not finite are refused", () => {
  const line = [0, 1, 2, 3].map((i) => ({ col: i, row: 2 * i, x: i, y: i }));
  assert.throws(() => fitAffine(line, 0), /one line/);
  assert.throws(() => fitAffine(line.slice(0, 2), 0), /3 control points are needed/);
  assert.throws(
    () =>
      fitSimilarity(
        [line[1], line[1]].flatMap((p) => p ?? []),
        0,
      ),
    /one and the same/,
  );
  assert.throws(() => fitSimilarity([{ col: Number.NaN, row: 0, x: 0, y: 0 }, ...line], 0), /finite/);
});
