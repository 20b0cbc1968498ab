import type { GeoTransform } from "./frames.ts";

/** A place known in the image and on the ground. */
export interface ControlPoint {
  readonly col: number;
  readonly row: number;
  /** In the unit of the CRS. */
  readonly x: number;
  readonly y: number;
}

export interface PlacementFit {
  readonly transform: GeoTransform;
  /** Distance of each point from where the transform puts it, in the unit of the CRS, in the order given. */
  readonly residuals: readonly number[];
  /** Root of the mean squared residual. */
  readonly rms: number;
}

/**
 * The affine transform that places control points best, in the sense of least squares: six parameters, so that three
 * points leave no residual whatever they are.
 *
 * @param points  at least 3, not on one line
 * @throws RangeError when there are fewer, they lie on a line, or one is not finite
 *
 * Checked against: numpy 1.24 `linalg.lstsq`, test/reference/placement (1e-6 m)
 */
export function fitAffine(points: readonly ControlPoint[], epsg: number): PlacementFit {
  const { mean, offsets } = centred(points, 3);
  let [cc, cr, rr, cx, rx, cy, ry] = [0, 0, 0, 0, 0, 0, 0];
  for (const { col, row, x, y } of offsets) {
    cc += col * col;
    cr += col * row;
    rr += row * row;
    cx += col * x;
    rx += row * x;
    cy += col * y;
    ry += row * y;
  }
  const det = cc * rr - cr * cr;
  if (!(det > 1e-9 * cc * rr)) throw new RangeError("control points lie on one line of the image");
  return placed(points, mean, epsg, {
    xPerCol: (cx * rr - rx * cr) / det,
    xPerRow: (rx * cc - cx * cr) / det,
    yPerCol: (cy * rr - ry * cr) / det,
    yPerRow: (ry * cc - cy * cr) / det,
  });
}

/**
 * The similarity (shift, turn, one scale; rows grow down) that places control points best: four parameters, so that two
 * points suffice and three already show an error.
 *
 * @throws RangeError when there are fewer than 2 different points, or one is not finite
 *
 * Checked against: numpy 1.24 `linalg.lstsq`, test/reference/placement (1e-6 m)
 */
export function fitSimilarity(points: readonly ControlPoint[], epsg: number): PlacementFit {
  const { mean, offsets } = centred(points, 2);
  // x = a col + b row, y = b col - a row: turning rows over makes it a complex multiplication.
  let [square, a, b] = [0, 0, 0];
  for (const { col, row, x, y } of offsets) {
    square += col * col + row * row;
    a += col * x - row * y;
    b += row * x + col * y;
  }
  if (!(square > 0)) throw new RangeError("control points are one and the same point of the image");
  a /= square;
  b /= square;
  return placed(points, mean, epsg, { xPerCol: a, xPerRow: b, yPerCol: b, yPerRow: -a });
}

/** Coordinates about their mean: the products of large eastings would lose their last digits. */
function centred(points: readonly ControlPoint[], needed: number) {
  if (points.length < needed) throw new RangeError(`${needed} control points are needed, got ${points.length}`);
  if (points.some((p) => ![p.col, p.row, p.x, p.y].every(Number.isFinite)))
    throw new RangeError("control points must be finite");
  const n = points.length;
  const mean = { col: 0, row: 0, x: 0, y: 0 };
  for (const p of points) {
    mean.col += p.col / n;
    mean.row += p.row / n;
    mean.x += p.x / n;
    mean.y += p.y / n;
  }
  const offsets = points.map((p) => ({
    col: p.col - mean.col,
    row: p.row - mean.row,
    x: p.x - mean.x,
    y: p.y - mean.y,
  }));
  return { mean, offsets };
}

function placed(
  points: readonly ControlPoint[],
  mean: ControlPoint,
  epsg: number,
  slopes: Pick<GeoTransform, "xPerCol" | "xPerRow" | "yPerCol" | "yPerRow">,
): PlacementFit {
  const transform: GeoTransform = {
    epsg,
    ...slopes,
    originX: mean.x - slopes.xPerCol * mean.col - slopes.xPerRow * mean.row,
    originY: mean.y - slopes.yPerCol * mean.col - slopes.yPerRow * mean.row,
  };
  // About the mean again, for the same reason.
  const residuals = points.map(({ col, row, x, y }) =>
    Math.hypot(
      x - mean.x - slopes.xPerCol * (col - mean.col) - slopes.xPerRow * (row - mean.row),
      y - mean.y - slopes.yPerCol * (col - mean.col) - slopes.yPerRow * (row - mean.row),
    ),
  );
  const rms = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / residuals.length);
  return { transform, residuals, rms };
}
