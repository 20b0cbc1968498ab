/**
 * Writes src/adapters/cog/crs/epsg.json: every projected and geographic 2D CRS of epsg-index that proj4 can use, as
 * code -> [name, definition]. Run: `npx node scripts/make-epsg.ts`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import proj4 from "proj4";

interface Entry {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly proj4: string | null;
}

/**
 * Datum shifts by three or seven parameters in place of a grid that is not shipped (accuracy some metres, EPSG
 * operations as named); what has none is left out.
 */
const INSTEAD_OF_GRID: readonly [RegExp, string][] = [
  [/\+nadgrids=OSTN15_NTv2_OSGBtoETRS\.gsb/, "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489"], // EPSG:1314
  [/\+nadgrids=BETA2007\.gsb/, "+towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7"], // EPSG:1777
  [/\+nadgrids=nzgd2kgrid0005\.gsb/, "+towgs84=59.47,-5.04,187.44,0.47,-0.1,1.024,-4.5993"], // EPSG:1564
  [/\+nadgrids="National 84[^"]*"/, "+towgs84=-134,-48,149"], // EPSG:1236
  [/\+nadgrids=NTv2_0\.gsb/, "+towgs84=-8,160,176"], // EPSG:1173
];

const index = createRequire(import.meta.url).resolve("epsg-index/all.json");
const all: Record<string, Entry> = JSON.parse(readFileSync(index, "utf8"));
const kept: Record<string, [string, string]> = {};
const left: string[] = [];
for (const { code, kind, name, proj4: given } of Object.values(all)) {
  if (!["CRS-PROJCRS", "CRS-GEOGCRS"].includes(kind) || !given) continue;
  const text = INSTEAD_OF_GRID.reduce((definition, [grid, shift]) => definition.replace(grid, shift), given);
  if (/\+nadgrids=(?!@null)/.test(text)) {
    left.push(code);
    continue;
  }
  // GeoTIFF stores easting, northing, whatever the order of the CRS's own axes.
  const definition = text
    .replace(/ ?\+(no_defs|type=crs|wktext|axis=neu|axis=enu)\b/g, "")
    .replace(/\s+/g, " ")
    .trim();
  try {
    const [x, y] = proj4("+proj=longlat +datum=WGS84", definition).inverse([500000, 100000]);
    if (x === undefined || y === undefined) throw new Error("no coordinates");
    kept[code] = [name, definition];
  } catch {
    left.push(code);
  }
}
const lines = Object.entries(kept).map(([code, entry]) => `"${code}":${JSON.stringify(entry)}`);
writeFileSync(resolve(import.meta.dirname, "../src/adapters/cog/crs/epsg.json"), `{\n${lines.join(",\n")}\n}\n`);
process.stdout.write(`${lines.length} kept, ${left.length} left out: ${left.join(" ")}\n`);
