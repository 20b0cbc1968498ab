import { createHash } from "node:crypto";
import { type DetectedBox, lengthInUprightBox } from "../core/detection/box-outputs.ts";
import { calibrated } from "../core/detection/counting-model.ts";
import { COLUMNS_A_STEP } from "../core/detection/direction.ts";
import type { LogOddsFit } from "../core/detection/fit-log-odds.ts";
import { withHidden } from "../core/detection/hidden-prior.ts";
import { hiddenSteps } from "../core/detection/hidden-steps.ts";
import { cornersOf, type RotatedBox, withoutDoubles } from "../core/detection/rotated-box.ts";
import { planTiles, type Tile } from "../core/detection/tiles.ts";
import { lengthOf, placeByLine } from "../core/detection/track-line.ts";
import { TOLD_TYPES, typeCounts } from "../core/detection/type-mix.ts";
import type { MethodId } from "../core/ids.ts";
import type { PlanePoint } from "../core/imagery/place-line.ts";
import { STRIP_SPACING_METRES } from "../core/imagery/straighten.ts";
import type { ReadCost } from "../core/imagery/strip.ts";
import { countOf } from "../core/observation/count.ts";
import { type CountErrors, convolve, trackDistribution, yardDistribution } from "../core/observation/count-errors.ts";
import { type CountingLimits, reasonsToWithhold, warningsFor } from "../core/observation/limits.ts";
import { CAR_TYPES, type Car, type CarType, type Counting, type TrackCount } from "../core/observation/observation.ts";
import type { SceneToCount, TrackToCount } from "./scene-to-count.ts";

/** Anyone's detector; see adapters/detectors/onnx-boxes.ts. */
export interface BoxDetector {
  readonly tilePixels: number;
  /** SHA-256 of its file. */
  readonly hash: string;
  readonly settings: Readonly<Record<string, string | number>>;
  nameOf(label: number): string | null;
  /** Boxes of one tile, in its pixels; shape of `pixels`: 3 x tile x tile, 0-255. @throws YardcheckError */
  detect(pixels: Float32Array): Promise<readonly DetectedBox[]>;
}

/** An image that can be read in squares. */
export interface TiledScene {
  readonly width: number;
  readonly height: number;
  readonly pixelSizeMetres: number;
  /** Pixels of a square, 0-255, grey (114) beyond the image. Shape: 3 x size x size. */
  readTile(tile: Tile): Promise<Float32Array>;
  toPixel(point: PlanePoint): { readonly col: number; readonly row: number };
  toWorking(col: number, row: number): PlanePoint;
  readonly read: () => ReadCost;
}

/** Furthest sideways that the middle of a box may lie from its track, metres: half of the usual spacing. */
const REACH_METRES = 2.3;
/** Boxes that share more than this are one car; cars that stand end to end share next to nothing. */
const SAME_CAR_OVERLAP = 0.4;
/** Cars are seen whole in at least one tile when tiles overlap by the longest of them and some. */
const OVERLAP_METRES = 32;
const STEP_METRES = COLUMNS_A_STEP * STRIP_SPACING_METRES;
/** Half of what is read across a track to see what hides it, metres. */
const HIDDEN_HALF_WIDTH_METRES = 3;
/** Half of the width of what may hold a car, metres. */
const CORRIDOR_METRES = 6;
/**
 * How far the counts of a detector that nobody measured may stray.
 *
 * Source: our choice, wide on purpose: detectors without tracks had F1 .5 on the one real yard at hand. `yardcheck recalibrate`
 * replaces the straying of single tracks.
 */
export const UNMEASURED: CountErrors = { trackShare: 0.35, commonSpread: 0.15 };

/** What checked cars said of a detector. */
export interface BoxCalibration {
  readonly probability: LogOddsFit;
  readonly errors: CountErrors;
  /** SHA-256 of the file it comes from; null: it comes from none. */
  readonly sha256: string | null;
}

/** The name of counting with a detector. */
export function boxesMethod({ hash }: Pick<BoxDetector, "hash">): MethodId {
  return `boxes@2+${hash.slice(0, 12)}` as MethodId;
}

/**
 * Counts with a detector of boxes: tiles along the tracks, boxes merged, each taken to the track it lies on.
 *
 * @param request  `calibration`: left out, scores are taken for probabilities and counts stray as {@link UNMEASURED} says
 */
