import type { Coordinate } from "ol/coordinate";
import type { Extent } from "ol/extent";
import Polygon from "ol/geom/Polygon";
import ImageLayer from "ol/layer/Image";
import ImageCanvas from "ol/source/ImageCanvas";
import type { CarType } from "../../../src/core/observation/observation.ts";
import type { SeenCar } from "./yard-records.ts";

/** Okabe and Ito (2008): told apart by colour-blind people; each type has a letter as well, and each score a dash. */
export const TYPE_COLOURS: Readonly<Record<CarType, string>> = {
  tank: "#56b4e9",
  covered: "#e69f00",
  open: "#f0e442",
  flat: "#00d6a0",
  locomotive: "#ff8fc7",
  unknown: "#ffffff",
};
/** A car that is surer than this is drawn whole; surer than the lower, dashed; else dotted. */
export const SURE = { whole: 0.8, dashed: 0.5 } as const;
/** Letters are drawn where a pixel is finer than this, metres: a car is then some 40 pixels long. */
const LETTERS_METRES = 0.35;
const DARK = "rgb(0 0 0 / 0.65)";
/** Side of the picture against that of the map: it is drawn anew when the map has moved by more than half of itself. */
const DRAWN_AROUND = 2;
/** Outlines in one path: fewer take a call each, more are slower to fill in (ten were fastest of 1 to 200). */
const OUTLINES_A_PATH = 10;

export function dashOf(probability: number): number[] {
  return probability >= SURE.whole ? [] : probability >= SURE.dashed ? [7, 4] : [2, 3];
}

interface PlacedCar {
  readonly car: SeenCar;
  readonly outline: Polygon;
}

/**
 * The cars of a look as one picture. It moves with the map, and is drawn anew only where the map comes to rest beyond
 * it or in another size: 5,000 outlines take longer than a frame.
 */
export class CarPicture {
  readonly layer: ImageLayer<ImageCanvas>;
  private readonly source: ImageCanvas;
  private readonly letterOf: (type: CarType) => string;
  private readonly metresPerUnit: number;
  private cars: readonly PlacedCar[] = [];
  private selected: string | null = null;

  constructor(className: string, letterOf: (type: CarType) => string, metresPerUnit: number) {
    this.letterOf = letterOf;
    this.metresPerUnit = metresPerUnit;
    this.source = new ImageCanvas({
      ratio: DRAWN_AROUND,
      canvasFunction: (extent, resolution, pixelRatio, [width = 1, height = 1]) =>
        this.drawn(extent, resolution, pixelRatio, Math.ceil(width), Math.ceil(height)),
    });
    this.layer = new ImageLayer({ source: this.source, className, visible: false });
  }

  show(cars: readonly SeenCar[]): void {
    this.cars = cars.map((car) => ({ car, outline: new Polygon([car.ring.map(([x, y]) => [x, y])]) }));
    // A layer without cars is no canvas that is laid over the map in each frame.
    this.layer.setVisible(cars.length > 0);
    this.source.changed();
  }

  select(id: string | null): void {
    if (id === this.selected) return;
    this.selected = id;
    this.source.changed();
  }

  /** The car at a place, which may be missed by so much, in units of the plane; null: none. */
  at([x = 0, y = 0]: Coordinate, missedBy: number): string | null {
    const around = [x - missedBy, y - missedBy, x + missedBy, y + missedBy];
    return this.cars.findLast(({ outline }) => outline.intersectsExtent(around))?.car.id ?? null;
  }

  private drawn(
    extent: Extent,
    resolution: number,
    pixelRatio: number,
    width: number,
    height: number,
  ): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext("2d");
    if (context === null) return canvas;
    const [left = 0, , , top = 0] = extent;
    const scale = pixelRatio / resolution;
    const inSight = this.cars.filter(({ outline }) => outline.intersectsExtent(extent));
    const path = ({ outline }: PlacedCar) => {
      const flat = outline.getFlatCoordinates();
      for (let k = 0; k < flat.length - 2; k += 2) {
        const [x, y] = [((flat[k] as number) - left) * scale, (top - (flat[k + 1] as number)) * scale];
        if (k === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.closePath();
    };
    const stroke = (cars: readonly PlacedCar[], colour: string, width: number, dash: readonly number[]) => {
      context.strokeStyle = colour;
      context.lineWidth = width * pixelRatio;
      context.setLineDash(dash.map((length) => length * pixelRatio));
      for (let k = 0; k < cars.length; k += OUTLINES_A_PATH) {
        context.beginPath();
        cars.slice(k, k + OUTLINES_A_PATH).forEach(path);
        context.stroke();
      }
    };
    const outlined = (cars: readonly PlacedCar[], width: number) => {
      stroke(cars, DARK, width + 2.5, []);
      const looks = Map.groupBy(cars, ({ car }) => `${car.type} ${dashOf(car.probability)}`);
      for (const alike of looks.values()) {
        const [first] = alike;
        if (first !== undefined) stroke(alike, TYPE_COLOURS[first.car.type], width, dashOf(first.car.probability));
      }
    };
    outlined(inSight, 2);
    const chosen = inSight.filter(({ car }) => car.id === this.selected);
    context.fillStyle = "rgb(255 255 255 / 0.25)";
    context.beginPath();
    chosen.forEach(path);
    context.fill();
    outlined(chosen, 4);
    if (resolution * this.metresPerUnit >= LETTERS_METRES) return canvas;
    context.font = `700 ${13 * pixelRatio}px sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3 * pixelRatio;
    context.strokeStyle = "rgb(0 0 0 / 0.85)";
    context.setLineDash([]);
    for (const { car, outline } of inSight) {
      const [x = 0, y = 0] = outline.getFlatInteriorPoint();
      const at = [(x - left) * scale, (top - y) * scale] as const;
      context.strokeText(this.letterOf(car.type), ...at);
      context.fillStyle = TYPE_COLOURS[car.type];
      context.fillText(this.letterOf(car.type), ...at);
    }
    return canvas;
  }
}
