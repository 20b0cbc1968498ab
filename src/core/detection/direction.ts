import type { PlanePoint } from "../imagery/straighten.ts";
import type { Strip } from "../imagery/strip.ts";

/**
 * A track has no direction of its own, but its drawn line and the networks do. Strips are therefore laid on a grid that
 * is the same from both ends, and read in the direction that the picture itself decides, so that drawing a track the
 * other way round, or turning the image, changes nothing.
 */

export interface CentredLine {
  readonly points: readonly PlanePoint[];
  /** Metres that were added before the line's first vertex, and as many after its last. */
  readonly addedMetres: number;
}

/** A line with both ends drawn out equally, so that its length is a whole number of steps. */
export function centredLine(points: readonly PlanePoint[], stepMetres: number): CentredLine {
  const line = points.filter((point, k) => k === 0 || point.x !== points[k - 1]?.x || point.y !== points[k - 1]?.y);
  let length = 0;
  for (let k = 1; k < line.length; k++) length += distance(line[k - 1] as PlanePoint, line[k] as PlanePoint);
  if (!(length > 0)) throw new RangeError(`a track needs two different points, got ${points.length}`);
  const addedMetres = (Math.ceil(length / stepMetres - 1e-9) * stepMetres - length) / 2;
  const [first, second] = [line[0] as PlanePoint, line[1] as PlanePoint];
  const [last, before] = [line.at(-1) as PlanePoint, line.at(-2) as PlanePoint];
  return {
    points: [beyond(second, first, addedMetres), ...line, beyond(before, last, addedMetres)],
    addedMetres,
  };
}

const distance = (a: PlanePoint, b: PlanePoint) => Math.hypot(b.x - a.x, b.y - a.y);

function beyond(from: PlanePoint, to: PlanePoint, metres: number): PlanePoint {
  const size = distance(from, to);
  return { x: to.x + (metres * (to.x - from.x)) / size, y: to.y + (metres * (to.y - from.y)) / size };
}

/** Whether the strip should be read from its other end: its second half is the darker one. */
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

/** The strip of the same track drawn the other way: turned by half a turn. */
export function mirrored(strip: Strip): Strip {
  const { placement } = strip;
  const size = strip.width * strip.height;
  const pixels = strip.pixels.slice();
  for (let band = 0; band < 3; band++) pixels.subarray(band * size, (band + 1) * size).reverse();
  return {
    ...strip,
    pixels,
    usable: strip.usable.slice().reverse(),
    placement: {
      epsg: placement.epsg,
      x: placement.x.slice().reverse(),
      y: placement.y.slice().reverse(),
      normalX: placement.normalX.map((n) => -n).reverse(),
      normalY: placement.normalY.map((n) => -n).reverse(),
    },
  };
}