export async function countBoxes(
  scene: SceneToCount,
  tiled: TiledScene,
  tracks: readonly TrackToCount[],
  detector: BoxDetector,
  request: {
    readonly limits: CountingLimits;
    readonly shift: { readonly x: number; readonly y: number } | null;
    readonly calibration?: BoxCalibration;
    readonly onProgress?: (done: number, all: number) => void;
  },
): Promise<Counting> {
  const { conditions } = scene;
  const { probability, errors, sha256: calibration } = request.calibration ?? NOT_CHECKED;
  const moved = request.shift ?? { x: 0, y: 0 };
  const lines = tracks.map((track) => track.points.map(({ x, y }) => ({ x: x + moved.x, y: y + moved.y })));
  const inside = lines.map((points) => insideShare(points, scene));
  const lengths = lines.map(lengthOf);
  const weighted = (shares: readonly number[]) =>
    shares.reduce((sum, share, k) => sum + share * (lengths[k] ?? 0), 0) / lengths.reduce((a, b) => a + b, 0);
  // A detector of single cars has nothing to say where they cannot be told apart.
  const limits = { ...request.limits, maxGsdMetres: request.limits.maxGsdSingleCarsMetres };
  const sha256 = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
  const basis = {
    method: boxesMethod(detector),
    inputs: {
      scene: scene.fingerprint,
      tracks: sha256(tracks.map(({ name, points }) => [name, points])),
      settings: sha256([conditions, request.limits, request.shift, detector.settings]),
      detector: detector.hash,
      ...(calibration === null ? {} : { calibration }),
    },
  };
  const early = reasonsToWithhold(conditions, null, weighted(inside), limits);
  if (early)
    return { ...basis, status: "withheld", reasons: early, usableFraction: 0, warnings: [], read: tiled.read() };
  const { strips } = await scene.readStrips(
    tracks.map(({ id, name }, k) => ({ id, name, points: lines[k] ?? [] })),
    { spacingMetres: STRIP_SPACING_METRES, halfWidthMetres: HIDDEN_HALF_WIDTH_METRES },
  );
  const hidden = strips.map((strip) => hiddenSteps(strip, STEP_METRES));
  const seenShares = hidden.map((steps) => 1 - steps.reduce((sum, h) => sum + h, 0) / steps.length);
  const usableFraction = weighted(seenShares);
  const reasons = reasonsToWithhold(conditions, usableFraction, weighted(inside), limits);
  if (reasons) return { ...basis, status: "withheld", reasons, usableFraction, warnings: [], read: tiled.read() };

  const pixelLines = lines.map((points) => points.map((point) => tiled.toPixel(point)));
  const tiles = planTiles(pixelLines, {
    width: tiled.width,
    height: tiled.height,
    tilePixels: detector.tilePixels,
    overlapPixels: Math.ceil(OVERLAP_METRES / tiled.pixelSizeMetres),
    reachPixels: CORRIDOR_METRES / tiled.pixelSizeMetres,
  });
  const found: OnTrack[] = [];
  for (const [k, tile] of tiles.entries()) {
    const boxes = await detector.detect(await tiled.readTile(tile));
    for (const box of boxes) {
      if (isCutByTile(box, tile, tiled)) continue;
      const car = onTrack(box, tile, tiled, lines, detector);
      // What stands where nothing can be seen is supposed, not found.
      if (car && hidden[car.track]?.[Math.floor((car.from + car.to) / 2 / STEP_METRES)] !== 1)
        found.push(calibration === null ? car : { ...car, score: calibrated(car.score, probability) });
    }
    request.onProgress?.(k + 1, tiles.length);
  }
  const kept = withoutDoubles(
    found.map(({ box, score }) => ({ ...box, score })),
    SAME_CAR_OVERLAP,
  ).map((k) => found[k] as OnTrack);

  const perTrack = tracks.map((_, k) => kept.filter((car) => car.track === k).sort((a, b) => a.from - b.from));
  const seen = perTrack.map((cars) => independent(cars.map((car) => car.score)));
  const seenOnly = seen.map((pmf) => [{ weight: 1, pmf }]);
  const assumed = seen.map((pmf, k) => withHidden(pmf, (1 - (seenShares[k] ?? 0)) * (lengths[k] ?? 0)));
  const confusion = {
    counts: TOLD_TYPES.map((_, k) => CAR_TYPES.map((_, told) => (told === k ? 10 : 1))),
    concentration: 4,
  };
  const types = typeCounts(
    kept.map(({ score, type }) => ({ probability: score, told: type })),
    confusion,
  );
  return {
    ...basis,
    status: "counted",
    reasons: [],
    basis: "cars",
    usableFraction,
    count: countOf(yardDistribution(assumed, errors)),
    seen: countOf(yardDistribution(seenOnly, errors)),
    registration: { ...moved, residualMetres: 0, ambiguous: false },
    tracks: tracks.map((track, k): TrackCount => {
      const cars = perTrack[k] ?? [];
      return {
        track: track.id,
        name: track.name,
        zone: track.zone,
        lengthMetres: lengths[k] ?? 0,
        usableFraction: seenShares[k] ?? 0,
        count: countOf(trackDistribution(assumed[k] ?? [], errors)),
        seen: countOf(trackDistribution(seenOnly[k] ?? [], errors)),
        emptyProbability: (assumed[k] ?? []).reduce((sum, { weight, pmf }) => sum + weight * (pmf[0] ?? 0), 0),
        occupiedMetres: cars.reduce((sum, car) => sum + (car.to - car.from), 0),
        cars: cars.map((car) => asCar(car, scene)),
      };
    }),
    zones: [],
    types: Object.fromEntries(CAR_TYPES.map((type) => [type, countOf(types[type])])) as Record<
      CarType,
      ReturnType<typeof countOf>
    >,
    warnings: warningsFor(conditions, usableFraction, request.limits),
    read: tiled.read(),
  };
}

