import { areaAround, withZones } from "../../core/facility/corridor.ts";
import { type DrawingProblem, told } from "../../core/facility/drawing-fault.ts";
import type { Drawing, Names, Ring, Stretch, Track, Zone } from "../../core/facility/facility.ts";
import { planeAt } from "../../core/facility/local-plane.ts";
import { misplacedTracks, nameFault, problemsOf, problemsOfZones } from "../../core/facility/problems.ts";
import { areaOf } from "../../core/facility/ring.ts";
import type { LonLat } from "../../core/geo/frames.ts";
import { isNonEmpty, type TrackId, type ZoneId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import { epsgOf, Feature, FeatureCollection, Geometry, pointsOf, type ToLonLat } from "./geometry.ts";

/** A facility as a file draws it, before it has an id. */
export interface DrawnFacility {
  /** May be empty: the caller gives names then. */
  readonly names: Names;
  readonly drawing: Drawing;
  /** What was not taken as drawn, for its user: "made the area from the tracks". */
  readonly notes: readonly string[];
}

type Properties = Readonly<Record<string, unknown>>;

interface Shape {
  /** As its author would call it. */
  readonly called: string;
  readonly properties: Properties;
  readonly points: readonly LonLat[];
}

/**
 * A facility drawn in GeoJSON: one Polygon is the area, LineStrings are tracks, further Polygons are zones.
 *
 * A polygon is a zone where its `role` says so, or where it is not the largest; without any area, one is made around
 * the tracks. Names: `name`, `name:ar`, `name:en` ... A track may carry `zone`, `service`, `usage`, `gauge` and
 * `canopies` (`[[from, to], ...]`, metres along it).
 *
 * @param toLonLatFrom  gives the conversion from a CRS
 * @throws YardcheckError "facility-invalid" naming the feature | "crs-unknown"
 */
export function drawnFacility(
  document: unknown,
  file: string,
  toLonLatFrom: (epsg: number) => ToLonLat,
): DrawnFacility {
  const { lines, rings, properties } = shapesOf(document, file, toLonLatFrom);
  return assembled(lines, rings, namesOf(properties), file);
}

/**
 * The largest polygon of a GeoJSON file, for cutting tracks to.
 *
 * @throws YardcheckError "facility-invalid" | "crs-unknown"
 */
export function drawnArea(document: unknown, file: string, toLonLatFrom: (epsg: number) => ToLonLat): Ring {
  const bare = Geometry.safeParse(document).success
    ? { type: "Feature", properties: {}, geometry: document }
    : document;
  const [area] = shapesOf(bare, file, toLonLatFrom).rings.sort((a, b) => size(b) - size(a));
  if (!area) throw invalid(file, "the file", "has no Polygon");
  return area.points;
}

/**
 * The zones among a file's features, as {@link drawnFacility} takes them; what is no polygon is passed over.
 *
 * @throws YardcheckError "facility-invalid" naming the feature
 */
export function drawnZones(features: readonly unknown[], file: string, toLonLat: ToLonLat): readonly Zone[] {
  const rings: Shape[] = [];
  features.forEach((member, i) => {
    const feature = Feature.safeParse({ properties: null, ...asProperties(member) });
    if (!feature.success) return;
    const { type } = asProperties(feature.data.geometry);
    if (type === "Polygon" || type === "MultiPolygon") readFeature(feature.data, i, file, toLonLat, [], rings);
  });
  const zones = zonesOfShapes(rings, areaOfShapes(rings, file));
  refuse(problemsOfZones(zones), file);
  return zones;
}

function zonesOfShapes(rings: readonly Shape[], area: Shape | null): readonly Zone[] {
  return rings.filter((ring) => ring !== area).map((ring, i) => zoneOfShape(ring, i));
}

function shapesOf(document: unknown, file: string, toLonLatFrom: (epsg: number) => ToLonLat) {
  const collection = FeatureCollection.safeParse(
    Feature.safeParse(document).success ? { type: "FeatureCollection", features: [document] } : document,
  );
  if (!collection.success)
    throw invalid(file, "the file", "is no GeoJSON FeatureCollection: expected are a Polygon and LineStrings");
  const toLonLat = toLonLatFrom(epsgOf(collection.data.crs, file));
  const [lines, rings] = [[] as Shape[], [] as Shape[]];
  collection.data.features.forEach((member, i) => {
    const feature = Feature.safeParse(member);
    if (!feature.success) throw invalid(file, `feature ${i + 1}`, "is no GeoJSON feature");
    readFeature(feature.data, i, file, toLonLat, lines, rings);
  });
  return { lines, rings, properties: { ...collection.data, ...asProperties(collection.data["properties"]) } };
}

function readFeature(feature: Feature, i: number, file: string, toLonLat: ToLonLat, lines: Shape[], rings: Shape[]) {
  const properties = feature.properties ?? {};
  const name = properties["name"] ?? properties["ref"] ?? feature.id;
  const called = name === undefined || name === null ? `feature ${i + 1}` : `feature ${i + 1} ("${String(name)}")`;
  const geometry = Geometry.safeParse(feature.geometry);
  if (!geometry.success) throw invalid(file, called, "has no geometry, or coordinates that are no numbers");
  const { type, coordinates } = geometry.data;
  const only = <T>(parts: readonly T[]): T => {
    const [part, ...more] = parts;
    if (part === undefined) throw invalid(file, called, `is empty: a ${type} without coordinates`);
    if (more.length > 0) throw invalid(file, called, `is a ${type} of ${parts.length} parts: draw each as its own`);
    return part;
  };
  const line = (positions: readonly (readonly number[])[]) =>
    lines.push({ called, properties, points: pointsOf(positions, toLonLat, false) });
  const polygon = (ringsOfIt: readonly (readonly (readonly number[])[])[]) => {
    if (ringsOfIt.length > 1) throw invalid(file, called, "has holes, which no area or zone may have");
    rings.push({ called, properties, points: pointsOf(only(ringsOfIt), toLonLat, true) });
  };
  if (type === "LineString") line(coordinates);
  else if (type === "MultiLineString") line(only(coordinates));
  else if (type === "Polygon") polygon(coordinates);
  else if (type === "MultiPolygon") polygon(only(coordinates));
  // Points (stations, signals) draw nothing.
}

function assembled(lines: readonly Shape[], rings: readonly Shape[], fileNames: Names, file: string): DrawnFacility {
  const tracks = lines.map(trackOf);
  if (!isNonEmpty(tracks)) throw invalid(file, "the file", "has no LineString: a facility has at least one track");
  refuse(misplacedTracks(tracks), file);
  const areaShape = areaOfShapes(rings, file);
  const zones = zonesOfShapes(rings, areaShape);
  const notes: string[] = [];
  if (!areaShape) notes.push("The file draws no area: it was made from the tracks, with a margin of 30 m.");
  const area: Ring = areaShape ? areaShape.points : areaAround(tracks.map(({ line }) => line));
  const drawing = { area, tracks, zones };
  const names = { ...fileNames, ...namesOf(areaShape?.properties ?? {}) };
  refuseProblems(drawing, names, file);
  return { names, drawing: withZones(drawing), notes };
}

/**
 * @param names  of the facility
 * @throws YardcheckError "facility-invalid" that lists every feature that offends, ten at most
 */
export function refuseProblems(drawing: Drawing, names: Names, file: string): void {
  const ofNames = Object.values(names).flatMap((name) => {
    const fault = nameFault(name);
    return fault ? [told({ kind: "drawing", name: "the facility" }, fault)] : [];
  });
  refuse([...ofNames, ...problemsOf(drawing)], file);
}

function refuse(problems: readonly DrawingProblem[], file: string): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, 10).map(({ feature, problem }) => `${feature} ${problem}`);
  const more = problems.length > 10 ? `; and ${problems.length - 10} more` : "";
  throw new YardcheckError("facility-invalid", `${file}: ${shown.join("; ")}${more}`);
}

