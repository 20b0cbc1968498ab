/**
 * What reading along tracks saves: strips of 20 km of track in a COG of 20000 x 20000 pixels, against reading the whole
 * area of the yard with the same reader, and against GDAL's `gdal_translate -projwin` of that area where GDAL is
 * installed. Prints ratios: seconds of one machine say nothing about another.
 *
 * Run: `npx node bench/read-strips.ts` (the image is made once, in the folder given or in the system's temporary one).
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openScene } from "../src/adapters/cog/open-scene.ts";
import { WindowReader } from "../src/adapters/cog/window-reader.ts";
import { writeCog } from "../src/adapters/cog/writer.ts";
import type { SceneId, TrackId } from "../src/core/ids.ts";
import type { TrackLine } from "../src/core/imagery/track-line.ts";

export const SIDE = 20_000;
export const PIXEL_METRES = 0.25;
const TILE = 512;
const TRACKS = 10;
const TRACK_METRES = 2_000;
const SPACING_METRES = 4.7;

/** Seeded noise of three bits on a slow wave: it compresses to about half, as aerial photographs do. */
export async function makeScene(path: string): Promise<void> {
  let state = 20_000;
  const rows = (from: number, count: number) => {
    const samples = new Uint8Array(3 * SIDE * count);
    for (let i = 0; i < samples.length; i++) {
      // Marsaglia's xorshift, 13, 17, 5.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      samples[i] = 100 + (((from * 3 * SIDE + i) >> 12) & 31) + (state & 7);
    }
    return samples;
  };
  const transform = { originX: 500_000, originY: 5_200_000, xPerCol: PIXEL_METRES, yPerRow: -PIXEL_METRES };
  await writeCog(
    path,
    {
      width: SIDE,
      height: SIDE,
      bands: 3,
      sampleType: "uint8",
      transform: { epsg: 32633, xPerRow: 0, yPerCol: 0, ...transform },
    },
    rows,
    {
      tileSize: TILE,
      onProgress: (done) => process.stderr.write(`\rmaking ${path}: ${Math.round((100 * done) / SIDE)} % `),
    },
  );
  process.stderr.write("\n");
}

/** Parallel tracks at 30 degrees, as a yard lies in its scene. */
function yard(): TrackLine[] {
  const [dx, dy] = [Math.cos(Math.PI / 6), -Math.sin(Math.PI / 6)];
  return Array.from({ length: TRACKS }, (_, k) => {
    const start = { x: 501_000 - k * SPACING_METRES * dy, y: 5_198_500 + k * SPACING_METRES * dx };
    const end = { x: start.x + TRACK_METRES * dx, y: start.y + TRACK_METRES * dy };
    return { track: String(k) as TrackId, name: String(k), points: [start, end] };
  });
}

async function timed<T>(act: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const start = performance.now();
  const value = await act();
  return { value, ms: performance.now() - start };
}

/** The ratios as lines of a Markdown table. */
export async function benchReadStrips(folder = join(tmpdir(), "yardcheck-bench")): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `scene-${SIDE}.tif`);
  if (!existsSync(path)) await makeScene(path);
  const lines = yard();
  const options = { spacingMetres: 0.25, halfWidthMetres: 7, scene: "bench" as SceneId };

  const strips = await timed(async () => {
    const scene = await openScene(path);
    await scene.readStrips(lines, options);
    const cost = scene.read;
    await scene.close();
    return cost;
  });

  const scene = await openScene(path);
  const corners = lines.flatMap(({ points }) => points);
  const area = scene.windowAround(corners, 7);
  if (!area) throw new Error("the yard lies outside of the scene");
  const whole = await timed(async () => {
    const reader = new WindowReader(scene.image, scene.image.levels[0]);
    const bands = [];
    for (let row = area.row; row < area.row + area.height; row += TILE) {
      const window = { ...area, row, height: Math.min(TILE, area.row + area.height - row) };
      bands.push({ window, blocks: reader.blocksUnder(window) });
    }
    await reader.announce(bands.flatMap(({ blocks }) => blocks));
    const before = scene.read.bytes;
    for (const { window, blocks } of bands) await reader.read(window, blocks);
    return scene.read.bytes - before;
  });
  const under = await bytesUnder(scene, lines);
  await scene.close();

  const ratio = (a: number, b: number) => (a / b).toFixed(2);
  const km = (TRACKS * TRACK_METRES) / 1000;
  const table = [
    `| ${km} km of track in a COG of ${SIDE} x ${SIDE} pixels (${(strips.value.fileBytes / 1e6).toFixed(0)} MB) | ratio |`,
    "|---|---|",
    `| bytes read for the strips / bytes of the tiles under them | ${ratio(strips.value.bytes, under)} |`,
    `| bytes read for the strips / bytes of the whole area of the yard | ${ratio(strips.value.bytes, whole.value)} |`,
    `| bytes read for the strips / bytes of the file | ${(strips.value.bytes / strips.value.fileBytes).toFixed(4)} |`,
    `| time for the strips / time for the whole area with the same reader | ${ratio(strips.ms, whole.ms)} |`,
  ];
  const gdal = gdalTime(path, folder, corners);
  if (gdal === null) table.push("| GDAL is not installed here | - |");
  else
    table.push(
      `| time for the strips / time of gdal_translate -projwin of the area | ${ratio(strips.ms, gdal)} |`,
      `| time for the whole area / time of gdal_translate -projwin of it | ${ratio(whole.ms, gdal)} |`,
    );
  return table;
}

/** Stored bytes of the tiles that the corridor of any track touches, found by walking it in steps of 2 m. */
async function bytesUnder(scene: Awaited<ReturnType<typeof openScene>>, lines: readonly TrackLine[]): Promise<number> {
  const { directory, layout } = scene.image.levels[0];
  const tiles = new Set<number>();
  for (const { points } of lines) {
    const [from, to] = points;
    if (!from || !to) continue;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    for (let along = 0; along <= length; along += 2)
      for (let across = -7; across <= 7; across += 2) {
        const { col, row } = scene.toPixel(from.x + along * dx + across * dy, from.y + along * dy - across * dx);
        tiles.add(Math.floor(row / TILE) * layout.blocksAcross + Math.floor(col / TILE));
      }
  }
  const counts = await directory.pick(layout.byteCountsTag, [...tiles]);
  return counts.reduce((sum, bytes) => sum + bytes, 0);
}

function gdalTime(path: string, folder: string, corners: readonly { readonly x: number; readonly y: number }[]) {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const window = [Math.min(...xs) - 7, Math.max(...ys) + 7, Math.max(...xs) + 7, Math.min(...ys) - 7].map(String);
  const start = performance.now();
  try {
    execFileSync("gdal_translate", ["-q", "-projwin", ...window, path, join(folder, "area.tif")]);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  return performance.now() - start;
}

if (import.meta.main) process.stdout.write(`${(await benchReadStrips(process.argv[2])).join("\n")}\n`);
