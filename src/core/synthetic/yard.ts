import type { GeoTransform, MapPoint } from "../geo/frames.ts";
import { pixelToMap } from "../geo/frames.ts";
import type { Raster } from "../imagery/raster.ts";
import { type Box, blankCanvas } from "./canvas.ts";
import { boxOfCar, paintCars } from "./cars.ts";
import { paintCrossing, paintRoadside, paintTrackClutter } from "./clutter.ts";
import { paintCover } from "./cover.ts";
import { paintGround } from "./ground.ts";
import { LINE_STEP, layYard, trackLength, type YardLayout } from "./layout.ts";
import { fillYard, keepCars, type StandingCar } from "./occupancy.ts";
import { overheadLines } from "./overhead-lines.ts";
import { RandomStream } from "./random.ts";
import { type CarClass, GAUGE_METRES } from "./rolling-stock.ts";
import { smearMoving } from "./smear.ts";
import type { YardStyle } from "./styles.ts";
import { paintTracks } from "./tracks.ts";
import { viewOf } from "./view.ts";
import { snowOnCars, snowOnGround, wetAndDust } from "./weather.ts";

export interface YardOptions {
  /** Decides the fixed things: tracks, ground, buildings. The same on every date. */
  readonly layoutSeed: number;
  /** Decides what changes between dates: which cars stand where, their paint, the light. */
  readonly dateSeed: number;
  readonly style: YardStyle;
  /** Length of the tracks, metres. Default 150. */
  readonly lengthMetres?: number;
  /** Number of tracks. Default from the layout's seed, 3 to 8. */
  readonly tracks?: number;
  /** See {@link OccupancyOptions}. Default from the date's seed. */
  readonly fill?: number | readonly number[];
  /** Just so many cars in all (fewer where they do not fit), spread over full tracks, instead of `fill`. */
  readonly carCount?: number;
  /** The cars themselves, instead of `fill`. */
  readonly cars?: readonly StandingCar[];
  readonly beyondEnds?: boolean;
  /** Default from the date's seed: 20 to 68 degrees high, 10 to 22 in 12 of 100 yards, from anywhere. Azimuth clockwise from north. */
  readonly sun?: { readonly azimuthDegrees: number; readonly elevationDegrees: number };
  /** Default from the date's seed: 0 to 20 degrees, from anywhere. */
  readonly offNadirDegrees?: number;
  /** Share of yards with something overhanging the tracks (roofs, trees), 0 to 1. Default 0.12. */
  readonly coverShare?: number;
  /** Share of yards with a train in motion. Default 0.05. */
  readonly movingShare?: number;
  /** Compass direction in which the tracks run, degrees clockwise from north. Default 90 (east). */
  readonly headingDegrees?: number;
  /** Where the frame's upper left corner lies. Default 0, 0 of EPSG:32652. */
  readonly origin?: MapPoint;
  /** Default 0.2 m. */
  readonly pixelMetres?: number;
}

/** One car of the truth. `from` and `to` are metres along the track's line, unclipped at its ends. */
export interface TrueCar {
  readonly track: number;
  readonly from: number;
  readonly to: number;
  readonly type: CarClass;
  /** A load under a tarpaulin or sliding hood. */
  readonly covered: boolean;
  /** Share of the car's own pixels that can be seen, 0 to 1: roofs, trees and leaning neighbours hide the rest. */
  readonly visibleShare: number;
  /** Where its top appears, against its foot, because the view leans: metres along the track and to its right. */
  readonly topShift: { readonly along: number; readonly across: number };
  /** Corners of its top as seen, in order. */
  readonly corners: readonly MapPoint[];
}

export interface TrueTrack {
  readonly name: string;
  /** The centre line as a polyline, in the raster's CRS. */
  readonly line: readonly MapPoint[];
  readonly lengthMetres: number;
  readonly gaugeMetres: number;
}

export interface RenderedYard {
  /** As an ideal sensor would see it, in the yard's own frame: rows run along the tracks. */
  readonly raster: Raster;
  readonly tracks: readonly TrueTrack[];
  readonly truth: readonly TrueCar[];
  readonly sun: { readonly azimuthDegrees: number; readonly elevationDegrees: number };
  readonly offNadirDegrees: number;
}

/**
 * Renders a yard with its truth.
 *
 * The picture is drawn as a height field with colours, lit by a sun that casts true shadows (also over neighbouring
 * tracks), and seen from an off-nadir direction. It is a drawing, not a simulation of radiance: colours are what a
 * display would show in full sun.
 *
 * @returns the raster's width and height follow from the layout; same options, same bytes
 */
