/**
 * Whether decoding neighbouring tracks with each other would help: does it tell anything about a listed car, beyond its
 * own probability, that it lies in the shadow of a car listed on another track? Logistic regression of "this car is real"
 * on the log odds of its probability and the share of it in shadow, on rendered yards whose sun is known; and the same
 * with the sun on the other side, which can tell nothing but how crowded the place is.
 *
 *     npx node scripts/evaluate-neighbours.ts --scenes 120 --seed 50000
 */
import { parseArgs } from "node:util";
import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { matchCars } from "../src/core/detection/match.ts";
import { STRIP_LIMITS } from "../src/core/observation/limits.ts";
import type { Counted } from "../src/core/observation/observation.ts";
import { HELD_OUT_STYLES, TRAINING_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";
import { countScene } from "../src/pipeline/count-scene.ts";
import { renderScene } from "./counting/rendered-scenes.ts";
import { labelsOf } from "./counting/score.ts";
import { type Sun, shadedShare } from "./counting/shadows.ts";

const { values } = parseArgs({
  options: { scenes: { type: "string", default: "120" }, seed: { type: "string", default: "50000" } },
});
const LIMITS = { ...STRIP_LIMITS, maxGsdSingleCarsMetres: 1.05 };
const STYLES: readonly YardStyle[] = [...TRAINING_STYLES, ...HELD_OUT_STYLES];

interface ListedCar {
  readonly real: boolean;
  readonly logOdds: number;
  readonly shaded: number;
  /** With the sun on the other side. */
  readonly opposite: number;
}

const networks = await openStripNetworks({ threads: 1 });
for (const gsdMetres of [0.5, 1]) {
  const cars: ListedCar[] = [];
  for (let k = 0; k < Number(values.scenes); k++) {
    const style = STYLES[k % STYLES.length] as YardStyle;
    const rendered = renderScene({ style, seed: Number(values.seed) + k, gsdMetres, clean: k % 2 === 0 });
    const counting = await countScene(rendered.scene, rendered.tracks, networks, { limits: LIMITS, shift: null });
    if (counting.status === "counted") cars.push(...listedCars(counting, labelsOf(rendered), rendered.yard.sun));
  }
  const falseCars = cars.filter(({ real }) => !real).length;
  for (const side of ["shaded", "opposite"] as const) {
    const alone = logisticFit(cars, (car) => [1, car.logOdds]);
    const with_ = logisticFit(cars, (car) => [1, car.logOdds, car[side]]);
    const shaded = cars.filter((car) => car[side] > 0.3);
    process.stdout.write(
      `${gsdMetres} m, ${side}: ${cars.length} cars, ${falseCars} false; ${shaded.length} in shadow, ` +
        `${shaded.filter(({ real }) => !real).length} of them false; log odds of being real change by ` +
        `${with_.weights[2]?.toFixed(2)} in full shadow, twice the gain of log likelihood ` +
        `${(2 * (with_.logLikelihood - alone.logLikelihood)).toFixed(1)} (3.8 would tell it from none at 5 %)\n`,
    );
  }
}

function listedCars(counting: Counted, labels: ReturnType<typeof labelsOf>, sun: Sun): ListedCar[] {
  const rings = counting.tracks.map(({ cars }) =>
    cars.map(({ outline, probability }) => ({ ring: outline.coordinates[0] ?? [], probability })),
  );
  return counting.tracks.flatMap((track, k) => {
    const own = labels[k] ?? [];
    const { pairs } = matchCars(track.cars, own);
    const matched = new Map(pairs);
    const others = rings.flatMap((list, other) => (other === k ? [] : list));
    return track.cars.flatMap(({ probability }, c): ListedCar[] => {
      const label = matched.get(c);
      if (label !== undefined && own[label]?.ignored) return [];
      const ring = rings[k]?.[c]?.ring ?? [];
      return [
        {
          real: label !== undefined,
          logOdds: Math.log(probability / (1 - probability)),
          shaded: shadedShare(ring, others, sun),
          opposite: shadedShare(ring, others, { ...sun, azimuthDegrees: sun.azimuthDegrees + 180 }),
        },
      ];
    });
  });
}

/** Newton's method; checked against scipy.optimize.minimize on the cars of 120 scenes (two digits). */
function logisticFit(
  cars: readonly ListedCar[],
  of: (car: ListedCar) => number[],
): { weights: number[]; logLikelihood: number } {
  const rows = cars.map(of);
  const size = rows[0]?.length ?? 0;
  let weights = new Array<number>(size).fill(0);
  let logLikelihood = -Infinity;
  for (let round = 0; round < 30; round++) {
    const gradient = new Array<number>(size).fill(0);
    const curvature = gradient.map(() => new Array<number>(size).fill(0));
    logLikelihood = 0;
    for (const [k, row] of rows.entries()) {
      const p = 1 / (1 + Math.exp(-row.reduce((sum, x, i) => sum + x * (weights[i] as number), 0)));
      const real = cars[k]?.real ? 1 : 0;
      logLikelihood += Math.log(real ? p : 1 - p);
      for (let i = 0; i < size; i++) {
        gradient[i] = (gradient[i] as number) + (real - p) * (row[i] as number);
        for (let j = 0; j < size; j++)
          (curvature[i] as number[])[j] =
            (curvature[i]?.[j] as number) + p * (1 - p) * (row[i] as number) * (row[j] as number);
      }
    }
    const step = solved(curvature, gradient);
    weights = weights.map((weight, i) => weight + (step[i] as number));
    if (Math.max(...step.map(Math.abs)) < 1e-9) break;
  }
  return { weights, logLikelihood };
}

/** Gauss' elimination; the matrix is positive definite. */
function solved(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  for (const [i, pivot] of rows.entries())
    for (const [j, row] of rows.entries()) {
      if (j === i) continue;
      const share = (row[i] as number) / (pivot[i] as number);
      for (let c = i; c < row.length; c++) row[c] = (row[c] as number) - share * (pivot[c] as number);
    }
  return rows.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}
