import { type Box, type Canvas, type Colour, put, varied, visitBox } from "./canvas.ts";
import type { RandomStream } from "./random.ts";
import { BULK_LOADS } from "./rolling-stock.ts";

/** What a painter of one car needs. `z` is the height of the body's top. */
export interface CarPaint {
  readonly canvas: Canvas;
  readonly box: Box;
  readonly z: number;
  readonly owner: number;
  readonly body: Colour;
  readonly random: RandomStream;
}

const UNDERFRAME: Colour = [58, 54, 50];

export interface RoofShape {
  /** How much higher the middle is than the edge, metres. */
  readonly rise: number;
  /** Distance of the ribs, or 0. */
  readonly ribs: number;
  readonly hatches: number;
  readonly gangway: boolean;
}

/** Tilts one pixel of a car: the surface falls to the car's right by `fall` metres per metre. */
function tilt(canvas: Canvas, at: number, fall: number, box: Box): void {
  const normal = fall / Math.hypot(1, fall);
  canvas.normalU[at] = -box.directionV * normal;
  canvas.normalV[at] = box.directionU * normal;
}

/** Box cars, hoppers with hatches, coaches: a roof, arched or flat. */
export function paintRoof(paint: CarPaint, shape: RoofShape, cut: RandomStream): void {
  const { canvas, box, z, owner, body, random } = paint;
  const half = box.widthMetres / 2;
  const ribGain = cut.uniform(-0.16, 0.16);
  const hatchGain = cut.uniform(-0.35, 0.3);
  const dirt = random.uniform(0, 0.12);
  const phase = random.uniform(0, 1);
  visitBox(canvas, box, (at, along, across) => {
    const t = across / half;
    let gain = 1 + dirt * Math.sin(along * 0.7 + phase * 6) + random.normal() * 0.02;
    let top = z - shape.rise * t * t;
    if (shape.ribs > 0 && (along + phase) % shape.ribs < 0.22) gain += ribGain;
    if (shape.gangway && Math.abs(across) < 0.35) gain -= 0.18;
    if (shape.hatches > 0 && Math.abs(across) < 0.4) {
      const place = ((along / shape.hatches + 0.5) % 1) - 0.5;
      if (Math.abs(place * shape.hatches) < 0.45) {
        gain += hatchGain;
        top += 0.15;
      }
    }
    put(canvas, at, body, gain, top, owner);
    tilt(canvas, at, (2 * shape.rise * t) / half, box);
  });
}

/** A cylinder on a frame, with a walkway and domes or without. */
export function paintTank(paint: CarPaint, cut: RandomStream): void {
  const { canvas, box, z, owner, body, random } = paint;
  const radius = Math.min(1.5, box.widthMetres / 2) * cut.uniform(0.9, 1);
  const inset = cut.uniform(0.3, 1);
  const walkway = cut.chance(0.6);
  const domes = cut.pick([1, 1, 2, 3]);
  const band = cut.chance(0.25) ? varied(body, cut, 45) : undefined;
  const frame = varied(UNDERFRAME, cut, 8);
  const length = box.lengthMetres;
  visitBox(canvas, box, (at, along, across) => {
    const end = Math.min(along, length - along) - inset;
    const cap = end < 0.5 ? Math.sqrt(Math.max(0, 1 - ((0.5 - end) / 0.5) ** 2)) : 1;
    const r = radius * (0.35 + 0.65 * cap);
    if (end <= 0 || Math.abs(across) > r) {
      put(canvas, at, frame, 1 + random.normal() * 0.05, 1.3, owner);
      return;
    }
    const t = across / radius;
    const rise = Math.sqrt(Math.max(0.02, 1 - t * t));
    let colour = body;
    let gain = 1 + random.normal() * 0.02;
    let top = z - 0.3 - radius * (1 - rise) * 0.9;
    if (band && Math.abs(along - length / 2) < 1) colour = band;
    if (walkway && Math.abs(across) < 0.3) gain -= 0.22;
    for (let n = 0; n < domes; n++) {
      const centre = (length * (n + 1)) / (domes + 1);
      if (Math.hypot(along - centre, across) < 0.5) {
        gain -= 0.2;
        top = z;
      }
    }
    put(canvas, at, colour, gain, top, owner);
    tilt(canvas, at, Math.min(3, Math.max(-3, t / rise)), box);
  });
}

