import { type DrawingProblem, told } from "../../../src/core/facility/drawing-fault.ts";
import type { Drawing } from "../../../src/core/facility/facility.ts";
import { problemsOf } from "../../../src/core/facility/problems.ts";
import { isNonEmpty, type TrackId, type ZoneId } from "../../../src/core/ids.ts";
import type { Position, YardDrawing } from "./yard-records.ts";

/** What is selected of a drawing: `track T1`, `zone arrival`, or `area ` (there is one). */
export type ShapeName = string;

/** Points of a shape, longitude and latitude; empty where there is no such shape. */
export function pointsOf(drawing: YardDrawing, shape: ShapeName): readonly Position[] {
  const [kind, id] = partsOf(shape);
  if (kind === "area") return drawing.area;
  if (kind === "zone") return drawing.zones.find((zone) => zone.id === id)?.area ?? [];
  return drawing.tracks.find((track) => track.id === id)?.line ?? [];
}

/** The drawing with a shape's points in place of those that it had. A change of length voids canopies beyond it no more than it did before: they are metres from the first point. */
export function withPoints(drawing: YardDrawing, shape: ShapeName, points: readonly Position[]): YardDrawing {
  const [kind, id] = partsOf(shape);
  if (kind === "area") return { ...drawing, area: points };
  if (kind === "zone")
    return { ...drawing, zones: drawing.zones.map((zone) => (zone.id === id ? { ...zone, area: points } : zone)) };
  return { ...drawing, tracks: drawing.tracks.map((track) => (track.id === id ? { ...track, line: points } : track)) };
}

/** Points that a shape must keep. */
export const fewestOf = (shape: ShapeName): number => (shape.startsWith("track ") ? 2 : 3);

/** Points with one more after `at`, halfway to the next one; the last of a line has none, and gets it before itself. */
export function withPointHalfway(points: readonly Position[], at: number, isLine: boolean): readonly Position[] {
  const from = isLine && at === points.length - 1 ? at - 1 : at;
  const [here, next] = [points[from], points[(from + 1) % points.length]];
  if (here === undefined || next === undefined) return points;
  return points.toSpliced(from + 1, 0, [(here[0] + next[0]) / 2, (here[1] + next[1]) / 2]);
}

/** The drawing with one more track, named by the first free number. */
export function withTrack(drawing: YardDrawing, line: readonly Position[]): readonly [YardDrawing, ShapeName] {
  const taken = new Set(drawing.tracks.flatMap(({ id, name }) => [id, name]));
  let number = drawing.tracks.length + 1;
  while (taken.has(`T${number}`)) number++;
  const id = `T${number}`;
  const track = { id, name: id, line, zone: null, service: null, usage: null, gaugeMillimetres: null, canopies: [] };
  return [{ ...drawing, tracks: [...drawing.tracks, track] }, `track ${id}`];
}

export function withoutTrack(drawing: YardDrawing, shape: ShapeName): YardDrawing {
  const [, id] = partsOf(shape);
  return { ...drawing, tracks: drawing.tracks.filter((track) => track.id !== id) };
}

export function withName(drawing: YardDrawing, shape: ShapeName, name: string): YardDrawing {
  const [, id] = partsOf(shape);
  return { ...drawing, tracks: drawing.tracks.map((track) => (track.id === id ? { ...track, name } : track)) };
}

/** What the server would refuse of it, by the same rules. */
export function problemsOfDrawing(drawing: YardDrawing): readonly DrawingProblem[] {
  const points = (line: readonly Position[]) => line.map(([lon, lat]) => ({ lon, lat }));
  const tracks = drawing.tracks.map((track) => ({
    ...track,
    id: track.id as TrackId,
    zone: track.zone as ZoneId | null,
    line: points(track.line),
  }));
  if (!isNonEmpty(tracks)) return [told({ kind: "drawing", name: "drawing" }, { code: "no-track" })];
  return problemsOf({
    area: points(drawing.area),
    tracks: tracks as unknown as Drawing["tracks"],
    zones: drawing.zones.map((zone) => ({ id: zone.id as ZoneId, names: zone.names, area: points(zone.area) })),
  });
}

function partsOf(shape: ShapeName): readonly [string, string] {
  const at = shape.indexOf(" ");
  return [shape.slice(0, at), shape.slice(at + 1)];
}
