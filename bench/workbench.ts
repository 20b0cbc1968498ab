/**
 * How fast the workbench is in Chromium, and how it grows: script of the first load, first pixels of a COG of
 * 20000 x 20000 pixels against ten tile requests, panning with 5,000 outlines against 500, the years of 60 tracks x 300
 * looks against 6 tracks, 10,000 facilities against 1,000, and a yard of 200 cars checked by keys against 2,000.
 *
 * Run: `npx node bench/workbench.ts` (the image is made once, in the system's temporary folder).
 */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import type { Database } from "../src/adapters/store/database.ts";
import { putFacility } from "../src/adapters/store/facilities.ts";
import { addScene } from "../src/adapters/store/scenes.ts";
import type { AcquisitionId, FacilityId, SceneId } from "../src/core/ids.ts";
import { median } from "../src/core/stats/median.ts";
import { DRAWING } from "../test/store/samples.ts";
import { NOW, type Person, startWorkbench } from "../test/web/workbench.ts";
import { checkByKeys } from "./check-by-keys.ts";
import { makeScene, PIXEL_METRES, SIDE } from "./read-strips.ts";

const FACILITY = "bench-yard" as FacilityId;
const SCENE = "bench-scene" as SceneId;
/** Budget of the first room's script, bytes of gzip. Source: the product's own promise. */
const SCRIPT_BUDGET = 400_000;
const REPEATS = 5;

const folder = join(tmpdir(), "yardcheck-bench");
mkdirSync(folder, { recursive: true });
const image = join(folder, `scene-${SIDE}.tif`);
if (!existsSync(image)) await makeScene(image);

/** A facility over the large image, its scene registered as it is. */
async function addLargeScene(db: Database): Promise<void> {
  await putFacility(db, { id: FACILITY, names: { en: "Bench yard" }, drawing: DRAWING, origin: "bench" }, NOW);
  const scene = {
    id: SCENE,
    acquisition: "bench" as AcquisitionId,
    location: image,
    fingerprint: { kind: "sha256", sha256: "0".repeat(64), bytes: statSync(image).size },
    conditions: {
      acquiredAt: "2025-03-01T02:00:00.000Z",
      gsdMetres: PIXEL_METRES,
      offNadirDegrees: 5,
      sunAzimuthDegrees: 150,
      sunElevationDegrees: 40,
      sceneCloudFraction: 0,
    },
    grid: {
      width: SIDE,
      height: SIDE,
      bands: 3,
      sampleType: "uint8",
      transform: {
        epsg: 32633,
        originX: 500_000,
        originY: 5_200_000,
        xPerCol: PIXEL_METRES,
        xPerRow: 0,
        yPerCol: 0,
        yPerRow: -PIXEL_METRES,
      },
      pixelSizeMetres: PIXEL_METRES,
    },
    footprint: [
      { lon: 15, lat: 46.95 },
      { lon: 15.07, lat: 46.95 },
      { lon: 15.07, lat: 46.9 },
    ],
    licence: "CC0-1.0",
    mayBeRepublished: true,
    synthetic: true,
    cloudMask: null,
    stacItem: null,
  } as const;
  await addScene(db, FACILITY, scene, NOW);
}