/** Gondolas and open hoppers, empty or with a load; walls 0.18 m thick cast their shadow inside. */
export function paintOpen(paint: CarPaint, cut: RandomStream, hopper: boolean): void {
  const { canvas, box, z, owner, body, random } = paint;
  const loaded = cut.chance(0.6);
  const load = varied(loaded ? cut.pick(BULK_LOADS) : varied(body, cut, 12), random, 6);
  const level = loaded ? z - cut.uniform(-0.3, 1.2) : 1.4;
  const roughness = loaded ? cut.uniform(0.03, 0.16) : 0.05;
  const heaps = loaded && cut.chance(0.4) ? cut.integer(2, 4) : 0;
  const crossBars = cut.chance(0.3) ? random.integer(1, 3) : 0;
  const wall = 0.18;
  const length = box.lengthMetres;
  const half = box.widthMetres / 2;
  const slopeEnd = hopper ? 1.6 : 0;
  visitBox(canvas, box, (at, along, across) => {
    const fromEnd = Math.min(along, length - along);
    if (fromEnd < wall || half - Math.abs(across) < wall) {
      put(canvas, at, body, 1.08, z, owner);
      return;
    }
    for (let n = 1; n <= crossBars; n++)
      if (Math.abs(along - (length * n) / (crossBars + 1)) < 0.12) {
        put(canvas, at, body, 0.95, z - 0.1, owner);
        return;
      }
    let top = level;
    if (heaps > 0) top += 0.35 * Math.cos((along / length) * heaps * 2 * Math.PI) - 0.4 * (across / half) ** 2;
    if (slopeEnd > 0 && fromEnd < slopeEnd && !loaded) top = level + (1 - fromEnd / slopeEnd) * (z - level - 0.3);
    put(canvas, at, load, (loaded ? 1 : 0.8) + random.normal() * roughness, top, owner);
  });
}

/** A tarpaulin or sliding hood over bows; now and then half drawn back. */
export function paintTarpaulin(paint: CarPaint, cut: RandomStream): void {
  const { canvas, box, z, owner, body, random } = paint;
  const half = box.widthMetres / 2;
  const bows = cut.uniform(0.8, 2);
  const sag = cut.uniform(0, 0.12);
  const partial = random.chance(0.12) ? random.uniform(0.4, 0.7) : 1;
  visitBox(canvas, box, (at, along, across) => {
    if (along > box.lengthMetres * partial) {
      put(canvas, at, UNDERFRAME, 1.2, 1.6, owner);
      return;
    }
    const t = across / half;
    const fold = Math.abs(((along / bows) % 1) - 0.5) * 2;
    put(canvas, at, body, 1 + sag * (fold - 0.5) + random.normal() * 0.03, z - 0.5 * t * t - sag * fold, owner);
    tilt(canvas, at, t / half, box);
  });
}

/** Locomotives: a body with cabs at its ends, or hoods narrower than the cab. */
export function paintLocomotive(paint: CarPaint, cut: RandomStream, hood: boolean): void {
  const { canvas, box, z, owner, body, random } = paint;
  const length = box.lengthMetres;
  const roof = varied(cut.chance(0.5) ? [110, 110, 110] : body, cut, 10);
  const cabAt = hood ? (cut.chance(0.5) ? length / 2 : length * cut.pick([0.15, 0.8])) : 0;
  const equipment = random.integer(3, 7);
  visitBox(canvas, box, (at, along, across) => {
    let colour = roof;
    let top = z;
    if (hood) {
      const inCab = Math.abs(along - cabAt) < 1.3;
      if (!inCab && Math.abs(across) > 0.85) {
        put(canvas, at, UNDERFRAME, 1.25, 1.5, owner);
        return;
      }
      top = inCab ? z : z - 0.6;
      colour = inCab ? roof : body;
    } else {
      const fromEnd = Math.min(along, length - along);
      if (fromEnd < 1.2) colour = body;
      if (Math.abs(across) > 1.2) colour = body;
    }
    let gain = 1 + random.normal() * 0.03;
    const slot = (along / length) * equipment;
    if (Math.abs(slot - Math.round(slot)) < 0.16 && Math.abs(across) < 0.7) gain -= 0.35;
    put(canvas, at, colour, gain, top, owner);
  });
}
