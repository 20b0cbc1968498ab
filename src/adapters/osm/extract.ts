import osmtogeojson from "osmtogeojson";
import xml from "osmtogeojson/parse_osmxml.js";
import { z } from "zod";
import { areaAround, partsInside, withZones } from "../../core/facility/corridor.ts";
import type { Names, Ring, Track } from "../../core/facility/facility.ts";
import { lengthMetres } from "../../core/facility/local-plane.ts";
import { DRAWING_LIMITS } from "../../core/facility/problems.ts";
import { isNonEmpty, type TrackId } from "../../core/ids.ts";
import { YardcheckError } from "../../errors.ts";
import { type DrawnFacility, namesOf, refuseProblems } from "../geojson/drawing.ts";
import { Geometry, pointsOf } from "../geojson/geometry.ts";

const Tags = z.record(z.string(), z.string());
const Extract = z.object({
  features: z.array(
    z.object({ id: z.string(), properties: z.object({ tags: Tags }), geometry: Geometry.nullable().catch(null) }),
  ),
});
type ExtractFeature = z.infer<typeof Extract>["features"][number];

/** Whether a text is an OpenStreetMap extract: Overpass JSON or OSM XML. */
export function isExtract(text: string): boolean {
  return (
    /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)?<osm[\s>]/.test(text) || /^\s*\{[\s\S]*"elements"\s*:\s*\[/.test(text)
  );
}

/**
 * A facility from an OpenStreetMap extract: every `railway=rail` way is a track, with its `service`, `usage` and
 * `gauge`; ways in tunnels or under cover are hidden by a canopy along their whole length.
 *
 * @param within  area to cut the tracks to; null: an area is made around all of them
 * @throws YardcheckError "facility-invalid"
 */
export function extractedFacility(text: string, file: string, within: Ring | null): DrawnFacility {
  const features = featuresOf(text, file);
  const rails = features.filter(({ properties: { tags }, geometry }) => {
    return tags["railway"] === "rail" && geometry?.type === "LineString";
  });
  if (rails.length === 0)
    throw new YardcheckError("facility-invalid", `${file}: the extract has no way with railway=rail`);
  const notes: string[] = [];
  const whole = rails.map((rail) => trackOf(rail));
  const tracks = distinctNames(within ? cutTo(within, whole, notes) : longEnough(whole, notes));
  if (!isNonEmpty(tracks))
    throw new YardcheckError("facility-invalid", `${file}: no track of the extract lies in the area`);
  if (!within) notes.push("The extract draws no area: it was made from the tracks, with a margin of 30 m.");
  const drawing = { area: within ?? areaAround(tracks.map(({ line }) => line)), tracks, zones: [] };
  const names = stationNames(features);
  refuseProblems(drawing, names, file);
  return { names, drawing: withZones(drawing), notes };
}

function featuresOf(text: string, file: string): readonly ExtractFeature[] {
  try {
    const elements: unknown = text.trimStart().startsWith("<") ? elementsOfXml(text) : JSON.parse(text);
    return Extract.parse(osmtogeojson(elements, { flatProperties: false })).features;
  } catch (cause) {
    throw new YardcheckError("facility-invalid", `${file}: cannot be read as an OpenStreetMap extract`, { cause });
  }
}

function elementsOfXml(text: string): unknown {
  xml.reset();
  xml.getJSON().elements.length = 0;
  return xml.parseFromString(text);
}

interface NamedTrack extends Track {
  /** `way/123`, to tell apart tracks of one name. */
  readonly way: string;
}

function trackOf({ id, properties: { tags }, geometry }: ExtractFeature): NamedTrack {
  const positions = geometry?.type === "LineString" ? geometry.coordinates : [];
  const line = pointsOf(positions, (lon, lat) => ({ lon, lat }), false);
  const name = tags["railway:track_ref"] ?? tags["name"] ?? tags["ref"] ?? id;
  const hidden = (tags["tunnel"] ?? "no") !== "no" || (tags["covered"] ?? "no") !== "no";
  return {
    id: name as TrackId,
    way: id,
    name,
    line: line as unknown as Track["line"],
    zone: null,
    service: tags["service"] ?? null,
    usage: tags["usage"] ?? null,
    gaugeMillimetres: /^\d{3,4}$/.test(tags["gauge"] ?? "") ? Number(tags["gauge"]) : null,
    canopies: hidden ? [{ from: 0, to: lengthMetres(line) }] : [],
  };
}

function longEnough(tracks: readonly NamedTrack[], notes: string[]): NamedTrack[] {
  const long = tracks.filter(({ line }) => lengthMetres(line) >= DRAWING_LIMITS.shortestTrackMetres);
  if (long.length < tracks.length)
    notes.push(
      `${tracks.length - long.length} ways shorter than ${DRAWING_LIMITS.shortestTrackMetres} m were left out: no car fits on them.`,
    );
  return long;
}

function cutTo(area: Ring, tracks: readonly NamedTrack[], notes: string[]): NamedTrack[] {
  const pieces = tracks.map(({ line }) => partsInside(line, area));
  const inside = tracks.flatMap((track, way) => {
    const parts = pieces[way] ?? [];
    return parts.map((line, i) => ({
      ...track,
      way: parts.length > 1 ? `${track.way}, part ${i + 1}` : track.way,
      line: line as unknown as Track["line"],
      canopies: track.canopies.length > 0 ? [{ from: 0, to: lengthMetres(line) }] : [],
    }));
  });
  const cut = tracks.some(({ line }, way) => pieces[way]?.some((piece) => piece !== line));
  notes.push(
    `${inside.length} pieces of ${tracks.length} ways lie in the area; ${cut ? "ways were cut at its edge" : "none was cut"}.`,
  );
  return longEnough(inside, notes);
}

/** Mappers give neighbouring ways one name; here each track has its own, by its way. */
function distinctNames(tracks: readonly NamedTrack[]): Track[] {
  const uses = new Map<string, number>();
  for (const { name } of tracks) uses.set(name, (uses.get(name) ?? 0) + 1);
  return tracks.map(({ way, ...track }) => {
    if (uses.get(track.name) === 1) return track;
    const name = track.name === way ? way : `${track.name} (${way})`;
    return { ...track, id: name as TrackId, name };
  });
}

function stationNames(features: readonly ExtractFeature[]): Names {
  const ranked = ["yard", "station", "halt"].flatMap((kind) =>
    features.filter(({ properties: { tags } }) => tags["railway"] === kind && tags["name"] !== undefined),
  );
  return namesOf(ranked[0]?.properties.tags ?? {});
}
