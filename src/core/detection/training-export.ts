import { CAR_TYPES, type CarType } from "../observation/observation.ts";

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
 * Lines of YOLO's format of rotated boxes: class (index in CAR_TYPES), then four corners as shares of the image's width and height.
 *
 * Source: Ultralytics, "Oriented bounding box (OBB) datasets", YOLO OBB format
 */
export function asYoloObb(image: TrainingImage, cars: readonly TrainingCar[]): string {
  const lines = cars.map(({ corners, type }) => {
    const places = corners.slice(0, 4).flatMap(({ col, row }) => [col / image.width, row / image.height]);
    return [CAR_TYPES.indexOf(type), ...places.map((share) => share.toFixed(6))].join(" ");
  });
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}

/**
 * A COCO document: one image, one annotation a car with its polygon, upright box and area, pixels. Categories are numbered
 * from 1, in the order of CAR_TYPES.
 *
 * Source: cocodataset.org, "Data format", object detection
 */
export function asCoco(image: TrainingImage, cars: readonly TrainingCar[]): object {
  return {
    images: [{ id: 1, file_name: image.file, width: image.width, height: image.height }],
    categories: CAR_TYPES.map((name, k) => ({ id: k + 1, name, supercategory: "rail vehicle" })),
    annotations: cars.map(({ corners, type }, k) => {
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

const round = (value: number) => Number(value.toFixed(2));

function areaOf(corners: TrainingCar["corners"]): number {
  let twice = 0;
  corners.forEach(({ col, row }, k) => {
    const next = corners[(k + 1) % corners.length];
    if (next) twice += col * next.row - next.col * row;
  });
  return Math.abs(twice) / 2;
}
