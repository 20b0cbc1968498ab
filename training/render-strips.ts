/**
 * Renders synthetic yards, degrades them, cuts their tracks into strips as the counter does at run time, and writes
 * them as one flat file of bytes (strip by strip: red, green, blue, usable; 56 rows x 600 columns each) with one line
 * of JSON a strip beside it. See README.md for the fields.
 *
 *     npx node training/render-strips.ts --set train --scenes 100 --seed 1 --out training/work/train-0
 */

import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { type MapPoint, mapToPixel } from "../src/core/geo/frames.ts";
import { placeLine } from "../src/core/imagery/place-line.ts";
import { straighten } from "../src/core/imagery/straighten.ts";
import { paintedOver } from "../src/core/synthetic/painted-outlines.ts";
import { RandomStream } from "../src/core/synthetic/random.ts";
import { degrade, drawSensor } from "../src/core/synthetic/sensor.ts";
import {
  HELD_OUT_STYLES,
  inventedStyle,
  openCountry,
  stainedCountry,
  TRAINING_STYLES,
} from "../src/core/synthetic/styles.ts";
import { renderYard, type TrueTrack } from "../src/core/synthetic/yard.ts";

const COLUMNS = 600;
const ROWS = 56;
const SPACING = 0.25;
const TYPES = ["tank", "covered", "open", "flat", "locomotive"] as const;

const { values } = parseArgs({
  options: {
    set: { type: "string", default: "train" },
    scenes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    versions: { type: "string", default: "2" },
    out: { type: "string", default: "training/work/strips" },
    /** One or two tracks in open country, mostly empty, their beds hardly paler or darker than the ground. */
    "open-country": { type: "boolean", default: false },
    /** With it: the track stained dark between its rails; one yard in three has many tracks and cars, as any. */
    stained: { type: "boolean", default: false },
    /** Styles drawn at random instead of the named ones. */
    "invented-styles": { type: "boolean", default: false },
  },
});

const train = values.set === "train";
const styles = train ? TRAINING_STYLES : HELD_OUT_STYLES;
const scenes = Number(values.scenes);
const versions = Number(values.versions);
const seed = Number(values.seed) + (train ? 0 : 1_000_003);
mkdirSync(dirname(values.out), { recursive: true });
const pixelsFile = openSync(`${values.out}.u8`, "w");
const linesFile = openSync(`${values.out}.jsonl`, "w");

const country = values.stained ? stainedCountry : openCountry;

