import { carBox } from "../../core/facility/car-box.ts";
import type { Track } from "../../core/facility/facility.ts";
import type { LonLat } from "../../core/geo/frames.ts";
import { longitudeNear } from "../../core/geo/longitude.ts";
import type { Car } from "../../core/observation/observation.ts";
import { newestCounted } from "../../core/report/focus.ts";
import type { ReportRecord, ReportScene } from "../../core/report/record.ts";
import { converter, crsOfEpsg, USER_DEFINED, WGS84 } from "../cog/crs/crs.ts";

/**
 * The cars of the newest counted look as GeoJSON (RFC 7946: WGS 84, longitude first, exterior rings counter-clockwise),
 * one feature a car, with its track, its type, and the observation and scene that it was counted on.
 *
 * `outlineSceneCrs` holds the corners as they were counted, in the scene's own CRS. A record without cars gives an empty
 * collection.
 */
export function carsGeojson(record: ReportRecord): string {
  const newest = newestCounted(record.basis);
  const { geometry } = record.basis.facility;
  const toLonLat = newest === null ? null : sceneToLonLat(newest.look.scene);
  const features =
    newest === null
      ? []
      : newest.counted.tracks.flatMap((counted) => {
          const track = geometry?.tracks.find(({ id }) => id === counted.track);
          return counted.cars.map((car, i) => ({
            type: "Feature",
            id: `${newest.counted.id}/${counted.track}/${i + 1}`,
            geometry: polygonOf(carCorners(car, track, toLonLat)),
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

/** Longitude and latitude of a point of a scene's own CRS. */
export type ToLonLat = (x: number, y: number) => LonLat;

/** Null for a CRS without a code: what lies in it cannot be placed from the record alone. */
export function sceneToLonLat(scene: ReportScene): ToLonLat | null {
  const { epsg } = scene.grid.transform;
  if (epsg === USER_DEFINED) return null;
  const convert = converter(crsOfEpsg(epsg), WGS84);
  return (x, y) => {
    const [lon, lat] = convert(x, y);
    return { lon, lat };
  };
}

/**
 * The four corners of a car: its outline as it was counted where it can be placed, else a box on its track as drawn, by
 * its metres along it. Null: neither is known. Longitudes go on from the track's own, -180 to 180, whatever a scene across 180 degrees
 * calls them: a car that stands across that meridian stays in one piece, where RFC 7946, section 3.1.9, would cut it in two.
 */
export function carCorners(car: Car, track: Track | undefined, toLonLat: ToLonLat | null): readonly LonLat[] | null {
  const ring = car.outline.coordinates[0] ?? [];
  if (toLonLat !== null && ring.length >= 4) {
    const near = track?.line[0].lon ?? 0;
    const corners = ring.slice(0, -1).map(([x, y]) => {
      const { lon, lat } = toLonLat(x, y);
      return { lon: longitudeNear(lon, near), lat };
    });
    if (corners.every(({ lon, lat }) => Number.isFinite(lon) && Number.isFinite(lat))) return corners;
  }
  return track === undefined ? null : carBox(track.line, car.from, car.to);
}

function polygonOf(corners: readonly LonLat[] | null) {
  const [first] = corners ?? [];
  if (corners === null || first === undefined) return null;
  const area = corners.reduce((sum, { lon, lat }, i) => {
    const next = corners[(i + 1) % corners.length] ?? first;
    return sum + (lon - first.lon) * (next.lat - first.lat) - (next.lon - first.lon) * (lat - first.lat);
  }, 0);
  const ring = area >= 0 ? corners : corners.toReversed();
  return { type: "Polygon", coordinates: [[...ring, ring[0] ?? first].map(rounded)] };
}

/** Seven decimals: a centimetre. */
const rounded = ({ lon, lat }: LonLat): readonly [number, number] => [
  Math.round(lon * 1e7) / 1e7,
  Math.round(lat * 1e7) / 1e7,
];
