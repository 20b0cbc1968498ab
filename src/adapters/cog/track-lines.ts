import { readFile } from "node:fs/promises";
import { z } from "zod";
import { lengthOf } from "../../core/detection/track-line.ts";
import { zoneOf } from "../../core/facility/corridor.ts";
import { inEnglish } from "../../core/facility/drawing-fault.ts";
import { drawnTwice } from "../../core/facility/drawn-twice.ts";
import type { Stretch, Track } from "../../core/facility/facility.ts";
import { DRAWING_LIMITS, nameFault } from "../../core/facility/problems.ts";
import type { TrackId, ZoneId } from "../../core/ids.ts";
import type { PlanePoint } from "../../core/imagery/place-line.ts";
import type { TrackLine } from "../../core/imagery/track-line.ts";
import { YardcheckError } from "../../errors.ts";
import { drawnZones, stretchesOf, text } from "../geojson/drawing.ts";
import { toLonLatOf } from "../geojson/facility-file.ts";
import { type Crs, crsOfDrawing, drawingCrsUnknown, WGS84 } from "./crs/crs.ts";
import type { OpenScene } from "./open-scene.ts";

/** Tracks as a GeoJSON file gives them. */
export interface GivenTracks {
  readonly crs: Crs;
  readonly tracks: readonly {
    readonly name: string;
    readonly points: readonly PlanePoint[];
    /** Stretches under a roof, metres along the line. */
    readonly canopies: readonly Stretch[];
    /** Id of its zone; null: in none. */
    readonly zone: ZoneId | null;
  }[];
}

/** A track of a file as it lies on a scene. */
export type GivenTrackLine = TrackLine & { readonly canopies: readonly Stretch[]; readonly zone: ZoneId | null };

const Position = z.array(z.number()).min(2);
const Geometry = z.union([
  z.object({ type: z.literal("LineString"), coordinates: z.array(Position) }),
  z.object({ type: z.literal("MultiLineString"), coordinates: z.array(z.array(Position)) }),
  z.object({ type: z.enum(["Point", "MultiPoint", "Polygon", "MultiPolygon", "GeometryCollection"]) }),
]);
const Feature = z.object({
  type: z.literal("Feature"),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: Geometry.nullish(),
});
const Collection = z.object({
  type: z.literal("FeatureCollection"),
  crs: z.object({ properties: z.object({ name: z.string() }) }).nullish(),
  features: z.array(z.unknown()),
});

/** @throws YardcheckError "usage" when there is no such file, else as {@link parseTracks} */
export async function readTracks(path: string): Promise<GivenTracks> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? cause.code : cause;
    throw new YardcheckError("usage", `the tracks ${path} do not open (${reason}): expected is a GeoJSON file`, {
      cause,
    });
  }
  return parseTracks(text, path);
}

/**
 * Lines of a GeoJSON feature collection, in degrees or in the CRS that its `crs` member names; easting (or longitude)
 * first. Features that are no lines are left out. Names are `name`, else `ref`, else the feature's id, the first that can be printed and
 * is as short as a facility's names are, else its place; `canopies` are those of a facility's drawing. A track's zone is its `zone`, drawn
 * or not, else the polygon in which most of it lies; which polygons are zones is told as of a facility's drawing.
 *
 * @param where  names the text in messages
 * @throws YardcheckError "facility-invalid", naming the feature; "crs-unknown"
 */