/** Bytes of the script that a room loads, compressed by gzip, as a server of files would send it. */
async function scriptOf(person: Person, address: string): Promise<number> {
  const reading: Promise<number>[] = [];
  person.page.on("response", (response) => {
    if (new URL(response.url()).pathname.endsWith(".js"))
      reading.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await person.open(address);
  return (await Promise.all(reading)).reduce((sum, bytes) => sum + bytes, 0);
}

/** The map is moved to and fro by keys, one a frame: in one direction it would soon stand at its edge. */
const FRAMES = `new Promise((done) => {
  const times = [];
  const map = document.querySelector(".yard-map");
  let last = performance.now();
  const step = (now) => {
    times.push(now - last);
    last = now;
    if (times.length > 80) return done(times.slice(1));
    const [key, keyCode] = Math.floor(times.length / 8) % 2 === 0 ? ["ArrowRight", 39] : ["ArrowLeft", 37];
    map.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, keyCode, bubbles: true }));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

/** Median and 95th percentile of the time between frames while the map is moved, milliseconds. */
async function frames(page: Page): Promise<{ readonly p50: number; readonly p95: number }> {
  await page.locator(".yard-map").focus();
  const times: number[] = await page.evaluate(FRAMES);
  const sorted = times.toSorted((a, b) => a - b);
  return { p50: median(times), p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN };
}

interface FirstPixels {
  /** From the first request for the file to the frame of its first tile, and to the whole of what is in sight. */
  readonly pixels: number;
  readonly whole: number;
  readonly ten: number;
}

/** First pixels after the scene is opened, and ten requests of a tile's bytes one after the other, milliseconds. */
async function firstPixels(person: Person): Promise<FirstPixels> {
  const { page } = person;
  await person.open(`f/${FACILITY}/yard`);
  const timed = await page.evaluate(`(async () => {
    const entries = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/pixels"));
    const began = Math.min(...entries.map(({ startTime }) => startTime));
    const [first] = performance.getEntriesByName("yardcheck-scene-first");
    const [drawn] = performance.getEntriesByName("yardcheck-scene-drawn");
    const address = "/api/scenes/${SCENE}/pixels";
    const from = performance.now();
    for (let k = 0; k < 10; k++) {
      const first = 50_000_000 + k * 3_000_000;
      const range = "bytes=" + first + "-" + (first + 300_000);
      await (await fetch(address, { headers: { range }, cache: "no-store" })).arrayBuffer();
    }
    return { pixels: first.startTime - began, whole: drawn.startTime - began, ten: performance.now() - from, requests: entries.length };
  })()`);
  return timed as FirstPixels;
}

/** So many cars in the plane of the synthetic yard, as an observation gives them. */
function withCars(body: { tracks: { cars: unknown[] }[] }, cars: number): unknown {
  const outlined = (k: number) => {
    const [x, y] = [500_000 + (k % 100) * 3.2, 4_900 + Math.floor(k / 100) * 3.5];
    const ring = [
      [x, y],
      [x + 2.8, y],
      [x + 2.8, y + 3],
      [x, y + 3],
      [x, y],
    ];
    const types = ["tank", "covered", "open", "flat"];
    return {
      from: k * 20,
      to: k * 20 + 14,
      probability: ((k * 7) % 10) / 10,
      type: types[k % 4],
      typeProbability: 0.8,
      covered: null,
      outline: { type: "Polygon", coordinates: [ring] },
    };
  };
  const [first] = body.tracks;
  return { ...body, tracks: [{ ...first, cars: Array.from({ length: cars }, (_, k) => outlined(k)) }] };
}

async function outlines(person: Person, cars: number): Promise<{ readonly p50: number; readonly p95: number }> {
  const { page } = person;
  await page.route("**/api/observations/*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: withCars(await response.json(), cars) });
  });
  await person.open("f/synthetic-yard/yard");
  const measured = await frames(page);
  await page.unroute("**/api/observations/*");
  return measured;
}

function standing(tracks: number, looks: number): unknown {
  return {
    tracks: Array.from({ length: tracks }, (_, k) => ({ track: `T${k}`, name: `T${k}`, lengthMetres: 900 })),
    looks: Array.from({ length: looks }, (_, look) => ({
      observation: `o${look}`,
      acquiredAt: new Date(Date.UTC(2023, 0, 1 + look)).toISOString(),
      cars:
        look % 17 === 5
          ? null
          : Object.fromEntries(
              Array.from({ length: tracks }, (_, k) => [
                `T${k}`,
                Array.from({ length: 12 }, (_, car) => [car * 60 + (look % 7), car * 60 + (look % 7) + 14.5, 0.9]),
              ]),
            ),
    })),
  };
}

async function years(person: Person, tracks: number, looks: number): Promise<number> {
  const { page } = person;
  await page.route("**/standing", (route) => route.fulfill({ json: standing(tracks, looks) }));
  const times: number[] = [];
  for (let k = 0; k < REPEATS; k++) {
    await person.open("f/synthetic-yard/history");
    const took: number = await page.evaluate(
      `Math.min(...performance.getEntriesByName("yardcheck-standing").map(({ duration }) => duration))`,
    );
    times.push(took);
  }
  await page.unroute("**/standing");
  return median(times);
}

/** From the answer that holds the marks to the map at rest, milliseconds: what the page itself takes. */
async function facilities(person: Person, count: number): Promise<number> {
  const { page } = person;
  const states = ["usual", "raised", "surge", "too-few-looks", "nothing-usable", "not-looked"];
  const places = Array.from({ length: count }, (_, k) => ({
    id: `f${k}`,
    names: { en: `Yard ${k}` },
    lon: ((k * 37) % 3600) / 10 - 180,
    lat: ((k * 13) % 1200) / 10 - 50,
    state: states[k % 6],
  }));
  let answered = 0;
  await page.route("**/api/places*", async (route) => {
    await route.fulfill({ json: { places } });
    answered = performance.now();
  });
  const times: number[] = [];
  for (let k = 0; k < REPEATS; k++) {
    await person.open("facilities");
    times.push(performance.now() - answered);
  }
  await page.unroute("**/api/places*");
  return median(times);
}

await using workbench = await startWorkbench({ prepare: addLargeScene });
const line = (what: string, value: string) => process.stdout.write(`  ${what.padEnd(62)} ${value}\n`);
const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
{
  await using person = await workbench.person({});
  const bytes = await scriptOf(person, "facilities");
  line(
    "script of the first room, map included, gzip",
    `${kB(bytes)} (${((100 * bytes) / SCRIPT_BUDGET).toFixed(0)} % of 400 kB)`,
  );
}
{
  await using person = await workbench.person({});
  line("script when the yard is opened first, gzip", kB(await scriptOf(person, "f/synthetic-yard/yard")));
}
{
  await using person = await workbench.person({});
  const looks = [];
  for (let k = 0; k < REPEATS; k++) looks.push(await firstPixels(person));
  const [pixels, ten] = [median(looks.map(({ pixels }) => pixels)), median(looks.map(({ ten }) => ten))];
  line(
    `first pixels of ${SIDE} x ${SIDE} / ten tile requests`,
    `${(pixels / ten).toFixed(2)} (${pixels.toFixed(0)} / ${ten.toFixed(0)} ms)`,
  );
  const whole = median(looks.map(({ whole }) => whole));
  line("  all that is in sight / ten tile requests", `${(whole / ten).toFixed(2)} (${whole.toFixed(0)} ms)`);
  const moved = await frames(person.page);
  line("moving over it: ms a frame, median and 95th percentile", `${moved.p50.toFixed(1)}, ${moved.p95.toFixed(1)}`);
}
{
  await using person = await workbench.person({});
  const [few, many] = [await outlines(person, 500), await outlines(person, 5_000)];
  line("moving under 5,000 outlines: ms a frame, median and 95th", `${many.p50.toFixed(1)}, ${many.p95.toFixed(1)}`);
  line("  the same / with 500 outlines", (many.p50 / few.p50).toFixed(2));
}
{
  await using person = await workbench.person({});
  const [yard, large] = [await checkByKeys(person, 200), await checkByKeys(person, 2_000)];
  line(
    "200 cars checked by keys: keys a car, ms to the count, 95th",
    `${(yard.keys / yard.cars).toFixed(1)}, ${yard.p50.toFixed(0)}, ${yard.p95.toFixed(0)}`,
  );
  line("  with 2,000 cars / the same", (large.p50 / yard.p50).toFixed(2));
}
{
  await using person = await workbench.person({});
  const [few, many] = [await years(person, 6, 300), await years(person, 60, 300)];
  line("60 tracks x 300 looks drawn, ms (a frame is 16.7)", many.toFixed(1));
  line("  the same / with 6 tracks", (many / few).toFixed(2));
}
{
  await using person = await workbench.person({});
  const [few, many] = [await facilities(person, 1_000), await facilities(person, 10_000)];
  line(
    "10,000 facilities on the map at rest / 1,000",
    `${(many / few).toFixed(2)} (${many.toFixed(0)} / ${few.toFixed(0)} ms)`,
  );
}
