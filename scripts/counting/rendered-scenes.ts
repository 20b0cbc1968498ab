import { mapToPixel } from "../../src/core/geo/frames.ts";
import type { SceneId, TrackId } from "../../src/core/ids.ts";
import { type PlanePoint, placeLine } from "../../src/core/imagery/place-line.ts";
import type { Raster } from "../../src/core/imagery/raster.ts";
import { straighten } from "../../src/core/imagery/straighten.ts";
import { paintedOver } from "../../src/core/synthetic/painted-outlines.ts";
import { RandomStream } from "../../src/core/synthetic/random.ts";
import { degrade, drawSensor } from "../../src/core/synthetic/sensor.ts";
import type { YardStyle } from "../../src/core/synthetic/styles.ts";
import { type RenderedYard, renderYard, type TrueCar, type YardOptions } from "../../src/core/synthetic/yard.ts";
import type { SceneToCount, TrackToCount } from "../../src/pipeline/scene-to-count.ts";

/** Cars of which less can be seen are neither asked for nor held against a count. */
export const LEAST_VISIBLE = 0.3;

/** A rendered yard as counting meets it: degraded, with tracks drawn a little wrongly, and its truth. */
export interface RenderedScene {
  readonly name: string;
  readonly seed: number;
  readonly gsdMetres: number;
  readonly yard: RenderedYard;
  readonly image: Raster;
  readonly scene: SceneToCount;
  readonly tracks: readonly TrackToCount[];
  /** For each track, where its cars stand as seen, metres along it; cut at nothing. */
  readonly cars: readonly (readonly TrueExtent[])[];
}

export interface TrueExtent {
  readonly from: number;
  readonly to: number;
  readonly truth: TrueCar;
}

export interface SceneDraw {
  readonly style: YardStyle;
  readonly seed: number;
  readonly gsdMetres: number;
  /** Clean: no cloud, no seam, no veil, no compression, nothing over the tracks. */
  readonly clean?: boolean;
  /** The outlines of most cars, and of places without a car, painted over. */
  readonly painted?: boolean;
  /** Common error of the tracks: metres to the right of the first track, and degrees about the yard's middle. */
  readonly shiftMetres?: number;
  readonly turnDegrees?: number;
  /** Largest error of each track's own drawing, metres. Default 0.3. */
  readonly drawnWithinMetres?: number;
  readonly yard?: Partial<YardOptions>;
  readonly sunStated?: boolean;
}

/** Renders one scene, always the same for the same draw. */
export function renderScene(draw: SceneDraw): RenderedScene {
  const random = new RandomStream(draw.seed);
  const yard = renderYard({
    layoutSeed: random.integer(2 ** 30, 2 ** 31 - 2),
    dateSeed: random.integer(2 ** 30, 2 ** 31 - 2),
    style: draw.style,
    headingDegrees: random.uniform(0, 360),
    movingShare: 0,
    ...(draw.clean ? { coverShare: 0 } : {}),
    ...draw.yard,
  });
  const drawn = drawSensor(random.integer(0, 2 ** 30), draw.gsdMetres);
  const sensor = draw.clean
    ? { ...drawn, cloud: 0, seam: false, haze: 0, jpegQuality: 0, noise: Math.min(drawn.noise, 2), stretched: false }
    : drawn;
  const image = degrade(draw.painted ? paintedOver(yard, new RandomStream(draw.seed)) : yard.raster, sensor);
  const shiftMetres = draw.shiftMetres ?? 0;
  const turn = ((draw.turnDegrees ?? 0) * Math.PI) / 180;
  const centre = middleOf(yard);
  const within = draw.drawnWithinMetres ?? 0.3;
  const tracks = yard.tracks.map((track, k): TrackToCount => {
    const away = shiftMetres + random.uniform(-within, within);
    return {
      id: `track-${k + 1}` as TrackId,
      name: track.name,
      zone: null,
      points: turned(sideways(track.line, away), centre, turn),
      canopies: [],
    };
  });
  return {
    name: `${draw.style.name}, seed ${draw.seed}, ${draw.gsdMetres} m`,
    seed: draw.seed,
    gsdMetres: draw.gsdMetres,
    yard,
    image,
    scene: sceneOfRaster(image, {
      gsdMetres: draw.gsdMetres,
      offNadirDegrees: yard.offNadirDegrees,
      sunAzimuthDegrees: (draw.sunStated ?? random.chance(0.5)) ? yard.sun.azimuthDegrees : null,
      sunElevationDegrees: yard.sun.elevationDegrees,
      sceneCloudFraction: null,
    }),
    tracks,
    cars: yard.tracks.map((_, k) =>
      yard.truth
        .filter((car) => car.track === k)
        .map((truth) => {
          const lean = truth.topShift.along / 2;
          return { from: truth.from + lean, to: truth.to + lean, truth };
        })
        .sort((a, b) => a.from - b.from),
    ),
  };
}

/** A raster in memory as a scene to count. */
export function sceneOfRaster(image: Raster, conditions: SceneToCount["conditions"], synthetic = true): SceneToCount {
  const { transform } = image;
  const toPixel = (x: number, y: number) => mapToPixel(transform, { x, y, epsg: transform.epsg });
  return {
    conditions,
    synthetic,
    fingerprint: "in memory",
    async readStrips(tracks, { spacingMetres, halfWidthMetres }) {
      const strips = tracks.map(({ id, points }) => {
        const { placement, lengthMetres } = placeLine(points, spacingMetres, transform.epsg);
        const pixels = straighten(image, placement, { spacingMetres, halfWidthMetres, toPixel });
        return {
          scene: "in-memory" as SceneId,
          track: id,
          lengthMetres,
          spacingMetres,
          halfWidthMetres,
          placement,
          ...pixels,
        };
      });
      return { strips, read: { bytes: 0, requests: 0, fileBytes: 0 } };
    },
    read: () => ({ bytes: 0, requests: 0, fileBytes: 0 }),
    isInside({ x, y }) {
      const { col, row } = toPixel(x, y);
      return col >= 0 && row >= 0 && col < image.width && row < image.height;
    },
    toSceneCrs: ({ x, y }) => [x, y],
  };
}

function middleOf(yard: RenderedYard): PlanePoint {
  const points = yard.tracks.map((track) => track.line[track.line.length >> 1] ?? { x: 0, y: 0 });
  return {
    x: points.reduce((sum, point) => sum + point.x, 0) / points.length,
    y: points.reduce((sum, point) => sum + point.y, 0) / points.length,
  };
}

function sideways(line: readonly PlanePoint[], metres: number): PlanePoint[] {
  return line.map((point, k) => {
    const [before, after] = [line[Math.max(0, k - 1)] ?? point, line[k + 1] ?? point];
    const size = Math.hypot(after.x - before.x, after.y - before.y);
    return {
      x: point.x + (metres * (after.y - before.y)) / size,
      y: point.y - (metres * (after.x - before.x)) / size,
    };
  });
}

function turned(line: readonly PlanePoint[], centre: PlanePoint, turn: number): PlanePoint[] {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return line.map(({ x, y }) => {
    const [dx, dy] = [x - centre.x, y - centre.y];
    return { x: centre.x + cos * dx - sin * dy, y: centre.y + sin * dx + cos * dy };
  });
}
