import assert from "node:assert/strict";
import { test } from "node:test";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { ReportLook } from "../../src/core/report/record.ts";
import { told } from "./told.ts";
import { countsRecord, publishedCount } from "./tumangang.ts";
import { look, yardRecord } from "./yard.ts";

const said = (day: string, cars: number, publisher = "Alpha") => publishedCount(day, cars, { publisher });

test("where nothing was judged, publishers who disagree are not told with a word of which was", () => {
  const clash = countsRecord(said("2022-01-01", 5), said("2022-02-01", 5), said("2022-02-01", 40, "Beta"));
  for (const section of ["key", "brief"] as const) {
    assert.match(told(clash, section, "en").join("\n"), /the lowest count is 5, the highest 40\.\n/);
    assert.match(told(clash, section, "ar").join("\n"), /أدناها 5، وأعلاها 40\.\n/);
  }
});

test("gaps that are all alike have no longest among them", () => {
  const brief = (...days: string[]) => told(countsRecord(...days.map((day) => said(day, 5))), "brief", "en").join("\n");
  assert.match(brief("2022-01-01", "2022-01-31"), /\n30 days lie between the two counts\./);
  assert.match(brief("2022-01-01", "2022-01-31", "2022-03-02"), /\nEach count lies 30 days after the one before\./);
  assert.match(brief("2022-01-01", "2022-01-31", "2022-03-03"), /The longest time without a count was 31 days/);
  const arabic = countsRecord(said("2022-01-01", 5), said("2022-01-31", 5));
  assert.match(told(arabic, "brief", "ar").join("\n"), /ويفصل بين العددين 30 يومًا\./);
});

test("that there is no image, and that the direction is not known, rests on no count of others", () => {
  const published = countsRecord(said("2022-01-01", 5), said("2022-02-01", 6));
  for (const key of ["brief.no-image", "brief.direction", "cannot.direction"] as const) {
    const { sources } = published.findings.find((each) => each.key === key) ?? assert.fail(key);
    assert.deepEqual(
      sources.map(({ kind }) => kind),
      ["facility"],
      key,
    );
  }
});

test("a look that was withheld before a pixel was read is no use of the method", () => {
  const unread = (day: string): ReportLook => {
    const { observation, scene } = look(day, null, true);
    assert.ok(observation.status === "withheld");
    return { scene, observation: { ...observation, reasons: [{ code: "too-dark", got: 2, limit: 4 }] } };
  };
  const looks = [look("2025-01-10", 3, true), unread("2025-02-10"), look("2025-03-10", null, true)];
  const changed = { evidence: noEvidence("yard"), pictures: null, events: [] };
  assert.match(told(yardRecord(true, { ...changed, looks }), "method", "en").join("\n"), /was used on 2 looks\./);
  assert.doesNotMatch(
    told(yardRecord(true, { ...changed, looks: looks.slice(1, 2) }), "method", "en").join("\n"),
    /used/,
  );
});
