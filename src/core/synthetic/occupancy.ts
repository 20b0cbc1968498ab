import type { YardLayout } from "./layout.ts";
import { trackLength } from "./layout.ts";
import { RandomStream } from "./random.ts";
import { type CarModel, type Region, ROLLING_STOCK } from "./rolling-stock.ts";

/** A car as it stands: which track, from where to where along it (metres; may reach beyond the track's ends). */
export interface StandingCar {
  readonly track: number;
  readonly from: number;
  readonly to: number;
  readonly model: CarModel;
  /** Cars of one cut look alike: they share this number. */
  readonly cut: number;
  /** Whether buffers or a coupler reach to the next car of the cut. */
  readonly coupled: boolean;
}

export interface OccupancyOptions {
  readonly seed: number;
  readonly region: Region;
  /** Share of standing length that is taken, on average over tracks, 0 to 1. One number, or one for each track. */
  readonly fill: number | readonly number[];
  /** Cars may stand across the ends of the picture. Default true. */
  readonly beyondEnds?: boolean;
}

/** Gap between bodies of coupled cars, metres: two buffers of 0.62 m (UIC 526-1), or two automatic couplers. */
const GAP_METRES: Readonly<Record<Region, readonly [number, number]>> = {
  europe: [1.0, 1.5],
  soviet: [0.8, 1.3],
  asia: [0.7, 1.2],
  "north-america": [0.8, 1.6],
};

/** Puts cars on the tracks in cuts of like or mixed kind, with gaps between cuts. */
export function fillYard(layout: YardLayout, options: OccupancyOptions): StandingCar[] {
  const random = new RandomStream(options.seed);
  const models = ROLLING_STOCK.filter((m) => m.region === options.region);
  const freight = models.filter((m) => m.carClass !== "locomotive");
  const cars: StandingCar[] = [];
  let cut = 0;
  layout.tracks.forEach((track, index) => {
    const draw = random.fork(index);
    const fill = typeof options.fill === "number" ? trackFill(draw, options.fill) : (options.fill[index] ?? 0);
    if (fill <= 0) return;
    const length = trackLength(track);
    for (const stretch of track.standing) {
      const beyond = options.beyondEnds ?? true;
      const first = beyond && stretch.from === 0 ? -24 : stretch.from;
      const last = beyond && stretch.to >= length - 0.01 ? length + 24 : stretch.to;
      const room = last - first;
      let at = first + (draw.chance(fill) ? draw.uniform(0, 16) : draw.uniform(0, room * (1 - fill)));
      while (at < last) {
        cut++;
        const size = 1 + Math.floor(-Math.log(1 - draw.uniform()) * (2 + 9 * fill));
        const like = draw.chance(0.65) ? draw.pickWeighted(freight, (m) => m.weight) : undefined;
        const [low, high] = GAP_METRES[options.region];
        const gap = draw.uniform(low - 0.1, high);
        for (let n = 0; n < size; n++) {
          const model = like ?? draw.pickWeighted(models, (m) => m.weight);
          const stretchFactor = 1 + draw.normal() * 0.012;
          const to = at + model.lengthMetres * stretchFactor;
          if (to > last) break;
          cars.push({ track: index, from: at, to, model, cut, coupled: n + 1 < size });
          at = to + Math.max(0.6, gap + draw.normal() * 0.05);
        }
        const spare = (1 - fill) / Math.max(fill, 0.05);
        at += draw.chance(0.15) ? draw.uniform(0.2, 3) : 2 - Math.log(1 - draw.uniform()) * Math.min(90, 40 * spare);
        if (at + 5 > last) break;
      }
    }
  });
  return cars.filter((car) => car.to > 0.5 && car.from < (trackLengthOf(layout, car.track) ?? 0) - 0.5);
}

/**
 * Just so many cars: whole cuts are kept in random order, the last one shortened.
 *
 * @param count  not negative; when the yard holds fewer, all of them stay
 */
export function keepCars(cars: readonly StandingCar[], count: number, seed: number): StandingCar[] {
  const random = new RandomStream(seed);
  const cuts = [...new Set(cars.map((car) => car.cut))];
  const order = new Map(cuts.map((cut) => [cut, random.uniform()]));
  const kept = cars
    .map((car, index) => ({ car, index }))
    .toSorted((a, b) => (order.get(a.car.cut) ?? 0) - (order.get(b.car.cut) ?? 0) || a.index - b.index)
    .slice(0, count);
  return kept.toSorted((a, b) => a.index - b.index).map(({ car }) => car);
}

const trackLengthOf = (layout: YardLayout, index: number) => {
  const track = layout.tracks[index];
  return track && trackLength(track);
};

/** Yards are uneven: some tracks stand empty, some full. */
function trackFill(random: RandomStream, mean: number): number {
  if (random.chance(0.6 * (1 - mean) + 0.05)) return 0;
  return Math.min(0.97, Math.max(0.05, mean + random.uniform(-0.4, 0.4)));
}
