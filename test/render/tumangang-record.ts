import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resolutionsNamed, tumangangEvidence } from "../../src/adapters/evidence/shipped.ts";
import { ucumFactor } from "../../src/adapters/evidence/units.ts";
import { readSeriesFile } from "../../src/adapters/published/series-file.ts";
import { type Evidence, withIds } from "../../src/core/evidence/evidence.ts";
import type { FacilityId } from "../../src/core/ids.ts";
import type { Basis, ReportRecord } from "../../src/core/report/record.ts";
import { recordOf } from "../../src/core/report/record-of.ts";
import type { SeriesEntry } from "../../src/core/series/entry.ts";
import { assessment } from "./hand-assessment.ts";

/** The real published case, for the tests of rendering. */
export function tumangangRecord(): ReportRecord {
  const file = join(import.meta.dirname, "../../src/adapters/published/tumangang.json");
  const series = readSeriesFile(readFileSync(file), "tumangang.json", "tumangang");
  const published = series.entries
    .map((entry, i): SeriesEntry => ({ ...entry, id: `tumangang-${i + 1}`, regime: null }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const evidence = withIds(tumangangEvidence(), published, series.events);
  const basis: Basis = {
    ...fromEvidence(evidence),
    facility: {
      id: "tumangang" as FacilityId,
      names: { en: "Tumangang Rail Facility", ar: "منشأة تومانغانغ للسكك الحديد", ko: "두만강역" },
      geometry: null,
    },
    synthetic: false,
    generatedAt: "2026-11-24T18:00:00Z",
    looks: [],
    pictures: null,
    published,
    events: series.events,
    assessed: null,
    method: null,
    revision: { number: 1, reason: null, previous: null },
  };
  return recordOf(basis, { assess: (each) => assessment(each, "2018-10-01"), unitFactor: ucumFactor });
}

export function fromEvidence(evidence: Evidence) {
  const { sources, claims, computations, matrix, judgement, traits, limits, law, brief, focus } = evidence;
  return {
    focus,
    sources,
    claims,
    computationSteps: computations,
    law: resolutionsNamed(law),
    matrix,
    judgement,
    traits,
    limits,
    brief,
  };
}
