import type { PixelPoint } from "../geo/frames.ts";
import type { Raster } from "./raster.ts";
import type { StripPlacement } from "./strip.ts";

/** Ground distance between neighbouring samples of a strip, metres. Source: docs/methods/reading.md. */
export const STRIP_SPACING_METRES = 0.25;
/** Half of a strip's width, metres: wide enough to show the shadow that a car casts over the next track. */
export const STRIP_HALF_WIDTH_METRES = 7;
/** Normals come from the chord between the points this far before and behind: vertices of a drawn line leave no kink. */
const CHORD_HALF_METRES = 1.5;

/** A point of the working plane, metres. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

export interface PlacedLine {
  readonly placement: StripPlacement;
  /** Length of the line, metres. */
  readonly lengthMetres: number;
}

/**
 * Where the columns of a strip lie: their centres every `spacingMetres` along the line, and the normals to its right.
 *
 * The last column's centre may lie up to half a spacing beyond the line's end, in the direction of its last leg.
 *
 * @param points         the line, metres in the CRS `epsg`, in the direction of travel; repeated points are allowed
 * @param spacingMetres  distance of column centres, > 0
 * @returns `ceil(length / spacing)` columns
 * @throws RangeError when the line has no length or a coordinate is not finite
 */
export function placeLine(points: readonly PlanePoint[], spacingMetres: number, epsg: number): PlacedLine {
  if (!(spacingMetres > 0)) throw new RangeError(`spacing must be positive, got ${spacingMetres} m`);
  const line = new Polyline(points);
  const columns = Math.ceil(line.length / spacingMetres - 1e-9);
  const x = new Float64Array(columns);
  const y = new Float64Array(columns);
  const normalX = new Float64Array(columns);
  const normalY = new Float64Array(columns);
  for (let c = 0; c < columns; c++) {
    const along = (c + 0.5) * spacingMetres;
    const here = line.at(along);
    const back = line.at(Math.max(0, along - CHORD_HALF_METRES));
    const ahead = line.at(Math.min(line.length, along + CHORD_HALF_METRES));
    let [dx, dy] = [ahead.x - back.x, ahead.y - back.y];
    // A hairpin can bring both ends of the chord together; the leg itself still has a direction.
    if (Math.hypot(dx, dy) < 1e-6) [dx, dy] = line.directionAt(along);
    const size = Math.hypot(dx, dy);
    x[c] = here.x;
    y[c] = here.y;
    normalX[c] = dy / size;
    normalY[c] = -dx / size;
  }
  return { placement: { epsg, x, y, normalX, normalY }, lengthMetres: line.length };
}

/** A line with distances along it; positions beyond its ends continue the first and last leg. */
class Polyline {
  readonly length: number;
  private readonly points: readonly PlanePoint[];
  /** Distance from the first vertex to each vertex. */
  private readonly reached: number[] = [0];
  private leg = 0;

  constructor(given: readonly PlanePoint[]) {
    const points: PlanePoint[] = [];
    let length = 0;
    for (const point of given) {
      if (!(Number.isFinite(point.x) && Number.isFinite(point.y)))
        throw new RangeError(`a line's coordinates must be finite, got ${point.x}, ${point.y}`);
      const last = points.at(-1);
      if (last) {
        const step = Math.hypot(point.x - last.x, point.y - last.y);
        if (step === 0) continue;
        length += step;
        this.reached.push(length);
      }
      points.push(point);
    }
    if (!(length > 0)) throw new RangeError(`a line needs two different points, got ${points.length}`);
    this.points = points;
    this.length = length;
  }

  at(along: number): PlanePoint {
    const leg = this.legAt(along);
    const [from, to] = [this.points[leg] as PlanePoint, this.points[leg + 1] as PlanePoint];
    const start = this.reached[leg] as number;
    const share = (along - start) / ((this.reached[leg + 1] as number) - start);
    return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
  }

  directionAt(along: number): [number, number] {
    const leg = this.legAt(along);
    const [from, to] = [this.points[leg] as PlanePoint, this.points[leg + 1] as PlanePoint];
    return [to.x - from.x, to.y - from.y];
  }

