import type { LonLat } from "../geo/frames.ts";
import type { Drawing, Ring, Track } from "./facility.ts";
import { boxOf, lengthMetres, type PlanePoint, planeAt } from "./local-plane.ts";
import { areaOf, distanceOutside, selfCrossing } from "./ring.ts";

/** Why a drawing is refused: the feature as its author calls it, and what is wrong with it. */
export interface DrawingProblem {
  readonly feature: string;
  readonly problem: string;
}

/** What a drawing must keep to. Evidence in docs/methods/facility.md. */
export const DRAWING_LIMITS = {
  /** A yard further across than this is a mix-up of units or axes, metres. */
  largestExtentMetres: 60_000,
  /** A track may leave the area by the width of a pencil, metres. */
  outsideToleranceMetres: 2,
  /** A shorter line is a slip of the hand, metres. */
  shortestTrackMetres: 8,
  /** Points of one ring or line. */
  mostPoints: 20_000,
  mostTracks: 2_000,
} as const;

/**
 * Everything that makes a drawing unusable, in the order of its features; empty when it is sound.
 *
 * Swapped axes are told from their effects only: a latitude beyond 90, tracks that lie in the area once swapped. A
 * whole file swapped within -90 to 90 is a valid drawing of another place.
 */
export function problemsOf(drawing: Drawing): readonly DrawingProblem[] {
  const zones = drawing.zones.map((zone) => ({ feature: `zone "${zone.id}"`, points: zone.area, least: 3 }));
  const unplaced = [
    ...placeProblems("area", drawing.area, 3),
    ...misplacedTracks(drawing.tracks),
    ...zones.flatMap(({ feature, points, least }) => placeProblems(feature, points, least)),
  ];
  if (unplaced.length > 0) return unplaced;

  const plane = planeAt(centreOf(drawing.area));
  const area = drawing.area.map(plane);
  const problems = [...ringProblems("area", area), ...extentProblems("area", drawing.area)];
  // A broken area would make every track offend as well: its author mends it first.
  if (problems.length > 0) return problems;

  problems.push(...countProblems(drawing), ...repeatedNames(drawing));
  for (const track of drawing.tracks) problems.push(...trackProblems(track, area, plane, drawing));
  for (const zone of drawing.zones) {
    const ring = zone.area.map(plane);
    problems.push(...ringProblems(`zone "${zone.id}"`, ring));
    if (ring.every((corner) => distanceOutside(corner, area) > 0) && area.every((c) => distanceOutside(c, ring) > 0))
      problems.push({ feature: `zone "${zone.id}"`, problem: "lies outside the area" });
  }
  return problems;
}

/** Tracks that are empty or lie nowhere on the earth: to be told before an area is made around them. */
export function misplacedTracks(tracks: readonly Pick<Track, "name" | "line">[]): readonly DrawingProblem[] {
  return tracks.flatMap(({ name, line }) => placeProblems(`track "${name}"`, line, 2));
}

function placeProblems(feature: string, points: readonly LonLat[], least: number): DrawingProblem[] {
  if (points.length < least)
    return [{ feature, problem: `is empty: it has ${points.length} different points, at least ${least} are needed` }];
  if (points.length > DRAWING_LIMITS.mostPoints)
    return [{ feature, problem: `has ${points.length} points, at most ${DRAWING_LIMITS.mostPoints} are taken` }];
  const wrong = points.find(({ lon, lat }) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90));
  if (!wrong) return [];
  const { lon, lat } = wrong;
  if (!Number.isFinite(lon) || !Number.isFinite(lat))
    return [{ feature, problem: `has a coordinate that is no number: ${lon}, ${lat}` }];
  if (Math.abs(lat) <= 180 && Math.abs(lon) <= 90)
    return [
      { feature, problem: `has latitude ${lat}, beyond 90 degrees: the axes look swapped (longitude comes first)` },
    ];
  return [
    {
      feature,
      problem: `has ${lon}, ${lat}, which are no degrees: if they are metres, name their CRS in the file's \`crs\` member`,
    },
  ];
}

