import type { Raster } from "../imagery/raster.ts";
import { smoothNoise } from "./canvas.ts";
import { jpegLike } from "./jpeg-like.ts";
import { RandomStream } from "./random.ts";
import { gaussianBlur, northUp } from "./resample.ts";

/** One sensor on one day. Every part may be given or drawn by {@link drawSensor}. */
export interface SensorConditions {
  readonly seed: number;
  /** Ground sample distance, metres. */
  readonly gsdMetres: number;
  /** Standard deviation of the optics' blur, in pixels of the sensor. */
  readonly blurPixels: number;
  /** Exponent on the displayed value; 1 leaves it. */
  readonly gamma: number;
  /** Share of grey veil, 0 to 1. */
  readonly haze: number;
  readonly gain: number;
  /** Gain by channel, relative. */
  readonly tint: readonly [number, number, number];
  /** One band, repeated. */
  readonly panchromatic: boolean;
  /** Standard deviation of noise, in displayed units of 0-255. */
  readonly noise: number;
  /** Strength of sharpening, 0 to 1.2. */
  readonly sharpening: number;
  /** JPEG quality, or 0 for none. */
  readonly jpegQuality: number;
  /** Stretched from 11 bits between percentiles, which saturates the ends. */
  readonly stretched: boolean;
  /** Share of the picture under cloud, 0 to 1, and whether a mask says so. */
  readonly cloud: number;
  readonly cloudMasked: boolean;
  /** A seam between two images of one mosaic: other gain beyond it, and a shift of up to half a metre. */
  readonly seam: boolean;
}

/** Draws conditions as they occur in practice. `cloud` is 0 in nine of ten. */
export function drawSensor(seed: number, gsdMetres: number): SensorConditions {
  const random = new RandomStream(seed);
  const warm = random.normal() * 0.05;
  return {
    seed,
    gsdMetres,
    blurPixels: random.uniform(0.25, 0.6),
    gamma: random.logUniform(0.65, 1.5),
    haze: random.chance(0.5) ? random.uniform(0, 0.45) : 0,
    gain: random.logUniform(0.6, 1.45),
    tint: [1 + warm, 1 + random.normal() * 0.03, 1 - warm],
    panchromatic: random.chance(0.35),
    noise: random.chance(0.8) ? random.uniform(0.5, 7) : 0,
    sharpening: random.chance(0.4) ? random.uniform(0.2, 1.2) : 0,
    jpegQuality: random.chance(0.55) ? random.integer(45, 95) : 0,
    stretched: random.chance(0.3),
    cloud: random.chance(0.08) ? random.uniform(0.1, 0.5) : 0,
    cloudMasked: random.chance(0.6),
    seam: random.chance(0.06),
  };
}

/**
 * Degrades an ideal raster to what a sensor delivers: blur and area integration, resampling to a north-up grid of the
 * GSD, clouds with their shadows, tone, noise, sharpening and compression, in that order.
 *
 * Integration over a pixel's square is approximated by a Gaussian of the same variance (GSD^2 / 12).
 *
 * @param raster  not changed; its pixels should be no larger than the GSD
 * @returns values are whole numbers of 0 to 255; usable is 0 outside the raster, and under cloud where the conditions
 *          say it is masked
 * @throws RangeError when the GSD is not positive
 */
export function degrade(raster: Raster, conditions: SensorConditions): Raster {
  if (!(conditions.gsdMetres > 0)) throw new RangeError(`a GSD is positive, got ${conditions.gsdMetres} m`);
  const random = new RandomStream(conditions.seed ^ 0x3c6ef372);
  const fine = Math.hypot(raster.transform.xPerCol, raster.transform.yPerCol);
  const { gsdMetres } = conditions;
  // The raster's own pixels and the bilinear sampling have blurred already.
  const variance = (conditions.blurPixels * gsdMetres) ** 2 + gsdMetres ** 2 / 12 - (2 * fine ** 2) / 12;
  const pixels = raster.pixels.slice();
  gaussianBlur(pixels, raster.width, raster.height, Math.sqrt(Math.max(0, variance)) / fine);
  const scene = northUp({ ...raster, pixels }, gsdMetres);
  if (conditions.cloud > 0) coverWithCloud(scene, conditions, random);
  tone(scene, conditions, random);
  if (conditions.seam) seam(scene, random);
  if (conditions.noise > 0) addNoise(scene, conditions, random);
  if (conditions.sharpening > 0) sharpen(scene, conditions.sharpening);
  clamp(scene.pixels);
  if (conditions.jpegQuality > 0) jpegLike(scene, conditions.jpegQuality);
  for (let i = 0; i < scene.pixels.length; i++) scene.pixels[i] = Math.round(scene.pixels[i] as number);
  return scene;
}

function clamp(pixels: Float32Array): void {
  for (let i = 0; i < pixels.length; i++) pixels[i] = Math.min(255, Math.max(0, pixels[i] as number));
}