const NOT_CHECKED: BoxCalibration = { probability: { slope: 1, offset: 0 }, errors: UNMEASURED, sha256: null };

interface OnTrack {
  readonly track: number;
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly type: CarType;
  /** In the working CRS, metres. */
  readonly box: RotatedBox;
}

/** A box that the tile's edge cuts is seen whole in the next tile, where there is one. */
function isCutByTile(box: DetectedBox, tile: Tile, { width, height }: TiledScene): boolean {
  const corners = cornersOf(box);
  const touches = (low: number, high: number) => [low < 2, high > tile.size - 2] as const;
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, right] = touches(Math.min(...xs), Math.max(...xs));
  const [top, bottom] = touches(Math.min(...ys), Math.max(...ys));
  return (
    (left && tile.col > 0) ||
    (top && tile.row > 0) ||
    (right && tile.col + tile.size < width) ||
    (bottom && tile.row + tile.size < height)
  );
}

function onTrack(
  box: DetectedBox,
  tile: Tile,
  tiled: TiledScene,
  lines: readonly (readonly PlanePoint[])[],
  detector: BoxDetector,
): OnTrack | null {
  const ground = (x: number, y: number) => tiled.toWorking(tile.col + x, tile.row + y);
  const centre = ground(box.x, box.y);
  let nearest = { track: -1, across: Infinity, along: 0, direction: 0 };
  lines.forEach((points, track) => {
    const place = placeByLine(points, centre);
    const within = place.along >= 0 && place.along <= lengthOf(points);
    if (within && Math.abs(place.across) < Math.abs(nearest.across)) nearest = { track, ...place };
  });
  if (nearest.track < 0 || Math.abs(nearest.across) > REACH_METRES) return null;
  const ahead = ground(box.x + box.length / 2, box.y);
  const beside = ground(box.x, box.y + box.width / 2);
  const sides = { width: 2 * distance(centre, ahead), height: 2 * distance(centre, beside) };
  let [length, width] = [lengthInUprightBox(sides, nearest.direction), 3];
  if (box.turned) {
    const along = cornersOf(box).map(([x, y]) => placeByLine(lines[nearest.track] ?? [], ground(x, y)).along);
    length = Math.max(...along) - Math.min(...along);
    const area = polygonArea(cornersOf(box).map(([x, y]) => ground(x, y)));
    width = Math.max(1, Math.min(5, area / length));
  }
  return {
    track: nearest.track,
    from: Math.max(0, nearest.along - length / 2),
    to: Math.min(nearest.along + length / 2, lengthOf(lines[nearest.track] ?? [])),
    score: Math.min(Math.max(box.score, 0), 1),
    type: typeNamed(detector.nameOf(box.label)),
    box: { ...centre, length, width, angle: nearest.direction },
  };
}

const distance = (a: PlanePoint, b: PlanePoint) => Math.hypot(b.x - a.x, b.y - a.y);

function polygonArea(corners: readonly PlanePoint[]): number {
  let twice = 0;
  corners.forEach(({ x, y }, k) => {
    const next = corners[(k + 1) % corners.length] as PlanePoint;
    twice += x * next.y - next.x * y;
  });
  return Math.abs(twice) / 2;
}

function typeNamed(name: string | null): CarType {
  if (name === null) return "unknown";
  if (/tank|cistern/i.test(name)) return "tank";
  if (/box|covered|tarp/i.test(name)) return "covered";
  if (/gondola|hopper|open/i.test(name)) return "open";
  if (/flat|container/i.test(name)) return "flat";
  if (/loco|engine|passenger/i.test(name)) return "locomotive";
  return "unknown";
}

function asCar(car: OnTrack, scene: SceneToCount): Car {
  const ring = cornersOf(car.box).map(
    ([x, y]): [number, number] => [...scene.toSceneCrs({ x, y })] as [number, number],
  );
  return {
    from: car.from,
    to: car.to,
    probability: car.score,
    type: car.type,
    typeProbability: car.type === "unknown" ? 0 : car.score,
    covered: null,
    outline: { type: "Polygon", coordinates: [[...ring, ring[0] as [number, number]]] },
  };
}

/** Distribution of the number of independent cars. */
function independent(probabilities: readonly number[]): Float64Array {
  let pmf: Float64Array = Float64Array.of(1);
  for (const p of probabilities) pmf = convolve(pmf, [1 - p, p]);
  return pmf;
}

function insideShare(points: readonly PlanePoint[], scene: SceneToCount): number {
  let [inside, all] = [0, 0];
  for (let k = 1; k < points.length; k++) {
    const [from, to] = [points[k - 1] as PlanePoint, points[k] as PlanePoint];
    const count = Math.max(1, Math.round(distance(from, to) / 2));
    for (let n = 0; n < count; n++) {
      const share = (n + 0.5) / count;
      const point = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
      if (scene.isInside(point)) inside++;
      all++;
    }
  }
  return all > 0 ? inside / all : 0;
}
