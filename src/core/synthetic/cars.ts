import { type Box, type Canvas, type Colour, faded, mixIn, put, smoothNoise, varied, visitBox } from "./canvas.ts";
import { paintDeckLoad } from "./deck-loads.ts";
import type { YardLayout } from "./layout.ts";
import { pointOnTrack } from "./layout.ts";
import type { StandingCar } from "./occupancy.ts";
import { RandomStream } from "./random.ts";
import {
  BULK_LOADS,
  COACH_PAINT,
  FREIGHT_PAINT,
  HAS_BUFFERS,
  LOCOMOTIVE_PAINT,
  TANK_PAINT,
  TARPAULIN_PAINT,
} from "./rolling-stock.ts";
import type { YardStyle } from "./styles.ts";

/** Where a car stands in the yard frame: a rigid box on the chord between its two ends. */
export function boxOfCar(layout: YardLayout, car: StandingCar): Box {
  const track = layout.tracks[car.track];
  if (track === undefined) throw new RangeError(`car on track ${car.track}, the yard has ${layout.tracks.length}`);
  const start = pointOnTrack(track, car.from);
  const end = pointOnTrack(track, car.to);
  const length = Math.hypot(end.u - start.u, end.v - start.v);
  return {
    u: (start.u + end.u) / 2,
    v: (start.v + end.v) / 2,
    directionU: (end.u - start.u) / length,
    directionV: (end.v - start.v) / length,
    lengthMetres: length,
    widthMetres: car.model.widthMetres,
  };
}

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
const COUPLER: Colour = [66, 60, 54];

/**
 * Paints all cars.
 *
 * @param seed  decides paint and loads. Cars of one cut share most of both
 */
export function paintCars(
  canvas: Canvas,
  layout: YardLayout,
  cars: readonly StandingCar[],
  style: YardStyle,
  seed: number,
): void {
  const fading = new RandomStream(seed).uniform(0, 0.7);
  cars.forEach((car, index) => {
    const box = boxOfCar(layout, car);
    const cut = new RandomStream(seed * 7919 + car.cut);
    const own = new RandomStream(seed * 104729 + index + 1);
    const likeGround = cut.chance(0.4);
    const palette = paletteOf(car);
    const shared: Colour = likeGround
      ? varied(cut.chance(0.5) ? style.ground : style.bed, cut, cut.chance(0.4) ? 5 : 16)
      : faded(cut.pick(palette), fading);
    const mixed = cut.chance(0.5);
    const body = varied(mixed && own.chance(0.5) ? faded(own.pick(palette), fading) : shared, own, 7);
    const paint: CarPaint = { canvas, box, z: car.model.heightMetres, owner: index + 1, body, random: own };
    paintCar(car, paint, cut);
    if (car.coupled) paintCoupling(canvas, layout, car, HAS_BUFFERS[car.model.region]);
  });
  weatherCars(canvas, cars.length, new RandomStream(seed + 1));
}

const RUST: Colour = [116, 74, 52];
const GRIME: Colour = [70, 66, 60];

/** Rust and grime in patches, more on some cars than on others. */
function weatherCars(canvas: Canvas, cars: number, random: RandomStream): void {
  const share = Float32Array.from({ length: cars + 1 }, (_, n) =>
    n > 0 && random.chance(0.6) ? random.uniform(0.05, 0.6) : 0,
  );
  const colours = Array.from(share, () => (random.chance(0.6) ? varied(RUST, random, 14) : varied(GRIME, random, 12)));
  const patches = smoothNoise(random, canvas.width, canvas.height, random.uniform(0.4, 1.2) / canvas.pixelMetres, 2);
  for (let i = 0; i < canvas.owner.length; i++) {
    const who = canvas.owner[i] as number;
    const amount = (share[who] as number) * (0.4 + (patches[i] as number));
    const colour = colours[who];
    if (amount > 0 && colour) mixIn(canvas, i, colour, Math.min(0.9, amount));
  }
}

function paletteOf(car: StandingCar): readonly Colour[] {
  switch (car.model.build) {
    case "cylinder":
      return TANK_PAINT;
    case "tarpaulin":
      return TARPAULIN_PAINT;
    case "coach":
      return COACH_PAINT;
    case "cab-locomotive":
    case "hood-locomotive":
      return LOCOMOTIVE_PAINT;
    default:
      return FREIGHT_PAINT;
  }
}

function paintCar(car: StandingCar, paint: CarPaint, cut: RandomStream): void {
  switch (car.model.build) {
    case "flat-roof":
      paintRoof(paint, { rise: 0.1, ribs: 1.2, hatches: 0, gangway: false }, cut);
      return;
    case "arched-roof":
      paintRoof(paint, { rise: cut.uniform(0.25, 0.6), ribs: cut.uniform(0.9, 2), hatches: 0, gangway: false }, cut);
      return;
    case "hatched-roof":
      paintRoof(paint, { rise: 0.3, ribs: 0, hatches: cut.uniform(1.6, 3.4), gangway: cut.chance(0.6) }, cut);
      return;
    case "coach":
      paintRoof(paint, { rise: 0.5, ribs: 0, hatches: cut.chance(0.5) ? 5.5 : 0, gangway: false }, cut);
      return;
    case "cylinder":
      paintTank(paint, cut);
      return;
    case "open-box":
    case "open-hopper":
      paintOpen(paint, cut, car.model.build === "open-hopper");
      return;
    case "tarpaulin":
      paintTarpaulin(paint, cut);
      return;
    case "cab-locomotive":
    case "hood-locomotive":
      paintLocomotive(paint, cut, car.model.build === "hood-locomotive");
      return;
    default:
      paintDeckLoad(paint, cut, car.model.build);
      return;
  }
}

/** Buffers or couplers between this car and the next: dark, a metre high, so that light falls through beside them. */
function paintCoupling(canvas: Canvas, layout: YardLayout, car: StandingCar, buffers: boolean): void {
  const track = layout.tracks[car.track];
  if (track === undefined) return;
  const start = pointOnTrack(track, car.to);
  const end = pointOnTrack(track, car.to + 1.25);
  const length = Math.hypot(end.u - start.u, end.v - start.v);
  const directionU = (end.u - start.u) / length;
  const directionV = (end.v - start.v) / length;
  for (const away of buffers ? [-0.875, 0, 0.875] : [0]) {
    const box: Box = {
      u: (start.u + end.u) / 2 - away * directionV,
      v: (start.v + end.v) / 2 + away * directionU,
      directionU,
      directionV,
      lengthMetres: length,
      widthMetres: away === 0 ? 0.3 : 0.4,
    };
    visitBox(canvas, box, (at) => {
      if (canvas.owner[at] === 0) put(canvas, at, COUPLER, 1, 1.1);
    });
  }
}

interface RoofShape {
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

function paintRoof(paint: CarPaint, shape: RoofShape, cut: RandomStream): void {
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

function paintTank(paint: CarPaint, cut: RandomStream): void {
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

function paintOpen(paint: CarPaint, cut: RandomStream, hopper: boolean): void {
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

function paintTarpaulin(paint: CarPaint, cut: RandomStream): void {
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

function paintLocomotive(paint: CarPaint, cut: RandomStream, hood: boolean): void {
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
