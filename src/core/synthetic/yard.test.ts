import assert from "node:assert/strict";
import { test } from "node:test";
import { mapToPixel } from "../geo/frames.ts";
import { layYard } from "./layout.ts";
import { fillYard, type StandingCar } from "./occupancy.ts";
import { ROLLING_STOCK } from "./rolling-stock.ts";
import { TRAINING_STYLES } from "./styles.ts";
import { type RenderedYard, renderYard, type YardOptions } from "./yard.ts";

const style = TRAINING_STYLES[0];
const gondola = ROLLING_STOCK.find((m) => m.name === "12-132 gondola");
if (style === undefined || gondola === undefined) throw new RangeError("the catalogue lacks what this test needs");

const calm: YardOptions = {
  layoutSeed: 11,
  dateSeed: 12,
  style,
  lengthMetres: 80,
  tracks: 3,
  sun: { azimuthDegrees: 180, elevationDegrees: 40 },
  offNadirDegrees: 0,
  coverShare: 0,
  movingShare: 0,
};
const car: StandingCar = { track: 1, from: 30, to: 42.9, model: gondola, cut: 1, coupled: false };

/** Indices of pixels that differ in any band. */
function differences(a: RenderedYard, b: RenderedYard): number[] {
  const size = a.raster.width * a.raster.height;
  const found: number[] = [];
  for (let i = 0; i < size; i++)
    if ([0, 1, 2].some((band) => a.raster.pixels[band * size + i] !== b.raster.pixels[band * size + i])) found.push(i);
  return found;
}

/** Pixel bounds of a car's outline. */
function boundsOf(yard: RenderedYard) {
  const corners = yard.truth[0]?.corners.map((corner) => mapToPixel(yard.raster.transform, corner)) ?? [];
  const cols = corners.map((c) => c.col);
  const rows = corners.map((c) => c.row);
  return { left: Math.min(...cols), right: Math.max(...cols), top: Math.min(...rows), bottom: Math.max(...rows) };
}

test("the same seeds give the same bytes", () => {
  assert.deepEqual(renderYard(calm), renderYard(calm));
});

test("a car changes the picture where its outline says and where its shadow falls, and nowhere else", () => {
  const empty = renderYard({ ...calm, cars: [] });
  const one = renderYard({ ...calm, cars: [car] });
  const { left, right, top, bottom } = boundsOf(one);
  const width = one.raster.width;
  // Sun in the south of a yard that runs east: the shadow lies above (north of) the car.
  const shadow = gondola.heightMetres / Math.tan((40 * Math.PI) / 180) / 0.2;
  const changed = new Set(differences(empty, one));
  for (const at of changed) {
    const [col, row] = [at % width, Math.floor(at / width)];
    assert.ok(col >= left - 2 && col <= right + 2, `column ${col} outside ${left} to ${right}`);
    assert.ok(row >= top - shadow - 3 && row <= bottom + 2, `row ${row} outside ${top} to ${bottom}`);
  }
  let inside = 0;
  let touched = 0;
  for (let row = Math.ceil(top) + 1; row < bottom - 1; row++)
    for (let col = Math.ceil(left) + 1; col < right - 1; col++) {
      inside++;
      if (changed.has(row * width + col)) touched++;
    }
  assert.ok(touched > 0.97 * inside, `${touched} of ${inside} pixels of the car differ`);
});

test("a lower sun throws a longer shadow", () => {
  const areas = [60, 40, 20].map((elevationDegrees) => {
    const sun = { azimuthDegrees: 180, elevationDegrees };
    const empty = renderYard({ ...calm, sun, cars: [] });
    return differences(empty, renderYard({ ...calm, sun, cars: [car] })).length;
  });
  assert.deepEqual(
    areas.toSorted((a, b) => a - b),
    areas,
  );
});

test("a yard keeps its tracks and its ground on every date", () => {
  const first = renderYard({ ...calm, cars: [] });
  const later = renderYard({ ...calm, dateSeed: 99, cars: [] });
  assert.deepEqual(later.tracks, first.tracks);
});

test("an oblique view moves the top of a car, and says by how much", () => {
  const level = renderYard({ ...calm, cars: [car] });
  const oblique = renderYard({ ...calm, offNadirDegrees: 25, cars: [car] });
  const [before, after] = [boundsOf(level), boundsOf(oblique)];
  const shift = oblique.truth[0]?.topShift;
  assert.ok(shift);
  assert.ok(
    Math.abs(Math.hypot(shift.along, shift.across) - gondola.heightMetres * Math.tan((25 * Math.PI) / 180)) < 1e-9,
  );
  assert.ok(Math.hypot(after.left - before.left, after.top - before.top) * 0.2 > 1);
});

test("cars stand apart on stretches that are clear of other tracks, within the catalogue's lengths", () => {
  for (let seed = 0; seed < 40; seed++) {
    const layout = layYard({ seed, lengthMetres: 150, tracks: 5, gaugeMetres: 1.52 });
    const cars = fillYard(layout, { seed: seed + 50, region: "soviet", fill: 0.8, beyondEnds: false });
    layout.tracks.forEach((track, index) => {
      const own = cars.filter((c) => c.track === index).toSorted((a, b) => a.from - b.from);
      own.forEach((one, i) => {
        const next = own[i + 1];
        assert.ok(one.to - one.from > 6 && one.to - one.from < 29);
        assert.ok(track.standing.some(({ from, to }) => one.from >= from && one.to <= to));
        if (next) assert.ok(next.from - one.to >= 0.2, `seed ${seed}: gap ${next.from - one.to} m`);
      });
    });
  }
});

test("a yard asked for a number of cars holds that number", () => {
  for (const carCount of [0, 1, 7, 12])
    assert.equal(renderYard({ ...calm, lengthMetres: 120, carCount, beyondEnds: false }).truth.length, carCount);
});

test("the raster's heading turns the picture on the ground, not the picture itself", () => {
  const east = renderYard({ ...calm, sun: { azimuthDegrees: 180, elevationDegrees: 40 }, cars: [car] });
  const north = renderYard({
    ...calm,
    headingDegrees: 0,
    sun: { azimuthDegrees: 90, elevationDegrees: 40 },
    cars: [car],
  });
  assert.deepEqual(north.raster.pixels, east.raster.pixels);
  const line = north.tracks[0]?.line ?? [];
  assert.ok((line.at(-1)?.y ?? 0) - (line[0]?.y ?? 0) > 79);
});

test("a yard without tracks, or too short for a car, is refused", () => {
  assert.throws(() => renderYard({ ...calm, tracks: 0 }), RangeError);
  assert.throws(() => renderYard({ ...calm, lengthMetres: Number.NaN }), RangeError);
});
