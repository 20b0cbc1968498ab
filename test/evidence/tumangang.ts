import { readFileSync } from "node:fs";
import { recordTools } from "../../src/adapters/evidence/record-tools.ts";
import { resolutionsNamed, tumangangEvidence } from "../../src/adapters/evidence/shipped.ts";
import { readSeriesFile } from "../../src/adapters/published/series-file.ts";
import { entryId } from "../../src/adapters/store/entry-id.ts";
import type { AssessSeries } from "../../src/core/assessment/assessment.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { FacilityId } from "../../src/core/ids.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import type { Figure, SeriesEntry } from "../../src/core/series/entry.ts";
import { assessedSeries } from "../../src/core/series/to-looks.ts";
import { draftReport, type ReportInputs } from "../../src/pipeline/draft-report.ts";

const facility = "tumangang";
const file = new URL("../../src/adapters/published/tumangang.json", import.meta.url);
const series = readSeriesFile(readFileSync(file), "tumangang.json", facility);

/** The published counts, with ids as a store gives them. */
export const published: readonly SeriesEntry[] = series.entries
  .map((entry) => ({ ...entry, id: entryId(facility, entry), regime: null }))
  .sort((a, b) => (`${a.to} ${a.from}` < `${b.to} ${b.from}` ? -1 : 1));

/** What the statistics read in these tests: a plain series, so that they do not hang on how the published one is read. */
export const assessed: AssessSeries = {
  id: facility,
  looks: [4, 6, 3, 8, 5, 7, 2, 6, 9, 4, 6, 73].map((count, i) => ({
    date: i === 11 ? "2023-10-05" : `2023-${String(i + 1 - (i > 8 ? 1 : 0)).padStart(2, "0")}-${i > 8 ? "20" : "05"}`,
    count,
  })),
};

export const inputs: ReportInputs = {
  facility: { id: facility as FacilityId, names: { en: "Tumangang", ar: "تومانغانغ" }, geometry: null },
  synthetic: false,
  generatedAt: "2026-11-24T12:00:00Z",
  looks: [],
  pictures: null,
  published,
  events: series.events,
  assessed: null,
  evidence: tumangangEvidence(),
  law: resolutionsNamed(tumangangEvidence().law),
  method: null,
  previous: null,
  reason: null,
};

export function tumangangRecord(changed: Partial<ReportInputs> = {}): ReportRecord {
  return draftReport({ ...inputs, ...changed }, recordTools);
}

/** A count of a yard as a publisher told it: of one day, by "Blick", unless something else is said. */
export function publishedCount(
  from: string,
  figure: number | Figure,
  changed: {
    readonly to?: string;
    readonly publisher?: string;
    readonly source?: string;
    readonly publishedOn?: string;
  } = {},
): SeriesEntry {
  const { to = from, publisher = "Blick", source = `https://example.org/${publisher}`, publishedOn = null } = changed;
  return {
    id: `${publisher}-${from}`,
    from,
    to,
    figure: typeof figure === "number" ? { kind: "exact", cars: figure, approximately: false } : figure,
    ground: "yard",
    classes: "cars",
    origin: { kind: "published", publisher, source, publishedOn, note: null },
    regime: null,
  };
}

/** Counts of the first of each month from January 2021 on. */
export function monthlyCounts(counts: readonly number[], publisher = "Blick"): SeriesEntry[] {
  return counts.map((cars, i) =>
    publishedCount(`${2021 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`, cars, { publisher }),
  );
}

/** A record of these published counts and nothing else. */
export function countsRecord(...published: readonly SeriesEntry[]): ReportRecord {
  return tumangangRecord({
    published,
    assessed: assessedSeries("yard", published, [], null),
    evidence: noEvidence("yard"),
    law: [],
    events: [],
  });
}
