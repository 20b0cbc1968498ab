import type { RandomStream } from "./random.ts";

/** Red, green, blue of a sunlit surface as displayed, 0-255. */
export type Colour = readonly [number, number, number];

/**
 * The yard as painted, before light falls on it and before a sensor sees it. Metres of the yard frame: u along the
 * rows of pixels, v down. All planes are row-major, height x width.
 */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Side of a pixel, metres. */
  readonly pixelMetres: number;
  /** Colour in full sun, 0-255. */
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
  /** Height of the surface above the ground, metres. */
  readonly surface: Float32Array;
  /** Horizontal part of the surface's unit normal: 0, 0 where it is level. */
  readonly normalU: Float32Array;
  readonly normalV: Float32Array;
  /** Whose surface this is: 0 the ground or clutter, n the n-th standing car, counted from 1. */
  readonly owner: Int16Array;
  /** Share of direct sunlight that thin things overhead (masts, wires, portals) let through. */
  readonly overhead: Float32Array;
}

/** A canvas of black, level ground. Width and height in pixels. */
export function blankCanvas(width: number, height: number, pixelMetres: number): Canvas {
  const plane = () => new Float32Array(width * height);
  return {
    width,
    height,
    pixelMetres,
    red: plane(),
    green: plane(),
    blue: plane(),
    surface: plane(),
    normalU: plane(),
    normalV: plane(),
    owner: new Int16Array(width * height),
    overhead: plane().fill(1),
  };
}

/** Sets the colour and height of one pixel. The ground and clutter have owner 0. */
export function put(canvas: Canvas, at: number, colour: Colour, gain: number, surface: number, owner = 0): void {
  canvas.red[at] = colour[0] * gain;
  canvas.green[at] = colour[1] * gain;
  canvas.blue[at] = colour[2] * gain;
  canvas.surface[at] = surface;
  canvas.normalU[at] = 0;
  canvas.normalV[at] = 0;
  canvas.owner[at] = owner;
}

/** Mixes a colour into one pixel: `share` 0 leaves it, 1 replaces it. */
export function mixIn(canvas: Canvas, at: number, colour: Colour, share: number): void {
  canvas.red[at] = (canvas.red[at] as number) * (1 - share) + colour[0] * share;
  canvas.green[at] = (canvas.green[at] as number) * (1 - share) + colour[1] * share;
  canvas.blue[at] = (canvas.blue[at] as number) * (1 - share) + colour[2] * share;
}

/** A colour shifted at random: brightness by up to `spread` (standard deviation), hue a third as much. */
export function varied(colour: Colour, random: RandomStream, spread: number): Colour {
  const brightness = random.normal() * spread;
  const channel = (value: number) => Math.min(250, Math.max(8, value + brightness + (random.normal() * spread) / 3));
  return [channel(colour[0]), channel(colour[1]), channel(colour[2])];
}

/** A colour that has lost a share of its saturation, as paint does in the sun. */
export function faded(colour: Colour, share: number): Colour {
  const grey = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2];
  const channel = (value: number) => value + (grey - value) * share;
  return [channel(colour[0]), channel(colour[1]), channel(colour[2])];
}

/**
 * Smooth noise: random values on a grid of `cell` pixels, interpolated. Mean 0, standard deviation about 0.6 at the
 * pixels (1 at the nodes).
 *
 * @param stretch  how many times longer than wide the patches are, along the rows
 */
export function smoothNoise(
  random: RandomStream,
  width: number,
  height: number,
  cell: number,
  stretch = 1,
): Float32Array {
  const columns = Math.ceil(width / (cell * stretch)) + 2;
  const rows = Math.ceil(height / cell) + 2;
  const nodes = new Float32Array(columns * rows);
  for (let i = 0; i < nodes.length; i++) nodes[i] = random.normal();
  const noise = new Float32Array(width * height);
  const line = new Float32Array(columns);
  for (let row = 0; row < height; row++) {
    const y = row / cell;
    const top = Math.floor(y);
    const down = smoothStep(y - top);
    for (let i = 0; i < columns; i++) {
      const above = nodes[top * columns + i] as number;
      line[i] = above + ((nodes[(top + 1) * columns + i] as number) - above) * down;
    }
    const step = 1 / (cell * stretch);
    for (let col = 0; col < width; col++) {
      const x = col * step;
      const left = Math.floor(x);
      const value = line[left] as number;
      noise[row * width + col] = value + ((line[left + 1] as number) - value) * smoothStep(x - left);
    }
  }
  return noise;
}

/** 0 below 0, 1 above 1, and a smooth rise between (3t^2 - 2t^3). */
export function smoothStep(t: number): number {
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  return t * t * (3 - 2 * t);
}

/** A rectangle on the ground: centre, direction of its long side (unit vector), size. Metres of the yard frame. */
export interface Box {
  readonly u: number;
  readonly v: number;
  readonly directionU: number;
  readonly directionV: number;
  readonly lengthMetres: number;
  readonly widthMetres: number;
}

/**
 * Visits each pixel whose centre lies in a box.
 *
 * @param visit  is given the pixel's index, metres along the box from its start, and metres across from its middle
 *               (positive to the right of its direction)
 */
export function visitBox(canvas: Canvas, box: Box, visit: (at: number, along: number, across: number) => void): void {
  const { u, v, directionU, directionV } = box;
  const halfLength = box.lengthMetres / 2;
  const halfWidth = box.widthMetres / 2;
  const reachU = Math.abs(directionU) * halfLength + Math.abs(directionV) * halfWidth;
  const reachV = Math.abs(directionV) * halfLength + Math.abs(directionU) * halfWidth;
  const p = canvas.pixelMetres;
  const firstRow = Math.max(0, Math.floor((v - reachV) / p));
  const lastRow = Math.min(canvas.height - 1, Math.ceil((v + reachV) / p));
  const firstCol = Math.max(0, Math.floor((u - reachU) / p));
  const lastCol = Math.min(canvas.width - 1, Math.ceil((u + reachU) / p));
  for (let row = firstRow; row <= lastRow; row++) {
    const dv = (row + 0.5) * p - v;
    for (let col = firstCol; col <= lastCol; col++) {
      const du = (col + 0.5) * p - u;
      const along = du * directionU + dv * directionV;
      const across = dv * directionU - du * directionV;
      if (along < -halfLength || along >= halfLength || across < -halfWidth || across >= halfWidth) continue;
      visit(row * canvas.width + col, along + halfLength, across);
    }
  }
}