  /** Neighbouring questions ask for neighbouring legs, so the search starts where the last one ended. */
  private legAt(along: number): number {
    const last = this.points.length - 2;
    let leg = this.leg;
    while (leg < last && along > (this.reached[leg + 1] as number)) leg++;
    while (leg > 0 && along < (this.reached[leg] as number)) leg--;
    this.leg = leg;
    return leg;
  }
}

export interface StraightenOptions {
  readonly spacingMetres: number;
  readonly halfWidthMetres: number;
  /** Where a point of the placement's plane lies in the raster's own pixel grid (corner-based, fractional). */
  readonly toPixel: (x: number, y: number) => PixelPoint;
  /** Values that sampling must not leave, since bicubic weights overshoot at edges; 0 to 255 unless told. */
  readonly range?: readonly [number, number];
}

/** Pixels of one strip; shapes as in {@link Strip}. */
export interface StraightenedPixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
  readonly usable: Uint8Array;
}

/**
 * Samples a raster along a line: bicubic where all sixteen neighbours are usable, bilinear over the usable ones of the
 * nearest four at the edges of what can be used.
 *
 * Assumes that the raster's pixels are not much smaller than the spacing ({@link areaAverage} first: sampling does not
 * average), and that `toPixel` is straight across the strip: it is asked at both edges of each column only.
 *
 * @returns a sample is usable when the pixel that holds it is; the value of an unusable one is 0
 *
 * Source: Keys (1981), IEEE Trans. ASSP 29(6), eq. 15 (a = -0.5)
 * Checked against: GDAL 3.6.2 `gdalwarp -r cubic` on test/reference/windows (0.01 of 255), test/imagery/windows.test.ts
 */
export function straighten(raster: Raster, placement: StripPlacement, options: StraightenOptions): StraightenedPixels {
  const { spacingMetres, halfWidthMetres } = options;
  const width = placement.x.length;
  const height = Math.round((2 * halfWidthMetres) / spacingMetres);
  const strip = { width, height, pixels: new Float32Array(3 * width * height), usable: new Uint8Array(width * height) };
  const first = 0.5 * spacingMetres - halfWidthMetres;
  const last = first + (height - 1) * spacingMetres;
  const [low, high] = options.range ?? [0, 255];
  const whole = !raster.usable.includes(0);
  const sampling = { raster, strip, placement, toPixel: options.toPixel, first, last, low, high, whole };
  for (let c = 0; c < width; c++) sampleColumn(sampling, c);
  return strip;
}

interface Sampling {
  readonly raster: Raster;
  readonly strip: StraightenedPixels;
  readonly placement: StripPlacement;
  readonly toPixel: StraightenOptions["toPixel"];
  /** Where the first and the last row lie, metres to the right of the line. */
  readonly first: number;
  readonly last: number;
  /** Every pixel of the raster can be used. */
  readonly whole: boolean;
  readonly low: number;
  readonly high: number;
}

