import Feature from "ol/Feature";
import LineString from "ol/geom/LineString";
import Point from "ol/geom/Point";
import type Polygon from "ol/geom/Polygon";
import { defaults as interactions } from "ol/interaction/defaults";
import Modify from "ol/interaction/Modify";
import VectorLayer from "ol/layer/Vector";
import OlMap from "ol/Map";
import VectorSource from "ol/source/Vector";
import { Fill, Stroke, Style } from "ol/style";
import View from "ol/View";
import type { CarType } from "../../../src/core/observation/observation.ts";
import { CarPicture } from "./car-picture.ts";
import { drawingFeatures, drawingStyle, POINT_STYLE } from "./overlays.ts";
import type { Plane } from "./plane.ts";
import type { SceneLayer } from "./scene-layer.ts";
import type { Position, SeenCar, YardDrawing } from "./yard-records.ts";

/** What happens on the map, told to the room. Places are in the scene's plane. */
export interface YardEvents {
  onMoved(centre: readonly number[], resolution: number): void;
  onClicked(at: readonly number[], hit: { readonly car: string | null; readonly shape: string | null }): void;
  /** A shape was changed by hand: its points in the scene's plane, a ring without its last. */
  onReshaped(shape: string, points: readonly (readonly number[])[]): void;
}

/** Pixels that a pointer may miss by. */
const HIT_PIXELS = 5;
/** A screen pixel is never finer than this share of an image pixel. */
const FINEST_SHARE = 1 / 8;

/** The map of a yard: one scene or two, cars, the drawing, and what is being drawn. It lives as long as the room. */
export class YardView {
  private readonly map: OlMap;
  private readonly scenes: [SceneLayer | null, SceneLayer | null] = [null, null];
  private readonly cars: readonly [CarPicture, CarPicture];
  private readonly drawing: VectorLayer;
  private readonly sketch: VectorLayer;
  private readonly plane: Plane;
  private modify: Modify | null = null;
  private selectedShape: string | null = null;

  constructor(
    target: HTMLElement,
    plane: Plane,
    extent: readonly number[],
    pixelUnits: number,
    letterOf: (type: CarType) => string,
    events: YardEvents,
  ) {
    this.plane = plane;
    const metres = plane.groundAt(middleOf(extent)).metres;
    this.cars = [
      new CarPicture("over scene-one", letterOf, metres),
      new CarPicture("over scene-two", letterOf, metres),
    ];
    this.drawing = new VectorLayer({
      source: new VectorSource(),
      className: "over",
      visible: false,
      // Names that would lie over each other are left out until there is room for them.
      declutter: true,
      style: (feature) => drawingStyle(feature, this.selectedShape),
    });
    this.sketch = new VectorLayer({ source: new VectorSource(), className: "over", style: SKETCH, visible: false });
    this.map = new OlMap({
      target,
      controls: [],
      interactions: interactions({ altShiftDragRotate: false, pinchRotate: false }),
      layers: [this.drawing, ...this.cars.map(({ layer }) => layer), this.sketch],
      view: new View({
        projection: plane.projection,
        center: [...middleOf(extent)],
        resolution: 1,
        minResolution: pixelUnits * FINEST_SHARE,
        extent: grown(extent),
        showFullExtent: true,
        smoothExtentConstraint: false,
        enableRotation: false,
      }),
    });
    this.map.on("moveend", () => {
      const view = this.map.getView();
      const [centre, resolution] = [view.getCenter(), view.getResolution()];
      if (centre !== undefined && resolution !== undefined) events.onMoved(centre, resolution);
    });
    this.map.on("singleclick", ({ coordinate, pixel }) => {
      const missedBy = HIT_PIXELS * this.resolution;
      const car = this.cars[0].at(coordinate, missedBy) ?? this.cars[1].at(coordinate, missedBy);
      const shape = this.map.forEachFeatureAtPixel(pixel, (feature) => String(feature.getId()), {
        layerFilter: (one) => one === this.drawing,
        hitTolerance: HIT_PIXELS,
      });
      events.onClicked(coordinate, { car, shape: shape ?? null });
    });
    this.reshaped = events.onReshaped;
  }

  private readonly reshaped: YardEvents["onReshaped"];

  /** Puts a scene under everything; `place` 0 is the one looked at, 1 the one it is compared with. */
  showScene(place: 0 | 1, scene: SceneLayer | null): void {
    const before = this.scenes[place];
    if (before !== null) this.map.removeLayer(before.layer);
    this.scenes[place] = scene;
    if (scene !== null) this.map.getLayers().insertAt(place === 0 ? 0 : this.scenes[0] === null ? 0 : 1, scene.layer);
  }

  /** Calls back once all that is in sight has been read and drawn. */
  whenDrawn(drawn: () => void): void {
    this.map.once("rendercomplete", drawn);
    this.map.render();
  }