function trackOf(shape: Shape, i: number): Track {
  const { properties } = shape;
  const name = text(properties["name"]) ?? text(properties["ref"]) ?? `track ${i + 1}`;
  const gauge = Number(properties["gauge"]);
  return {
    id: name as TrackId,
    name,
    line: shape.points as unknown as Track["line"],
    zone: text(properties["zone"]) as ZoneId | null,
    service: text(properties["service"]),
    usage: text(properties["usage"]),
    gaugeMillimetres: Number.isInteger(gauge) && gauge > 0 ? gauge : null,
    canopies: stretchesOf(properties["canopies"]),
  };
}

/** A track's canopies: `[[from, to], ...]` or `[{from, to}, ...]`, metres; what cannot be read becomes NaN, which the checks refuse. */
export function stretchesOf(value: unknown): readonly Stretch[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [{ from: NaN, to: NaN }];
  return value.map((part: unknown) => {
    if (Array.isArray(part)) return { from: Number(part[0]), to: Number(part[1]) };
    const { from, to } = asProperties(part);
    return { from: Number(from), to: Number(to) };
  });
}

function areaOfShapes(rings: readonly Shape[], file: string): Shape | null {
  const named = rings.filter(({ properties }) => roleOf(properties) === "area");
  if (named.length > 1)
    throw invalid(file, named[1]?.called ?? "", `is a second area (the first is ${named[0]?.called ?? ""})`);
  if (named[0]) return named[0];
  const free = rings.filter(({ properties }) => roleOf(properties) !== "zone");
  return free.sort((a, b) => size(b) - size(a))[0] ?? null;
}

function size({ points }: Shape): number {
  const origin = points[0];
  return origin ? Math.abs(areaOf(points.map(planeAt(origin)))) : 0;
}

function roleOf(properties: Properties): string | null {
  return text(properties["role"]) ?? text(properties["kind"]);
}

function zoneOfShape({ properties, points }: Shape, i: number): Zone {
  const names = namesOf(properties);
  const id = text(properties["id"]) ?? names["en"] ?? Object.values(names)[0] ?? `zone ${i + 1}`;
  return { id: id as ZoneId, names: Object.keys(names).length > 0 ? names : { en: id }, area: points };
}

/** `name`, `name:en`, `name:ar` ... A plain `name` stands as English where no English one is given. */
export function namesOf(properties: Properties): Names {
  const names: Record<string, string> = {};
  for (const [key, value] of Object.entries(properties)) {
    const language = /^name:([a-z]{2,3}(?:-[A-Za-z0-9]+)*)$/.exec(key)?.[1];
    const name = text(value);
    if (language && name) names[language] = name;
  }
  const plain = text(properties["name"]);
  if (plain && names["en"] === undefined) names["en"] = plain;
  return names;
}

function asProperties(value: unknown): Properties {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** What a property says in words, or as a number; null: nothing that can be printed. */
export function text(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim().normalize("NFC") : null;
}

function invalid(file: string, feature: string, problem: string): YardcheckError {
  return new YardcheckError("facility-invalid", `${file}: ${feature} ${problem}`);
}
