/**
 * Draws one yard of each style, clean above degraded, into one PNG to look at.
 *
 *     npx node training/show-yards.ts [out.png] [seed] [styles, default 6]
 */
import sharp from "sharp";
import { RandomStream } from "../src/core/synthetic/random.ts";
import { degrade, drawSensor } from "../src/core/synthetic/sensor.ts";
import { HELD_OUT_STYLES, TRAINING_STYLES } from "../src/core/synthetic/styles.ts";
import { renderYard } from "../src/core/synthetic/yard.ts";

const [out = "training/work/yards.png", seed = "1", count = "6"] = process.argv.slice(2);
const random = new RandomStream(Number(seed));
const styles = [...TRAINING_STYLES, ...HELD_OUT_STYLES];
const layers: { input: Buffer; left: number; top: number; raw: { width: number; height: number; channels: 3 } }[] = [];
let top = 0;
for (let n = 0; n < Number(count); n++) {
  const style = styles[Math.floor((n * styles.length) / Number(count))] ?? random.pick(styles);
  const yard = renderYard({ layoutSeed: random.integer(0, 1e6), dateSeed: random.integer(0, 1e6), style });
  const image = degrade(yard.raster, { ...drawSensor(random.integer(0, 1e6), 0.5), cloud: 0 });
  for (const raster of [yard.raster, image]) {
    const { width, height, pixels } = raster;
    const input = Buffer.alloc(3 * width * height);
    for (let i = 0; i < width * height; i++)
      for (let band = 0; band < 3; band++) input[3 * i + band] = pixels[band * width * height + i] ?? 0;
    layers.push({ input, left: 0, top, raw: { width, height, channels: 3 } });
    top += height + 6;
  }
}
await sharp({ create: { width: 752, height: top, channels: 3, background: "#ffffff" } })
  .composite(layers)
  .png()
  .toFile(out);
process.stdout.write(`${out}\n`);
