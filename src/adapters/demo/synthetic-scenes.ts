import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Drawing } from "../../core/facility/facility.ts";
import { type LonLat, type MapPoint, mapToPixel, pixelToMap } from "../../core/geo/frames.ts";
import type { TrackId } from "../../core/ids.ts";
import { isNonEmpty } from "../../core/ids.ts";
import type { Raster } from "../../core/imagery/raster.ts";
import type { DemoDate, DemoPlan } from "../../core/synthetic/demo-plan.ts";
import { degrade, drawSensor } from "../../core/synthetic/sensor.ts";
import { HELD_OUT_STYLES } from "../../core/synthetic/styles.ts";
import { type RenderedYard, renderYard } from "../../core/synthetic/yard.ts";
import { converter, crsOfEpsg, WGS84 } from "../cog/crs/crs.ts";
import { writeCog } from "../cog/writer.ts";
import { stacItemOf } from "../stac/write-item.ts";
import { writeFileAtomically } from "../workspace/files.ts";

/** Where the synthetic yard lies: open sea in the Gulf of Guinea, so that nobody takes it for a place. UTM 31N. */
const PLACE: MapPoint = { x: 500_000, y: 5_000, epsg: 32631 };
const HEADING_DEGREES = 78;
const MARGIN_METRES = 20;
const LICENCE = "CC0-1.0";

/** A rendered scene on disk, and the truth that it was made from. */
export interface SyntheticScene {
  /** Path of its STAC item; the image lies beside it. */
  readonly item: string;
  /** Cars that stand wholly on a counted track. */
  readonly cars: number;
}

/** Renders one date into `<folder>/<name>.tif`, a mask of its clouds where it has any, and its STAC item. */
export async function writeSyntheticScene(
  plan: DemoPlan,
  date: DemoDate,
  folder: string,
  name: string,
): Promise<SyntheticScene> {
  mkdirSync(folder, { recursive: true });
  const yard = renderDate(plan, date);
  const { gsdMetres, cloud } = date;
  const seen = degrade(yard.raster, {
    ...drawSensor(date.dateSeed, gsdMetres),
    panchromatic: false,
    jpegQuality: 0,
    seam: false,
    cloud,
    cloudMasked: cloud > 0,
  });
  const description = `SYNTHETIC: rendered by Yardcheck, no real place. ${name}`;
  const { width, height, transform } = seen;
  const shape = { width, height, bands: 3, sampleType: "uint8", transform } as const;
  await writeCog(join(folder, `${name}.tif`), shape, (row, count) => rowsOf(seen, yard.raster, row, count), {
    tileSize: 256,
    nodata: 0,
    description,
  });
  if (cloud > 0)
    await writeCog(
      join(folder, `${name}.cloud.tif`),
      { ...shape, bands: 1 },
      (row, count) => seen.usable.slice(row * width, (row + count) * width).map((usable) => (usable === 0 ? 1 : 0)),
      { tileSize: 256, description },
    );
  const toDegrees = degreesFrom(transform.epsg);
  const footprint = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ].map(([col = 0, row = 0]) => toDegrees(pixelToMap(transform, { col, row })));
  const item = stacItemOf({
    id: name,
    conditions: {
      acquiredAt: date.acquiredAt,
      gsdMetres,
      offNadirDegrees: date.offNadirDegrees,
      sunAzimuthDegrees: date.sun.azimuthDegrees,
      sunElevationDegrees: date.sun.elevationDegrees,
      sceneCloudFraction: cloud > 0 ? cloudShare(seen, yard.raster) : 0,
    },
    grid: { width, height, bands: 3, sampleType: "uint8", transform, pixelSizeMetres: gsdMetres },
    footprint,
    licence: LICENCE,
    mayBeRepublished: true,
    synthetic: true,
    href: `./${name}.tif`,
    ...(cloud > 0 ? { cloudMaskHref: `./${name}.cloud.tif` } : {}),
  });
  const path = join(folder, `${name}.json`);
  writeFileAtomically(path, `${JSON.stringify(item, null, 2)}\n`);
  return { item: path, cars: yard.truth.length };
}