/** Fills one column of the strip. */
function sampleColumn(sampling: Sampling, column: number): void {
  const { placement, toPixel, first, last } = sampling;
  const [x, y] = [placement.x[column] as number, placement.y[column] as number];
  const [nx, ny] = [placement.normalX[column] as number, placement.normalY[column] as number];
  const from = toPixel(x + first * nx, y + first * ny);
  const to = toPixel(x + last * nx, y + last * ny);
  const steps = Math.max(1, sampling.strip.height - 1);
  const [colStep, rowStep] = [(to.col - from.col) / steps, (to.row - from.row) / steps];
  // The cost of reading is this loop: what it asks for again and again is in local names.
  const { raster, strip, whole, low, high } = sampling;
  const { width, height, pixels, usable } = raster;
  const { pixels: outPixels, usable: outUsable, width: outWidth, height: outHeight } = strip;
  const size = width * height;
  const outSize = outWidth * outHeight;
  for (let k = 0, at = column; k < outHeight; k++, at += outWidth) {
    const col = from.col + k * colStep;
    const row = from.row + k * rowStep;
    // Written so that NaN (a point the projection cannot place) is outside.
    if (!(col >= 0 && col < width && row >= 0 && row < height)) continue;
    if (usable[Math.floor(row) * width + Math.floor(col)] === 0) continue;
    outUsable[at] = 1;
    const left = Math.floor(col - 0.5);
    const top = Math.floor(row - 0.5);
    const fx = col - 0.5 - left;
    const fy = row - 0.5 - top;
    const inside = left >= 1 && top >= 1 && left + 2 < width && top + 2 < height;
    if (!inside || !(whole || allUsable(raster, left, top))) {
      sampleLinear(sampling, { left, top, fx, fy }, at);
      continue;
    }
    const x0 = keysBefore(fx);
    const x1 = keysAt(fx);
    const x2 = keysAt(1 - fx);
    const x3 = keysBefore(1 - fx);
    const y0 = keysBefore(fy);
    const y1 = keysAt(fy);
    const y2 = keysAt(1 - fy);
    const y3 = keysBefore(1 - fy);
    let p = (top - 1) * width + left - 1;
    let out = at;
    for (let band = 0; band < 3; band++, p += size, out += outSize) {
      const q = p + width;
      const r = q + width;
      const s = r + width;
      const sum =
        y0 *
          (x0 * (pixels[p] as number) +
            x1 * (pixels[p + 1] as number) +
            x2 * (pixels[p + 2] as number) +
            x3 * (pixels[p + 3] as number)) +
        y1 *
          (x0 * (pixels[q] as number) +
            x1 * (pixels[q + 1] as number) +
            x2 * (pixels[q + 2] as number) +
            x3 * (pixels[q + 3] as number)) +
        y2 *
          (x0 * (pixels[r] as number) +
            x1 * (pixels[r + 1] as number) +
            x2 * (pixels[r + 2] as number) +
            x3 * (pixels[r + 3] as number)) +
        y3 *
          (x0 * (pixels[s] as number) +
            x1 * (pixels[s + 1] as number) +
            x2 * (pixels[s + 2] as number) +
            x3 * (pixels[s + 3] as number));
      outPixels[out] = sum < low ? low : sum > high ? high : sum;
    }
  }
}

function allUsable({ usable, width }: Raster, left: number, top: number): boolean {
  for (let j = -1, p = (top - 1) * width + left - 1; j < 3; j++, p += width)
    if (usable[p] === 0 || usable[p + 1] === 0 || usable[p + 2] === 0 || usable[p + 3] === 0) return false;
  return true;
}

/** Bilinear over the usable ones of the nearest four. */
function sampleLinear(
  { raster, strip }: Sampling,
  { left, top, fx, fy }: { left: number; top: number; fx: number; fy: number },
  at: number,
): void {
  const { width, height, pixels, usable } = raster;
  const size = width * height;
  const outPixels = strip.pixels;
  const outSize = strip.width * strip.height;
  let red = 0;
  let green = 0;
  let blue = 0;
  let weight = 0;
  for (let j = 0; j < 2; j++)
    for (let i = 0; i < 2; i++) {
      const c = left + i;
      const r = top + j;
      if (c < 0 || r < 0 || c >= width || r >= height) continue;
      const p = r * width + c;
      if (usable[p] === 0) continue;
      const w = (i === 0 ? 1 - fx : fx) * (j === 0 ? 1 - fy : fy);
      red += w * (pixels[p] as number);
      green += w * (pixels[p + size] as number);
      blue += w * (pixels[p + 2 * size] as number);
      weight += w;
    }
  outPixels[at] = red / weight;
  outPixels[at + outSize] = green / weight;
  outPixels[at + 2 * outSize] = blue / weight;
}

/** Keys' weight of a neighbour at distance f, 0 to 1. */
function keysAt(f: number): number {
  return (1.5 * f - 2.5) * f * f + 1;
}

/** Keys' weight of a neighbour at distance 1 + f, f from 0 to 1. */
function keysBefore(f: number): number {
  return ((-0.5 * f + 1) * f - 0.5) * f;
}
