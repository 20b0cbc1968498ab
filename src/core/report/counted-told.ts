import type { Count } from "../observation/count.ts";
import type { Counted, Observation } from "../observation/observation.ts";
import { readersIn, readersOf } from "../reading/counted-of.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import { count, countRange, date, share, text } from "./printed.ts";
import { seenPart } from "./seen-of.ts";

/**
 * How a count of ours is told: with its interval; as one number where that alone holds the probability asked for; as a
 * reader's, whose own count has no spread.
 */
export function spreadOf({ low, high }: Pick<Count, "low" | "high">, method: Observation["method"]): Spread {
  const readers = readersOf(method);
  if (low !== high) return { kind: "range" };
  return readers.length === 0 ? { kind: "exactly" } : { kind: "read", readers };
}

type Spread =
  | { readonly kind: "range" }
  | { readonly kind: "exactly" }
  | { readonly kind: "read"; readonly readers: readonly string[] };

/** What one of our looks counted, as the head of a report or of a brief. */
export function countedTold(section: "key" | "brief", observation: Observation & Counted, facility: Printed): Finding {
  const head = section === "key" ? "newest" : "brief";
  const { at, day, cars, level } = valuesOf(observation);
  const seen = { date: day, facility };
  const part = partOf(observation, at);
  if (part !== null) {
    const readers = readersOf(observation.method);
    return readers.length === 0
      ? finding("", section, "newest.counted-part", { ...seen, ...part, level })
      : finding("", section, "newest.counted-part-read", { ...seen, ...part, level, reader: named(readers, at) });
  }
  const spread = spreadOf(observation.count, observation.method);
  if (spread.kind === "read")
    return finding("", section, `${head}.counted-read`, { ...seen, cars, reader: named(spread.readers, at) });
  if (observation.count.high === 0) return finding("", section, `${head}.counted-none`, { ...seen, level });
  if (spread.kind === "exactly") return finding("", section, `${head}.counted-exactly`, { ...seen, cars, level });
  return finding("", section, `${head}.counted`, { ...seen, ...countRange(observation.count, at), level });
}

/** The newest count, where a newer look gave none. */
export function lastCountTold(section: "key" | "brief", observation: Observation & Counted): Finding {
  const { at, day, cars, level } = valuesOf(observation);
  const part = partOf(observation, at);
  if (part !== null) return finding("", section, "newest.last-count-part", { date: day, ...part, level });
  const spread = spreadOf(observation.count, observation.method);
  if (spread.kind === "read")
    return finding("", section, "newest.last-count-read", { date: day, cars, reader: named(spread.readers, at) });
  if (spread.kind === "exactly") return finding("", section, "newest.last-count-exactly", { date: day, cars, level });
  return finding("", section, "newest.last-count", { date: day, ...countRange(observation.count, at), level });
}

function valuesOf({ id, acquiredAt, count: counted }: Observation & Counted) {
  const at: SourceRef = { kind: "observation", id };
  return { at, day: date(acquiredAt, at), cars: count(counted.median, at), level: share(counted.level, 0, at) };
}

/** What was seen of a look of which too much is hidden for its count to lead, and what that comes to with the rest. */
function partOf(observation: Observation & Counted, at: SourceRef) {
  const seen = seenPart(observation);
  if (seen === null) return null;
  const { low, high } = observation.count;
  return {
    cars: count(seen.median, at),
    share: share(observation.usableFraction, 0, at),
    low: count(low, at),
    high: count(high, at),
  };
}

const named = (readers: readonly string[], source: SourceRef): Printed =>
  text({ en: readersIn("en", readers), ar: readersIn("ar", readers) }, source);
