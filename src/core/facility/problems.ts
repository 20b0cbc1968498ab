import type { LonLat } from "../geo/frames.ts";
import { unprintableIn } from "../markup.ts";
import { type DrawingFault, type DrawingProblem, type DrawnFeature, told } from "./drawing-fault.ts";
import { drawnTwice } from "./drawn-twice.ts";
import type { Drawing, Ring, Track, Zone } from "./facility.ts";
import { boxOf, lengthMetres, type PlanePoint, planeAt } from "./local-plane.ts";
import { areaOf, distanceOutside, selfCrossing } from "./ring.ts";

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
  /** Characters of a name, of a facility, a track or a zone. */
  longestName: 200,
} as const;

/**
 * Everything that makes a drawing unusable, in the order of its features; empty when it is sound.
 *
 * Swapped axes are told from their effects only: a latitude beyond 90, tracks that lie in the area once swapped. A
 * whole file swapped within -90 to 90 is a valid drawing of another place.
 */
export function problemsOf(drawing: Drawing): readonly DrawingProblem[] {
  const zones = drawing.zones.map((zone) => ({ of: zoneOf(zone.id), points: zone.area, least: 3 }));
  const unplaced = [
    ...placeProblems(AREA, drawing.area, 3),
    ...misplacedTracks(drawing.tracks),
    ...zones.flatMap(({ of, points, least }) => placeProblems(of, points, least)),
  ];
  if (unplaced.length > 0) return unplaced;

  const plane = planeAt(centreOf(drawing.area));
  const area = drawing.area.map(plane);
  const problems = [...ringProblems(AREA, area), ...extentProblems(AREA, drawing.area)];
  // A broken area would make every track offend as well: its author mends it first.
  if (problems.length > 0) return problems;

  problems.push(...countProblems(drawing), ...repeatedNames(drawing), ...nameProblems(drawing));
  for (const track of drawing.tracks) problems.push(...trackProblems(track, area, plane, drawing));
  problems.push(...repeatedLines(drawing.tracks, plane));
  for (const zone of drawing.zones) {
    const ring = zone.area.map(plane);
    problems.push(...ringProblems(zoneOf(zone.id), ring));
    if (ring.every((corner) => distanceOutside(corner, area) > 0) && area.every((c) => distanceOutside(c, ring) > 0))
      problems.push(told(zoneOf(zone.id), { code: "outside-area" }));
  }
  return problems;
}

/** What makes zones unusable that are drawn beside tracks alone; empty when they are sound. */
export function problemsOfZones(zones: readonly Zone[]): readonly DrawingProblem[] {
  const unplaced = zones.flatMap(({ id, area }) => placeProblems(zoneOf(id), area, 3));
  if (unplaced.length > 0) return unplaced;
  const drawn = { tracks: [], zones };
  return [
    ...repeatedNames(drawn),
    ...nameProblems(drawn),
    ...zones.flatMap(({ id, area }) => ringProblems(zoneOf(id), area.map(planeAt(centreOf(area))))),
  ];
}

/** Tracks that are empty or lie nowhere on the earth: to be told before an area is made around them. */
export function misplacedTracks(tracks: readonly Pick<Track, "name" | "line">[]): readonly DrawingProblem[] {
  return tracks.flatMap(({ name, line }) => placeProblems({ kind: "track", name }, line, 2));
}

/** What of a drawing has names. */
interface Named {
  readonly tracks: readonly Track[];
  readonly zones: readonly Zone[];
}

const AREA: DrawnFeature = { kind: "area", name: "" };
const zoneOf = (id: string): DrawnFeature => ({ kind: "zone", name: id });

function placeProblems(of: DrawnFeature, points: readonly LonLat[], least: number): DrawingProblem[] {
  if (points.length < least) return [told(of, { code: "too-few-points", points: points.length, least })];
  const most = DRAWING_LIMITS.mostPoints;
  if (points.length > most) return [told(of, { code: "too-many-points", points: points.length, most })];
  const wrong = points.find(({ lon, lat }) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90));
  if (!wrong) return [];
  const { lon, lat } = wrong;
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) return [told(of, { code: "no-number", lon, lat })];
  if (Math.abs(lat) <= 180 && Math.abs(lon) <= 90) return [told(of, { code: "axes-swapped", lat })];
  return [told(of, { code: "no-degrees", lon, lat })];
}

