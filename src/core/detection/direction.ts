import { inParts } from "../imagery/in-parts.ts";
import type { PlanePoint } from "../imagery/place-line.ts";
import type { Strip } from "../imagery/strip.ts";

/**
 * A track has no direction of its own, but its drawn line and the networks do. Strips are therefore laid on a grid that
 * is the same from both ends, and read in the direction that the picture itself decides, so that drawing a track the
 * other way round, or turning the image, changes nothing.
 */

/** What a strip shows beyond the two ends of its track, metres. */
export interface Margins {
  readonly before: number;
  readonly after: number;
}

/** The same of a strip as it is read, and how many of its steps lie wholly beyond the track. */
export interface StripMargins extends Margins {
  readonly stepsBefore: number;
  readonly stepsAfter: number;
}

/** Columns of a strip that one step of the car network covers: the network halves the width. */
export const COLUMNS_A_STEP = 2;

export interface ReachingLine extends Margins {
  readonly points: readonly PlanePoint[];
}

/**
 * Vertices are brought to so many parts of a metre, so that what turning the ground rounds differently in coordinates of millions of metres
 * changes nothing. Source: our choice, far below what anybody draws.
 */
const VERTEX_PARTS = 2 ** 10;

/**
 * How far a strip reaches beyond its track where the picture goes on, metres: half of the longest car, so that every car
 * whose centre lies on the track is seen whole. Source: LENGTH_PRIORS.any, length-prior.ts.
 */
const REACH_METRES = 14;
/** So much beyond the last whole step is none, metres: both ends are brought to parts of a metre, which moves each by .7 mm at most. */
const WHOLE_WITHIN_METRES = 0.002;
/** The way on from a track's end is that of its last metres: the last leg of a drawn line may be a slip of the hand. */
const END_METRES = 5;

/**
 * A line drawn out at both ends: equally, until its length is a whole number of steps, then step by step as far as the
 * picture goes, up to 14 m. What stands beside a track's end tells whether the car there belongs to it.
 *
 * @param isInside  whether a point lies in the picture
 */
export function reachingLine(
  points: readonly PlanePoint[],
  stepMetres: number,
  isInside: (point: PlanePoint) => boolean,
): ReachingLine {
  const line = points
    .map(fixedVertex)
    .filter((point, k, all) => k === 0 || point.x !== all[k - 1]?.x || point.y !== all[k - 1]?.y);
  let length = 0;
  for (let k = 1; k < line.length; k++) length += distance(line[k - 1] as PlanePoint, line[k] as PlanePoint);
  if (!(length > 0)) throw new RangeError(`a track needs two different points, got ${points.length}`);
  const added = Math.max(0, Math.ceil((length - WHOLE_WITHIN_METRES) / stepMetres) * stepMetres - length) / 2;
  const before = reachBeyond(line, added, stepMetres, isInside);
  const after = reachBeyond(line.toReversed(), added, stepMetres, isInside);
  const ends = [fixedVertex(before.end), fixedVertex(after.end)] as const;
  return { points: [ends[0], ...line, ends[1]], before: before.metres, after: after.metres };
}

const fixedVertex = ({ x, y }: PlanePoint): PlanePoint => ({
  x: inParts(x, VERTEX_PARTS),
  y: inParts(y, VERTEX_PARTS),
});

/** From a line's first vertex outwards. */
function reachBeyond(
  line: readonly PlanePoint[],
  added: number,
  stepMetres: number,
  isInside: (point: PlanePoint) => boolean,
): { end: PlanePoint; metres: number } {
  const end = line[0] as PlanePoint;
  const inner = line.find((point) => distance(point, end) >= END_METRES) ?? (line.at(-1) as PlanePoint);
  let metres = added;
  while (metres + stepMetres <= REACH_METRES + added && isInside(beyond(inner, end, metres + stepMetres)))
    metres += stepMetres;
  return { end: beyond(inner, end, metres), metres };
}

const distance = (a: PlanePoint, b: PlanePoint) => Math.hypot(b.x - a.x, b.y - a.y);

function beyond(from: PlanePoint, to: PlanePoint, metres: number): PlanePoint {
  const size = distance(from, to);
  return { x: to.x + (metres * (to.x - from.x)) / size, y: to.y + (metres * (to.y - from.y)) / size };
}

/** Whether the strip should be read from its other end: along it the first band grows darker, by a straight line through all that can be used. */
export function runsBackwards(strip: Strip): boolean {
  const { width, height, pixels, usable } = strip;
  const moments = { n: 0, sum: 0, columns: 0, products: 0 };
  for (let r = 0; r < height; r++)
    addMoments(moments, pixels.subarray(r * width, (r + 1) * width), usable.subarray(r * width, (r + 1) * width));
  const { n, sum, columns, products } = moments;
  return n > 0 && products - (columns * sum) / n < 0;
}

/** Moments about the middle column, of one row: lean = sum of (column - middle) (value - mean). */
function addMoments(
  moments: { n: number; sum: number; columns: number; products: number },
  values: Float32Array,
  usable: Uint8Array,
): void {
  const middle = (values.length - 1) / 2;
  let n = 0;
  let sum = 0;
  let columns = 0;
  let products = 0;
  for (let c = 0; c < values.length; c++) {
    if (usable[c] !== 1) continue;
    const value = values[c] as number;
    n++;
    sum += value;
    columns += c - middle;
    products += (c - middle) * value;
  }
  moments.n += n;
  moments.sum += sum;
  moments.columns += columns;
  moments.products += products;
}
