import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { MethodId } from "../../src/core/ids.ts";
import { countOf } from "../../src/core/observation/count.ts";
import type { ReportLook, ReportRecord } from "../../src/core/report/record.ts";
import type { SeriesEntry } from "../../src/core/series/entry.ts";
import { entryOf } from "../../src/core/series/entry-of.ts";
import { assessedSeries } from "../../src/core/series/to-looks.ts";
import type { ReportInputs } from "../../src/pipeline/draft-report.ts";
import { tumangangRecord } from "./tumangang.ts";
import { look, yardRecord } from "./yard.ts";

/** A record of published counts, assessed as they are read. */
export function countsYard(published: readonly SeriesEntry[], changed: Partial<ReportInputs> = {}): ReportRecord {
  const evidence = changed.evidence ?? noEvidence("yard");
  const assessed = assessedSeries("yard", published, changed.events ?? [], evidence.focus);
  return tumangangRecord({ published, assessed, evidence, law: [], events: [], ...changed });
}

/** A yard with looks of our own on the tenth of each month of 2025; null: withheld. */
export function looksOf(counts: readonly (number | null)[]): ReportLook[] {
  return counts.map((cars, i) => look(`2025-${String(i + 1).padStart(2, "0")}-10`, cars, true));
}

export function ownYard(looks: readonly ReportLook[], changed: Partial<ReportInputs> = {}): ReportRecord {
  const entries = looks.map(({ observation }) => entryOf(observation));
  const assessed = assessedSeries("yard", entries, changed.events ?? [], null);
  return yardRecord(true, { looks, assessed, evidence: noEvidence("yard"), events: [], pictures: null, ...changed });
}

/** Two images of the newest day: 70 cars, and later 31, as is usual. */
export function twiceOnOneDay(): ReportLook[] {
  const [first, last] = [look("2025-09-10", 70, true), look("2025-09-10", 31, true)];
  const id = `${first.observation.id}-first` as typeof first.observation.id;
  return [...looksOf([30, 32, 31, 29, 33, 30, 31, 32]), { ...first, observation: { ...first.observation, id } }, last];
}

/** The newest look with its number alone holding the probability, counted by the method that is named. */
export function certain(looks: readonly ReportLook[], cars: number, method: string): ReportLook[] {
  return looks.map((one, i) =>
    i < looks.length - 1 || one.observation.status === "withheld"
      ? one
      : {
          ...one,
          observation: {
            ...one.observation,
            method: method as MethodId,
            count: countOf([...new Array<number>(cars).fill(0), 1]),
          },
        },
  );
}

/** The last look under a cloud: what was seen of it, and the count with what the rest may hold. */
export function clouded(looks: readonly ReportLook[], seen: number, method: string): ReportLook[] {
  const supposed = [...new Array<number>(seen).fill(0), 0.45, ...new Array<number>(110).fill(0.005)];
  return certain(looks, seen, method).map(({ observation, scene }, i): ReportLook => {
    if (i < looks.length - 1 || observation.status === "withheld") return { observation, scene };
    const { count } = observation;
    const tracks = observation.tracks.map((track) => ({ ...track, usableFraction: 0.74, seen: track.count }));
    return {
      observation: { ...observation, usableFraction: 0.74, count: countOf(supposed), seen: count, tracks },
      scene,
    };
  });
}
