import { type Box, type Canvas, put, varied, visitBox } from "./canvas.ts";
import { bandOf, eachAlong } from "./ground.ts";
import { trackV, type YardLayout } from "./layout.ts";
import type { RandomStream } from "./random.ts";
import { CONCRETE, LEAVES, ROOFS } from "./roadside-paint.ts";

/** A crown of leaves: a rough dome. `clearance` is how high its lowest branches hang over what stands below. */
export function paintCrown(
  canvas: Canvas,
  u: number,
  v: number,
  radius: number,
  random: RandomStream,
  clearance: number,
): void {
  const leaf = varied(random.pick(LEAVES), random, 12);
  const box = { u, v, directionU: 1, directionV: 0, lengthMetres: 2.4 * radius, widthMetres: 2.4 * radius };
  const lobes = random.integer(3, 7);
  const phase = random.uniform(0, 6.28);
  visitBox(canvas, box, (at, along, across) => {
    const x = along - 1.2 * radius;
    const reach = radius * (1 + 0.16 * Math.sin(lobes * Math.atan2(across, x) + phase));
    const share = Math.hypot(x, across) / reach;
    if (share > 1 || (share > 0.8 && random.chance(0.3))) return;
    const top = clearance + 1.3 * radius * Math.sqrt(1 - share * share) + random.normal() * 0.2;
    put(canvas, at, leaf, 1 + random.normal() * 0.14, Math.max(0.1, top));
  });
}

/** Roofs and trees that hang over tracks and hide cars: painted last. */
export function paintCover(canvas: Canvas, layout: YardLayout, random: RandomStream, share: number): void {
  if (random.chance(share / 2)) paintBridge(canvas, layout, random);
  if (random.chance(share)) {
    const track = random.pick(layout.tracks);
    const halfWidth = random.uniform(1.5, 6);
    const away = random.uniform(-3, 3);
    const from = random.uniform(-20, layout.lengthMetres - 10);
    const to = from + random.uniform(8, 60);
    const colour = varied(random.pick(ROOFS), random, 10);
    const high = random.uniform(5.8, 8);
    const ribs = random.uniform(0, 0.1);
    eachAlong(canvas, from, to, (col, u) => {
      bandOf(canvas, trackV(track, u) + away, halfWidth, (row) => {
        put(canvas, row * canvas.width + col, colour, 1 + (u % 2 < 0.5 ? ribs : 0) + random.normal() * 0.02, high);
      });
    });
  }
  if (random.chance(share)) {
    for (let n = random.integer(1, 10); n > 0; n--) {
      const track = random.pick(layout.tracks);
      const u = random.uniform(0, layout.lengthMetres);
      const radius = random.uniform(1.2, 4);
      const v = trackV(track, u) + random.pick([-1, 1]) * random.uniform(0.6, 1.2) * radius;
      paintCrown(canvas, u, v, radius, random, 3);
    }
  }
}

/** A road or a footbridge over the whole yard. */
function paintBridge(canvas: Canvas, layout: YardLayout, random: RandomStream): void {
  const long = canvas.height * canvas.pixelMetres;
  const turn = random.normal() * 0.2;
  const box: Box = {
    u: random.uniform(0, layout.lengthMetres),
    v: long / 2,
    directionU: Math.sin(turn),
    directionV: Math.cos(turn),
    lengthMetres: 2 * long,
    widthMetres: random.uniform(2.5, 14),
  };
  const colour = varied(random.chance(0.5) ? CONCRETE : [110, 110, 112], random, 14);
  const high = random.uniform(6, 8.5);
  visitBox(canvas, box, (at, _, across) => {
    const rail = box.widthMetres / 2 - Math.abs(across) < 0.3;
    put(canvas, at, colour, (rail ? 1.15 : 1) + random.normal() * 0.02, rail ? high + 1 : high);
  });
}