export function renderYard(options: YardOptions): RenderedYard {
  const fixed = new RandomStream(options.layoutSeed);
  const date = new RandomStream(options.dateSeed ^ 0x5bd1e995);
  const { style } = options;
  const layout = layYard({
    seed: options.layoutSeed,
    lengthMetres: options.lengthMetres ?? 150,
    tracks: options.tracks ?? fixed.integer(3, 8),
    gaugeMetres: GAUGE_METRES[style.region],
  });
  const fill = options.fill ?? (date.chance(0.4) ? date.uniform(0, 0.2) : date.uniform(0.15, 0.95));
  const cars = options.cars ?? carsOf(options, layout, fill);
  const pixelMetres = options.pixelMetres ?? 0.2;
  const width = Math.ceil(layout.lengthMetres / pixelMetres);
  const height = Math.ceil(layout.widthMetres / pixelMetres);
  const canvas = blankCanvas(width, height, pixelMetres);

  paintGround(canvas, layout, style, fixed.fork(1));
  paintTracks(canvas, layout, style, fixed.fork(2));
  if (!style.bare) paintCrossing(canvas, layout, fixed.fork(7));
  if (!style.bare) paintTrackClutter(canvas, layout, fixed.fork(3));
  snowOnGround(canvas, layout, style, date.fork(1));
  if (!style.bare) paintRoadside(canvas, layout, fixed.fork(4));
  paintCars(canvas, layout, cars, style, options.dateSeed);
  snowOnCars(canvas, cars.length, style, date.fork(2));
  wetAndDust(canvas, style, date.fork(3));
  const painted = pixelsOfOwners(canvas.owner, cars.length);
  paintCover(canvas, layout, fixed.fork(5), options.coverShare ?? 0.12);

  const heading = options.headingDegrees ?? 90;
  const light = date.fork(4);
  const sun = options.sun ?? {
    azimuthDegrees: light.uniform(0, 360),
    elevationDegrees: light.chance(0.12) ? light.uniform(10, 22) : light.uniform(20, 68),
  };
  const offNadirDegrees = options.offNadirDegrees ?? Math.abs(light.normal()) * 9;
  const leanTowards = light.uniform(0, 2 * Math.PI);
  const leanReach = Math.tan((offNadirDegrees * Math.PI) / 180);
  const lean = { u: leanReach * Math.cos(leanTowards), v: leanReach * Math.sin(leanTowards) };
  // The frame's u axis points along the heading, v to its right.
  const turned = ((sun.azimuthDegrees - heading) * Math.PI) / 180;
  // An overcast sky leaves soft shadows; a clear one leaves a tenth to two fifths of full light.
  const clear = light.uniform(0.1, 0.45) + (style.snow > 0.3 ? 0.15 : 0);
  const ambient = light.chance(0.1) ? light.uniform(0.6, 0.95) : clear;
  const blue = light.uniform(0, 0.08);
  const seen = viewOf(
    canvas,
    {
      sun: { u: Math.cos(turned), v: Math.sin(turned), elevationDegrees: sun.elevationDegrees },
      ambient: [ambient - blue / 2, ambient, ambient + blue],
    },
    lean,
    style.bare ? [] : overheadLines(layout, fixed.fork(6)),
  );
  if (date.fork(5).chance(options.movingShare ?? 0.05)) smearMoving(seen.pixels, canvas, layout, cars, date.fork(6));
  for (let i = 0; i < seen.pixels.length; i++) seen.pixels[i] = Math.min(255, Math.max(0, seen.pixels[i] as number));

  const transform = frameTransform(options.origin ?? { x: 0, y: 0, epsg: 32652 }, heading, pixelMetres);
  const visible = pixelsOfOwners(seen.owner, cars.length);
  return {
    raster: { width, height, pixels: seen.pixels, usable: new Uint8Array(width * height).fill(1), transform },
    tracks: layout.tracks.map((track) => ({
      name: track.name,
      line: Array.from(track.v, (v, i) => toMap(transform, pixelMetres, i * LINE_STEP, v)),
      lengthMetres: trackLength(track),
      gaugeMetres: track.gaugeMetres,
    })),
    truth: cars.map((car, index) => {
      const box = boxOfCar(layout, car);
      const high = car.model.heightMetres;
      return {
        track: car.track,
        from: car.from,
        to: car.to,
        type: car.model.carClass,
        covered: car.model.build === "tarpaulin",
        visibleShare: Math.min(1, (visible[index + 1] ?? 0) / Math.max(1, painted[index + 1] ?? 0)),
        topShift: {
          along: high * (lean.u * box.directionU + lean.v * box.directionV),
          across: high * (lean.v * box.directionU - lean.u * box.directionV),
        },
        corners: cornersOf({ ...box, u: box.u + high * lean.u, v: box.v + high * lean.v }).map(([u, v]) =>
          toMap(transform, pixelMetres, u, v),
        ),
      };
    }),
    sun,
    offNadirDegrees,
  };
}

function carsOf(options: YardOptions, layout: YardLayout, fill: number | readonly number[]): StandingCar[] {
  const { dateSeed: seed, carCount } = options;
  const { region } = options.style;
  const beyondEnds = options.beyondEnds ?? true;
  if (carCount === undefined) return fillYard(layout, { seed, region, fill, beyondEnds });
  const full = fillYard(layout, { seed, region, fill: layout.tracks.map(() => 0.97), beyondEnds });
  return keepCars(full, carCount, seed);
}

function frameTransform(origin: MapPoint, headingDegrees: number, pixelMetres: number): GeoTransform {
  const heading = (headingDegrees * Math.PI) / 180;
  const east = Math.sin(heading) * pixelMetres;
  const north = Math.cos(heading) * pixelMetres;
  return {
    epsg: origin.epsg,
    originX: origin.x,
    originY: origin.y,
    xPerCol: east,
    yPerCol: north,
    xPerRow: north,
    yPerRow: -east,
  };
}

function toMap(transform: GeoTransform, pixelMetres: number, u: number, v: number): MapPoint {
  return pixelToMap(transform, { col: u / pixelMetres, row: v / pixelMetres });
}

function cornersOf(box: Box): readonly (readonly [number, number])[] {
  const { u, v, directionU, directionV, lengthMetres, widthMetres } = box;
  const ends = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const;
  return ends.map(([end, side]) => {
    const along = (end * lengthMetres) / 2;
    const across = (side * widthMetres) / 2;
    return [u + along * directionU - across * directionV, v + along * directionV + across * directionU] as const;
  });
}

function pixelsOfOwners(owner: Int16Array, cars: number): Int32Array {
  const counts = new Int32Array(cars + 1);
  for (let i = 0; i < owner.length; i++) {
    const who = owner[i] as number;
    counts[who] = (counts[who] as number) + 1;
  }
  return counts;
}
