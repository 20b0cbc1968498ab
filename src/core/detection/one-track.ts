import type { PlacedCar } from "./cars.ts";
import type { SharedStretch } from "./shared-stretches.ts";

/** What was read of one track, by its own steps. */
export interface ReadSteps {
  /** Listed cars. */
  readonly cars: readonly PlacedCar[];
  /** Log odds of a car on each step, as a network gives them; and its probability, as the chain does. */
  readonly logOdds: Float32Array;
  readonly occupancy: Float64Array;
  /** 1 where a step cannot be seen. */
  readonly hidden: Uint8Array;
}

/** Steps of the first track of a stretch, from and to before. */
interface Range {
  readonly from: number;
  readonly to: number;
}

type ValueOf = (track: ReadSteps, step: number) => number;
const underCars: ValueOf = ({ logOdds, hidden }, t) => (hidden[t] === 1 ? 0 : (logOdds[t] as number));
const expected: ValueOf = ({ occupancy }, t) => occupancy[t] as number;

/**
 * Leaves each step of a shared stretch to one of its tracks, so that a car there counts once, and so does what may stand there.
 *
 * Cars with no room for another between them stand on one track: the one on which they lie better, by the sum of the log odds under
 * them, beyond the stretch too. A car whose middle lies beyond the stretch keeps the steps that it reaches into, beside those cars,
 * unless both tracks list one there. Other steps are left to the track that expects more on them. Where both say the same, as where lines
 * coincide, that is the track that comes first.
 *
 * @param tracks          in an order that does not depend on that of the file, where that is to change nothing
 * @param shortestSteps   of a car
 * @param toleranceSteps  as far a car's edges may lie from where they are listed (cars.ts)
 * @returns of each track: 1 on steps that are another's; null where there are none
 */
export function stepsOfOthers(
  tracks: readonly ReadSteps[],
  stretches: readonly SharedStretch[],
  { shortestSteps, toleranceSteps }: { readonly shortestSteps: number; readonly toleranceSteps: number },
): (Uint8Array | null)[] {
  const others: (Uint8Array | null)[] = tracks.map(() => null);
  for (const stretch of stretches) {
    const first = tracks[stretch.first] as ReadSteps;
    const second = tracks[stretch.second] as ReadSteps;
    const isFirsts = (range: Range, value: ValueOf) => {
      const middle = Math.min(Math.max((range.from + range.to) >> 1, stretch.from), stretch.to - 1);
      // A third track has it.
      if (others[stretch.first]?.[middle] === 1) return false;
      if (others[stretch.second]?.[onSecond(stretch, middle)] === 1) return true;
      let more = 0;
      for (let t = range.from; t < range.to; t++) {
        const s = onSecond(stretch, t);
        if (t >= 0 && t < first.hidden.length && s >= 0 && s < second.hidden.length)
          more += value(first, t) - value(second, s);
      }
      return more >= 0;
    };
    const leave = (range: Range, toFirst: boolean) => {
      const loser = toFirst ? stretch.second : stretch.first;
      others[loser] ??= new Uint8Array((toFirst ? second : first).hidden.length);
      for (let t = Math.max(range.from, stretch.from); t < Math.min(range.to, stretch.to); t++) {
        if (!toFirst && others[stretch.second]?.[onSecond(stretch, t)] !== 1) others[loser][t] = 1;
        if (toFirst && others[stretch.first]?.[t] !== 1) others[loser].fill(1, ...stepsBeside(stretch, t));
      }
    };
    const cars = [
      ...first.cars.map(({ fromStep, toStep }) => ({ fromStep, toStep, onFirst: true })),
      ...carsBeside(second.cars, stretch).map((car) => ({ ...car, onFirst: false })),
    ];
    const strings = stringsOf(
      cars.filter((car) => isMiddleIn(car, stretch)),
      shortestSteps,
    ).map((string) => widened(string, toleranceSteps));
    const reaching = cars
      .filter((car) => !isMiddleIn(car, stretch))
      .map((car) => ({ ...widened(stepsOf(car), toleranceSteps), onFirst: car.onFirst }))
      .filter((car) => car.from < stretch.to && stretch.from < car.to);
    for (const string of strings) leave(string, isFirsts(string, underCars));
    for (const car of reaching) {
      const isOnBoth = reaching.some((o) => o.onFirst !== car.onFirst && o.from < car.to && car.from < o.to);
      const toFirst = isOnBoth ? isFirsts(car, underCars) : car.onFirst;
      // What lies under it in the stretch, beside the strings.
      for (const part of without(stretch, [...strings, ...without(stretch, [car])])) leave(part, toFirst);
    }
    for (const rest of without(stretch, [...strings, ...reaching])) leave(rest, isFirsts(rest, expected));
  }
  return others;
}