  showCars(place: 0 | 1, cars: readonly SeenCar[]): void {
    this.cars[place].show(cars);
  }

  selectCar(id: string | null): void {
    for (const cars of this.cars) cars.select(id);
  }

  /** Draws tracks, zones and the area; the selected shape can be changed where `editing`. */
  showDrawing(drawing: YardDrawing | null, selected: string | null, editing: boolean): void {
    this.selectedShape = selected;
    put(this.drawing, drawingFeatures(drawing, this.plane));
    if (this.modify !== null) this.map.removeInteraction(this.modify);
    this.modify = null;
    const feature = selected === null ? null : this.drawing.getSource()?.getFeatureById(selected);
    if (!editing || !(feature instanceof Feature)) return;
    this.modify = new Modify({ source: new VectorSource({ features: [feature] }), style: POINT_STYLE });
    this.modify.on("modifyend", () => this.reshaped(String(selected), pointsOf(feature)));
    this.map.addInteraction(this.modify);
  }

  /** A line that is being measured or drawn, and the point that the keys have hold of. */
  showSketch(points: readonly (readonly number[])[], point: readonly number[] | null): void {
    const line = points.map(([x = 0, y = 0]) => [x, y]);
    put(this.sketch, [
      ...(line.length > 1 ? [new Feature(new LineString(line))] : []),
      ...line.map((at) => new Feature(new Point(at))),
      ...(point === null ? [] : [new Feature(new Point([...point]))]),
    ]);
  }

  get centre(): readonly number[] {
    return this.map.getView().getCenter() ?? [0, 0];
  }

  /** Units of the plane in a pixel of the screen. */
  get resolution(): number {
    return this.map.getView().getResolution() ?? 1;
  }

  /** Moves the map, by as much as is needed, until a place is in sight. */
  keepInSight([x = 0, y = 0]: readonly number[]): void {
    const view = this.map.getView();
    const [left = 0, bottom = 0, right = 0, top = 0] = view.calculateExtent(this.map.getSize());
    if (!(x > left && x < right && y > bottom && y < top)) view.setCenter([x, y]);
  }

  /** The middle of the map, longitude and latitude to a millimetre. */
  placeOfCentre(): Position {
    const { lon, lat } = this.plane.toLonLat(this.centre);
    return [Number(lon.toFixed(8)), Number(lat.toFixed(8))];
  }

  goTo(centre: readonly number[], resolution: number | null): void {
    const view = this.map.getView();
    view.setCenter([...centre]);
    if (resolution !== null) view.setResolution(resolution);
  }

  fit(extent: readonly number[]): void {
    this.map.updateSize();
    this.map.getView().fit([...extent], { padding: [24, 24, 24, 24] });
  }

  zoomBy(steps: number): void {
    const view = this.map.getView();
    view.setZoom((view.getZoom() ?? 0) + steps);
  }

  /** Moves by a share of what is seen, to the right and up. */
  panBy(right: number, up: number): void {
    const [width = 0, height = 0] = this.map.getSize() ?? [];
    const resolution = this.map.getView().getResolution() ?? 1;
    const [x = 0, y = 0] = this.centre;
    this.map.getView().setCenter([x + right * width * resolution, y + up * height * resolution]);
  }

  close(): void {
    this.map.setTarget(undefined);
    this.map.dispose();
  }
}

/** Puts features in place of a layer's; one that has none is no canvas that is cleared and laid over the map each frame. */
function put(layer: VectorLayer<VectorSource>, features: Feature[]): void {
  const source = layer.getSource();
  source?.clear(true);
  source?.addFeatures(features);
  layer.setVisible(features.length > 0);
}

const SKETCH = [
  new Style({ stroke: new Stroke({ color: "rgb(0 0 0 / 0.8)", width: 5 }) }),
  new Style({ stroke: new Stroke({ color: "#ff5fa2", width: 2.5 }), fill: new Fill({ color: "transparent" }) }),
  POINT_STYLE,
];

function pointsOf(feature: Feature): readonly (readonly number[])[] {
  const geometry = feature.getGeometry();
  if (geometry instanceof LineString) return geometry.getCoordinates();
  return ((geometry as Polygon).getCoordinates()[0] ?? []).slice(0, -1);
}

function middleOf([left = 0, bottom = 0, right = 0, top = 0]: readonly number[]): readonly [number, number] {
  return [(left + right) / 2, (bottom + top) / 2];
}

/** The extent with half of itself around it: the edge of a scene can be looked at from its middle. */
function grown([left = 0, bottom = 0, right = 0, top = 0]: readonly number[]): number[] {
  const [dx, dy] = [(right - left) / 2, (top - bottom) / 2];
  return [left - dx, bottom - dy, right + dx, top + dy];
}