export function parseTracks(json: string, where: string): GivenTracks {
  const refuse = (detail: string, cause?: unknown) =>
    new YardcheckError("facility-invalid", `${where}: ${detail}`, { cause });
  let document: unknown;
  try {
    document = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw refuse(`no GeoJSON (${cause instanceof Error ? cause.message : cause})`, cause);
  }
  const collection = Collection.safeParse(document);
  if (!collection.success)
    throw refuse(`expected a GeoJSON FeatureCollection of LineStrings: ${z.prettifyError(collection.error)}`);
  const crs = crsNamed(collection.data.crs?.properties.name, where);
  const toLonLat = toLonLatOf(crs);
  const zones = drawnZones(collection.data.features, where, toLonLat);
  const tracks: GivenTracks["tracks"][number][] = [];
  const names = new Set<string>();
  collection.data.features.forEach((feature, index) => {
    const parsed = Feature.safeParse(feature);
    if (!parsed.success)
      throw refuse(`feature ${index + 1} is no GeoJSON feature, or has a coordinate that is no number`);
    const { properties, geometry, id } = parsed.data;
    if (!geometry || !("coordinates" in geometry)) return;
    const given = [properties?.["name"], properties?.["ref"], id].map(text);
    const name = given.find((each) => each !== null && nameFault(each) === null) ?? `track ${index + 1}`;
    const canopies = stretchesOf(properties?.["canopies"]);
    const named = text(properties?.["zone"]) as ZoneId | null;
    const fault = named === null ? null : nameFault(named);
    if (named !== null && fault) throw refuse(`the zone of track "${name}" ${inEnglish(fault)}`);
    const lines = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
    lines.forEach((line, part) => {
      let unique = lines.length > 1 ? `${name} part ${part + 1}` : name;
      for (let copy = 2; names.has(unique); copy++) unique = `${name} (${copy})`;
      names.add(unique);
      const points = line.map(([x = Number.NaN, y = Number.NaN]) => ({ x, y }));
      const wrong = whyImpossible(points, crs);
      if (wrong) throw refuse(`track "${unique}" ${wrong}`);
      if (canopies.length > 0 && lines.length > 1)
        throw refuse(`track "${name}" has canopies and ${lines.length} parts: draw each part as its own`);
      const lies = () =>
        zones.length === 0
          ? null
          : zoneOf(
              points.map(({ x, y }) => toLonLat(x, y)),
              zones,
            );
      tracks.push({ name: unique, points, canopies, zone: named ?? lies() });
    });
  });
  if (tracks.length === 0) throw refuse("no LineString among its features");
  return { crs, tracks };
}

/**
 * Tracks as they lie on a scene.
 *
 * @throws YardcheckError "facility-invalid" when one is too short, drawn twice or has a vertex far beyond a yard's extent, has a canopy beyond its ends, or they would lie on it
 *   with their axes swapped, and do not as given
 */
export function tracksOn(scene: OpenScene, given: GivenTracks): GivenTrackLine[] {
  const convert = scene.converterFrom(given.crs);
  const lines = given.tracks.map(({ name, points, canopies, zone }): GivenTrackLine => {
    const placed = points.map(({ x, y }) => {
      const [workingX, workingY] = convert(x, y);
      return { x: workingX, y: workingY };
    });
    const slip = slipOf(placed, scene.fromLonLat(scene.footprint[0]));
    if (slip)
      throw new YardcheckError(
        "facility-invalid",
        `track "${name}" has its vertex ${slip.vertex + 1} (${points[slip.vertex]?.x}, ${points[slip.vertex]?.y}) ${Math.round(slip.metres / 1000)} km ` +
          `from the one beside it; a yard is at most ${DRAWING_LIMITS.largestExtentMetres / 1000} km across`,
      );
    const metres = lengthOf(placed);
    if (metres < DRAWING_LIMITS.shortestTrackMetres)
      throw new YardcheckError(
        "facility-invalid",
        `track "${name}" is ${metres.toFixed(1)} m long; at least ${DRAWING_LIMITS.shortestTrackMetres} m is a track`,
      );
    if (placed.some(({ x, y }) => !Number.isFinite(x + y)))
      throw new YardcheckError(
        "facility-invalid",
        `track "${name}" cannot be placed in EPSG:${scene.workingEpsg} ${scene.working.name}, the plane of the scene`,
      );
    for (const { from, to } of canopies)
      if (!(from >= 0 && from < to && to <= metres + 1))
        throw new YardcheckError(
          "facility-invalid",
          `track "${name}" has a canopy from ${from} to ${to} m on ${metres.toFixed(1)} m of track`,
        );
    return { track: name as TrackId, name, points: placed, canopies, zone };
  });
  const [twice] = drawnTwice(lines.map(({ points }) => points.map(({ x, y }) => ({ east: x, north: y }))));
  if (twice) {
    const [one, other] = [lines[twice.line]?.name, lines[twice.along]?.name];
    throw new YardcheckError(
      "facility-invalid",
      `track "${one}" runs along ${twice.line === twice.along ? "itself" : `track "${other}"`} for ${Math.round(twice.metres)} m, within a metre: cars there would count twice; draw that part once`,
    );
  }
  if (!lines.some(({ points }) => touches(scene, points))) {
    const swapped = given.tracks.some(({ points }) =>
      touches(
        scene,
        points.map(({ x, y }) => {
          const [workingX, workingY] = convert(y, x);
          return { x: workingX, y: workingY };
        }),
      ),
    );
    if (swapped)
      throw new YardcheckError(
        "facility-invalid",
        `track "${given.tracks[0]?.name}" and the others lie on the scene only with their axes swapped; expected longitude (easting) first`,
      );
  }
  return lines;
}

