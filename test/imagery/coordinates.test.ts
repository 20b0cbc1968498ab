import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { converter, crsOfEpsg, WGS84 } from "../../src/adapters/cog/crs/crs.ts";
import { metresPerDegree } from "../../src/core/geo/ellipsoid.ts";

interface System {
  readonly epsg: number;
  readonly degrees: readonly (readonly [number, number])[];
  readonly plane: readonly (readonly [number, number])[];
}
const { systems }: { systems: readonly System[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../reference/coordinates/expected.json"), "utf8"),
);

/** A hundredth of a pixel of 0.25 m. */
const TOLERANCE_METRES = 0.0025;
/** Only reports go back to degrees; the Dutch grid's inverse is the worst, 5 mm. */
const BACK_METRES = 0.01;

for (const { epsg, degrees, plane } of systems)
  test(`EPSG:${epsg}: places lie where PROJ puts them, to a hundredth of a pixel of 0.25 m, and a centimetre back`, () => {
    const crs = crsOfEpsg(epsg);
    const forward = converter(WGS84, crs);
    const back = converter(crs, WGS84);
    degrees.forEach(([lon, lat], i) => {
      const [wantX = Number.NaN, wantY = Number.NaN] = plane[i] ?? [];
      const [x, y] = forward(lon, lat);
      const unit = crs.metresPerUnit ?? 111_320;
      assert.ok(
        Math.hypot(x - wantX, y - wantY) * unit < TOLERANCE_METRES,
        `${lon} ${lat}: ${x} ${y}, PROJ ${wantX} ${wantY}`,
      );
      const [lonBack, latBack] = back(wantX, wantY);
      const { east, north } = metresPerDegree(lat);
      const off = Math.hypot((lonBack - lon) * east, (latBack - lat) * north);
      assert.ok(off < BACK_METRES, `back: ${lonBack} ${latBack}, ${off} m off`);
    });
  });
