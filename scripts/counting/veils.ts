import type { Raster } from "../../src/core/imagery/raster.ts";
import { smoothNoise } from "../../src/core/synthetic/canvas.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { type RenderedScene, sceneOfRaster } from "./rendered-scenes.ts";

/** Haze is thick here and thin there; a thin veil is drawn out in one direction; cumulus is opaque, with ragged edges and a shadow. */
export const VEILS = ["haze", "thin veil", "cumulus"] as const;
export type Veil = (typeof VEILS)[number];

export interface VeilDraw {
  readonly veil: Veil;
  readonly seed: number;
  /** Mean optical thickness: of cumulus, as if its cover were spread evenly. 0: no veil, noise alone. */
  readonly thickness: number;
}

/** What a veil leaves of the ground's own light, 0 to 1, in the picture's grid; the same in all three bands. */
export interface VeiledScene extends RenderedScene {
  readonly transmission: Raster;
}

/** The light of a veil, as displayed. */
const WHITE = 246;
/** Standard deviation of what thickness varies by, in the logarithm. */
const UNEVEN = 0.6;
/** Sizes of the variations, metres. Each is as strong as its size: a power that falls with the square of the frequency. */
const SIZES = [300, 150, 75, 38, 19, 10];
const RAGGED_SIZES = [120, 60, 30, 15, 8, 4];
/** Opaque cloud, and what its shadow leaves of the light. */
const OPAQUE = 6;
const SHADE = 0.4;

/**
 * Lays a veil over a clean scene that no mask declares, then noise of a sensor with a standard deviation of 1 to 4, then, in every second
 * scene, a stretch of what is left of the contrast.
 */
export function veiled(rendered: RenderedScene, { veil, seed, thickness }: VeilDraw): VeiledScene {
  const random = new RandomStream(seed ^ 0x51ed270b);
  const { image, gsdMetres } = rendered;
  const { width, height } = image;
  const size = width * height;
  const left = new Float32Array(size).fill(1);
  const shade = new Float32Array(size).fill(1);
  if (thickness > 0 && veil === "cumulus") {
    const away = Math.round(random.uniform(20, 60) / gsdMetres);
    const field = unevenness(random, width + away, height + away, gsdMetres, RAGGED_SIZES);
    const cover = 1 - Math.exp(-thickness);
    const sorted = field.slice().sort();
    const level = sorted[Math.floor((1 - cover) * (field.length - 1))] as number;
    const at = (row: number, col: number) => {
      const over = ((field[row * (width + away) + col] as number) - level) / 0.35;
      return Math.exp(-OPAQUE * Math.min(1, Math.max(0, over)));
    };
    for (let row = 0, i = 0; row < height; row++)
      for (let col = 0; col < width; col++, i++) {
        left[i] = at(row, col);
        shade[i] = SHADE + (1 - SHADE) * at(row + away, col + away);
      }
  } else if (thickness > 0) {
    const stretch = veil === "thin veil" ? 5 : 1;
    const field = unevenness(random, width, height, gsdMetres, SIZES, stretch);
    for (let i = 0; i < size; i++)
      left[i] = Math.exp(-thickness * Math.exp(UNEVEN * (field[i] as number) - UNEVEN ** 2 / 2));
  }
  const pixels = new Float32Array(3 * size);
  for (let i = 0; i < pixels.length; i++) {
    const [t, lit] = [left[i % size] as number, shade[i % size] as number];
    pixels[i] = (image.pixels[i] as number) * lit * t + WHITE * (1 - t);
  }
  const noise = random.uniform(1, 4);
  const grey = random.chance(0.4);
  for (let i = 0; i < size; i++) {
    const shared = random.normal();
    for (let band = 0; band < 3; band++) {
      const at = band * size + i;
      pixels[at] = (pixels[at] as number) + noise * (grey ? shared : random.normal());
    }
  }
  const [low, high] = random.chance(0.5) ? percentiles(pixels, image.usable) : [0, 255];
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = Math.round(Math.min(255, Math.max(0, (((pixels[i] as number) - low) * 255) / (high - low))));
  const veiledImage = { ...image, pixels };
  const planes = new Float32Array(3 * size);
  for (let band = 0; band < 3; band++) planes.set(left, band * size);
  return {
    ...rendered,
    name: `${rendered.name}, ${veil} of ${thickness}`,
    image: veiledImage,
    scene: sceneOfRaster(veiledImage, rendered.scene.conditions),
    transmission: { ...image, pixels: planes },
  };
}

/** Noise of mean 0 and standard deviation 1 about, of all sizes. */
function unevenness(
  random: RandomStream,
  width: number,
  height: number,
  gsdMetres: number,
  sizes: readonly number[],
  stretch = 1,
): Float32Array {
  const field = new Float32Array(width * height);
  let power = 0;
  for (const metres of sizes) {
    const part = smoothNoise(random, width, height, metres / gsdMetres, stretch);
    // The power of a part lies over frequencies as wide as one over its size.
    const strength = Math.sqrt(metres);
    // Smooth steps between nodes have about half of the nodes' variance.
    power += 0.55 * metres;
    for (let i = 0; i < field.length; i++) field[i] = (field[i] as number) + strength * (part[i] as number);
  }
  const scale = 1 / Math.sqrt(power);
  return field.map((value) => value * scale);
}

/** The 1st and the 99th of what can be used. */
function percentiles(pixels: Float32Array, usable: Uint8Array): [number, number] {
  const values = pixels.filter((_, i) => usable[i % usable.length] !== 0).sort();
  const low = values[Math.floor(0.01 * values.length)] as number;
  return [low, Math.max(low + 16, values[Math.floor(0.99 * values.length)] as number)];
}
