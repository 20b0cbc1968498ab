import { createRequire } from "node:module";
import type Sharp from "sharp";
import type { OverlayOptions } from "sharp";
import type { Strip } from "../../core/imagery/strip.ts";
import { escapeMarkup } from "../../core/markup.ts";

/** One track's lane. */
export interface Lane {
  readonly name: string;
  readonly strip: Strip;
}

/** Widest picture, pixels; longer tracks are drawn smaller. */
const MAX_WIDTH = 16_000;
const MARGIN = 12;
/** Room for a lane's name above it, and for the metres below, pixels. */
const NAME_HEIGHT = 20;
const SCALE_HEIGHT = 22;
const PAPER = 250;
const INK = 40;
/** What cannot be used is hatched in these greys. */
const HATCH = [205, 235] as const;
const TICK_METRES = 10;

const require = createRequire(import.meta.url);
const LATIN = { name: "Source Sans 3", file: "@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf" };
const ARABIC = { name: "Amiri", file: "@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf" };

/**
 * All strips in one picture: a lane for each track with its name, and the metres along it from its first vertex.
 * Samples that cannot be used are hatched.
 *
 * @returns PNG
 */
export async function stripsPicture(lanes: readonly Lane[]): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const widest = Math.max(1, ...lanes.map(({ strip }) => strip.width));
  const reduction = Math.max(1, Math.ceil(widest / (MAX_WIDTH - 2 * MARGIN)));
  const canvas = new Canvas(
    Math.ceil(widest / reduction) + 2 * MARGIN + 40,
    lanes.reduce((sum, { strip }) => sum + laneHeight(strip, reduction), MARGIN),
  );
  const labels: OverlayOptions[] = [];
  const drawn = new Map<string, Promise<Buffer>>();
  const label = async (text: string, size: number, left: number, top: number, centred: boolean) => {
    const key = `${size} ${text}`;
    const image = drawn.get(key) ?? textImage(sharp, text, size);
    drawn.set(key, image);
    const input = await image;
    const { width = 0, height = 0 } = await sharp(input).metadata();
    const x = Math.min(Math.max(0, Math.round(centred ? left - width / 2 : left)), canvas.width - width);
    if (x >= 0 && top >= 0 && top + height <= canvas.height) labels.push({ input, left: x, top });
  };

  let top = MARGIN;
  for (const { name, strip } of lanes) {
    await label(`${name}   ${Math.round(strip.lengthMetres)} m`, 15, MARGIN, top, false);
    top += NAME_HEIGHT;
    canvas.paste(strip, MARGIN, top, reduction);
    top += Math.ceil(strip.height / reduction);
    const perMetre = 1 / strip.spacingMetres / reduction;
    // The smallest round step whose numbers do not run into one another.
    const step = [10, 20, 50, 100, 200, 500, 1000].find((metres) => metres * perMetre >= 60) ?? 2000;
    const tick = Math.max(TICK_METRES, step / 10);
    for (let metres = 0; metres <= strip.lengthMetres; metres += tick)
      canvas.tick(MARGIN + Math.round(metres * perMetre), top, metres % step === 0 ? 7 : 3);
    for (let metres = 0; metres <= strip.lengthMetres; metres += step)
      await label(String(metres), 11, MARGIN + metres * perMetre, top + 8, true);
    top += SCALE_HEIGHT;
  }
  const raw = { width: canvas.width, height: canvas.height, channels: 3 } as const;
  return await sharp(canvas.pixels, { raw, limitInputPixels: false })
    .composite(labels)
    .png({ compressionLevel: 9, palette: false })
    .toBuffer();
}

function laneHeight(strip: Strip, reduction: number): number {
  return NAME_HEIGHT + Math.ceil(strip.height / reduction) + SCALE_HEIGHT;
}

async function textImage(sharp: typeof Sharp, text: string, size: number): Promise<Buffer> {
  const face = /[\u0600-\u06ff]/.test(text) ? ARABIC : LATIN;
  // At 72 dots per inch a point is a pixel. Pango reads markup: what a name holds of it is text.
  return await sharp({
    text: {
      text: `<span foreground="#282828">${escapeMarkup(text)}</span>`,
      font: `${face.name} ${size}`,
      fontfile: require.resolve(face.file),
      rgba: true,
      dpi: 72,
    },
  })
    .png()
    .toBuffer();
}

/** Grey paper, and what is drawn on it without text. */
class Canvas {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(3 * width * height).fill(PAPER);
  }

  /** @param reduction  each pixel shows the first of so many samples, both ways */
  paste({ width, height, pixels, usable }: Strip, left: number, top: number, reduction: number): void {
    for (let r = 0; r < height; r += reduction)
      for (let c = 0; c < width; c += reduction) {
        const from = r * width + c;
        const x = left + c / reduction;
        const y = top + r / reduction;
        const to = 3 * (y * this.width + x);
        if (usable[from] === 0) this.pixels.fill(HATCH[(x + y) % 8 < 3 ? 0 : 1], to, to + 3);
        else
          for (let band = 0; band < 3; band++)
            this.pixels[to + band] = Math.round(pixels[band * width * height + from] as number);
      }
  }

  tick(x: number, top: number, length: number): void {
    for (let y = top; y < top + length; y++)
      this.pixels.fill(INK, 3 * (y * this.width + x), 3 * (y * this.width + x) + 3);
  }
}
