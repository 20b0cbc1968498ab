import type { Canvas } from "./canvas.ts";
import { type SunInFrame, shadowHeights } from "./cast-shadows.ts";
import type { OverheadLine } from "./overhead-lines.ts";

/** How light falls: which share of full light is left in shadow, by channel (shadows are bluish). */
export interface Light {
  readonly sun: SunInFrame;
  readonly ambient: readonly [number, number, number];
}

/** Where the tops of things lean, in the yard frame: metres of ground for each metre of height. */
export interface Lean {
  readonly u: number;
  readonly v: number;
}

/** The yard as seen from above in light: 3 x height x width, 0-255, and whose surface is seen in each pixel. */
export interface View {
  readonly pixels: Float32Array;
  readonly owner: Int16Array;
}

/** Lights the canvas, then looks at it along the lean. Overhead lines come on top, with their shadows below. */
export function viewOf(canvas: Canvas, light: Light, lean: Lean, overhead: readonly OverheadLine[]): View {
  const { width, height } = canvas;
  const cot = 1 / Math.tan((Math.max(8, light.sun.elevationDegrees) * Math.PI) / 180);
  for (const line of overhead) shadeLine(canvas, line, -light.sun.u * cot, -light.sun.v * cot);
  const size = width * height;
  const lit = litShare(canvas, light.sun);
  const pixels = new Float32Array(3 * size);
  const planes = [canvas.red, canvas.green, canvas.blue];
  planes.forEach((plane, band) => {
    const ambient = light.ambient[band] ?? 1;
    const offset = band * size;
    for (let i = 0; i < size; i++)
      pixels[offset + i] = (plane[i] as number) * (ambient + (1 - ambient) * (lit[i] as number));
  });
  const view = lean.u === 0 && lean.v === 0 ? { pixels, owner: canvas.owner } : leaned(canvas, pixels, lean, light);
  for (const line of overhead) drawLine(canvas, view, line, lean, light);
  return view;
}

/** Direct sunlight that each pixel gets: 0 in shadow, 1 on level ground in full sun, up to 1.6 on a slope facing it. */
function litShare(canvas: Canvas, sun: SunInFrame): Float32Array {
  const { surface, normalU, normalV, overhead } = canvas;
  const shadow = shadowHeights(canvas, sun);
  const sine = Math.sin((sun.elevationDegrees * Math.PI) / 180);
  const cosine = Math.cos((sun.elevationDegrees * Math.PI) / 180);
  const lit = new Float32Array(surface.length);
  for (let i = 0; i < lit.length; i++) {
    // A quarter metre softens the edge over about a pixel, as the sun's disc and the pixel's size do.
    const above = (surface[i] as number) - (shadow[i] as number);
    if (above <= -0.25) continue;
    const nu = normalU[i] as number;
    const nv = normalV[i] as number;
    const up = Math.sqrt(Math.max(0, 1 - nu * nu - nv * nv));
    const slope = nu === 0 && nv === 0 ? 1 : (up * sine + (nu * sun.u + nv * sun.v) * cosine) / sine;
    const open = Math.min(1, (above + 0.25) / 0.25);
    lit[i] = Math.min(1.6, Math.max(0, slope)) * open * (overhead[i] as number);
  }
  return lit;
}

