import { CAR_TYPES, type Counted } from "../observation/observation.ts";

/** What the counts by type come to, and whether it goes with the count: lies within its interval. */
export interface TypesTold {
  /** Cars, the sum of the medians. */
  readonly sum: number;
  /** False also where cars were counted and none of them is of any type by its median. */
  readonly addUp: boolean;
}

/**
 * Whether counts by type may stand beside the count. Each is a median of its own; where the types are hard to tell, cars
 * that are somewhat likely to be of a type bring no median up, and the medians come to fewer cars than were counted.
 * Source: docs/methods/evidence.md, "What cannot be seen".
 */
export function typesTold({ count, types }: Pick<Counted, "count" | "types">): TypesTold {
  const sum = CAR_TYPES.reduce((cars, type) => cars + types[type].median, 0);
  return { sum, addUp: sum >= count.low && sum <= count.high && (sum > 0 || count.median === 0) };
}
