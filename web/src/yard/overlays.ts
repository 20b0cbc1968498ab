import type { FeatureLike } from "ol/Feature";
import Feature from "ol/Feature";
import LineString from "ol/geom/LineString";
import Polygon from "ol/geom/Polygon";
import { Circle, Fill, Stroke, Style, Text } from "ol/style";
import type { Plane } from "./plane.ts";
import type { YardDrawing } from "./yard-records.ts";

const DARK = "rgb(0 0 0 / 0.65)";

/** Tracks, zones and the area, each with its kind and id. */
export function drawingFeatures(drawing: YardDrawing | null, plane: Plane): Feature[] {
  if (drawing === null) return [];
  const place = ([lon, lat]: readonly [number, number]) => plane.fromLonLat({ lon, lat });
  const shape = (kind: string, id: string, name: string, geometry: LineString | Polygon) => {
    const feature = new Feature(geometry);
    feature.setId(`${kind} ${id}`);
    feature.setProperties({ kind, name }, true);
    return feature;
  };
  const ring = (points: readonly (readonly [number, number])[]) => {
    const placed = points.map(place);
    return new Polygon([[...placed, ...placed.slice(0, 1)]]);
  };
  return [
    shape("area", "", "", ring(drawing.area)),
    ...drawing.zones.map(({ id, names, area }) => shape("zone", id, names["en"] ?? id, ring(area))),
    ...drawing.tracks.map(({ id, name, line }) => shape("track", id, name, new LineString(line.map(place)))),
  ];
}

/** Where the tracks of a drawing lie in a scene's plane, within an extent (left, bottom, right, top); null: not there. */
export function tracksWithin(
  drawing: YardDrawing | null,
  plane: Plane,
  [left, bottom, right, top]: readonly [number, number, number, number],
): [number, number, number, number] | null {
  const points = drawing?.tracks.flatMap(({ line }) => line.map(([lon, lat]) => plane.fromLonLat({ lon, lat }))) ?? [];
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)];
  const west = Math.max(left, Math.min(...xs));
  const south = Math.max(bottom, Math.min(...ys));
  const east = Math.min(right, Math.max(...xs));
  const north = Math.min(top, Math.max(...ys));
  return west <= east && south <= north ? [west, south, east, north] : null;
}

const white = (alpha: number) => `rgb(255 255 255 / ${alpha})`;
const POINT = new Circle({
  radius: 5,
  fill: new Fill({ color: "#ffffff" }),
  stroke: new Stroke({ color: "#000000", width: 2 }),
});

/** Tracks are thin lines under the cars, zones dashed, the area dotted; what is being edited shows its points. */
export function drawingStyle(feature: FeatureLike, selected: string | null): Style[] {
  const kind = feature.get("kind") as string;
  const isSelected = feature.getId() === selected;
  if (kind === "area")
    return [
      new Style({
        stroke: new Stroke({ color: white(isSelected ? 1 : 0.6), width: isSelected ? 3 : 1.5, lineDash: [1, 5] }),
      }),
    ];
  if (kind === "zone")
    return [
      new Style({ stroke: new Stroke({ color: DARK, width: 4 }) }),
      new Style({
        stroke: new Stroke({ color: "#ffd28a", width: isSelected ? 3 : 2, lineDash: [9, 5] }),
        text: label(feature, "polygon"),
      }),
    ];
  return [
    new Style({ stroke: new Stroke({ color: DARK, width: isSelected ? 6 : 3.5 }) }),
    new Style({ stroke: new Stroke({ color: isSelected ? "#ffffff" : "#9ad6f7", width: isSelected ? 3 : 1.25 }) }),
    // The name stands at the start of the line, clear of the cars.
    new Style({
      geometry: (line) => firstPoint(line),
      text: label(feature, "point"),
    }),
  ];
}

/** The point of a shape that the keys have hold of. */
export const POINT_STYLE = new Style({ image: POINT });

function firstPoint(feature: FeatureLike) {
  const geometry = feature.getGeometry();
  return geometry instanceof LineString ? new LineString(geometry.getCoordinates().slice(0, 2)) : undefined;
}

function label(feature: FeatureLike, placement: "point" | "polygon"): Text {
  return new Text({
    text: String(feature.get("name")),
    font: "600 12px sans-serif",
    fill: new Fill({ color: "#ffffff" }),
    stroke: new Stroke({ color: "rgb(0 0 0 / 0.85)", width: 3 }),
    offsetY: placement === "point" ? -10 : 0,
    overflow: true,
  });
}