function ringProblems(feature: string, ring: readonly PlanePoint[]): DrawingProblem[] {
  const crossing = selfCrossing(ring);
  if (crossing)
    return [
      {
        feature,
        problem: `crosses itself: the edge after corner ${crossing[0] + 1} meets the one after ${crossing[1] + 1}`,
      },
    ];
  if (!(Math.abs(areaOf(ring)) > 1)) return [{ feature, problem: "is empty: it encloses less than a square metre" }];
  return [];
}

function extentProblems(feature: string, ring: Ring): DrawingProblem[] {
  const box = boxOf(ring);
  const across = lengthMetres([
    { lon: box.west, lat: box.south },
    { lon: box.east, lat: box.north },
  ]);
  if (across <= DRAWING_LIMITS.largestExtentMetres) return [];
  return [
    {
      feature,
      problem: `is ${Math.round(across / 1000)} km across, at most ${DRAWING_LIMITS.largestExtentMetres / 1000} km is a yard: are the coordinates degrees, longitude first?`,
    },
  ];
}

function countProblems(drawing: Drawing): DrawingProblem[] {
  if (drawing.tracks.length <= DRAWING_LIMITS.mostTracks) return [];
  return [
    { feature: "the file", problem: `has ${drawing.tracks.length} tracks, at most ${DRAWING_LIMITS.mostTracks}` },
  ];
}

function repeatedNames(drawing: Drawing): DrawingProblem[] {
  const repeated = (names: readonly string[]) => [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  return [
    ...repeated(drawing.tracks.map(({ id }) => id)).map((id) => ({
      feature: `track "${id}"`,
      problem: "has the name of another track",
    })),
    ...repeated(drawing.zones.map(({ id }) => id)).map((id) => ({
      feature: `zone "${id}"`,
      problem: "has the name of another zone",
    })),
  ];
}

function trackProblems(
  track: Track,
  area: readonly PlanePoint[],
  plane: (point: LonLat) => PlanePoint,
  drawing: Drawing,
): DrawingProblem[] {
  const feature = `track "${track.name}"`;
  const length = lengthMetres(track.line);
  if (!(length >= DRAWING_LIMITS.shortestTrackMetres))
    return [
      {
        feature,
        problem: `is ${length.toFixed(1)} m long; at least ${DRAWING_LIMITS.shortestTrackMetres} m is a track`,
      },
    ];
  const problems: DrawingProblem[] = [];
  const outside = farthestOutside(track.line, area, plane);
  if (outside.metres > DRAWING_LIMITS.outsideToleranceMetres) {
    const swapped = farthestOutside(
      track.line.map(({ lon, lat }) => ({ lon: lat, lat: lon })),
      area,
      plane,
    );
    const hint = swapped.metres <= DRAWING_LIMITS.outsideToleranceMetres ? ": its axes are swapped" : "";
    problems.push({
      feature,
      problem: `leaves the area by ${Math.round(outside.metres)} m at ${outside.at.lon}, ${outside.at.lat}${hint}`,
    });
  }
  if (track.zone !== null && !drawing.zones.some(({ id }) => id === track.zone))
    problems.push({ feature, problem: `names the zone "${track.zone}", which the file does not have` });
  for (const { from, to } of track.canopies)
    if (!(from >= 0 && from < to && to <= length + 1))
      problems.push({ feature, problem: `has a canopy from ${from} to ${to} m on ${length.toFixed(1)} m of track` });
  return problems;
}

/** The vertex (or point between vertices, every 10 m) that lies farthest outside. */
function farthestOutside(line: readonly LonLat[], area: readonly PlanePoint[], plane: (p: LonLat) => PlanePoint) {
  let [metres, at] = [0, line[0] ?? { lon: NaN, lat: NaN }];
  line.forEach((point, i) => {
    const next = line[i + 1] ?? point;
    const steps = Math.min(1_000, Math.max(1, Math.ceil(lengthMetres([point, next]) / 10)));
    for (let step = 0; step < steps; step++) {
      const here = {
        lon: point.lon + ((next.lon - point.lon) * step) / steps,
        lat: point.lat + ((next.lat - point.lat) * step) / steps,
      };
      const away = distanceOutside(plane(here), area);
      if (away > metres) [metres, at] = [away, here];
    }
  });
  return { metres, at };
}

function centreOf(points: readonly LonLat[]): LonLat {
  const box = boxOf(points);
  return { lon: (box.west + box.east) / 2, lat: (box.south + box.north) / 2 };
}
