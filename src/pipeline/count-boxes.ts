import { createHash } from "node:crypto";
import { calibrated } from "../core/detection/counting-model.ts";
import { COLUMNS_A_STEP } from "../core/detection/direction.ts";
import { withHidden } from "../core/detection/hidden-prior.ts";
import { hiddenShare, hiddenSteps } from "../core/detection/hidden-steps.ts";
import { heldTo, roomBeside, withMissed } from "../core/detection/missed-prior.ts";
import { hiddenOnce } from "../core/detection/one-track.ts";
import { cornersOf, withoutDoubles } from "../core/detection/rotated-box.ts";
import { placesOfSteps, sharedStretches } from "../core/detection/shared-stretches.ts";
import { planTiles, type Tile } from "../core/detection/tiles.ts";
import { lengthOf } from "../core/detection/track-line.ts";
import { typeCounts } from "../core/detection/type-mix.ts";
import type { PlanePoint } from "../core/imagery/place-line.ts";
import { STRIP_SPACING_METRES } from "../core/imagery/straighten.ts";
import { countOf } from "../core/observation/count.ts";
import {
  convolve,
  type TrackAssumptions,
  trackDistribution,
  unlistedDistribution,
  yardDistribution,
} from "../core/observation/count-errors.ts";
import { type CountingLimits, reasonsToWithhold, warningsFor } from "../core/observation/limits.ts";
import { CAR_TYPES, type Car, type CarType, type Counting, type TrackCount } from "../core/observation/observation.ts";
import { calibratedMethod } from "../core/reading/counted-of.ts";
import { YardcheckError } from "../errors.ts";
import { zonesOf } from "./assemble-count.ts";
import { type BoxCalibration, boxesMethod, CONFUSION, NOT_CHECKED } from "./box-calibration.ts";
import type { BoxDetector, TiledScene } from "./box-detector.ts";
import { isCutByTile, type OnTrack, onTrack } from "./box-on-track.ts";
import type { SceneToCount, TrackToCount } from "./scene-to-count.ts";

/** Boxes that share more than this are one car; cars that stand end to end share next to nothing. */
const SAME_CAR_OVERLAP = 0.4;
/** Tiles overlap by the longest car and some. */
const OVERLAP_METRES = 32;
/** No tile may span less, so that the next one begins a few metres on. Source: our choice; a tile of 640 pixels of 5 cm passes. */
const LEAST_TILE_METRES = 31;
/**
 * The least that tiles may overlap, so that each car is whole in one of them, metres: a car of 28 m (the longest that counting knows) and
 * 3 m at any angle; and the pixels beside both edges where a box counts as cut.
 */
