import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { realYard } from "../../scripts/counting/muttenz.ts";
import { renderScene, type SceneDraw, sceneOfRaster } from "../../scripts/counting/rendered-scenes.ts";
import { openScene } from "../../src/adapters/cog/open-scene.ts";
import { writeCog } from "../../src/adapters/cog/writer.ts";
import { sceneToCount } from "../../src/adapters/detectors/counted-scene.ts";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";
import type { TrackId } from "../../src/core/ids.ts";
import type { Raster } from "../../src/core/imagery/raster.ts";
import { STRIP_LIMITS } from "../../src/core/observation/limits.ts";
import type { Counted } from "../../src/core/observation/observation.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { HELD_OUT_STYLES, type YardStyle } from "../../src/core/synthetic/styles.ts";
import { countScene } from "../../src/pipeline/count-scene.ts";
import type { NetworksToCount, SceneToCount, TrackToCount } from "../../src/pipeline/scene-to-count.ts";
import { sharedData } from "../shared.ts";
import { groundTurned, mirrored, quarterTurned } from "./turning.ts";

/**
 * What of an answer may depend on how its image lies, which way its tracks are drawn and in which order: nothing but rounding. Probabilities
 * of counts are the same to this, places along tracks to a micrometre.
 */
const [SAME_PROBABILITY, SAME_METRES] = [1e-9, 1e-6];

const folder = mkdtempSync(join(tmpdir(), "yardcheck-turns-"));
after(() => rmSync(folder, { recursive: true }));
let networks: NetworksToCount;
before(async () => {
  networks = await openStripNetworks();
});

interface Yard {
  readonly image: Raster;
  readonly tracks: readonly TrackToCount[];
  readonly conditions: SceneToCount["conditions"];
  /** Tracks that are drawn the other way; none unless told. */
  readonly reversed?: ReadonlySet<TrackId>;
}

async function counted(scene: SceneToCount, tracks: readonly TrackToCount[]): Promise<Counted> {
  const limits = { ...STRIP_LIMITS, maxGsdSingleCarsMetres: 1.05 };
  const counting = await countScene(scene, tracks, networks, { limits, shift: null });
  assert.equal(counting.status, "counted");
  if (counting.status !== "counted") throw new Error("unreachable");
  return counting;
}

const countedYard = ({ image, tracks, conditions }: Yard) => counted(sceneOfRaster(image, conditions), tracks);

function onTurnedGround({ image, tracks, conditions }: Yard): Yard {
  const { sunAzimuthDegrees, ...turned } = groundTurned({ image, tracks, ...conditions });
  return { ...turned, conditions: { ...conditions, sunAzimuthDegrees } };
}

/** The tracks in another order, those that `isReversed` chooses drawn the other way. */
function redrawn(yard: Yard, seed: number, isReversed: (random: RandomStream) => boolean): Yard {
  const random = new RandomStream(seed);
  const keyed = yard.tracks.map((track) => ({ track, key: random.uniform() })).sort((a, b) => a.key - b.key);
  const reversed = new Set(yard.tracks.filter(() => isReversed(random)).map(({ id }) => id));
  const tracks = keyed.map(({ track }) =>
    reversed.has(track.id) ? { ...track, points: [...track.points].reverse() } : track,
  );
  return { ...yard, tracks, reversed };
}

const VARIANTS: readonly [name: string, of: (yard: Yard, seed: number) => Yard][] = [
  ["turned by a quarter", (yard) => ({ ...yard, image: quarterTurned(yard.image) })],
  ["turned by a half", (yard) => ({ ...yard, image: quarterTurned(quarterTurned(yard.image)) })],
  [
    "turned by three quarters, in another order, all tracks reversed",
    (yard, seed) =>
      redrawn({ ...yard, image: quarterTurned(quarterTurned(quarterTurned(yard.image))) }, seed + 2, () => true),
  ],
  ["mirrored, in another order", (yard, seed) => redrawn({ ...yard, image: mirrored(yard.image) }, seed, () => false)],
  [
    "the ground turned by a quarter under the same picture, in another order, some tracks reversed",
    (yard, seed) => redrawn(onTurnedGround(yard), seed + 1, (random) => random.chance(0.5)),
  ],
];

