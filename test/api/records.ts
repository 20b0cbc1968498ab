import type { Database } from "../../src/adapters/store/database.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { recordObservation } from "../../src/adapters/store/observations.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import type { GeometryVersionId, ObservationId } from "../../src/core/ids.ts";
import { countOf } from "../../src/core/observation/count.ts";
import type { Car, Counted, Counting } from "../../src/core/observation/observation.ts";
import { DRAWING, NORTH, NOW, sampleCounting, sampleScene, WITHHELD } from "../store/samples.ts";

const names = { en: "North yard", ar: "الساحة الشمالية" };

/** A car of the first track, `from` metres along it, in UTM 32N about 10 E 50 N. */
function car(from: number): Car {
  const [x, y] = [571_700 + from, 5_539_100];
  const ring = [
    [x, y],
    [x + 14, y],
    [x + 14, y + 3],
    [x, y + 3],
    [x, y],
  ] as const;
  return {
    from,
    to: from + 14,
    probability: 0.9,
    type: "tank",
    typeProbability: 0.8,
    covered: null,
    outline: { type: "Polygon", coordinates: [ring] },
  };
}

/** A counting of so many cars, each on the first track of the drawing. */
export function countingOf(cars: number): Counting {
  const plain = sampleCounting(cars) as Counted;
  const [first, second] = DRAWING.tracks;
  const track = (of: typeof first | undefined, on: number) => ({
    track: (of ?? first).id,
    name: (of ?? first).name,
    zone: (of ?? first).zone,
    lengthMetres: 560,
    usableFraction: 0.98,
    count: countOf([...Array(on).fill(0), 1]),
    emptyProbability: on === 0 ? 1 : 0,
    occupiedMetres: on * 14,
    cars: Array.from({ length: on }, (_, k) => car(k * 16)),
  });
  return { ...plain, tracks: [track(first, cars), track(second, 0)] };
}

/** North yard with scenes 1 to 4: counted 3 and 5 cars, withheld, and not counted. */
export async function northYard(db: Database): Promise<readonly ObservationId[]> {
  await putFacility(db, { id: NORTH, names, drawing: DRAWING, origin: "test" }, NOW);
  for (const n of [1, 2, 3, 4]) {
    const { grid, ...scene } = sampleScene(n);
    const transform = { ...grid.transform, originX: 571_690, originY: 5_539_240 };
    await addScene(db, NORTH, { ...scene, grid: { ...grid, width: 400, height: 500, transform } }, NOW);
  }
  const ids: ObservationId[] = [];
  for (const [n, counting] of [countingOf(3), countingOf(5), WITHHELD].entries()) {
    const of = { facility: NORTH, geometry: `${NORTH}@1` as GeometryVersionId, scene: sampleScene(n + 1).id };
    ids.push((await recordObservation(db, of, counting, NOW)).observation.id);
  }
  return ids;
}

/** A reading that is begun, as the API gives it. */
export interface Draft {
  revision: number;
  document: {
    version: 1;
    tracks: { track: string; lengthMetres: number }[];
    cars: { id: string; verdict: string; type: string }[];
  };
}