function ringProblems(of: DrawnFeature, ring: readonly PlanePoint[]): DrawingProblem[] {
  const crossing = selfCrossing(ring);
  if (crossing) return [told(of, { code: "crosses-itself", first: crossing[0] + 1, second: crossing[1] + 1 })];
  if (!(Math.abs(areaOf(ring)) > 1)) return [told(of, { code: "no-area" })];
  return [];
}

function extentProblems(of: DrawnFeature, ring: Ring): DrawingProblem[] {
  const box = boxOf(ring);
  const across = lengthMetres([
    { lon: box.west, lat: box.south },
    { lon: box.east, lat: box.north },
  ]);
  if (across <= DRAWING_LIMITS.largestExtentMetres) return [];
  const most = DRAWING_LIMITS.largestExtentMetres / 1000;
  return [told(of, { code: "too-large", kilometres: Math.round(across / 1000), most })];
}

function countProblems(drawing: Drawing): DrawingProblem[] {
  const [tracks, most] = [drawing.tracks.length, DRAWING_LIMITS.mostTracks];
  return tracks <= most ? [] : [told({ kind: "drawing", name: "the file" }, { code: "too-many-tracks", tracks, most })];
}

function repeatedNames(drawing: Named): DrawingProblem[] {
  const repeated = (kind: "track" | "zone", names: readonly string[]) =>
    [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((name) =>
      told({ kind, name }, { code: `repeated-${kind}` }),
    );
  return [
    ...repeated(
      "track",
      drawing.tracks.map(({ id }) => id),
    ),
    ...repeated(
      "zone",
      drawing.zones.map(({ id }) => id),
    ),
  ];
}

function nameProblems({ tracks, zones }: Named): DrawingProblem[] {
  const named: readonly (readonly [DrawnFeature, readonly string[]])[] = [
    ...tracks.map(({ id, name }) => [{ kind: "track", name }, [id, name]] as const),
    ...zones.map(({ id, names }) => [zoneOf(id), [id, ...Object.values(names)]] as const),
  ];
  return named.flatMap(([of, names]) => {
    const fault = names.map(nameFault).find((each) => each !== null);
    return fault ? [told(of, fault)] : [];
  });
}

/** Why a name of a facility, a track or a zone is refused; null where it is taken. */
export function nameFault(name: string): DrawingFault | null {
  const most = DRAWING_LIMITS.longestName;
  if (name.length > most) return { code: "name-too-long", characters: name.length, most };
  const character = unprintableIn(name);
  return character === null ? null : { code: "name-unprintable", character };
}

function repeatedLines(tracks: readonly Track[], plane: (point: LonLat) => PlanePoint): DrawingProblem[] {
  return drawnTwice(tracks.map((track) => track.line.map(plane))).map(({ line, along, metres }) => {
    const [name, other] = [tracks[line]?.name ?? "", tracks[along]?.name ?? ""];
    return told(
      { kind: "track", name },
      line === along ? { code: "drawn-back", metres } : { code: "drawn-twice", other, metres },
    );
  });
}

function trackProblems(
  track: Track,
  area: readonly PlanePoint[],
  plane: (point: LonLat) => PlanePoint,
  drawing: Drawing,
): DrawingProblem[] {
  const of: DrawnFeature = { kind: "track", name: track.name };
  const length = lengthMetres(track.line);
  const least = DRAWING_LIMITS.shortestTrackMetres;
  if (!(length >= least)) return [told(of, { code: "too-short", metres: length, least })];
  const problems: DrawingProblem[] = [];
  const { metres, at } = farthestOutside(track.line, area, plane);
  if (metres > DRAWING_LIMITS.outsideToleranceMetres) {
    const swapped = farthestOutside(
      track.line.map(({ lon, lat }) => ({ lon: lat, lat: lon })),
      area,
      plane,
    );
    problems.push(
      swapped.metres <= DRAWING_LIMITS.outsideToleranceMetres
        ? told(of, { code: "outside-swapped", metres })
        : told(of, { code: "outside", metres, ...at }),
    );
  }
  if (track.zone !== null && !drawing.zones.some(({ id }) => id === track.zone))
    problems.push(told(of, { code: "no-such-zone", zone: track.zone }));
  for (const { from, to } of track.canopies)
    if (!(from >= 0 && from < to && to <= length + 1)) problems.push(told(of, { code: "canopy", from, to, length }));
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
