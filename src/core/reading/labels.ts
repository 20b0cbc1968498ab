import { mapToPixel } from "../geo/frames.ts";
import type { SceneGrid } from "../imagery/scene.ts";
import { CAR_TYPES, type Car, type CarType } from "../observation/observation.ts";

/** A picture whose cars were checked, for training another model. */
export interface LabelledScene {
  readonly file: string;
  readonly grid: SceneGrid;
  readonly cars: readonly Car[];
}

/** Corners of a car in the picture, columns and rows from its upper left, four of them. */
function cornersOf({ outline }: Car, { transform }: SceneGrid): readonly (readonly [number, number])[] {
  const [ring = []] = outline.coordinates;
  return ring.slice(0, -1).map(([x, y]) => {
    const { col, row } = mapToPixel(transform, { x, y, epsg: transform.epsg });
    return [col, row];
  });
}

const classOf = (type: CarType) => CAR_TYPES.indexOf(type);

/**
 * Labels as COCO JSON: each car a polygon with its box and area, pixels.
 *
 * Source: COCO data format, "Object Detection" (cocodataset.org, format-data)
 */
export function cocoLabels({ file, grid, cars }: LabelledScene) {
  return {
    images: [{ id: 1, file_name: file, width: grid.width, height: grid.height }],
    categories: CAR_TYPES.map((name, id) => ({ id, name, supercategory: "railcar" })),
    annotations: cars.map((car, i) => {
      const corners = cornersOf(car, grid);
      const cols = corners.map(([col]) => col);
      const rows = corners.map(([, row]) => row);
      const [left, top] = [Math.min(...cols), Math.min(...rows)];
      return {
        id: i + 1,
        image_id: 1,
        category_id: classOf(car.type),
        segmentation: [corners.flat()],
        bbox: [left, top, Math.max(...cols) - left, Math.max(...rows) - top],
        area: shoelace(corners),
        iscrowd: 0,
      };
    }),
  };
}

/**
 * Labels as YOLO-OBB text: a line a car, its class and four corners as shares of width and height.
 *
 * Source: Ultralytics, "Oriented Bounding Box Datasets", YOLO OBB format
 */
export function yoloLabels({ grid, cars }: LabelledScene): string {
  const line = (car: Car) => {
    const corners = cornersOf(car, grid).flatMap(([col, row]) => [col / grid.width, row / grid.height]);
    return [classOf(car.type), ...corners.map((share) => share.toFixed(6))].join(" ");
  };
  return cars.map((car) => `${line(car)}\n`).join("");
}

/** Labels as GeoJSON in the scene's own CRS, named by the `crs` member of GeoJSON 2008. */
export function geojsonLabels({ file, grid, cars }: LabelledScene) {
  return {
    type: "FeatureCollection",
    crs: { type: "name", properties: { name: `urn:ogc:def:crs:EPSG::${grid.transform.epsg}` } },
    features: cars.map(({ outline, type, covered, probability }) => ({
      type: "Feature",
      geometry: outline,
      properties: { image: file, type, covered, probability },
    })),
  };
}

function shoelace(corners: readonly (readonly [number, number])[]): number {
  let twice = 0;
  corners.forEach(([col, row], i) => {
    const [nextCol, nextRow] = corners[(i + 1) % corners.length] ?? [col, row];
    twice += col * nextRow - nextCol * row;
  });
  return Math.abs(twice) / 2;
}
