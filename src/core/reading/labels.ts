import { asCoco, asYoloObb, type TrainingCar, type TrainingImage } from "../detection/training-export.ts";
import { mapToPixel } from "../geo/frames.ts";
import type { SceneGrid } from "../imagery/scene.ts";
import type { Car } from "../observation/observation.ts";

/** A picture whose cars were checked, for training another model. */
export interface LabelledScene {
  readonly file: string;
  readonly grid: SceneGrid;
  readonly cars: readonly Car[];
}

/** Labels as a COCO document, as `yardcheck evaluate --export` writes it. */
export function cocoLabels(scene: LabelledScene): object {
  return asCoco(imageOf(scene), trainingCars(scene));
}

/** Labels as lines of YOLO-OBB, as `yardcheck evaluate --export` writes them. */
export function yoloLabels(scene: LabelledScene): string {
  return asYoloObb(imageOf(scene), trainingCars(scene));
}

function imageOf({ file, grid }: LabelledScene): TrainingImage {
  return { file, width: grid.width, height: grid.height, epsg: grid.transform.epsg };
}

function trainingCars({ grid: { transform }, cars }: LabelledScene): TrainingCar[] {
  return cars.map(({ outline, type, covered }) => {
    const [ring = []] = outline.coordinates;
    const corners = ring.slice(0, -1).map(([x, y]) => mapToPixel(transform, { x, y, epsg: transform.epsg }));
    return { corners, ring, type, covered };
  });
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
