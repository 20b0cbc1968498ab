import { type Box, type Canvas, type Colour, mixIn, put, smoothNoise, varied, visitBox } from "./canvas.ts";
import { paintCrown } from "./cover.ts";
import { bandOf, eachAlong } from "./ground.ts";
import { trackV, type YardLayout } from "./layout.ts";
import type { RandomStream } from "./random.ts";
import { CONCRETE, LEAVES, ROOFS } from "./roadside-paint.ts";
import { CONTAINER_PAINT, FREIGHT_PAINT } from "./rolling-stock.ts";

/**
 * Things beside and between the tracks: buildings, platforms, road vehicles, containers, piles, hedges. They stand
 * clear of every track by the loading gauge, so that none is mistaken for a car by the truth.
 */
export function paintRoadside(canvas: Canvas, layout: YardLayout, random: RandomStream): void {
  const busy = random.uniform(0, 1);
  if (random.chance(0.35)) paintRoad(canvas, layout, random);
  if (random.chance(0.3)) paintPlatform(canvas, layout, random);
  const count = Math.round(busy * 26);
  for (let n = 0; n < count; n++) {
    const kind = random.uniform();
    if (kind < 0.12) placeBlock(canvas, layout, random, [6, 40], [5, 14], [3, 11], ROOFS, 1.6);
    else if (kind < 0.3) placeBlock(canvas, layout, random, [3.8, 5.2], [1.7, 2], [1.4, 1.8], CONTAINER_PAINT, 0.4);
    else if (kind < 0.45) placeBlock(canvas, layout, random, [7, 16.5], [2.4, 2.6], [2.6, 4], CONTAINER_PAINT, 0.4);
    else if (kind < 0.6) placeBlock(canvas, layout, random, [6, 12.3], [2.4, 2.5], [2.4, 5.2], CONTAINER_PAINT, 0.4);
    else if (kind < 0.72) placeBlock(canvas, layout, random, [1, 4], [1, 3], [0.8, 3], ROOFS, 0.3);
    else if (kind < 0.84) placeBlock(canvas, layout, random, [3, 20], [0.8, 2.6], [0.2, 1], FREIGHT_PAINT, 0.3);
    else paintBush(canvas, layout, random);
  }
  if (random.chance(0.35)) paintHedge(canvas, layout, random);
}

/** Small things on and close to the tracks: boxes, sleepers, signals, rubbish; and patches of other ballast. */
export function paintTrackClutter(canvas: Canvas, layout: YardLayout, random: RandomStream): void {
  const p = canvas.pixelMetres;
  for (let n = random.integer(0, 30); n > 0; n--) {
    const track = random.pick(layout.tracks);
    const u = random.uniform(0, layout.lengthMetres);
    const between = random.chance(0.6) ? random.pick([-1, 1]) * random.uniform(1.7, 2.4) : random.uniform(-1, 1);
    const colour = random.chance(0.5) ? varied([214, 208, 196], random, 30) : varied([70, 66, 60], random, 20);
    const box: Box = {
      u,
      v: trackV(track, u) + between,
      directionU: 1,
      directionV: 0,
      lengthMetres: random.uniform(p, 1.2),
      widthMetres: random.uniform(p, 0.6),
    };
    const high = Math.abs(between) > 1.7 ? random.uniform(0, 1.2) : 0.1;
    visitBox(canvas, box, (at) => put(canvas, at, colour, 1, high));
  }
  // Patches the size of a car, lying on a track: fresh or spilt ballast, a wash place, a weighbridge, a crossing.
  for (let n = random.integer(0, 5); n > 0; n--) {
    const track = random.pick(layout.tracks);
    const from = random.uniform(-10, layout.lengthMetres);
    const length = random.uniform(2, 30);
    const halfWidth = random.uniform(0.8, 2.4);
    const colour = random.pick<Colour>([
      [60, 58, 56],
      [48, 46, 46],
      [176, 172, 166],
      [200, 198, 192],
      [132, 104, 84],
      [96, 100, 80],
    ]);
    const share = random.uniform(0.2, 0.75);
    const soft = random.uniform(0.2, 3);
    eachAlong(canvas, from, from + length, (col, u) => {
      const end = Math.min(1, Math.min(u - from, from + length - u) / soft);
      bandOf(canvas, trackV(track, u), halfWidth, (row, away) => {
        const side = Math.min(1, (halfWidth - Math.abs(away)) / 0.3);
        mixIn(canvas, row * canvas.width + col, colour, share * Math.max(0, end * side));
      });
    });
  }
}

/** Whether a circle stays clear of all tracks by half a loading gauge. */
function isClear(layout: YardLayout, u: number, v: number, radius: number): boolean {
  return layout.tracks.every((track) => Math.abs(trackV(track, u) - v) > radius + 1.75);
}

/** A place beside the tracks: mostly close to one, else anywhere in the frame. */
function findPlace(
  canvas: Canvas,
  layout: YardLayout,
  random: RandomStream,
  halfLength: number,
  halfWidth: number,
): { u: number; v: number; along: boolean } | undefined {
  for (let attempt = 0; attempt < 6; attempt++) {
    const along = random.chance(0.8);
    const u = random.uniform(0, layout.lengthMetres);
    const reach = along ? halfWidth : halfLength;
    const track = random.pick(layout.tracks);
    const v = random.chance(0.6)
      ? trackV(track, u) + random.pick([-1, 1]) * (reach + 1.8 + Math.abs(random.normal()) * 1.5)
      : random.uniform(0, canvas.height * canvas.pixelMetres);
    const ends = [u - (along ? halfLength : halfWidth), u, u + (along ? halfLength : halfWidth)];
    if (ends.every((at) => isClear(layout, at, v, reach))) return { u, v, along };
  }
  return undefined;
}