/** Moves each surface by its height along the lean; what shows between a top and its foot is a wall. */
function leaned(canvas: Canvas, pixels: Float32Array, lean: Lean, light: Light): View {
  const { width, height, surface, owner, pixelMetres } = canvas;
  const size = width * height;
  const seen = new Float32Array(3 * size);
  const seenOwner = new Int16Array(size);
  const reach = Math.hypot(lean.u, lean.v);
  let highest = 0;
  for (let i = 0; i < size; i++) if ((surface[i] as number) > highest) highest = surface[i] as number;
  const steps = Math.max(1, Math.ceil((highest * reach) / pixelMetres));
  const shiftCol = new Int32Array(steps + 1);
  const shiftRow = new Int32Array(steps + 1);
  const level = new Float32Array(steps + 1);
  for (let k = 0; k <= steps; k++) {
    level[k] = (highest * k) / steps;
    shiftCol[k] = Math.round(((level[k] as number) * lean.u) / pixelMetres);
    shiftRow[k] = Math.round(((level[k] as number) * lean.v) / pixelMetres);
  }
  const thickness = (highest / steps) * 1.01;
  const facing = Math.max(0, (-lean.u * light.sun.u - lean.v * light.sun.v) / reach);
  const wallGain = 0.35 + 0.5 * facing;
  for (let row = 0; row < height; row++)
    for (let col = 0; col < width; col++) {
      const at = row * width + col;
      let from = at;
      let gain = 1;
      for (let k = steps; k > 0; k--) {
        const sourceCol = col - (shiftCol[k] as number);
        const sourceRow = row - (shiftRow[k] as number);
        if (sourceCol < 0 || sourceCol >= width || sourceRow < 0 || sourceRow >= height) continue;
        const source = sourceRow * width + sourceCol;
        const top = surface[source] as number;
        if (top < (level[k] as number) - thickness) continue;
        from = source;
        if (top > (level[k] as number) + thickness) gain = wallGain;
        break;
      }
      seen[at] = (pixels[from] as number) * gain;
      seen[at + size] = (pixels[from + size] as number) * gain;
      seen[at + 2 * size] = (pixels[from + 2 * size] as number) * gain;
      seenOwner[at] = owner[from] as number;
    }
  return { pixels: seen, owner: seenOwner };
}

function shadeLine(canvas: Canvas, line: OverheadLine, cotU: number, cotV: number): void {
  const dark = Math.min(1, line.widthMetres / canvas.pixelMetres) * line.share;
  const done = new Set<number>();
  eachOfLine(canvas, line, line.highMetres * cotU, line.highMetres * cotV, (at) => {
    // A wire's shadow blurs out: the sun's disc is half a degree wide, so 0.6 m of penumbra from 64 m.
    if (done.has(at) || (canvas.surface[at] as number) > line.highMetres) return;
    done.add(at);
    canvas.overhead[at] = (canvas.overhead[at] as number) * (1 - 0.8 * dark);
  });
}

function drawLine(canvas: Canvas, view: View, line: OverheadLine, lean: Lean, light: Light): void {
  const size = canvas.width * canvas.height;
  const cover = Math.min(1, line.widthMetres / canvas.pixelMetres) * line.share;
  const gain = 0.6 + 0.4 * Math.min(1, light.sun.elevationDegrees / 45);
  const done = new Set<number>();
  eachOfLine(canvas, line, line.highMetres * lean.u, line.highMetres * lean.v, (at) => {
    if (done.has(at)) return;
    done.add(at);
    line.colour.forEach((value, band) => {
      const plane = band * size + at;
      view.pixels[plane] = (view.pixels[plane] as number) * (1 - cover) + value * gain * cover;
    });
  });
}

function eachOfLine(
  canvas: Canvas,
  line: OverheadLine,
  shiftU: number,
  shiftV: number,
  visit: (at: number) => void,
): void {
  const p = canvas.pixelMetres;
  const length = Math.hypot(line.toU - line.fromU, line.toV - line.fromV);
  const steps = Math.max(1, Math.ceil((length / p) * 1.5));
  const half = Math.max(0, Math.floor(line.widthMetres / p / 2));
  const flat = Math.abs(line.toU - line.fromU) > Math.abs(line.toV - line.fromV);
  for (let n = 0; n <= steps; n++) {
    const share = n / steps;
    const col = Math.floor((line.fromU + (line.toU - line.fromU) * share + shiftU) / p);
    const row = Math.floor((line.fromV + (line.toV - line.fromV) * share + shiftV) / p);
    for (let side = -half; side <= half; side++) {
      const c = flat ? col : col + side;
      const r = flat ? row + side : row;
      if (c >= 0 && c < canvas.width && r >= 0 && r < canvas.height) visit(r * canvas.width + c);
    }
  }
}
