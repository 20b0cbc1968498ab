import Feature from "ol/Feature";
import GeoJSON from "ol/format/GeoJSON";
import Point from "ol/geom/Point";
import { defaults as interactions } from "ol/interaction/defaults";
import TileLayer from "ol/layer/Tile";
import VectorLayer from "ol/layer/Vector";
import OlMap from "ol/Map";
import { fromLonLat, toLonLat, transformExtent } from "ol/proj";
import VectorSource from "ol/source/Vector";
import XYZ from "ol/source/XYZ";
import { Circle, Fill, RegularShape, Stroke, Style } from "ol/style";
import View from "ol/View";
import { feature as featureOf } from "topojson-client";
import type { FacilityState } from "../../../src/core/watch/facility-state.ts";

/** A facility on the map. */
export interface Place {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly lon: number;
  readonly lat: number;
  readonly state: FacilityState;
}

interface MapWants {
  /** Address of tiles with {z}, {x}, {y}; null: outlines of countries. */
  readonly tiles: string | null;
  /** Address of Natural Earth's countries as TopoJSON. */
  readonly outlines: string;
  /** Where the map stands now (longitude,latitude,zoom), and the box that it shows (west,south,east,north). */
  onMoved(at: string, box: string): void;
  onPointed(place: Place | null): void;
  onDrawn(): void;
}

const RESTED_MS = 300;
const HIT_PIXELS = 6;
/** Nearer than this the outlines mean nothing. */
const MOST_ZOOM = 15;

/** The map of all facilities. It lives as long as the list shows it. */
export class FacilityMapView {
  private readonly map: OlMap;
  private readonly marks = new VectorSource();
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(target: HTMLElement, wants: MapWants) {
    const colour = coloursOf(target);
    const ground =
      wants.tiles === null
        ? outlines(wants.outlines, colour)
        : new TileLayer({ source: new XYZ({ url: wants.tiles, maxZoom: 19 }) });
    const styles = markStyles(colour);
    this.map = new OlMap({
      target,
      controls: [],
      interactions: interactions({ altShiftDragRotate: false, pinchRotate: false }),
      layers: [
        ground,
        new VectorLayer({
          source: this.marks,
          style: (mark) => styles[mark.get("state") as FacilityState],
          updateWhileInteracting: false,
        }),
      ],
      view: new View({ center: [0, 2_000_000], zoom: 1.5, minZoom: 1, maxZoom: MOST_ZOOM, enableRotation: false }),
    });
    this.map.on("moveend", () => {
      clearTimeout(this.rest);
      this.rest = setTimeout(() => wants.onMoved(this.at(), this.box()), RESTED_MS);
    });
    this.map.on("pointermove", ({ pixel, dragging }) => {
      if (!dragging) wants.onPointed(this.placeAt(pixel));
    });
    this.map.on("singleclick", ({ pixel }) => wants.onPointed(this.placeAt(pixel)));
    this.map.once("rendercomplete", () => wants.onDrawn());
  }

  show(places: readonly Place[]): void {
    this.marks.clear(true);
    this.marks.addFeatures(
      places.map((place) => {
        const mark = new Feature(new Point(fromLonLat([place.lon, place.lat])));
        mark.setProperties({ state: place.state, place }, true);
        return mark;
      }),
    );
  }

  fit(places: readonly Place[]): void {
    const [lons, lats] = [places.map(({ lon }) => lon), places.map(({ lat }) => lat)];
    const box = [smallest(lons), smallest(lats), -smallest(lons.map((x) => -x)), -smallest(lats.map((x) => -x))];
    this.map.getView().fit(transformExtent(box, "EPSG:4326", "EPSG:3857"), { padding: [40, 40, 40, 40], maxZoom: 4 });
  }

  goTo(at: string): void {
    const [lon, lat, zoom] = at.split(",").map(Number);
    if (lon === undefined || lat === undefined || !Number.isFinite(lon + lat)) return;
    this.map.getView().setCenter(fromLonLat([lon, lat]));
    if (zoom !== undefined && Number.isFinite(zoom)) this.map.getView().setZoom(zoom);
  }

  zoomBy(steps: number): void {
    this.map.getView().setZoom((this.map.getView().getZoom() ?? 1) + steps);
  }

