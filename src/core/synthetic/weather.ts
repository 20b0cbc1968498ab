import { type Canvas, type Colour, mixIn, smoothNoise } from "./canvas.ts";
import type { YardLayout } from "./layout.ts";
import { trackV } from "./layout.ts";
import type { RandomStream } from "./random.ts";
import type { YardStyle } from "./styles.ts";

const SNOW: Colour = [232, 234, 240];

/** Snow on the ground, before the cars come: deep beside the tracks, thin or blown away between the rails. */
export function snowOnGround(canvas: Canvas, layout: YardLayout, style: YardStyle, random: RandomStream): void {
  if (style.snow <= 0) return;
  const { width, height, pixelMetres } = canvas;
  const drift = smoothNoise(random, width, height, 2.2 / pixelMetres, 5);
  const cleared = layout.tracks.map(() => (random.chance(0.4) ? random.uniform(0.3, 0.9) : random.uniform(0, 0.3)));
  const cover = style.snow * random.uniform(0.7, 1.15);
  const near = new Float32Array(width * height);
  layout.tracks.forEach((track, index) => {
    const bare = cleared[index] ?? 0;
    for (let col = 0; col < width; col++) {
      const middle = trackV(track, (col + 0.5) * pixelMetres) / pixelMetres;
      const reach = 1.5 / pixelMetres;
      for (let row = Math.max(0, Math.ceil(middle - reach)); row <= Math.min(height - 1, middle + reach); row++)
        near[row * width + col] = bare;
    }
  });
  for (let i = 0; i < width * height; i++) {
    const amount = 2.2 * (cover - 0.5) + 0.5 + 0.5 * (drift[i] as number) - (near[i] as number);
    if (amount > 0) mixIn(canvas, i, SNOW, Math.min(0.93, amount));
  }
}

/** Snow on roofs and loads; some cars came from elsewhere and carry none. */
export function snowOnCars(canvas: Canvas, cars: number, style: YardStyle, random: RandomStream): void {
  if (style.snow <= 0) return;
  const share = new Float32Array(cars + 1);
  for (let n = 1; n <= cars; n++) share[n] = random.chance(style.snow * 0.7) ? random.uniform(0.3, 0.95) : 0;
  const patch = smoothNoise(random, canvas.width, canvas.height, 0.8 / canvas.pixelMetres, 2);
  for (let i = 0; i < canvas.owner.length; i++) {
    const cover = share[canvas.owner[i] as number] as number;
    if (cover > 0) mixIn(canvas, i, SNOW, Math.max(0, Math.min(0.95, cover + 0.25 * (patch[i] as number))));
  }
}

/** Rain darkens porous ground more than paint; dust lies on everything. */
export function wetAndDust(canvas: Canvas, style: YardStyle, random: RandomStream): void {
  const wet = style.wet * random.uniform(0.5, 1);
  const dust = style.dust * random.uniform(0.4, 1.2);
  if (wet <= 0 && dust <= 0) return;
  const puddles = smoothNoise(random, canvas.width, canvas.height, 1.6 / canvas.pixelMetres, 3);
  const dusty: Colour = [style.ground[0] + 12, style.ground[1] + 8, style.ground[2]];
  for (let i = 0; i < canvas.owner.length; i++) {
    if (wet > 0 && canvas.owner[i] === 0) {
      const dark = 1 - wet * (0.36 + 0.1 * (puddles[i] as number));
      canvas.red[i] = (canvas.red[i] as number) * dark;
      canvas.green[i] = (canvas.green[i] as number) * dark;
      canvas.blue[i] = (canvas.blue[i] as number) * Math.min(1, dark * 1.03);
    }
    if (dust > 0) mixIn(canvas, i, dusty, dust * (canvas.owner[i] === 0 ? 0.6 : 1));
  }
}
