import { CAR_TYPES, type CarType } from "../observation/observation.ts";
import { cornersOf, type RotatedBox } from "./rotated-box.ts";

/** A car that somebody checked or drew, ready to teach a detector. */
export interface TrainingCar {
  /** Corners in the image's pixels, in order: along one side of the car and back along the other. */
  readonly corners: readonly { readonly col: number; readonly row: number }[];
  /** The same in the scene's CRS. */
  readonly ring: readonly (readonly [number, number])[];
  readonly type: CarType;
  readonly covered: boolean | null;
}

export interface TrainingImage {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly epsg: number;
}

/**
 * Lines of YOLO's format of rotated boxes: class (index in CAR_TYPES), then four corners as shares of the image's width and height,
 * at most 1: of a car that the image cuts the part inside, and none of one whose middle lies outside. An outline of other than four
 * corners is given by the smallest box about it.
 *
 * Source: Ultralytics, "Oriented bounding box (OBB) datasets", YOLO OBB format
 */
export function asYoloObb(image: TrainingImage, cars: readonly TrainingCar[]): string {
  const lines = cars
    .filter((car) => isInside(image, car))
    .map(({ corners, type }) => {
      const places = within(image, fourOf(corners)).flatMap(({ col, row }) => [col / image.width, row / image.height]);
      return [CAR_TYPES.indexOf(type), ...places.map((share) => share.toFixed(6))].join(" ");
    });
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}

/**
 * A COCO document: one image, one annotation a car with its polygon, upright box and area, pixels, within the image. Categories are numbered
 * from 1, in the order of CAR_TYPES.
 *
 * Source: cocodataset.org, "Data format", object detection
 */
export function asCoco(image: TrainingImage, cars: readonly TrainingCar[]): object {
  return {
    images: [{ id: 1, file_name: image.file, width: image.width, height: image.height }],
    categories: CAR_TYPES.map((name, k) => ({ id: k + 1, name, supercategory: "rail vehicle" })),
    annotations: cars
      .filter((car) => isInside(image, car))
      .map(({ corners: drawn, type }, k) => {
        const corners = within(image, distinct(drawn));
        const [cols, rows] = [corners.map(({ col }) => col), corners.map(({ row }) => row)];
        const [left, top] = [Math.min(...cols), Math.min(...rows)];
        return {
          id: k + 1,
          image_id: 1,
          category_id: CAR_TYPES.indexOf(type) + 1,
          segmentation: [corners.flatMap(({ col, row }) => [round(col), round(row)])],
          bbox: [left, top, Math.max(...cols) - left, Math.max(...rows) - top].map(round),
          area: round(areaOf(corners)),
          iscrowd: 0,
        };
      }),
  };
}

/** A GeoJSON feature collection in the scene's CRS. */
export function asGeoJson(image: TrainingImage, cars: readonly TrainingCar[]): object {
  return {
    type: "FeatureCollection",
    name: `rail vehicles of ${image.file}`,
    crs: { type: "name", properties: { name: `urn:ogc:def:crs:EPSG::${image.epsg}` } },
    features: cars.map(({ ring, type, covered }) => ({
      type: "Feature",
      properties: { type, covered },
      geometry: { type: "Polygon", coordinates: [ring] },
    })),
  };
}

type Corners = TrainingCar["corners"];

/** Without the corners that repeat the one before, and the first at the end. */
function distinct(corners: Corners): Corners {
  return corners.filter(({ col, row }, k) => {
    const before = corners[(k + corners.length - 1) % corners.length];
    return before === undefined || before.col !== col || before.row !== row;
  });
}

function isInside({ width, height }: TrainingImage, { corners }: TrainingCar): boolean {
  const middle = (of: (corner: Corners[number]) => number) =>
    distinct(corners).reduce((sum, corner, _, all) => sum + of(corner) / all.length, 0);
  const [col, row] = [middle((corner) => corner.col), middle((corner) => corner.row)];
  return col >= 0 && row >= 0 && col <= width && row <= height;
}

function within({ width, height }: TrainingImage, corners: Corners): Corners {
  const held = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  return corners.map(({ col, row }) => ({ col: held(col, width), row: held(row, height) }));
}

/**
 * The corners of an outline of four; else those of the smallest box about it. One of that box's sides lies along two of the corners
 * (Freeman & Shapira 1975, Comm. ACM 18(7)), so every two are tried.
 */
function fourOf(drawn: Corners): Corners {
  const corners = distinct(drawn);
  if (corners.length === 4) return corners;
  let best: { readonly area: number; readonly box: RotatedBox } | null = null;
  for (const [k, a] of corners.entries())
    for (const b of corners.slice(k + 1)) {
      const angle = Math.atan2(b.row - a.row, b.col - a.col);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const along = corners.map(({ col, row }) => col * cos + row * sin);
      const across = corners.map(({ col, row }) => row * cos - col * sin);
      const [length, u] = [Math.max(...along) - Math.min(...along), (Math.max(...along) + Math.min(...along)) / 2];
      const [width, v] = [Math.max(...across) - Math.min(...across), (Math.max(...across) + Math.min(...across)) / 2];
      if (best === null || length * width < best.area)
        best = { area: length * width, box: { x: u * cos - v * sin, y: u * sin + v * cos, length, width, angle } };
    }
  return best === null ? corners : cornersOf(best.box).map(([col, row]) => ({ col, row }));
}

const round = (value: number) => Number(value.toFixed(2));

function areaOf(corners: TrainingCar["corners"]): number {
  let twice = 0;
  corners.forEach(({ col, row }, k) => {
    const next = corners[(k + 1) % corners.length];
    if (next) twice += col * next.row - next.col * row;
  });
  return Math.abs(twice) / 2;
}
