import assert from "node:assert/strict";
import { test } from "node:test";
import { renderBrief, renderReport } from "../../src/adapters/render/report.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { SourceId } from "../../src/core/ids.ts";
import { publisherOf } from "../../src/core/report/publisher-of.ts";
import type { SeriesEntry } from "../../src/core/series/entry.ts";
import { told } from "./told.ts";
import { inputs, publishedCount, tumangangRecord } from "./tumangang.ts";

const counted = (day: string, source: string) => publishedCount(day, 7, { source, publishedOn: "2022-03-04" });
const [paper] = inputs.evidence.sources;
const papers = ["a", "b"].map((id) => ({
  ...(paper ?? assert.fail()),
  id: `paper-${id}` as SourceId,
  publisher: { en: `Paper ${id}` },
  url: `https://example.org/${id}`,
  derivedFrom: null,
}));
const bare = { law: [], events: [], assessed: null };
const plain = (text: string) => text.replace(/<[^>]+>/g, "").replace(/[\u2066-\u2069]/g, "");

test("a count is its publisher's, whoever carries it", async () => {
  const published = [
    counted("2022-01-01", "https://example.org/a"),
    counted("2022-02-01", "paper-b"),
    counted("2022-03-01", "paper-b"),
  ];
  const record = tumangangRecord({ ...bare, published, evidence: { ...noEvidence("tumangang"), sources: papers } });
  const key = told(record, "key", "en").join("\n");
  assert.match(key, /^Blick counted 7 cars at Tumangang in an image of 1 March 2022\./);
  assert.match(key, /holds 3 counts by 1 publisher,/);
  const page = plain(String(await renderReport(record, { language: "en", format: "html", pictures: new Map() })));
  assert.match(page, /Blick, as carried by Paper b/);
});

test("initials and a longer name are still the source's publisher, in the language of the report", () => {
  const voa = tumangangRecord().basis.published.find(
    ({ origin }) => origin.kind === "published" && origin.publisher === "VOA",
  );
  assert.ok(voa !== undefined);
  const { sources } = inputs.evidence;
  const record = tumangangRecord({ ...bare, published: [voa], evidence: { ...noEvidence("tumangang"), sources } });
  assert.deepEqual(publisherOf(voa, record.basis).source, { kind: "source", id: "voa-2023-02" });
  const paraphrased = { ...voa.origin, publisher: "Voice of America, as the press has it" };
  assert.equal(publisherOf({ ...voa, origin: paraphrased } as SeriesEntry, record.basis).source.kind, "source");
});

test("an imported count stands among the sources of the brief with its publisher and date", async () => {
  const record = tumangangRecord({
    ...bare,
    published: [counted("2022-03-01", "https://example.org/report")],
    evidence: noEvidence("tumangang"),
  });
  const brief = async (language: string) => plain(await renderBrief(record, { language }));
  assert.match(await brief("en"), /\[1\] Blick, 4 March 2022, https:\/\/example\.org\/report\n/);
  assert.match(await brief("ar"), /Blick، 4 مارس 2022، https:\/\/example\.org\/report\n/);
});
