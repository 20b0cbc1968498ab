import { zeros } from "../stats/zeros.ts";
import { type Hyper, seasonOn } from "./hyper-grid.ts";
import type { FilterLook } from "./level-filter.ts";
import type { PlainLook } from "./plain-look.ts";
import { ShiftSums } from "./saturation.ts";
import { centreOf, meanShare, type Sighting } from "./sighting.ts";
import type { Workings } from "./workings.ts";

/** The plain looks of a record added up for one season: their log likelihood is made from these alone. */
export interface PlainSums {
  /** Number of looks, and of cars, by shift of their log mean. */
  readonly looks: ShiftSums;
  readonly cars: ShiftSums;
  /** Sum of cars, and of cars times shift. */
  readonly total: number;
  readonly shifted: number;
}

/** Parts of a first guess at the level that many assumptions share. */
interface Moments {
  readonly cars: number;
  readonly shares: Float64Array;
  readonly informed: Float64Array;
}

/** A range says where the level is, for a first guess, when its ends are this near to one another. Source: our choice. */
const TELLING_RATIO = 4;

function isVague({ figure }: Sighting): boolean {
  return figure.kind === "range" && !(figure.high <= TELLING_RATIO * figure.low);
}

/** One number for each season: phases are below 2 pi. */
function seasonKey({ season, phase }: Hyper): number {
  return 100 * season + phase;
}

/** Looks of one regime, in order of day or in the reverse order, with what many assumptions ask of them worked out once. */
export class LookRecord {
  readonly sightings: Sighting[];
  readonly #workings: Workings;
  readonly #bySize = new Map<number, FilterLook[]>();
  readonly #plain = new Map<number, PlainSums>();
  readonly #exposures = new Map<number, number>();
  readonly #correlated = new Map<number, number>();
  readonly #together = new Map<number, number>();
  #moments: Moments | null = null;

  constructor(sightings: readonly Sighting[], workings: Workings) {
    this.sightings = [...sightings];
    this.#workings = workings;
  }

  add(sighting: Sighting): void {
    this.sightings.push(sighting);
    this.#plain.clear();
    this.#exposures.clear();
    this.#correlated.clear();
    this.#together.clear();
    this.#moments = null;
  }

  /** The looks with their likelihoods for one size. */
  looks(size: number): readonly FilterLook[] {
    let looks = this.#bySize.get(size);
    if (looks === undefined) {
      looks = [];
      this.#bySize.set(size, looks);
    }
    for (const sighting of this.sightings.slice(looks.length))
      looks.push({ day: sighting.day, likelihood: this.#workings.likelihoods.of(sighting, size) });
    return looks;
  }

  /** Sums over the plain looks of the record, for an assumption's season. */
  plainSums(hyper: Hyper): PlainSums {
    const key = seasonKey(hyper);
    const known = this.#plain.get(key);
    if (known !== undefined) return known;
    const looks = new ShiftSums();
    const cars = new ShiftSums();
    let total = 0;
    let shifted = 0;
    for (const { day, likelihood } of this.looks(hyper.size)) {
      const plain: PlainLook | null = likelihood.plain;
      if (plain === null) continue;
      const shift = plain.share + seasonOn(day, hyper);
      looks.add(shift, 1);
      if (plain.cars > 0) cars.add(shift, plain.cars);
      total += plain.cars;
      shifted += plain.cars * shift;
    }
    const sums = { looks, cars, total, shifted };
    this.#plain.set(key, sums);
    return sums;
  }

  #momentsOf(): Moments {
    if (this.#moments !== null) return this.#moments;
    const { sightings } = this;
    let cars = 0;
    const shares = zeros(sightings.length);
    const informed = zeros(sightings.length);
    const someTell = sightings.some((sighting) => !isVague(sighting));
    for (const [i, sighting] of sightings.entries()) {
      if (someTell && isVague(sighting)) continue;
      cars += Math.max(0, centreOf(sighting.figure) - sighting.falseCars);
      shares[i] = meanShare(sighting);
      informed[i] = sighting.figure.kind === "range" ? 0.3 : 1;
    }
    this.#moments = { cars, shares, informed };
    return this.#moments;
  }

  /** Sum of the cars counted, less the false ones. */
  get cars(): number {
    return this.#momentsOf().cars;
  }

  /** Sum of the looks' shares, each times its season. */
  exposure(hyper: Hyper): number {
    const key = seasonKey(hyper);
    let sum = this.#exposures.get(key);
    if (sum === undefined) {
      sum = 0;
      const { shares } = this.#momentsOf();
      for (const [i, { day }] of this.sightings.entries())
        sum += (shares[i] as number) * Math.exp(seasonOn(day, hyper));
      this.#exposures.set(key, sum);
    }
    return sum;
  }

  /** What the looks tell of a still log level, in inverse variances. */
  information(mean: number, size: number): number {
    const { shares, informed } = this.#momentsOf();
    const level = Math.exp(mean);
    let sum = 0;
    for (let i = 0; i < shares.length; i++)
      sum += (informed[i] as number) / (1 / (level * (shares[i] as number)) + 1 / size);
    return sum;
  }

  /** The most looks within so many days. */
  mostWithin(days: number): number {
    let most = this.#together.get(days);
    if (most === undefined) {
      most = 0;
      for (let i = 0, from = 0; i < this.sightings.length; i++) {
        const day = this.sightings[i]?.day ?? 0;
        while (Math.abs(day - (this.sightings[from]?.day ?? day)) > days) from++;
        most = Math.max(most, i - from + 1);
      }
      this.#together.set(days, most);
    }
    return most;
  }

  /** Sum of the correlations of a wandering level over all pairs of looks. */
  correlated(memoryDays: number): number {
    let sum = this.#correlated.get(memoryDays);
    if (sum === undefined) {
      sum = 0;
      let neighbours = 0;
      let previous: number | null = null;
      for (const { day } of this.sightings) {
        if (previous !== null)
          neighbours = Math.exp(-Math.abs(day - previous) / Math.max(1, memoryDays)) * (neighbours + 1);
        sum += 1 + 2 * neighbours;
        previous = day;
      }
      this.#correlated.set(memoryDays, sum);
    }
    return sum;
  }
}