/** The synthetic yard as its analyst would draw it. */
export function syntheticDrawing(plan: DemoPlan): Drawing {
  const [first] = plan.dates;
  if (first === undefined) throw new RangeError("a plan needs a date");
  const yard = renderDate(plan, { ...first, fill: first.fill.map(() => 0) });
  const toDegrees = degreesFrom(PLACE.epsg);
  const tracks = yard.tracks.map((track, k) => {
    // A point each ten metres: on these curves within 3 cm of the line.
    const line = track.line.filter((_, at, all) => at % 10 === 0 || at === all.length - 1).map(toDegrees);
    if (!isNonEmpty(line)) throw new RangeError(`track ${track.name} has no points`);
    return {
      id: `T${k + 1}` as TrackId,
      name: `T${k + 1}`,
      line,
      zone: null,
      service: "yard",
      usage: null,
      gaugeMillimetres: Math.round(track.gaugeMetres * 1000),
      canopies: [],
    };
  });
  if (!isNonEmpty(tracks)) throw new RangeError("a yard needs a track");
  return { area: areaAround(yard, toDegrees), tracks, zones: [] };
}

function renderDate(plan: DemoPlan, date: DemoDate): RenderedYard {
  const [style] = HELD_OUT_STYLES;
  if (style === undefined) throw new RangeError("there is no style for the demonstration");
  return renderYard({
    layoutSeed: plan.layoutSeed,
    dateSeed: date.dateSeed,
    style,
    lengthMetres: plan.lengthMetres,
    tracks: plan.tracks,
    fill: date.fill,
    beyondEnds: false,
    sun: date.sun,
    offNadirDegrees: date.offNadirDegrees,
    coverShare: 0,
    movingShare: 0,
    headingDegrees: HEADING_DEGREES,
    origin: PLACE,
  });
}

/** The outermost tracks' ends with a margin, as a rectangle along the yard. */
function areaAround({ tracks }: RenderedYard, toDegrees: (point: MapPoint) => LonLat): LonLat[] {
  const heading = (HEADING_DEGREES * Math.PI) / 180;
  const [alongX, alongY] = [Math.sin(heading), Math.cos(heading)];
  const points = tracks.flatMap(({ line }) => line);
  const along = points.map(({ x, y }) => (x - PLACE.x) * alongX + (y - PLACE.y) * alongY);
  const across = points.map(({ x, y }) => (x - PLACE.x) * alongY - (y - PLACE.y) * alongX);
  const [from, to] = [Math.min(...along) - MARGIN_METRES, Math.max(...along) + MARGIN_METRES];
  const [left, right] = [Math.min(...across) - MARGIN_METRES, Math.max(...across) + MARGIN_METRES];
  const corner = (u: number, v: number) =>
    toDegrees({ x: PLACE.x + u * alongX + v * alongY, y: PLACE.y + u * alongY - v * alongX, epsg: PLACE.epsg });
  return [corner(from, left), corner(to, left), corner(to, right), corner(from, right)];
}

function degreesFrom(epsg: number): (point: MapPoint) => LonLat {
  const convert = converter(crsOfEpsg(epsg), WGS84);
  return ({ x, y }) => {
    const [lon, lat] = convert(x, y);
    return { lon, lat };
  };
}

/** Rows of what was seen, pixel by pixel: 0 beyond the frame that was rendered (nodata), 1 to 255 within it. */
function rowsOf(seen: Raster, frame: Raster, row: number, count: number): Uint8Array {
  const { width, height, pixels } = seen;
  const rows = new Uint8Array(count * width * 3);
  for (let r = 0; r < count; r++)
    for (let col = 0; col < width; col++) {
      if (!isWithin(seen, frame, col, row + r)) continue;
      for (let band = 0; band < 3; band++)
        rows[3 * (r * width + col) + band] = Math.max(1, pixels[(band * height + row + r) * width + col] ?? 0);
    }
  return rows;
}

/** Share of the rendered frame that is under cloud: the frame is turned in its picture, and what lies beyond it is not cloud. */
function cloudShare(seen: Raster, frame: Raster): number {
  let [inside, hidden] = [0, 0];
  for (let row = 0, at = 0; row < seen.height; row++)
    for (let col = 0; col < seen.width; col++, at++) {
      if (!isWithin(seen, frame, col, row)) continue;
      inside++;
      if (seen.usable[at] === 0) hidden++;
    }
  return hidden / inside;
}

function isWithin(seen: Raster, frame: Raster, col: number, row: number): boolean {
  const at = mapToPixel(frame.transform, pixelToMap(seen.transform, { col: col + 0.5, row: row + 0.5 }));
  return at.col >= 0 && at.row >= 0 && at.col < frame.width && at.row < frame.height;
}
