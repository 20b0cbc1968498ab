import assert from "node:assert/strict";
import { test } from "node:test";
import { mapToPixel } from "../../core/geo/frames.ts";
import { YardcheckError } from "../../errors.ts";
import { parsePoints, placementOf } from "./control-points.ts";
import { converter, crsOfEpsg, WGS84 } from "./crs/crs.ts";

const truth = {
  epsg: 32633,
  originX: 500100,
  xPerCol: 0.5,
  xPerRow: 0.02,
  originY: 5200900,
  yPerCol: 0.02,
  yPerRow: -0.5,
};
const corners = [
  [10, 20],
  [900, 40],
  [880, 700],
  [30, 690],
  [450, 350],
] as const;
const ground = corners.map(([col, row]) => ({
  col,
  row,
  x: truth.originX + col * truth.xPerCol + row * truth.xPerRow,
  y: truth.originY + col * truth.yPerCol + row * truth.yPerRow,
}));

test("control points in degrees and in metres place the image alike", () => {
  const toDegrees = converter(crsOfEpsg(32633), WGS84);
  const metres = `col,row,x,y,epsg\n${ground.map((p) => `${p.col},${p.row},${p.x},${p.y},32633`).join("\n")}\n`;
  const degrees = `col;row;lon;lat\n${ground
    .map((p) => {
      const [lon, lat] = toDegrees(p.x, p.y);
      return `${p.col};${p.row};${lon};${lat}`;
    })
    .join("\n")}`;
  for (const text of [metres, degrees, JSON.stringify(ground.map((p) => ({ ...p, epsg: 32633 })))]) {
    const { transform, rmsMetres, model, points } = placementOf(parsePoints(text, "gcps"), "gcps");
    assert.equal(model, "affine");
    assert.equal(points.length, 5);
    assert.ok(rmsMetres < 1e-4);
    const back = mapToPixel({ ...transform, epsg: 32633 }, { x: 500300, y: 5200600, epsg: 32633 });
    const wanted = mapToPixel(truth, { x: 500300, y: 5200600, epsg: 32633 });
    assert.ok(Math.hypot(back.col - wanted.col, back.row - wanted.row) < 1e-3);
  }
});

test("one wrong point shows in the residuals, in metres", () => {
  const wrong = ground.map((p, i) => ({ ...p, x: p.x + (i === 4 ? 10 : 0), epsg: 32633 }));
  const { points, rmsMetres } = placementOf(parsePoints(JSON.stringify(wrong), "gcps"), "gcps");
  assert.ok(Math.max(...points.map((p) => p.residualMetres)) > 5 && rmsMetres > 2);
});

test("what is no list of control points is refused by name", () => {
  for (const [text, words] of [
    ["a,b\n1,2", /expected a header with col, row/],
    ["col,row,lon\n1,2,3", /point 1 needs lon and lat, or x and y/],
    ["col,row,lon,lat\n1,2,7,95", /point 1: lat/],
    ["col,row,x,y\n1,2,7,95\n2,3,4,5", /need their CRS/],
    ["col,row,lon,lat\n", /holds no control point/],
    ["[{", /no JSON list/],
    ["col,row,lon,lat\n1,1,7,47\n1,1,7,47", /one and the same/],
  ] as const)
    assert.throws(
      () => placementOf(parsePoints(text, "gcps"), "gcps"),
      (error: unknown) => error instanceof YardcheckError && words.test(error.message),
    );
});