const LEAST_OVERLAP_METRES = 28.2;
const LEAST_OVERLAP_PIXELS = 5;
const STEP_METRES = COLUMNS_A_STEP * STRIP_SPACING_METRES;
/** Half of what is read across a track to see what hides it, metres: somewhat more than hidden-steps.ts looks at. */
const HIDDEN_HALF_WIDTH_METRES = 3;
/** Half of the width of what may hold a car, metres. */
const CORRIDOR_METRES = 6;
/**
 * Counts with a detector of boxes: tiles along the tracks, boxes merged, each taken to the track it lies on.
 *
 * @throws YardcheckError "usage" when a tile spans less than a car and some | those of the detector and of the image
 * @param request  `calibration`: left out, scores are taken for probabilities and counts stray as {@link NOT_CHECKED} says
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
  const { probability, errors, mayMiss, sha256: calibration } = request.calibration ?? NOT_CHECKED;
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
    method: calibratedMethod(boxesMethod(detector), calibration),
    classes: detector.classes,
    inputs: {
      scene: scene.fingerprint,
      tracks: sha256(tracks.map(({ name, zone, points, canopies }) => [name, zone, points, canopies])),
      settings: sha256([conditions, request.limits, request.shift, detector.settings]),
      detector: detector.hash,
      ...(calibration === null ? {} : { calibration }),
    },
  };
  const early = reasonsToWithhold(conditions, null, weighted(inside), limits);
  if (early) {
    const warnings = warningsFor(conditions, null, request.limits);
    return { ...basis, status: "withheld", reasons: early, usableFraction: 0, warnings, read: tiled.read() };
  }
  const { strips } = await scene.readStrips(
    tracks.map(({ id, name }, k) => ({ id, name, points: lines[k] ?? [] })),
    { spacingMetres: STRIP_SPACING_METRES, halfWidthMetres: HIDDEN_HALF_WIDTH_METRES },
  );
  const hidden = strips.map((strip, k) => underCanopies(hiddenSteps(strip, STEP_METRES), tracks[k]?.canopies ?? []));
  const seenShares = hidden.map((steps) => 1 - hiddenShare(steps));
  const usableFraction = weighted(seenShares);
  const reasons = reasonsToWithhold(conditions, usableFraction, weighted(inside), limits);
  const warnings = warningsFor(conditions, usableFraction, request.limits);
  if (reasons) return { ...basis, status: "withheld", reasons, usableFraction, warnings, read: tiled.read() };

  const tileMetres = detector.tilePixels * tiled.pixelSizeMetres;
  const leastOverlapPixels = Math.ceil(LEAST_OVERLAP_METRES / tiled.pixelSizeMetres) + LEAST_OVERLAP_PIXELS;
  if (tileMetres < LEAST_TILE_METRES || detector.tilePixels <= leastOverlapPixels)
    throw new YardcheckError(
      "usage",
      `a tile of the detector, ${detector.tilePixels} pixels, spans ${tileMetres.toFixed(1)} m of this image, and cars are up to 28 m long: ` +
        `it takes ${LEAST_TILE_METRES} m; reduce the image, with \`gdal_translate -r average -outsize ${Math.floor((100 * tileMetres) / (2 * OVERLAP_METRES))}% 0 IN.tif OUT.tif\``,
    );
  const pixelLines = lines.map((points) => points.map((point) => tiled.toPixel(point)));
  const tiles = planTiles(pixelLines, {
    width: tiled.width,
    height: tiled.height,
    tilePixels: detector.tilePixels,
    overlapPixels: Math.ceil(OVERLAP_METRES / tiled.pixelSizeMetres),
    leastOverlapPixels,
    reachPixels: CORRIDOR_METRES / tiled.pixelSizeMetres,
  });
  const found: OnTrack[] = [];
  let done = 0;
  for await (const pixels of tiled.readTiles(tiles)) {
    const tile = tiles[done] as Tile;
    const boxes = await detector.detect(pixels);
    for (const box of boxes) {
      if (isCutByTile(box, tile, tiled)) continue;
      const car = onTrack(box, tile, tiled, lines, detector);
      // What stands where nothing can be seen is supposed, not found.
      if (car && hidden[car.track]?.[Math.floor((car.from + car.to) / 2 / STEP_METRES)] !== 1)
        found.push(calibration === null ? car : { ...car, score: calibrated(car.score, probability) });
    }
    done++;
    request.onProgress?.(done, tiles.length);
  }
  const kept = withoutDoubles(
    found.map(({ box, score }) => ({ ...box, score })),
    SAME_CAR_OVERLAP,
  ).map((k) => found[k] as OnTrack);

  const perTrack = tracks.map((_, k) => kept.filter((car) => car.track === k).sort((a, b) => a.from - b.from));
  const seen = perTrack.map((cars) => independent(cars.map((car) => car.score)));
  const places = strips.map(({ placement }, k) => placesOfSteps(placement, 0, hidden[k]?.length ?? 0));
  const stretches = sharedStretches(places, STEP_METRES);
  const room = roomBeside(
    hidden.map((steps, k) => stepsUnder(perTrack[k] ?? [], steps.length)),
    stretches,
    STEP_METRES,
  );
  const fits = room.map(({ all }, k) => Math.max(all, perTrack[k]?.length ?? 0));
  const supposed = hiddenOnce(hidden, stretches).map((steps, k) => hiddenShare(steps) * (lengths[k] ?? 0));
  const held = (hiddenMetres: (k: number) => number) =>
    seen.map((pmf, k) =>
      mayMiss ? withMissed(pmf, hiddenMetres(k), room[k] ?? { open: 0 }) : withHidden(pmf, hiddenMetres(k)),
    );
  const assumed = held((k) => supposed[k] ?? 0);
  const seenOnly = held(() => 0);
  const countOfTracks = (of: readonly TrackAssumptions[], isOne: (k: number) => boolean) =>
    countOf(
      heldTo(
        yardDistribution(
          of.filter((_, k) => isOne(k)),
          errors,
        ),
        fits.reduce((sum, most, k) => sum + (isOne(k) ? most : 0), 0),
      ),
    );
  const all = () => true;
  const types = typeCounts(
    kept.map(({ score, type }) => ({ probability: score, told: type })),
    CONFUSION,
    heldTo(
      unlistedDistribution(
        assumed,
        kept.reduce((sum, { score }) => sum + score, 0),
      ),
      fits.reduce((a, b) => a + b, 0),
    ),
  );
  return {
    ...basis,
    status: "counted",
    reasons: [],
    basis: "cars",
    usableFraction,
    count: countOfTracks(assumed, all),
    seen: countOfTracks(seenOnly, all),
    registration: { ...moved, residualMetres: null, ambiguous: false },
    tracks: tracks.map((track, k): TrackCount => {
      const cars = perTrack[k] ?? [];
      const count = countOf(heldTo(trackDistribution(assumed[k] ?? [], errors), fits[k] ?? 0));
      return {
        track: track.id,
        name: track.name,
        zone: track.zone,
        lengthMetres: lengths[k] ?? 0,
        usableFraction: seenShares[k] ?? 0,
        count,
        seen: countOf(heldTo(trackDistribution(seenOnly[k] ?? [], errors), fits[k] ?? 0)),
        emptyProbability: count.pmf[0] ?? 0,
        occupiedMetres: cars.reduce((sum, car) => sum + (car.to - car.from), 0),
        cars: cars.map((car) => asCar(car, scene)),
        ...(stretches.some(({ first, second }) => k === first || k === second) && { supposedMetres: supposed[k] ?? 0 }),
      };
    }),
    zones: zonesOf(tracks).map((zone) => ({ zone, count: countOfTracks(assumed, (k) => tracks[k]?.zone === zone) })),
    types: Object.fromEntries(CAR_TYPES.map((type) => [type, countOf(types[type])])) as Record<
      CarType,
      ReturnType<typeof countOf>
    >,
    warnings,
    read: tiled.read(),
  };
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

/** Steps that cannot be seen, those under a roof among them. */
function underCanopies(hidden: Uint8Array, canopies: TrackToCount["canopies"]): Uint8Array {
  return hidden.map((h, t) => {
    const middle = (t + 0.5) * STEP_METRES;
    return canopies.some(({ from, to }) => middle >= from && middle < to) ? 1 : h;
  });
}

/** 1 on steps of a track that lie under a found car, in part or whole. */
function stepsUnder(cars: readonly OnTrack[], steps: number): Uint8Array {
  const under = new Uint8Array(steps);
  for (const { from, to } of cars)
    under.fill(1, Math.max(0, Math.floor(from / STEP_METRES)), Math.ceil(to / STEP_METRES));
  return under;
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
    const count = Math.max(1, Math.round(Math.hypot(to.x - from.x, to.y - from.y) / 2));
    for (let n = 0; n < count; n++) {
      const share = (n + 0.5) / count;
      const point = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
      if (scene.isInside(point)) inside++;
      all++;
    }
  }
  return all > 0 ? inside / all : 0;
}
