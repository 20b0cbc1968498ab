import { type Canvas, type Colour, mixIn, put, smoothNoise, varied } from "./canvas.ts";
import type { YardLayout } from "./layout.ts";
import { trackV } from "./layout.ts";
import type { RandomStream } from "./random.ts";
import type { YardStyle } from "./styles.ts";

const OIL: Colour = [44, 42, 40];
const PATH: Colour = [190, 188, 182];

/** Paints the ground: a base colour, patches at three scales, grain, weeds, stains, paths along the tracks. */
export function paintGround(canvas: Canvas, layout: YardLayout, style: YardStyle, random: RandomStream): void {
  const { width, height, pixelMetres } = canvas;
  const base = varied(style.ground, random, 9);
  const large = smoothNoise(random, width, height, 14 / pixelMetres, 3);
  const middle = smoothNoise(random, width, height, 2.4 / pixelMetres, 4);
  const small = smoothNoise(random, width, height, 0.7 / pixelMetres, 1.5);
  const weedNoise = smoothNoise(random, width, height, 3.5 / pixelMetres, 4);
  const grain = random.uniform(3, 10);
  const strength = style.patchiness * random.uniform(0.5, 1.3);
  const weedLevel = 0.95 - 1.9 * style.weeds * random.uniform(0.6, 1.3);
  const weed = varied(style.weedColour, random, 10);
  for (let i = 0; i < width * height; i++) {
    const shade =
      1 + (strength * (14 * (large[i] as number) + 10 * (middle[i] as number)) + 4 * (small[i] as number)) / 128;
    put(canvas, i, base, shade + (grain * random.normal()) / 128, 0);
    const over = (weedNoise[i] as number) + 0.35 * (small[i] as number) - weedLevel;
    if (over > 0) mixIn(canvas, i, weed, Math.min(0.85, over * 1.4));
  }
  for (let n = random.integer(0, 5); n > 0; n--) paintPath(canvas, layout, random);
  for (let n = random.integer(0, 6); n > 0; n--) paintStain(canvas, random);
}

/** A walkway, cable trough or drain: a thin bright or dark band parallel to a track. */
function paintPath(canvas: Canvas, layout: YardLayout, random: RandomStream): void {
  const track = random.pick(layout.tracks);
  const away = random.pick([-1, 1]) * random.uniform(1.9, 2.8);
  const halfWidth = random.uniform(0.15, 0.7);
  const colour = random.chance(0.7) ? varied(PATH, random, 15) : varied([80, 78, 74], random, 10);
  const share = random.uniform(0.3, 0.9);
  const from = random.chance(0.6) ? 0 : random.uniform(0, layout.lengthMetres);
  const to = random.chance(0.6) ? layout.lengthMetres : from + random.uniform(10, 80);
  eachAlong(canvas, from, to, (col, u) => {
    bandOf(canvas, trackV(track, u) + away, halfWidth, (row) => {
      mixIn(canvas, row * canvas.width + col, colour, share);
    });
  });
}

/** Oil or spilt load: a soft spot, longer along the tracks than across. */
function paintStain(canvas: Canvas, random: RandomStream): void {
  const p = canvas.pixelMetres;
  const u = random.uniform(0, canvas.width * p);
  const v = random.uniform(0, canvas.height * p);
  const length = random.uniform(1, 9);
  const breadth = random.uniform(0.6, 2);
  const colour = random.chance(0.6) ? OIL : varied([150, 140, 120], random, 40);
  const share = random.uniform(0.25, 0.75);
  for (let row = Math.max(0, Math.floor((v - breadth) / p)); row < Math.min(canvas.height, (v + breadth) / p); row++)
    for (let col = Math.max(0, Math.floor((u - length) / p)); col < Math.min(canvas.width, (u + length) / p); col++) {
      const distance = ((col * p - u) / length) ** 2 + ((row * p - v) / breadth) ** 2;
      if (distance < 1) mixIn(canvas, row * canvas.width + col, colour, share * (1 - distance));
    }
}

/** Visits the columns of pixels between two positions u. */
export function eachAlong(canvas: Canvas, from: number, to: number, visit: (col: number, u: number) => void): void {
  const p = canvas.pixelMetres;
  const last = Math.min(canvas.width, Math.ceil(to / p));
  for (let col = Math.max(0, Math.floor(from / p)); col < last; col++) visit(col, (col + 0.5) * p);
}

/** Visits the rows of pixels within `halfWidth` metres of v, with metres away from it. */
export function bandOf(canvas: Canvas, v: number, halfWidth: number, visit: (row: number, away: number) => void): void {
  const p = canvas.pixelMetres;
  const last = Math.min(canvas.height - 1, Math.floor((v + halfWidth) / p - 0.5));
  for (let row = Math.max(0, Math.ceil((v - halfWidth) / p - 0.5)); row <= last; row++) visit(row, (row + 0.5) * p - v);
}
