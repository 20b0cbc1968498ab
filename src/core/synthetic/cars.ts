import { type Box, type Canvas, type Colour, faded, mixIn, put, smoothNoise, varied, visitBox } from "./canvas.ts";
import { type CarPaint, paintLocomotive, paintOpen, paintRoof, paintTank, paintTarpaulin } from "./car-bodies.ts";
import { paintDeckLoad } from "./deck-loads.ts";
import type { YardLayout } from "./layout.ts";
import { pointOnTrack } from "./layout.ts";
import type { StandingCar } from "./occupancy.ts";
import { RandomStream } from "./random.ts";
import {
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
