/** Rectangles that lie at any angle in one plane (pixels or metres), and how much two of them share. */

export interface RotatedBox {
  readonly x: number;
  readonly y: number;
  /** Along the box's own axis, and across it. */
  readonly length: number;
  readonly width: number;
  /** From the plane's x axis towards its y axis, radians. */
  readonly angle: number;
}

export type Corner = readonly [number, number];

/** Corners in order around the box. */
export function cornersOf({ x, y, length, width, angle }: RotatedBox): [Corner, Corner, Corner, Corner] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const corner = (along: number, across: number): Corner => [
    x + (along * length * c - across * width * s) / 2,
    y + (along * length * s + across * width * c) / 2,
  ];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/**
 * Intersection over union of two rotated boxes, 0 to 1.
 *
 * Checked against: shapely 1.8.5 on 400 pairs of test/reference/rotated-iou/pairs.json (1e-9), rotated-box.test.ts
 */
export function rotatedOverlap(a: RotatedBox, b: RotatedBox): number {
  const reach = (Math.hypot(a.length, a.width) + Math.hypot(b.length, b.width)) / 2;
  if (Math.hypot(a.x - b.x, a.y - b.y) >= reach) return 0;
  const common = areaOf(partInside(cornersOf(a), b));
  return common / (a.length * a.width + b.length * b.width - common);
}

/**
 * The part of a polygon that lies in a box; for a polygon that is not convex, joined along the box's sides.
 *
 * Source: Sutherland and Hodgman (1974), Reentrant polygon clipping, Comm. ACM 17(1)
 */
export function partInside(polygon: readonly Corner[], box: RotatedBox): readonly Corner[] {
  const sides = cornersOf(box);
  let shape = polygon;
  for (let k = 0; k < 4 && shape.length > 0; k++)
    shape = clipped(shape, sides[k] as Corner, sides[(k + 1) % 4] as Corner);
  return shape;
}

/** The part of a polygon to the left of a line (y up; to the right where y grows down: corners turn the same way). */
function clipped(shape: readonly Corner[], from: Corner, to: Corner): Corner[] {
  const side = ([x, y]: Corner) => (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
  const kept: Corner[] = [];
  shape.forEach((here, k) => {
    const before = shape[(k + shape.length - 1) % shape.length] as Corner;
    const [now, then] = [side(here), side(before)];
    if (now >= 0 !== then >= 0) {
      const share = then / (then - now);
      kept.push([before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])]);
    }
    if (now >= 0) kept.push(here);
  });
  return kept;
}

/** Area of a polygon, its corners in order either way round. */
export function areaOf(shape: readonly Corner[]): number {
  let twice = 0;
  shape.forEach(([x, y], k) => {
    const [nextX, nextY] = shape[(k + 1) % shape.length] as Corner;
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/**
 * The smallest box about all corners. One of its sides lies along two of the corners (Freeman & Shapira 1975, Comm. ACM 18(7)), so every
 * two are tried.
 *
 * @returns undefined of fewer than two corners
 */
export function smallestBox(corners: readonly Corner[]): RotatedBox | undefined {
  const boxes = corners.flatMap(([col, row], k) =>
    corners.slice(k + 1).map((other) => boxAbout(corners, Math.atan2(other[1] - row, other[0] - col))),
  );
  return boxes.sort((a, b) => a.length * a.width - b.length * b.width)[0];
}

/** The box about all corners whose axis lies at an angle, radians from the x axis towards the y axis. */
export function boxAbout(corners: readonly Corner[], angle: number): RotatedBox {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = corners.map(([col, row]) => col * cos + row * sin);
  const across = corners.map(([col, row]) => row * cos - col * sin);
  const [first, last, near, far] = [Math.min(...along), Math.max(...along), Math.min(...across), Math.max(...across)];
  const [u, v] = [(first + last) / 2, (near + far) / 2];
  return { x: u * cos - v * sin, y: u * sin + v * cos, length: last - first, width: far - near, angle };
}

/**
 * Boxes without doubles: of boxes that share more than `overlap`, the one with the best score stays. Cars that stand
 * end to end share next to nothing and all stay.
 *
 * @returns indices of the boxes kept, best score first; equal scores in the given order
 */
export function withoutDoubles(boxes: readonly (RotatedBox & { readonly score: number })[], overlap: number): number[] {
  const order = boxes.map((_, k) => k).sort((p, q) => (boxes[q]?.score ?? 0) - (boxes[p]?.score ?? 0) || p - q);
  // Boxes that share ground have their middles in one cell or in two that meet.
  const cell = boxes.reduce((most, { length, width }) => Math.max(most, Math.hypot(length, width)), Number.MIN_VALUE);
  const cells = new Map<string, RotatedBox[]>();
  const kept: number[] = [];
  for (const k of order) {
    const box = boxes[k];
    if (box === undefined) continue;
    const [column, row] = [Math.floor(box.x / cell), Math.floor(box.y / cell)];
    const isDouble = [-1, 0, 1].some((across) =>
      [-1, 0, 1].some((down) =>
        cells.get(`${column + across} ${row + down}`)?.some((other) => rotatedOverlap(box, other) > overlap),
      ),
    );
    if (isDouble) continue;
    kept.push(k);
    const here = cells.get(`${column} ${row}`);
    if (here) here.push(box);
    else cells.set(`${column} ${row}`, [box]);
  }
  return kept;
}
