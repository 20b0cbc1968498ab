import { CAR_TYPES, type Counted } from "../observation/observation.ts";
import { seenPart } from "./seen-of.ts";

/** What the counts by type come to, and whether it goes with the cars that were counted: lies within their interval. */
export interface TypesTold {
  /** Cars, the sum of the medians. */
  readonly sum: number;
  /** Cars that it is compared with: of a look of which much is hidden those that were seen, since no other has a type. */
  readonly cars: number;
  /** False also where cars were counted and none of them is of any type by its median. */
  readonly addUp: boolean;
}

/**
 * Whether counts by type may stand beside the count. Each is a median of its own; where the types are hard to tell, cars
 * that are somewhat likely to be of a type bring no median up, and the medians come to fewer cars than were counted.
 * Source: docs/methods/evidence.md, "What cannot be seen".
 */
export function typesTold(counted: Pick<Counted, "count" | "types" | "usableFraction" | "seen">): TypesTold {
  const { types } = counted;
  const { median, low, high } = seenPart(counted) ?? counted.count;
  const sum = CAR_TYPES.reduce((cars, type) => cars + types[type].median, 0);
  return { sum, cars: median, addUp: sum >= low && sum <= high && (sum > 0 || median === 0) };
}