for (let scene = 0; scene < scenes; scene++) {
  const random = new RandomStream(seed * 65_537 + scene);
  const heading = random.uniform(0, 360);
  const lonely = values["open-country"] && !(values.stained && random.chance(1 / 3));
  const style = values["invented-styles"] ? inventedStyle(random) : random.pick(styles);
  const yard = renderYard({
    layoutSeed: random.integer(0, 2 ** 30),
    dateSeed: random.integer(0, 2 ** 30),
    style: values["open-country"] ? country(style, random) : style,
    headingDegrees: heading,
    ...(lonely ? { tracks: random.chance(0.7) ? 1 : 2, coverShare: 0 } : {}),
    ...(lonely && random.chance(0.75) ? { fill: [0, 0] } : {}),
  });
  for (let version = 0; version < versions; version++) {
    const gsd = values["open-country"]
      ? random.logUniform(0.3, 1.5)
      : train
        ? drawGsd(random)
        : ([0.25, 0.5, 0.75, 1.0, 1.5, 2.0][(scene + version * 3) % 6] ?? 0.5);
    const painted = random.chance(train ? 0.45 : 0.33);
    const sensor = drawSensor(random.integer(0, 2 ** 30), gsd);
    const source = painted ? paintedOver(yard, random) : yard.raster;
    const image = degrade(source, sensor);
    yard.tracks.forEach((track, index) => {
      if (train && random.chance(0.2)) return;
      const { line, offset, slope, reversed } = jitteredLine(track, random);
      const { placement } = placeLine(line, SPACING, image.transform.epsg);
      const strip = straighten(image, placement, {
        spacingMetres: SPACING,
        halfWidthMetres: (ROWS * SPACING) / 2,
        toPixel: (x, y) => mapToPixel(image.transform, { x, y, epsg: image.transform.epsg }),
      });
      writeSync(pixelsFile, bytesOf(strip.pixels, strip.usable, strip.width));
      const turned = ((yard.sun.azimuthDegrees - heading) * Math.PI) / 180;
      const way = reversed ? -1 : 1;
      const cars = yard.truth
        .filter((car) => car.track === index)
        .map((car) => {
          const middle = car.topShift.along / 2;
          const [from, to] = reversed
            ? [track.lengthMetres - car.to - middle, track.lengthMetres - car.from - middle]
            : [car.from + middle, car.to + middle];
          return [from, to, TYPES.indexOf(car.type), car.covered ? 1 : 0, car.visibleShare].map((value) =>
            round(value),
          );
        })
        .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
      const record = {
        scene: `${values.seed}-${scene}`,
        version,
        track: index,
        gsd: round(gsd),
        painted,
        sun: [round(way * Math.cos(turned)), round(way * Math.sin(turned))],
        trackAcross: round(-offset),
        slope: round(slope, 5),
        cars,
      };
      writeSync(linesFile, `${JSON.stringify(record)}\n`);
    });
  }
  if (scene % 25 === 24) process.stderr.write(`${values.out}: ${scene + 1} of ${scenes} scenes\n`);
}
closeSync(linesFile);
closeSync(pixelsFile);

/**
 * Mostly 0.25 to 1.0 m, where cars are counted, the coarser half of it more often, since most errors are made there; and a
 * little beyond, so that 1.0 m lies within what is learned.
 */
function drawGsd(random: RandomStream): number {
  const band = random.uniform();
  if (band < 0.06) return random.logUniform(0.2, 0.25);
  if (band < 0.58) return random.logUniform(0.25, 1.15);
  if (band < 0.87) return random.logUniform(0.65, 1.15);
  return random.logUniform(1.15, 2.2);
}

/** A line as it is after registration: a little beside the track, a little turned, half of the time backwards. */
function jitteredLine(
  track: TrueTrack,
  random: RandomStream,
): { line: MapPoint[]; offset: number; slope: number; reversed: boolean } {
  const kind = random.uniform();
  const reach = kind < 0.15 ? 0.1 : kind < 0.75 ? 0.6 : kind < 0.93 ? 1 : 1.5;
  const middle = random.uniform(-reach, reach);
  const slope = random.chance(0.5) ? (random.normal() * 0.5 * reach) / 75 : 0;
  const line = track.line.map((point, i) => {
    const [before, after] = [track.line[Math.max(0, i - 1)] ?? point, track.line[i + 1] ?? point];
    const length = Math.hypot(after.x - before.x, after.y - before.y);
    const away = middle + slope * (i - track.line.length / 2);
    return {
      x: point.x + (away * (after.y - before.y)) / length,
      y: point.y - (away * (after.x - before.x)) / length,
      epsg: point.epsg,
    };
  });
  const reversed = random.chance(0.5);
  if (reversed) line.reverse();
  return { line, offset: reversed ? -middle : middle, slope, reversed };
}

function bytesOf(pixels: Float32Array, usable: Uint8Array, width: number): Uint8Array {
  const bytes = new Uint8Array(4 * ROWS * COLUMNS);
  const kept = Math.min(width, COLUMNS);
  for (let plane = 0; plane < 4; plane++)
    for (let row = 0; row < ROWS; row++)
      for (let col = 0; col < kept; col++) {
        const at = row * width + col;
        const value = plane < 3 ? Math.round(pixels[plane * ROWS * width + at] ?? 0) : (usable[at] ?? 0);
        bytes[(plane * ROWS + row) * COLUMNS + col] = Math.min(255, Math.max(0, value));
      }
  return bytes;
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
