import { CAR_TYPES, type Counted } from "../observation/observation.ts";
import { seenPart } from "./seen-of.ts";

/** What the counts by type come to, and whether it goes with the cars that were counted: lies within their interval. */
export interface TypesTold {
  /** Cars, the sum of the medians of the types, and of those that could not be told. */
  readonly sum: number;
  /** Cars that it is compared with: of a look of which much is hidden those that were seen, since no other has a type. */
  readonly cars: number;
  /** Of these, cars whose type could not be told. */
  readonly unknown: number;
  /** They are the cars that were seen, and not all that are counted. */
  readonly isPart: boolean;
  /** False also where cars were counted and none of them is of any type by its median. */
  readonly addUp: boolean;
}

/**
 * Whether counts by type may stand beside the count. Each is a median of its own; where the types are hard to tell, cars
 * that are somewhat likely to be of a type bring no median up, and the medians come to fewer cars than were counted.
 * Source: docs/methods/evidence.md, "What cannot be seen".
 *
 * The count of unknown type holds what the hidden part may hold. Of a look of which much is hidden the types are those of the cars that were
 * seen, and unknown are as many of these as have none.
 */
export function typesTold(counted: Pick<Counted, "count" | "types" | "usableFraction" | "seen">): TypesTold {
  const { types } = counted;
  const part = seenPart(counted);
  const { median, low, high } = part ?? counted.count;
  const told = CAR_TYPES.reduce((cars, type) => cars + (type === "unknown" ? 0 : types[type].median), 0);
  const unknown = part === null ? types.unknown.median : Math.max(0, median - told);
  const sum = told + unknown;
  const addUp = sum >= low && sum <= high && (sum > 0 || median === 0);
  return { sum, cars: median, unknown, isPart: part !== null, addUp };
}