type Range = readonly [number, number];

function placeBlock(
  canvas: Canvas,
  layout: YardLayout,
  random: RandomStream,
  length: Range,
  width: Range,
  high: Range,
  palette: readonly Colour[],
  spread: number,
): void {
  const lengthMetres = random.uniform(...length);
  const widthMetres = random.uniform(...width);
  const place = findPlace(canvas, layout, random, lengthMetres / 2, widthMetres / 2);
  if (place === undefined) return;
  const top = random.uniform(...high);
  const track = random.pick(layout.tracks);
  const slope = trackV(track, place.u + 1) - trackV(track, place.u);
  const norm = Math.hypot(1, slope);
  const directionU = place.along ? 1 / norm : -slope / norm;
  const directionV = place.along ? slope / norm : 1 / norm;
  const rows = random.chance(0.25) ? random.integer(2, 6) : 1;
  for (let n = 0; n < rows; n++) {
    const colour = varied(random.pick(palette), random, 12);
    const u = place.u + n * (lengthMetres + spread) * directionU;
    const v = place.v + n * (lengthMetres + spread) * directionV;
    if (!isClear(layout, u, v, place.along ? widthMetres / 2 : lengthMetres / 2)) return;
    const ribs = random.chance(0.5) ? random.uniform(0, 0.08) : 0;
    visitBox(canvas, { u, v, directionU, directionV, lengthMetres, widthMetres }, (at, along) =>
      put(canvas, at, colour, 1 + (along % 1 < 0.3 ? ribs : 0) + random.normal() * 0.03, top),
    );
  }
}

function paintRoad(canvas: Canvas, layout: YardLayout, random: RandomStream): void {
  const track = random.pick(layout.tracks);
  const away = random.pick([-1, 1]) * random.uniform(3.6, 8);
  const halfWidth = random.uniform(1.2, 3.2);
  const colour = varied(random.chance(0.5) ? [112, 112, 114] : [164, 156, 140], random, 14);
  eachAlong(canvas, 0, layout.lengthMetres, (col, u) => {
    bandOf(canvas, trackV(track, u) + away, halfWidth, (row) => {
      if (isClear(layout, u, (row + 0.5) * canvas.pixelMetres, -0.2))
        mixIn(canvas, row * canvas.width + col, colour, 0.85);
    });
  });
}

function paintPlatform(canvas: Canvas, layout: YardLayout, random: RandomStream): void {
  const track = random.pick(layout.tracks);
  const side = random.pick([-1, 1]);
  const halfWidth = random.uniform(1, 4);
  const from = random.uniform(-40, layout.lengthMetres * 0.7);
  const to = from + random.uniform(30, 140);
  const colour = varied(CONCRETE, random, 16);
  const high = random.uniform(0.3, 1.2);
  eachAlong(canvas, from, to, (col, u) => {
    bandOf(canvas, trackV(track, u) + side * (1.75 + halfWidth), halfWidth, (row, away) => {
      const v = (row + 0.5) * canvas.pixelMetres;
      if (!isClear(layout, u, v, 0)) return;
      const edge = halfWidth - Math.abs(away) < 0.35 ? 1.18 : 1;
      put(canvas, row * canvas.width + col, colour, edge + random.normal() * 0.03, high);
    });
  });
}

function paintHedge(canvas: Canvas, layout: YardLayout, random: RandomStream): void {
  const track = random.pick(layout.tracks);
  const away = random.pick([-1, 1]) * random.uniform(3.2, 7);
  const halfWidth = random.uniform(0.8, 3);
  const from = random.uniform(-60, layout.lengthMetres * 0.6);
  const to = from + random.uniform(20, 160);
  const leaf = varied(random.pick(LEAVES), random, 10);
  const bumps = smoothNoise(random, canvas.width, canvas.height, 1 / canvas.pixelMetres);
  const high = random.uniform(0.3, 3);
  eachAlong(canvas, from, to, (col, u) => {
    bandOf(canvas, trackV(track, u) + away, halfWidth * 1.3, (row, off) => {
      const at = row * canvas.width + col;
      const bump = bumps[at] as number;
      if (Math.abs(off) > halfWidth * (1 + 0.3 * bump)) return;
      if (!isClear(layout, u, (row + 0.5) * canvas.pixelMetres, -0.3)) return;
      put(canvas, at, leaf, 1 + 0.25 * bump + random.normal() * 0.1, Math.max(0, high * (1 + 0.4 * bump)));
    });
  });
}

function paintBush(canvas: Canvas, layout: YardLayout, random: RandomStream): void {
  const radius = random.uniform(0.5, 3);
  const place = findPlace(canvas, layout, random, radius, radius);
  if (place) paintCrown(canvas, place.u, place.v, radius, random, 0);
}

/** A level crossing: planks or asphalt from one side of the yard to the other. */
export function paintCrossing(canvas: Canvas, layout: YardLayout, random: RandomStream): void {
  if (!random.chance(0.15)) return;
  const u = random.uniform(0, layout.lengthMetres);
  const halfWidth = random.uniform(1.2, 4);
  const colour = varied(random.chance(0.5) ? [104, 104, 106] : [168, 160, 146], random, 16);
  eachAlong(canvas, u - halfWidth, u + halfWidth, (col) => {
    for (let row = 0; row < canvas.height; row++) mixIn(canvas, row * canvas.width + col, colour, 0.8);
  });
}
