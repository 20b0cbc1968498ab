import type { MapPoint } from "../geo/frames.ts";
import { mapToPixel } from "../geo/frames.ts";
import type { Raster } from "../imagery/raster.ts";
import type { RandomStream } from "./random.ts";
import type { RenderedYard } from "./yard.ts";

/**
 * A yard's picture with the outlines of most cars painted over, and of places where no car stands: as a labelled
 * picture looks whose outlines were burned in and removed.
 */
export function paintedOver(yard: RenderedYard, random: RandomStream): Raster {
  const raster = { ...yard.raster, pixels: yard.raster.pixels.slice() };
  const share = random.chance(0.7) ? 1 : random.uniform(0.3, 0.9);
  const outlines = yard.truth.filter(() => random.chance(share)).map((car) => car.corners);
  const reach = yard.tracks[0]?.lengthMetres ?? 0;
  for (let n = Math.round(random.uniform(2, 4 + yard.truth.length * 0.4)); n > 0; n--) {
    const track = random.pick(yard.tracks);
    const at = random.uniform(0, reach - 20);
    const length = random.uniform(5, 24);
    const from = track.line[Math.floor(at)];
    const to = track.line[Math.floor(at + length)];
    if (!from || !to) continue;
    const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const half = random.uniform(1.2, 1.7);
    const away = random.chance(0.7) ? random.normal() * 0.4 : random.uniform(-5, 5);
    outlines.push(
      [
        [from, away - half],
        [to, away - half],
        [to, away + half],
        [from, away + half],
      ].map((corner) => {
        const [point, side] = corner as [MapPoint, number];
        return { x: point.x + side * dy, y: point.y - side * dx, epsg: point.epsg };
      }),
    );
  }
  paintOverOutlines(raster, outlines, random.uniform(0.4, 1.5), random);
  return raster;
}

/**
 * Paints over the lines along the edges of quadrilaterals, filling them smoothly from both sides: the damage that is
 * left when drawn outlines are removed from a picture, or when a feature is retouched.
 *
 * @param raster    pixels are changed
 * @param outlines  four corners each, in the raster's CRS
 * @param lineMetres  width of the lines, metres
 * @param random    each outline is off by 0.15 m or so, as hand-drawn ones are
 */
function paintOverOutlines(
  raster: Raster,
  outlines: readonly (readonly MapPoint[])[],
  lineMetres: number,
  random: RandomStream,
): void {
  const { width, height, pixels, transform } = raster;
  const size = width * height;
  const p = Math.hypot(transform.xPerCol, transform.yPerCol);
  const half = lineMetres / 2 / p;
  const mask = new Uint8Array(size);
  for (const outline of outlines) {
    const slack = () => (random.normal() * 0.15) / p;
    const shift = { col: slack(), row: slack() };
    const corners = outline.map((corner) => {
      const at = mapToPixel(transform, corner);
      return { col: at.col + shift.col + slack() / 2, row: at.row + shift.row + slack() / 2 };
    });
    corners.forEach((from, i) => {
      const to = corners[(i + 1) % corners.length];
      if (to) markLine(mask, width, height, from, to, half);
    });
  }
  fillMasked(pixels, mask, width, height);
}

interface Pixel {
  readonly col: number;
  readonly row: number;
}

function markLine(mask: Uint8Array, width: number, height: number, from: Pixel, to: Pixel, half: number): void {
  const [du, dv] = [to.col - from.col, to.row - from.row];
  const length = Math.hypot(du, dv);
  if (length === 0) return;
  const firstRow = Math.max(0, Math.floor(Math.min(from.row, to.row) - half));
  const lastRow = Math.min(height - 1, Math.ceil(Math.max(from.row, to.row) + half));
  const firstCol = Math.max(0, Math.floor(Math.min(from.col, to.col) - half));
  const lastCol = Math.min(width - 1, Math.ceil(Math.max(from.col, to.col) + half));
  for (let row = firstRow; row <= lastRow; row++)
    for (let col = firstCol; col <= lastCol; col++) {
      const [x, y] = [col + 0.5 - from.col, row + 0.5 - from.row];
      const along = (x * du + y * dv) / length;
      const away = Math.abs(y * du - x * dv) / length;
      if (along >= -half && along <= length + half && away <= half) mask[row * width + col] = 1;
    }
}

/** Fills masked pixels layer by layer from their filled neighbours, then smooths them against their surroundings. */
function fillMasked(pixels: Float32Array, mask: Uint8Array, width: number, height: number): void {
  const size = width * height;
  const holes: number[] = [];
  for (let i = 0; i < size; i++) if (mask[i]) holes.push(i);
  const open = mask.slice();
  let waiting = holes;
  while (waiting.length > 0) {
    const filled: number[] = [];
    const left: number[] = [];
    for (const at of waiting) {
      const near = neighbours(at, width, height).filter((n) => !open[n]);
      if (near.length === 0) {
        left.push(at);
        continue;
      }
      for (let band = 0; band < 3; band++) {
        let sum = 0;
        for (const n of near) sum += pixels[band * size + n] as number;
        pixels[band * size + at] = sum / near.length;
      }
      filled.push(at);
    }
    if (filled.length === 0) return;
    for (const at of filled) open[at] = 0;
    waiting = left;
  }
  for (let round = 0; round < 3; round++)
    for (const at of holes) {
      const near = neighbours(at, width, height);
      for (let band = 0; band < 3; band++) {
        let sum = 0;
        for (const n of near) sum += pixels[band * size + n] as number;
        pixels[band * size + at] = sum / near.length;
      }
    }
}

function neighbours(at: number, width: number, height: number): number[] {
  const col = at % width;
  const row = (at - col) / width;
  const found: number[] = [];
  if (col > 0) found.push(at - 1);
  if (col < width - 1) found.push(at + 1);
  if (row > 0) found.push(at - width);
  if (row < height - 1) found.push(at + width);
  return found;
}