function tone(scene: Raster, conditions: SensorConditions, random: RandomStream): void {
  const { pixels } = scene;
  const size = scene.width * scene.height;
  if (conditions.panchromatic) {
    // A panchromatic band sees red and near infrared more than the eye does.
    const weights = [random.uniform(0.25, 0.5), random.uniform(0.3, 0.5), random.uniform(0.02, 0.25)];
    const total = weights.reduce((a, b) => a + b);
    for (let i = 0; i < size; i++) {
      let grey = 0;
      for (let band = 0; band < 3; band++)
        grey += ((weights[band] as number) / total) * (pixels[band * size + i] as number);
      for (let band = 0; band < 3; band++) pixels[band * size + i] = grey;
    }
  }
  const veil = [188, 196, 206];
  const tint = conditions.panchromatic ? [1, 1, 1] : conditions.tint;
  const table = new Float32Array(1024);
  for (let k = 0; k < 1024; k++) table[k] = 255 * (k / 1023) ** conditions.gamma * conditions.gain;
  for (let band = 0; band < 3; band++) {
    const light = conditions.panchromatic ? 196 : (veil[band] ?? 196);
    const gain = tint[band] ?? 1;
    for (let i = band * size; i < (band + 1) * size; i++) {
      const value = Math.min(255, Math.max(0, pixels[i] as number));
      const toned = table[Math.round(value * (1023 / 255))] as number;
      pixels[i] = (toned * (1 - conditions.haze) + light * conditions.haze) * gain;
    }
  }
  if (conditions.stretched) stretch(scene, random.uniform(0.002, 0.02), random.uniform(0.98, 0.999));
}

/** One linear stretch for all bands between two percentiles of the usable pixels, from steps of 11 bits. */
function stretch(scene: Raster, low: number, high: number): void {
  const { pixels, usable } = scene;
  const size = scene.width * scene.height;
  const histogram = new Float64Array(1024);
  let seen = 0;
  for (let i = 0; i < size; i++) {
    if (!usable[i]) continue;
    for (let band = 0; band < 3; band++) {
      const bin = Math.min(1023, Math.max(0, Math.floor((pixels[band * size + i] as number) * 2)));
      histogram[bin] = (histogram[bin] as number) + 1;
    }
    seen += 3;
  }
  const at = (share: number) => {
    let sum = 0;
    for (let bin = 0; bin < 1024; bin++) {
      sum += histogram[bin] as number;
      if (sum >= share * seen) return bin / 2;
    }
    return 512;
  };
  const from = at(low);
  const to = Math.max(from + 8, at(high));
  for (let i = 0; i < pixels.length; i++) {
    const counted = Math.round((pixels[i] as number) * 4) / 4;
    pixels[i] = Math.min(255, Math.max(0, ((counted - from) * 255) / (to - from)));
  }
}

function addNoise(scene: Raster, conditions: SensorConditions, random: RandomStream): void {
  const { pixels } = scene;
  const size = scene.width * scene.height;
  const grey = conditions.panchromatic || random.chance(0.4);
  for (let i = 0; i < size; i++) {
    // Shot noise grows with the root of the signal: half of the variance at 128.
    const amount = conditions.noise * Math.sqrt(0.5 + (pixels[i] as number) / 256);
    const shared = random.normal() * amount;
    for (let band = 0; band < 3; band++) {
      const at = band * size + i;
      pixels[at] = (pixels[at] as number) + (grey ? shared : random.normal() * amount);
    }
  }
}

function sharpen(scene: Raster, strength: number): void {
  const blurred = scene.pixels.slice();
  gaussianBlur(blurred, scene.width, scene.height, 1);
  for (let i = 0; i < blurred.length; i++) {
    const value = scene.pixels[i] as number;
    scene.pixels[i] = value + strength * (value - (blurred[i] as number));
  }
}

function seam(scene: Raster, random: RandomStream): void {
  const { width, height, pixels } = scene;
  const angle = random.uniform(0, Math.PI);
  const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
  const offset = random.uniform(0.3, 0.7) * (width * nx + height * ny);
  const gain = random.uniform(0.75, 1.3);
  const shift = random.integer(-1, 1);
  for (let band = 0; band < 3; band++)
    for (let row = 0; row < height; row++)
      for (let col = 0; col < width - 1; col++) {
        if (col * nx + row * ny < offset) continue;
        const at = (band * height + row) * width + col;
        pixels[at] = (pixels[at + (shift > 0 ? 1 : 0)] as number) * gain;
      }
}

/** Clouds are white and soft; their shadows lie a few hundred metres away, so they fall on other ground. */
function coverWithCloud(scene: Raster, conditions: SensorConditions, random: RandomStream): void {
  const { width, height, pixels, usable } = scene;
  const size = width * height;
  const cell = 45 / conditions.gsdMetres;
  const fields = [0, 1].map(() => {
    const large = smoothNoise(random, width, height, cell);
    const small = smoothNoise(random, width, height, cell / 4);
    for (let i = 0; i < size; i++) large[i] = (large[i] as number) + 0.35 * (small[i] as number);
    return large;
  });
  const level = 0.75 - 1.5 * conditions.cloud;
  const dark = random.uniform(0.4, 0.75);
  for (let i = 0; i < size; i++) {
    const cloud = Math.min(1, Math.max(0, ((fields[0]?.[i] ?? 0) - level) * 1.8));
    const shade = Math.min(1, Math.max(0, ((fields[1]?.[i] ?? 0) - level) * 2.5));
    for (let band = 0; band < 3; band++) {
      const at = band * size + i;
      const ground = (pixels[at] as number) * (1 - dark * shade);
      pixels[at] = ground * (1 - cloud) + 244 * cloud;
    }
    if (conditions.cloudMasked && cloud > 0.35) usable[i] = 0;
  }
}
