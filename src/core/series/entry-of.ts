import type { Observation } from "../observation/observation.ts";
import type { SeriesEntry } from "./entry.ts";

/**
 * An observation as an entry of its facility's series. A withheld look stays in the series, as a gap with its reasons.
 *
 * The day is that of UTC at the time of acquisition.
 */
export function entryOf(observation: Observation): SeriesEntry {
  const day = observation.acquiredAt.slice(0, 10);
  return {
    id: observation.id,
    from: day,
    to: day,
    figure:
      observation.status === "counted"
        ? {
            kind: "distribution",
            count: observation.count,
            visible: observation.usableFraction,
            types: observation.types,
          }
        : { kind: "withheld", reasons: observation.reasons.map(({ code }) => code) },
    ground: "facility",
    classes: "cars",
    origin: { kind: "observation", observation: observation.id, method: observation.method },
    regime: null,
  };
}