  at(): string {
    const view = this.map.getView();
    const [lon = 0, lat = 0] = toLonLat(view.getCenter() ?? [0, 0]);
    return [lon.toFixed(4), lat.toFixed(4), (view.getZoom() ?? 1).toFixed(2)].join(",");
  }

  /** West, south, east, north of what is in sight, degrees. */
  box(): string {
    const [west = 0, south = 0, east = 0, north = 0] = transformExtent(
      this.map.getView().calculateExtent(this.map.getSize()),
      "EPSG:3857",
      "EPSG:4326",
    );
    const within = (value: number, most: number) => Math.min(most, Math.max(-most, value)).toFixed(4);
    return [within(west, 180), within(south, 90), within(east, 180), within(north, 90)].join(",");
  }

  close(): void {
    clearTimeout(this.rest);
    this.map.setTarget(undefined);
    this.map.dispose();
  }

  private placeAt(pixel: number[]): Place | null {
    return (
      this.map.forEachFeatureAtPixel(pixel, (mark) => (mark.get("place") as Place | undefined) ?? null, {
        hitTolerance: HIT_PIXELS,
      }) ?? null
    );
  }
}

type Colours = (name: string) => string;

/** The page's own colours, of the theme that is on. */
function coloursOf(target: HTMLElement): Colours {
  return (name) => {
    // A custom property gives its own text; a colour that is used gives what it came to.
    target.style.setProperty("outline-color", `var(${name})`);
    const colour = getComputedStyle(target).outlineColor;
    target.style.removeProperty("outline-color");
    return colour;
  };
}

function outlines(address: string, colour: Colours): VectorLayer {
  const source: VectorSource = new VectorSource({
    loader: (_extent, _resolution, _projection, done, failed) => {
      fetch(address)
        .then((response) => response.json())
        .then((world) => {
          const countries = featureOf(world, world.objects.countries);
          const features = new GeoJSON().readFeatures(countries, { featureProjection: "EPSG:3857" });
          source.addFeatures(features);
          done?.(features);
        })
        .catch(() => failed?.());
    },
  });
  const style = new Style({
    fill: new Fill({ color: colour("--land") }),
    stroke: new Stroke({ color: colour("--line"), width: 0.8 }),
  });
  return new VectorLayer({ source, style });
}

/** A form for each state, so that none is told by colour alone. */
function markStyles(colour: Colours): Readonly<Record<FacilityState, Style>> {
  const edge = new Stroke({ color: colour("--ground"), width: 1.5 });
  const fill = (name: string) => new Fill({ color: colour(name) });
  const hollow = (name: string) => ({ fill: fill("--ground"), stroke: new Stroke({ color: colour(name), width: 2 }) });
  return {
    surge: new Style({
      image: new RegularShape({ points: 4, radius: 9, fill: fill("--surge"), stroke: edge }),
      zIndex: 3,
    }),
    raised: new Style({
      image: new RegularShape({ points: 3, radius: 8, fill: fill("--raise"), stroke: edge }),
      zIndex: 2,
    }),
    drop: new Style({
      image: new RegularShape({ points: 4, radius: 9, angle: Math.PI / 4, fill: fill("--accent"), stroke: edge }),
      zIndex: 3,
    }),
    lowered: new Style({
      image: new RegularShape({ points: 3, radius: 8, angle: Math.PI, fill: fill("--accent"), stroke: edge }),
      zIndex: 2,
    }),
    usual: new Style({ image: new Circle({ radius: 5.5, fill: fill("--calm"), stroke: edge }), zIndex: 1 }),
    "too-few-looks": new Style({ image: new Circle({ radius: 5, ...hollow("--quiet") }) }),
    "nothing-usable": new Style({
      image: new RegularShape({
        points: 4,
        radius: 6,
        radius2: 0,
        stroke: new Stroke({ color: colour("--quiet"), width: 2 }),
        angle: Math.PI / 4,
      }),
    }),
    "not-looked": new Style({ image: new Circle({ radius: 3, fill: fill("--quiet"), stroke: edge }) }),
  };
}

const smallest = (values: readonly number[]) => values.reduce((least, value) => Math.min(least, value), Infinity);
