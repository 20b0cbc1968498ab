import assert from "node:assert/strict";
import { test } from "node:test";
import { readFacilityFile } from "../../adapters/geojson/facility-file.ts";
import { DRAWING_LIMITS } from "../../core/facility/problems.ts";
import { DRAWING, drawingShape, NAMES } from "./shapes.ts";

/** A file of one track of so many points, its name so long. */
function file(points: number, name: string): string {
  const coordinates = Array.from({ length: points }, (_, i) => [8.6 + i * 1e-7, 47.5 + (i % 2) * 1e-7]);
  const feature = { type: "Feature", properties: { name }, geometry: { type: "LineString", coordinates } };
  return JSON.stringify({ type: "FeatureCollection", features: [feature] });
}

test("what a file may draw is taken when it is saved by the API, and no more", async () => {
  const { mostPoints, longestName } = DRAWING_LIMITS;
  const read = (points: number, name: string) => readFacilityFile({ name: "f", text: file(points, name) }, null);
  const { drawing } = await read(mostPoints, "n".repeat(longestName));
  const shape = drawingShape(drawing);
  assert.equal(DRAWING.safeParse(shape).success, true);
  const [track] = shape.tracks;
  assert.ok(track);
  for (const wrong of [{ name: "n".repeat(longestName + 1) }, { line: [...track.line, [8.7, 47.5]] }])
    assert.equal(DRAWING.safeParse({ ...shape, tracks: [{ ...track, ...wrong }] }).success, false);
  await assert.rejects(read(mostPoints + 1, "1"), /20001 points, at most 20000 are taken/);
  await assert.rejects(read(200, "n".repeat(longestName + 1)), /a name of 201 characters, at most 200 are taken/);
});

test("a facility's name that cannot be printed is refused", () => {
  assert.deepEqual(
    ["Yard", "Yard\u000b", "Yard\u0001", "n".repeat(201)].map((en) => NAMES.safeParse({ en }).success),
    [true, false, false, false],
  );
});
