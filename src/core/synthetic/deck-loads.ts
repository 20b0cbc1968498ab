import { type Colour, put, varied, visitBox } from "./canvas.ts";
import type { CarPaint } from "./car-bodies.ts";
import type { RandomStream } from "./random.ts";
import { type Build, CONTAINER_PAINT } from "./rolling-stock.ts";

const FRAME: Colour = [66, 60, 54];
const TIMBER: Colour = [164, 136, 98];
const STEEL: Colour = [112, 104, 98];

/** ISO 668 container lengths, and the 45 ft of North American and European intermodal traffic, metres. */
const CONTAINER_LENGTHS = [6.06, 6.06, 12.19, 12.19, 13.72] as const;
const CONTAINER_WIDTH = 2.44;

/** Paints a car with a deck or an open frame, and what lies on it. */
export function paintDeckLoad(paint: CarPaint, cut: RandomStream, build: Build): void {
  if (build === "skeleton") paintSkeleton(paint, cut);
  else if (build === "centre-beam") paintCentreBeam(paint, cut);
  else paintDeck(paint, cut, build === "stanchions");
}

/** A frame of beams, open between them, with or without containers. */
function paintSkeleton(paint: CarPaint, cut: RandomStream): void {
  const { canvas, box, owner, random } = paint;
  const frame = varied(cut.chance(0.4) ? paint.body : FRAME, cut, 10);
  const pitch = cut.uniform(2.2, 3.6);
  const half = box.widthMetres / 2;
  const solid = cut.chance(0.25);
  visitBox(canvas, box, (at, along, across) => {
    const sideSill = half - Math.abs(across) < 0.28;
    const centreSill = Math.abs(across) < 0.28;
    const crossBeam = Math.min(along, box.lengthMetres - along) < 0.6 || (along + 0.3) % pitch < 0.35;
    if (sideSill || centreSill || crossBeam || solid) put(canvas, at, frame, 1 + random.normal() * 0.06, 1.2, owner);
    // The track between the beams lies in their shade.
    else put(canvas, at, [52, 48, 44], 1 + random.normal() * 0.12, 0.3, owner);
  });
  if (!cut.chance(0.62)) return;
  placeContainers(paint, cut, 1.25);
}

function placeContainers(paint: CarPaint, cut: RandomStream, deck: number): void {
  const { canvas, box, owner, random } = paint;
  const shared = cut.chance(0.5);
  const sharedColour = cut.pick(CONTAINER_PAINT);
  const highCube = cut.chance(0.5);
  const kind = cut.pick(CONTAINER_LENGTHS);
  const tankContainers = cut.chance(0.12);
  let at = random.chance(0.7) ? 0.15 : random.uniform(0.1, 2.5);
  while (at + 6 < box.lengthMetres) {
    const length = at + kind <= box.lengthMetres + 0.2 ? kind : 6.06;
    const missing = random.chance(0.12);
    const colour = varied(shared ? sharedColour : random.pick(CONTAINER_PAINT), random, 9);
    const top = deck + (highCube ? 2.9 : 2.6);
    const start = at;
    const ribs = random.uniform(-0.06, 0.06);
    if (!missing)
      visitBox(canvas, { ...box, widthMetres: CONTAINER_WIDTH }, (pixel, along, across) => {
        const own = along - start;
        if (own < 0 || own >= length || along > box.lengthMetres) return;
        if (tankContainers && Math.abs(across) > 1.05) {
          put(canvas, pixel, FRAME, 1, deck + 0.4, owner);
          return;
        }
        const edge = Math.min(own, length - own) < 0.2 ? -0.12 : 0;
        put(canvas, pixel, colour, 1 + edge + ((own * 2) % 1 < 0.5 ? ribs : 0) + random.normal() * 0.02, top, owner);
      });
    at += length + random.uniform(0.08, 0.5);
  }
}

/** A plank or steel deck: empty, or with steel, timber, machines, pipes or containers. */
function paintDeck(paint: CarPaint, cut: RandomStream, stanchions: boolean): void {
  const { canvas, box, owner, random } = paint;
  const deck = varied(cut.pick([FRAME, TIMBER, STEEL, paint.body]), cut, 14);
  const planks = random.uniform(0, 0.1);
  const half = box.widthMetres / 2;
  visitBox(canvas, box, (at, along, across) => {
    const rim = half - Math.abs(across) < 0.15 || Math.min(along, box.lengthMetres - along) < 0.2;
    const stake = stanchions && rim && (along + 0.4) % 1.9 < 0.2;
    const gain = (rim ? 0.85 : 1) + (along % 0.5 < 0.25 ? planks : -planks) + random.normal() * 0.04;
    put(canvas, at, deck, gain, stake ? 2.4 : 1.3, owner);
  });
  const load = cut.uniform();
  if (load < 0.4) return;
  if (load < 0.6) {
    placeContainers(paint, cut, 1.35);
    return;
  }
  if (load < 0.72) {
    placeVehicles(paint, cut);
    return;
  }
  const colour = varied(cut.pick([TIMBER, STEEL, [92, 64, 50], [150, 150, 150]]), random, 10);
  const width = cut.uniform(1.4, 2.7);
  const margin = cut.uniform(0.3, 2.5);
  const top = cut.uniform(1.6, 3.4);
  const bundles = random.integer(1, 4);
  const lines = random.uniform(0.2, 0.5);
  visitBox(canvas, { ...box, widthMetres: width }, (at, along, across) => {
    const own = along - margin;
    const length = box.lengthMetres - 2 * margin;
    if (own < 0 || own > length || ((own / length) * bundles) % 1 > 0.93) return;
    const gain = 1 + (((across + 5) / lines) % 1 < 0.4 ? -0.14 : 0.04) + random.normal() * 0.04;
    put(canvas, at, colour, gain, top, owner);
  });
}

function placeVehicles(paint: CarPaint, cut: RandomStream): void {
  const { canvas, box, owner, random } = paint;
  const length = cut.uniform(4, 7);
  for (let start = 0.4; start + length < box.lengthMetres; start += length + 0.6) {
    const colour = varied(random.pick(CONTAINER_PAINT), random, 20);
    visitBox(canvas, { ...box, widthMetres: cut.uniform(1.8, 2.5) }, (at, along) => {
      const own = along - start;
      if (own < 0 || own > length) return;
      const cab = own > length * 0.3 && own < length * 0.75;
      put(canvas, at, colour, cab ? 0.75 : 1, cab ? 3 : 2.4, owner);
    });
  }
}

/** A lumber car: a high spine along the middle, bundles of wrapped timber on both sides or none. */
function paintCentreBeam(paint: CarPaint, cut: RandomStream): void {
  const { canvas, box, z, owner, body, random } = paint;
  const loaded = cut.chance(0.55);
  const wrap = varied(cut.chance(0.6) ? [222, 222, 220] : TIMBER, cut, 10);
  const bundle = cut.uniform(2.4, 4.9);
  visitBox(canvas, box, (at, along, across) => {
    const end = Math.min(along, box.lengthMetres - along) < 0.5;
    if (end || Math.abs(across) < 0.2) put(canvas, at, body, 1, z, owner);
    else if (loaded) {
      const seam = along % bundle < 0.2 ? -0.3 : 0;
      put(canvas, at, wrap, 1 + seam + random.normal() * 0.03, z - 0.3, owner);
    } else put(canvas, at, body, 0.85 + random.normal() * 0.04, 1.3, owner);
  });
}
