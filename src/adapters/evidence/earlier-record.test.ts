import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseRecord } from "./record-file.ts";

const GOLDEN = join(import.meta.dirname, "../../../test/render/golden/tumangang.record.json");

test("a sentence frozen before it told about from exact, or who reviewed the years before, is printed as it was", () => {
  const record = JSON.parse(readFileSync(GOLDEN, "utf8"));
  for (const { values } of record.findings)
    for (const name of Object.keys(values)) if (/[pP]recision$/.test(name) && "outcome" in values) delete values[name];
  for (const { key, values } of record.findings) {
    if (key === "brief.quantities") delete values.usePrecision;
    if (key === "brief.count") delete values.usualBy;
  }
  const { findings } = parseRecord(JSON.stringify(record), "earlier");
  const value = (key: string, name: string) => findings.find((f) => f.key === key)?.values[name]?.value;
  assert.equal(value("computation.over", "ratePrecision"), "exact");
  assert.equal(value("computation.share", "precision"), "exact");
  assert.equal(value("brief.quantities", "usePrecision"), "about");
  assert.deepEqual(value("brief.count", "usualBy"), value("brief.count", "publisher"));
});

test("a record frozen by the first program is read, and says by which model its figures were worked out", () => {
  const record = JSON.parse(readFileSync(GOLDEN, "utf8"));
  const now = parseRecord(JSON.stringify(record), "now");
  delete record.assessedWith;
  for (const resolution of record.basis.law) resolution.checked = resolution.checked.en;
  const earlier = parseRecord(JSON.stringify(record), "earlier");
  assert.equal(earlier.assessedWith, "statistics@1");
  assert.deepEqual(
    earlier.basis.law.map(({ checked }) => checked["en"]),
    now.basis.law.map(({ checked }) => checked["en"]),
  );
  assert.deepEqual(earlier.findings, now.findings);
  assert.throws(() => parseRecord("[]", "list"), /report-invalid/);
  assert.throws(() => parseRecord('{"basis":{"law":3}}', "odd"), /report-invalid/);
});

test("sentences of an onset frozen before they told its direction are printed as they were, those of the revision before too", () => {
  const record = JSON.parse(readFileSync(GOLDEN, "utf8"));
  const source = { kind: "assessment", id: "/onset/low" };
  const day = { format: "date", value: "2023-09-14", source };
  const level = { format: "share", value: 0.9, decimals: 0, source };
  const onset = {
    id: "key-9",
    section: "key",
    key: "rise.onset",
    values: { low: day, high: day, level },
    sources: [source],
  };
  const days = { format: "count", value: 4, source };
  const event = { format: "text", value: { en: "Talks" }, source };
  const after = { ...onset, id: "key-10", key: "event.after-onset", values: { event, date: day, days } };
  record.findings.push(onset, after);
  record.basis.revision.previous = {
    generatedAt: "2026-11-24T18:00:00Z",
    sha256: "0".repeat(64),
    findings: [onset, after],
    madeFrom: { looks: [], published: [], claims: [], method: null },
  };
  const { findings, basis } = parseRecord(JSON.stringify(record), "earlier");
  for (const list of [findings, basis.revision.previous?.findings ?? []]) {
    assert.equal(list.find(({ key }) => key === "rise.onset")?.values["direction"]?.value, "rise");
    const told = list.find(({ key }) => key === "event.after-onset")?.values;
    assert.deepEqual([told?.["direction"]?.value, told?.["level"]?.value], ["rise", 0.9]);
  }
});