/** Asserts that two answers about the same tracks, drawn in any order and either way, are the same. */
function assertSame(plain: Counted, { reversed }: Yard, again: Counted, where: string): void {
  assertSameLaw(plain.count.pmf, again.count.pmf, where);
  assert.deepEqual(
    [again.count.low, again.count.median, again.count.high],
    [plain.count.low, plain.count.median, plain.count.high],
    where,
  );
  assert.equal(again.registration.ambiguous, plain.registration.ambiguous, where);
  for (const track of plain.tracks) {
    const same = again.tracks.find((each) => each.track === track.track);
    assert.ok(same, where);
    const here = `${track.name}, ${where}`;
    assertSameLaw(track.count.pmf, same.count.pmf, here);
    const isReversed = reversed?.has(track.track) ?? false;
    const places = same.cars.map(({ from, to }) =>
      isReversed ? [track.lengthMetres - to, track.lengthMetres - from] : [from, to],
    );
    if (isReversed) places.reverse();
    assert.equal(places.length, track.cars.length, here);
    for (const [n, { from, to }] of track.cars.entries()) {
      const off = Math.max(Math.abs(from - (places[n]?.[0] ?? NaN)), Math.abs(to - (places[n]?.[1] ?? NaN)));
      assert.ok(off < SAME_METRES, `car ${n} of ${here}: ${from} to ${to} and ${places[n]}`);
    }
  }
}

function assertSameLaw(pmf: readonly number[], other: readonly number[], where: string): void {
  for (let n = 0; n < Math.max(pmf.length, other.length); n++)
    assert.ok(
      Math.abs((pmf[n] ?? 0) - (other[n] ?? 0)) <= SAME_PROBABILITY,
      `${n} cars of ${where}: ${pmf[n]}, ${other[n]}`,
    );
}

async function assertSameHowever(yard: Yard, name: string, seed: number): Promise<void> {
  const plain = await countedYard(yard);
  for (const [variant, of] of VARIANTS) {
    const other = of(yard, seed);
    assertSame(plain, other, await countedYard(other), `${name}, ${variant}`);
  }
}

for (const [gsdMetres, draws] of [
  [0.25, [{ clean: true }, {}]],
  [0.5, [{ clean: true, shiftMetres: 2.5 }, {}]],
  [0.75, [{ clean: true }, { turnDegrees: 1, yard: { lengthMetres: 400 } }]],
  [1, [{ clean: true }, { shiftMetres: 1 }]],
  [2, [{ clean: true }]],
] as const satisfies readonly [number, readonly Partial<SceneDraw>[]][])
  test(`turning the image, and drawing tracks the other way and in any order, changes nothing at ${gsdMetres} m`, async () => {
    for (const [k, draw] of draws.entries()) {
      const seed = 9300 + 100 * gsdMetres + k;
      const style = HELD_OUT_STYLES[seed % HELD_OUT_STYLES.length] as YardStyle;
      const { name, image, scene, tracks } = renderScene({ style, seed, gsdMetres, sunStated: true, ...draw });
      await assertSameHowever({ image, tracks, conditions: scene.conditions }, name, seed);
    }
  });

for (const factor of [1, 2, 3, 4])
  test(`nor on the real yard at ${(0.2545 * factor).toFixed(2)} m`, async () => {
    const yard = await realYard(
      join(sharedData("muttenz-west/yard.tif"), ".."),
      join(import.meta.dirname, "../fixtures/muttenz-west-tracks.geojson"),
      factor,
    );
    const { image, tracks, scene } = yard;
    await assertSameHowever({ image, tracks, conditions: scene.conditions }, "Muttenz", 40 + factor);
  });

test("nor of a file that is read along its tracks, in coordinates of millions of metres", async () => {
  const { image, scene, tracks } = renderScene({
    style: HELD_OUT_STYLES[2] as YardStyle,
    seed: 9391,
    gsdMetres: 0.5,
    sunStated: true,
    yard: { lengthMetres: 200, tracks: 4 },
  });
  const [far, epsg] = [{ x: 412_345.67, y: 5_123_456.78 }, 32652];
  const { transform: t } = image;
  const placed = { ...image, transform: { ...t, epsg, originX: t.originX + far.x, originY: t.originY + far.y } };
  const moved = tracks.map((track) => ({
    ...track,
    points: track.points.map(({ x, y }) => ({ x: x + far.x, y: y + far.y })),
  }));
  const yard: Yard = { image: placed, tracks: moved, conditions: scene.conditions };
  const plain = await countedFile(yard, "plain.tif");
  assert.ok(plain.count.median > 3, `${plain.count.median} cars`);
  for (const [k, [variant, of]] of VARIANTS.entries()) {
    const other = of(yard, 77);
    assertSame(plain, other, await countedFile(other, `${k}.tif`), `a file, ${variant}`);
  }
});

async function countedFile({ image, tracks, conditions }: Yard, name: string): Promise<Counted> {
  const { width, height, transform } = image;
  await writeCog(
    join(folder, name),
    { width, height, bands: 3, sampleType: "uint8", transform },
    (row, count) => {
      const samples = new Uint8Array(3 * width * count);
      for (let k = 0; k < width * count; k++)
        for (let band = 0; band < 3; band++)
          samples[3 * k + band] = Math.round(image.pixels[(band * height + row) * width + k] ?? 0);
      return samples;
    },
    { tileSize: 256 },
  );
  const open = await openScene(join(folder, name));
  try {
    return await counted(await sceneToCount(open, { conditions }), tracks);
  } finally {
    await open.close();
  }
}
