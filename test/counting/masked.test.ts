import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openScene } from "../../src/adapters/cog/open-scene.ts";
import { readTracks, tracksOn } from "../../src/adapters/cog/track-lines.ts";
import { writeCog } from "../../src/adapters/cog/writer.ts";
import { sceneToCount } from "../../src/adapters/detectors/counted-scene.ts";
import { openStripNetworks } from "../../src/adapters/detectors/onnx-strips.ts";
import type { Count } from "../../src/core/observation/count.ts";
import { STRIP_LIMITS } from "../../src/core/observation/limits.ts";
import type { Counted } from "../../src/core/observation/observation.ts";
import { YardcheckError } from "../../src/errors.ts";
import { countScene } from "../../src/pipeline/count-scene.ts";

const GOLDEN = join(import.meta.dirname, "../../src/adapters/doctor/golden");
const folder = mkdtempSync(join(tmpdir(), "yardcheck-masked-"));
after(() => rmSync(folder, { recursive: true }));

/** Counts the golden yard under a mask whose left half is set, moved east by so many metres; its first track under a roof. */
async function countMasked(eastMetres: number | null, { roofed = false, gsdMetres = 0.4 } = {}) {
  const open = await openScene(join(GOLDEN, "yard.tif"));
  const { width, height, transform } = open.grid;
  const path = join(folder, `mask-${eastMetres}.tif`);
  if (eastMetres !== null) {
    const moved = { ...transform, originX: transform.originX + eastMetres };
    await writeCog(path, { width, height, bands: 1, sampleType: "uint8", transform: moved }, (_, count) =>
      Uint8Array.from({ length: count * width }, (_, k) => (k % width < width / 2 ? 1 : 0)),
    );
  }
  const mask = eastMetres === null ? undefined : await openScene(path);
  try {
    const tracks = tracksOn(open, await readTracks(join(GOLDEN, "tracks.geojson")));
    const scene = await sceneToCount(open, {
      conditions: {
        gsdMetres,
        offNadirDegrees: 8,
        sunAzimuthDegrees: 150,
        sunElevationDegrees: 40,
        sceneCloudFraction: null,
      },
      cloudMask: mask && { image: mask, hiddenWhereSet: true },
    });
    const asked = tracks.map(({ track, name, points }, k) => {
      const canopies = roofed && k === 0 ? [{ from: 0, to: 1000 }] : [];
      return { id: track, name, zone: null, points, canopies };
    });
    const counting = await countScene(scene, asked, await openStripNetworks(), { limits: STRIP_LIMITS, shift: null });
    assert.ok(counting.status === "counted");
    return counting;
  } finally {
    await mask?.close();
    await open.close();
  }
}

test("cars beside a cloud mask are found as without one, and what it hides may hold more", async () => {
  const [plain, masked] = [await countMasked(null), await countMasked(0)];
  const right = ({ tracks }: typeof plain) =>
    tracks.map(({ cars, lengthMetres }) => cars.filter(({ from }) => from > lengthMetres / 2 + 15).length);
  assert.ok(right(plain).reduce((sum, n) => sum + n, 0) >= 3);
  assert.deepEqual(right(masked), right(plain));
  assert.ok(Math.abs(masked.usableFraction - 0.5) < 0.1);
  for (const { lengthMetres, usableFraction, hidden = [] } of masked.tracks) {
    const metres = hidden.reduce((sum, { from, to }) => sum + to - from, 0);
    assert.ok(Math.abs(metres - (1 - usableFraction) * lengthMetres) < 1, `${metres} m of ${lengthMetres}`);
    assert.ok(hidden.every(({ from }) => from < lengthMetres / 2 + 5));
  }
  assert.ok(plain.tracks.every(({ hidden }) => hidden === undefined));
  for (const [k, { count }] of masked.tracks.entries()) assert.ok(count.high >= (plain.tracks[k]?.count.high ?? NaN));
});

test("types add up to the count, what is supposed under a mask among them", async () => {
  const mean = ({ pmf }: { readonly pmf: ArrayLike<number> }) => Array.from(pmf).reduce((sum, p, n) => sum + n * p, 0);
  for (const counting of [await countMasked(null), await countMasked(0)]) {
    const { count, seen, types } = counting;
    const told = Object.values(types).reduce((sum, type) => sum + mean(type), 0);
    assert.ok(Math.abs(told - mean(count)) < 0.02 * mean(count), `${told} by type, ${mean(count)} counted`);
    assert.ok(mean(types.unknown) >= mean(count) - mean(seen ?? count) - 0.01);
  }
});

test("of a track of which nothing is seen no car is seen, and of others no fewer and no more than without it", async () => {
  for (const gsdMetres of [0.4, 2]) {
    const [plain, roofed] = [
      await countMasked(null, { gsdMetres }),
      await countMasked(null, { gsdMetres, roofed: true }),
    ];
    const [track, ...others] = roofed.tracks;
    assert.equal(track?.usableFraction, 0);
    assert.deepEqual([track?.seen?.high, track?.seen?.pmf.length], [0, 1], `${gsdMetres} m`);
    assert.ok((track?.count.high ?? NaN) > 3);
    const { lengthMetres = NaN, hidden = [] } = track ?? {};
    assert.ok(
      hidden.length === 1 && hidden[0]?.from === 0 && hidden[0].to > lengthMetres - 0.5,
      JSON.stringify(hidden),
    );
    // Coarse tracks share assumptions on what is hidden, which sum to the same in another order: to the last bits.
    const rounded = ({ pmf, ...count }: Count) => ({ ...count, pmf: pmf.map((p) => p.toFixed(12)) });
    const told = (tracks: Counted["tracks"]) =>
      tracks.map(({ count, seen, cars }) => [rounded(count), seen && rounded(seen), cars]);
    assert.deepEqual(told(others), told(plain.tracks.slice(1)));
  }
});

test("a mask that covers none of the tracks is refused", async () => {
  await assert.rejects(
    countMasked(5000),
    (error) => error instanceof YardcheckError && /covers none of the tracks/.test(error.message),
  );
});
