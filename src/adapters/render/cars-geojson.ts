import type { Track } from "../../core/facility/facility.ts";
import { fromPlaneAt, type PlanePoint, planeAt } from "../../core/facility/local-plane.ts";
import type { LonLat } from "../../core/geo/frames.ts";
import { newestCounted } from "../../core/report/focus.ts";
import type { ReportRecord } from "../../core/report/record.ts";

/** Half the width of a car's box, metres: the loading gauge of most railways is 3.1 to 3.3 m wide. */
const HALF_WIDTH_METRES = 1.6;

/**
 * The cars of the newest counted look as GeoJSON (RFC 7946: WGS 84, longitude first, exterior rings counter-clockwise),
 * one feature a car, with its track, its type, and the observation and scene that it was counted on.
 *
 * A car lies on its track as drawn, by its metres along it; `outlineSceneCrs` holds the corners in the scene's own CRS.
 * A record without cars gives an empty collection.
 */
export function carsGeojson(record: ReportRecord): string {
  const newest = newestCounted(record.basis);
  const { geometry } = record.basis.facility;
  const features =
    newest === null
      ? []
      : newest.counted.tracks.flatMap((counted) => {
          const track = geometry?.tracks.find(({ id }) => id === counted.track);
          return counted.cars.map((car, i) => ({
            type: "Feature",
            id: `${newest.counted.id}/${counted.track}/${i + 1}`,
            geometry: track === undefined ? null : carPolygon(track, car.from, car.to),
            properties: {
              facility: record.basis.facility.id,
              observation: newest.counted.id,
              scene: newest.look.scene.id,
              acquiredAt: newest.counted.acquiredAt,
              method: newest.counted.method,
              track: counted.track,
              trackName: counted.name,
              fromMetres: car.from,
              toMetres: car.to,
              type: car.type,
              typeProbability: car.typeProbability,
              probability: car.probability,
              covered: car.covered,
              synthetic: newest.look.scene.synthetic,
              sceneEpsg: newest.look.scene.grid.transform.epsg,
              outlineSceneCrs: car.outline.coordinates,
            },
          }));
        });
  return `${JSON.stringify({ type: "FeatureCollection", features }, null, 1)}\n`;
}

function carPolygon(track: Track, from: number, to: number) {
  const origin = track.line[0];
  const line = track.line.map(planeAt(origin));
  const toLonLat = fromPlaneAt(origin);
  const [a, b] = [alongLine(line, from), alongLine(line, to)];
  const length = Math.hypot(b.east - a.east, b.north - a.north) || 1;
  const right = {
    east: ((b.north - a.north) / length) * HALF_WIDTH_METRES,
    north: (-(b.east - a.east) / length) * HALF_WIDTH_METRES,
  };
  const corner = (at: PlanePoint, side: 1 | -1): readonly [number, number] =>
    rounded(toLonLat({ east: at.east + side * right.east, north: at.north + side * right.north }));
  const first = corner(a, 1);
  return { type: "Polygon", coordinates: [[first, corner(b, 1), corner(b, -1), corner(a, -1), first]] };
}

/** Seven decimals: a centimetre. */
const rounded = ({ lon, lat }: LonLat): readonly [number, number] => [
  Math.round(lon * 1e7) / 1e7,
  Math.round(lat * 1e7) / 1e7,
];

/** The point so many metres along a line; beyond its end, its end. */
export function alongLine(line: readonly PlanePoint[], metres: number): PlanePoint {
  let left = metres;
  let before = line[0] ?? { east: 0, north: 0 };
  for (const point of line.slice(1)) {
    const length = Math.hypot(point.east - before.east, point.north - before.north);
    if (left <= length && length > 0)
      return {
        east: before.east + ((point.east - before.east) * left) / length,
        north: before.north + ((point.north - before.north) * left) / length,
      };
    left -= length;
    before = point;
  }
  return before;
}