/** Cars of the second track by the steps of the first. */
function carsBeside(cars: readonly PlacedCar[], stretch: SharedStretch): Steps[] {
  return cars.map(({ fromStep, toStep }) => {
    const ends = [onFirst(stretch, fromStep), onFirst(stretch, toStep)];
    return { fromStep: Math.min(...ends), toStep: Math.max(...ends) };
  });
}

/**
 * Hidden steps, each place once: where both tracks of a shared stretch are hidden, cars are supposed on the one that comes first.
 *
 * @param hidden  of each track: 1 where a step cannot be seen
 */
export function hiddenOnce(hidden: readonly Uint8Array[], stretches: readonly SharedStretch[]): Uint8Array[] {
  const once = hidden.map((steps) => steps.slice());
  for (const stretch of stretches)
    for (let t = stretch.from; t < stretch.to; t++)
      if (once[stretch.first]?.[t] === 1) once[stretch.second]?.fill(0, ...stepsBeside(stretch, t));
  return once;
}

type Steps = Pick<PlacedCar, "fromStep" | "toStep">;

function isMiddleIn({ fromStep, toStep }: Steps, stretch: SharedStretch): boolean {
  const middle = (fromStep + toStep) / 2;
  return middle >= stretch.from && middle <= stretch.to;
}

const stepsOf = ({ fromStep, toStep }: Steps): Range => ({ from: Math.floor(fromStep), to: Math.ceil(toStep) });
const widened = ({ from, to }: Range, by: number): Range => ({ from: from - by, to: to + by });

/** Where cars stand, those together that have no room for another between them. */
function stringsOf(cars: readonly Steps[], shortestSteps: number): Range[] {
  const strings: { from: number; to: number }[] = [];
  for (const car of cars.toSorted((a, b) => a.fromStep - b.fromStep)) {
    const { from, to } = stepsOf(car);
    const last = strings.at(-1);
    if (last && from - last.to < shortestSteps) last.to = Math.max(last.to, to);
    else strings.push({ from, to });
  }
  return strings;
}

/** What is left of a range without others. */
function without({ from, to }: Range, others: readonly Range[]): Range[] {
  let left: Range[] = [{ from, to }];
  for (const other of others)
    left = left
      .flatMap((part) => [
        { from: part.from, to: Math.min(part.to, other.from) },
        { from: Math.max(part.from, other.to), to: part.to },
      ])
      .filter((part) => part.to > part.from);
  return left;
}

/** The step of the second track beside one of the first; beyond the stretch as many steps on. */
function onSecond({ from, to, beside }: SharedStretch, t: number): number {
  const held = Math.min(Math.max(t, from), to - 1);
  return (beside[held - from] as number) + directionOf(beside) * (t - held);
}

/** The step of the first track beside one of the second, the same way. */
function onFirst({ from, beside }: SharedStretch, s: number): number {
  const direction = directionOf(beside);
  let nearest = 0;
  for (let k = 1; k < beside.length; k++)
    if (Math.abs((beside[k] as number) - s) < Math.abs((beside[nearest] as number) - s)) nearest = k;
  return from + nearest + direction * (s - (beside[nearest] as number));
}

/** Steps of the second track up to what lies beside the next one of the first: on the outside of a curve there are more of them. */
function stepsBeside({ from, to, beside }: SharedStretch, t: number): [number, number] {
  const here = beside[t - from] as number;
  const next = t + 1 < to ? (beside[t + 1 - from] as number) : here;
  return next < here ? [next + 1, here + 1] : [here, Math.max(next, here + 1)];
}

const directionOf = (beside: Int32Array) => ((beside.at(-1) as number) >= (beside[0] as number) ? 1 : -1);
