/** What one look says, ready for the model: the kind of figure, and how much of the truth it could show. */
export interface Sighting {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Empty: under no regime, as a statement about a period that spans several. */
  readonly regime: string;
  readonly figure: SightedCars;
  /** Share of the cars present that the look would have counted, with weights that sum to 1; shares above 0 to 1. */
  readonly shares: readonly (readonly [share: number, weight: number])[];
  /** Expected number of false cars, at least 0. */
  readonly falseCars: number;
}

/** Cars counted: a number, a range (`high` may be Infinity), or a distribution over `first`, `first` + 1, ... */
export type SightedCars =
  | { readonly kind: "exact"; readonly cars: number }
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  | { readonly kind: "distribution"; readonly first: number; readonly pmf: readonly number[] };

/** A look under no regime that saw every car, and no other. */
export function clearLook(day: number, cars: number): Sighting {
  return { day, regime: "", figure: { kind: "exact", cars }, shares: [[1, 1]], falseCars: 0 };
}

/** The count that a sighting is about, for a first guess and for ranks: the number, the middle, the median. */
export function centreOf(figure: SightedCars): number {
  if (figure.kind === "exact") return figure.cars;
  if (figure.kind === "range")
    return Number.isFinite(figure.high) ? (figure.low + figure.high) / 2 : Math.max(1, figure.low * 1.3);
  let sum = 0;
  for (const [i, p] of figure.pmf.entries()) {
    sum += p;
    if (sum >= 0.5) return figure.first + i;
  }
  return figure.first + figure.pmf.length - 1;
}

/** Share of the cars that the look counts on average. */
export function meanShare(sighting: Sighting): number {
  return sighting.shares.reduce((sum, [share, weight]) => sum + share * weight, 0);
}

/**
 * Whether a sighting tells of the level of a regime: it is of that regime, or one of the two is under none. A statement
 * that spans regimes holds in each of them.
 */
export function tellsOf(sighting: Pick<Sighting, "regime">, regime: string): boolean {
  return sighting.regime === regime || sighting.regime === "" || regime === "";
}

/** One text for equal likelihoods: two sightings of one key differ in their day and regime at most. An open end is written `null`. */
export function likelihoodKey(sighting: Sighting): string {
  return JSON.stringify([sighting.figure, sighting.shares, sighting.falseCars]);
}
