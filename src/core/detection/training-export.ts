import { CAR_TYPES, type CarType } from "../observation/observation.ts";
import { areaOf, boxAbout, type Corner, cornersOf, partInside, type RotatedBox, smallestBox } from "./rotated-box.ts";

/** A car that somebody checked or drew, ready to teach a detector. */
export interface TrainingCar {
  /** Corners in the image's pixels, in order: along one side of the car and back along the other. */
  readonly corners: readonly { readonly col: number; readonly row: number }[];
  /** The same in the scene's CRS; longitude and latitude where that has no code. */
  readonly ring: readonly (readonly [number, number])[];
  readonly type: CarType;
  readonly covered: boolean | null;
}

/** The names of {@link asYoloObb}'s classes, a line each from 0 on, as tools for labels (LabelImg, CVAT) keep them in a classes.txt. */
export const YOLO_CLASSES = `${CAR_TYPES.join("\n")}\n`;

export interface TrainingImage {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** Of the CRS of the cars' rings; null: WGS 84 in degrees, longitude first. */
  readonly epsg: number | null;
}

/**
 * Lines of YOLO's format of rotated boxes: class (index in CAR_TYPES), then four corners as shares of the image's width and height; none
 * of a car whose middle lies outside. An outline of other than four corners is given by the smallest box about it. A car that the image's
 * edge cuts is given by the box about the part within, turned as the car is: corners of it may lie beyond the edge, below 0 or above 1.
 *
 * Such corners are what Ultralytics takes: its own tool that cuts pictures writes them (`ultralytics/data/split_dota.py`), a trainer asks
 * of the upright box about the corners alone that its middle and size be shares (`data/utils.py`, `verify_image_label`), and whatever the
 * corners are it learns a turned rectangle about them. Held to the edge one by one they make one that is turned wrongly.
 *
 * Source: Ultralytics, "Oriented bounding box (OBB) datasets", YOLO OBB format
 */
export function asYoloObb(image: TrainingImage, cars: readonly TrainingCar[]): string {
  const lines = inImage(image, cars).map(({ corners, type }) => {
    const shares = boxInImage(image, corners).map(([col, row]): Corner => [col / image.width, row / image.height]);
    return [CAR_TYPES.indexOf(type), ...shares.flat().map((share) => share.toFixed(6))].join(" ");
  });
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}

/**
 * A COCO document: one image, one annotation a car with the part within the image of its polygon, the upright box and the area of that,
 * pixels; none of a car whose middle lies outside. Categories are numbered from 1, in the order of CAR_TYPES.
 *
 * Source: cocodataset.org, "Data format", object detection
 */
export function asCoco(image: TrainingImage, cars: readonly TrainingCar[]): object {
  return {
    images: [{ id: 1, file_name: image.file, width: image.width, height: image.height }],
    categories: CAR_TYPES.map((name, k) => ({ id: k + 1, name, supercategory: "rail vehicle" })),
    annotations: inImage(image, cars).map(({ corners: drawn, type }, k) => {
      const corners = partInside(drawn, frameOf(image));
      const [cols, rows] = [corners.map(([col]) => col), corners.map(([, row]) => row)];
      const [left, top] = [Math.min(...cols), Math.min(...rows)];
      return {
        id: k + 1,
        image_id: 1,
        category_id: CAR_TYPES.indexOf(type) + 1,
        segmentation: [corners.flatMap(([col, row]) => [round(col), round(row)])],
        bbox: [left, top, Math.max(...cols) - left, Math.max(...rows) - top].map(round),
        area: round(areaOf(corners)),
        iscrowd: 0,
      };
    }),
  };
}

/** A GeoJSON feature collection in the scene's CRS, which its member `crs` of GeoJSON 2008 names; in degrees it has none (RFC 7946). */
export function asGeoJson(image: TrainingImage, cars: readonly TrainingCar[]): object {
  return {
    type: "FeatureCollection",
    name: `rail vehicles of ${image.file}`,
    ...(image.epsg !== null && { crs: { type: "name", properties: { name: `urn:ogc:def:crs:EPSG::${image.epsg}` } } }),
    features: cars.map(({ ring, type, covered }) => ({
      type: "Feature",
      properties: { type, covered },
      geometry: { type: "Polygon", coordinates: [ring] },
    })),
  };
}

/** Corners without those that repeat the one before, and the first at the end. */
function distinct({ corners }: TrainingCar): Corner[] {
  const places = corners.map(({ col, row }): Corner => [col, row]);
  return places.filter(([col, row], k) => {
    const [colBefore, rowBefore] = places.at(k - 1) as Corner;
    return places.length === 1 || colBefore !== col || rowBefore !== row;
  });
}

/** The cars whose middle lies in the image, each with its own corners. */
function inImage({ width, height }: TrainingImage, cars: readonly TrainingCar[]) {
  const middle = (corners: readonly Corner[], axis: 0 | 1) =>
    corners.reduce((sum, corner) => sum + corner[axis] / corners.length, 0);
  return cars
    .map((car) => ({ type: car.type, corners: distinct(car) }))
    .filter(({ corners }) => {
      const [col, row] = [middle(corners, 0), middle(corners, 1)];
      return col >= 0 && row >= 0 && col <= width && row <= height;
    });
}

const frameOf = ({ width, height }: TrainingImage): RotatedBox => ({
  x: width / 2,
  y: height / 2,
  length: width,
  width: height,
  angle: 0,
});

/**
 * Four corners: those of an outline of four, else of the smallest box about it; where the image's edge cuts it, of the box about the part
 * within that lies along the smallest one about the whole.
 */
function boxInImage(image: TrainingImage, corners: readonly Corner[]): readonly Corner[] {
  const { width, height } = image;
  const isCut = corners.some(([col, row]) => !(col >= 0 && row >= 0 && col <= width && row <= height));
  if (corners.length === 4 && !isCut) return corners;
  const whole = smallestBox(corners);
  if (whole === undefined) return corners;
  if (!isCut) return cornersOf(whole);
  const part = partInside(corners, frameOf(image));
  const turned = cornersOf(boxAbout(part, whole.angle));
  // Its middle lies in the part, but a picture that is smaller than a turned car has no share for its size: a trainer would leave the
  // whole picture out.
  const [cols, rows] = [turned.map(([col]) => col), turned.map(([, row]) => row)];
  const fits = Math.max(...cols) - Math.min(...cols) <= width && Math.max(...rows) - Math.min(...rows) <= height;
  return fits ? turned : cornersOf(boxAbout(part, 0));
}

const round = (value: number) => Number(value.toFixed(2));