/** A facility's tracks as they lie on a scene. */
export function facilityTracksOn(scene: OpenScene, tracks: readonly Track[]): TrackLine[] {
  return tracks.map(({ id, name, line }) => ({
    track: id,
    name,
    points: line.map((place) => scene.fromLonLat(place)),
  }));
}

/** Whether any vertex lies inside of the image. */
function touches(scene: OpenScene, points: readonly PlanePoint[]): boolean {
  return points.some(({ x, y }) => {
    const { col, row } = scene.toPixel(x, y);
    return col >= 0 && row >= 0 && col <= scene.grid.width && row <= scene.grid.height;
  });
}

/** The vertex that lies too far from the one beside it for both to be of one yard: of the two the one further from the scene. */
function slipOf(points: readonly PlanePoint[], scene: PlanePoint): { vertex: number; metres: number } | null {
  const away = (from: PlanePoint, to: PlanePoint) => Math.hypot(to.x - from.x, to.y - from.y);
  for (let k = 1; k < points.length; k++) {
    const [from, to] = [points[k - 1] as PlanePoint, points[k] as PlanePoint];
    const metres = away(from, to);
    if (metres > DRAWING_LIMITS.largestExtentMetres)
      return { vertex: away(from, scene) > away(to, scene) ? k - 1 : k, metres };
  }
  return null;
}

/** Why points cannot be what somebody drew, as the end of a sentence about them; null: they can. */
export function whyImpossible(points: readonly PlanePoint[], crs: Crs): string | null {
  if (points.some(({ x, y }) => !(Number.isFinite(x) && Number.isFinite(y))))
    return "has a coordinate that is no number";
  const [first] = points;
  if (!first || points.every(({ x, y }) => x === first.x && y === first.y))
    return "has fewer than two different points";
  if (!crs.geographic) return null;
  const far = points.find(({ x, y }) => Math.abs(x) > 360 || Math.abs(y) > 360);
  if (far) return `has the coordinate ${far.x}, ${far.y}, which is no degrees; name its CRS in the member "crs"`;
  const beyond = points.find(({ x, y }) => Math.abs(y) > 90 && Math.abs(x) <= 90);
  if (beyond) return `has the latitude ${beyond.y}: are its axes swapped? Expected longitude, latitude`;
  const pole = points.find(({ y }) => Math.abs(y) > 90);
  return pole ? `has the latitude ${pole.y}, expected -90 to 90` : null;
}

/**
 * The CRS that a GeoJSON document names, WGS 84 where it names none.
 *
 * @param file  names the document in messages
 * @throws YardcheckError "crs-unknown", saying what to do with that file
 */
export function crsNamed(name: string | undefined, file: string): Crs {
  if (name === undefined || /CRS84/i.test(name)) return WGS84;
  const code = /(?:EPSG|ESRI)[:/]+(?:[0-9.]*[:/]+)?(\d+)$/i.exec(name)?.[1];
  if (code === undefined) throw drawingCrsUnknown(file, `its \`crs\`, "${name}", names no EPSG code`);
  return crsOfDrawing(Number(code), file);
}
