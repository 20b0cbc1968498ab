import { metresPerDegree } from "../geo/ellipsoid.ts";
import type { LonLat } from "../geo/frames.ts";
import { longitudeNear } from "../geo/longitude.ts";
import { isNonEmpty } from "../ids.ts";
import type { Drawing, Ring, Zone } from "./facility.ts";
import { boxOf, lengthMetres, planeAt } from "./local-plane.ts";
import { isInside } from "./ring.ts";

/**
 * An area for tracks that were drawn without one: their bounding box and a margin.
 *
 * @throws RangeError for no points
 */
export function areaAround(lines: readonly (readonly LonLat[])[], marginMetres = 30): Ring {
  const box = boxOf(lines.flat());
  const degree = metresPerDegree((box.south + box.north) / 2);
  const [dx, dy] = [marginMetres / degree.east, marginMetres / degree.north];
  return [
    { lon: box.west - dx, lat: box.south - dy },
    { lon: box.east + dx, lat: box.south - dy },
    { lon: box.east + dx, lat: box.north + dy },
    { lon: box.west - dx, lat: box.north + dy },
  ];
}

/** Share of the length of the tracks that lies inside a footprint, 0 to 1, by pieces of at most `stepMetres`. The footprint may count on beyond 180 degrees. */
export function coveredFraction(
  tracks: readonly { readonly line: readonly LonLat[] }[],
  footprint: Ring,
  stepMetres = 5,
): number {
  const origin = footprint[0];
  if (!origin) return 0;
  const plane = planeAt(origin);
  const ring = footprint.map(plane);
  const { west, east } = boxOf(footprint);
  const beside = ({ lon, lat }: LonLat) => plane({ lon: longitudeNear(lon, (west + east) / 2), lat });
  let [all, inside] = [0, 0];
  for (const { line } of tracks)
    for (let i = 0; i + 1 < line.length; i++) {
      const leg = [line[i] as LonLat, line[i + 1] as LonLat] as const;
      const pieces = Math.max(1, Math.ceil(lengthMetres(leg) / stepMetres));
      const metres = lengthMetres(leg) / pieces;
      for (let k = 0; k < pieces; k++) {
        all += metres;
        if (isInside(beside(between(leg, (k + 0.5) / pieces)), ring)) inside += metres;
      }
    }
  return all === 0 ? 0 : inside / all;
}

function between([a, b]: readonly [LonLat, LonLat], share: number): LonLat {
  return { lon: a.lon + share * (b.lon - a.lon), lat: a.lat + share * (b.lat - a.lat) };
}

/** The zone in which more than half of a line lies, or null. */
export function zoneOf(line: readonly LonLat[], zones: readonly Zone[]): Zone["id"] | null {
  const shares = zones.map((zone) => ({ id: zone.id, share: coveredFraction([{ line }], zone.area) }));
  return shares.filter(({ share }) => share > 0.5).sort((a, b) => b.share - a.share)[0]?.id ?? null;
}

/**
 * The parts of a line that lie inside a ring, cut to within a metre of its edge; what leaves or enters it for less than some metres may stay.
 *
 * @returns lines of at least two points, in the order of travel; the line itself where it lies inside altogether
 */
export function partsInside(line: readonly LonLat[], ring: Ring): readonly (readonly LonLat[])[] {
  const origin = ring[0];
  if (!origin) return [];
  const plane = planeAt(origin);
  const corners = ring.map(plane);
  const inside = (point: LonLat) => isInside(plane(point), corners);
  if (pointsAlong(line, 5).every(inside) && line.every(inside)) return [line];
  const parts: LonLat[][] = [];
  let part: LonLat[] = [];
  for (const point of pointsAlong(line, 1)) {
    if (inside(point)) part.push(point);
    else if (part.length > 0) {
      parts.push(part);
      part = [];
    }
  }
  parts.push(part);
  return parts.filter((points) => points.length > 1).map(withoutStraightPoints);
}

/** Drops points that lie within 5 cm of the chord of their neighbours (Douglas-Peucker, Cartographica 10(2), 1973). */
function withoutStraightPoints(line: readonly LonLat[]): readonly LonLat[] {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last || line.length < 3) return line;
  const plane = planeAt(first);
  const end = plane(last);
  const length = Math.hypot(end.east, end.north) || 1;
  let [farthest, at] = [0, 0];
  line.forEach((point, i) => {
    const { east, north } = plane(point);
    const away = Math.abs(east * end.north - north * end.east) / length;
    if (away > farthest) [farthest, at] = [away, i];
  });
  if (farthest <= 0.05) return [first, last];
  return [...withoutStraightPoints(line.slice(0, at + 1)).slice(0, -1), ...withoutStraightPoints(line.slice(at))];
}

function* pointsOf(line: readonly LonLat[], stepMetres: number): Generator<LonLat> {
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [line[i], line[i + 1]];
    if (!a || !b) continue;
    const steps = Math.max(1, Math.ceil(lengthMetres([a, b]) / stepMetres));
    for (let s = 0; s < steps; s++) yield between([a, b], s / steps);
  }
  const last = line.at(-1);
  if (last) yield last;
}

function pointsAlong(line: readonly LonLat[], stepMetres: number): readonly LonLat[] {
  return [...pointsOf(line, stepMetres)];
}

/** Puts each track that names no zone into the zone where most of it lies. */
export function withZones(drawing: Drawing): Drawing {
  const tracks = drawing.tracks.map((track) => ({ ...track, zone: track.zone ?? zoneOf(track.line, drawing.zones) }));
  return isNonEmpty(tracks) ? { ...drawing, tracks } : drawing;
}
