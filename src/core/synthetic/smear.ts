import { type Canvas, visitBox } from "./canvas.ts";
import { boxOfCar } from "./cars.ts";
import type { YardLayout } from "./layout.ts";
import type { StandingCar } from "./occupancy.ts";
import type { RandomStream } from "./random.ts";

/**
 * Smears one train along its track, as a moving train looks in bands that are taken one after another: each band is
 * shifted by what the train ran in between (up to 3 m), and blurred by what it ran during the exposure.
 */
export function smearMoving(
  pixels: Float32Array,
  canvas: Canvas,
  layout: YardLayout,
  cars: readonly StandingCar[],
  random: RandomStream,
): void {
  const moving = cars[random.integer(0, cars.length - 1)];
  if (moving === undefined) return;
  const size = canvas.width * canvas.height;
  const shift = random.uniform(-3, 3);
  const blur = random.uniform(0.1, 0.8);
  const samples = 4;
  const original = pixels.slice();
  for (const car of cars) {
    if (car.track !== moving.track || car.cut !== moving.cut) continue;
    const box = boxOfCar(layout, car);
    const wide = { ...box, widthMetres: box.widthMetres + 1, lengthMetres: box.lengthMetres + 1.4 };
    visitBox(canvas, wide, (at) => {
      const row = Math.floor(at / canvas.width);
      const col = at % canvas.width;
      for (let band = 0; band < 3; band++) {
        let sum = 0;
        for (let n = 0; n < samples; n++) {
          const away = (shift * (band - 1)) / 2 + blur * ((n + 0.5) / samples - 0.5);
          const c = Math.min(
            canvas.width - 1,
            Math.max(0, col + Math.round((away * box.directionU) / canvas.pixelMetres)),
          );
          const r = Math.min(
            canvas.height - 1,
            Math.max(0, row + Math.round((away * box.directionV) / canvas.pixelMetres)),
          );
          sum += original[band * size + r * canvas.width + c] as number;
        }
        pixels[band * size + at] = sum / samples;
      }
    });
  }
}
