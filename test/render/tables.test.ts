import assert from "node:assert/strict";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { readCsv } from "../../src/adapters/published/csv.ts";
import { carsGeojson } from "../../src/adapters/render/cars-geojson.ts";
import { renderReport } from "../../src/adapters/render/report.ts";
import { seriesCsv } from "../../src/adapters/render/series-csv.ts";
import { syntheticRecord } from "./synthetic-record.ts";
import { tumangangRecord } from "./tumangang-record.ts";

const tumangang = tumangangRecord();
const { record: synthetic, pictures } = await syntheticRecord();

test("the CSV of the series has a line for every look and every published count, withheld looks without a number", () => {
  const rows = readCsv(seriesCsv(synthetic), "series.csv");
  assert.equal(rows.length, synthetic.basis.looks.length);
  const withheld = rows.filter(({ cells }) => cells["status"] === "withheld");
  assert.equal(withheld.length, 4);
  for (const { cells } of withheld) {
    assert.equal(cells["cars"], "");
    assert.match(cells["withheld_reasons"] ?? "", /^too-/);
  }
  assert.equal(readCsv(seriesCsv(tumangang), "series.csv").length, tumangang.basis.published.length);
});

test("a look withheld before its pixels were read says nothing of the track; one withheld for clouds says what was seen", async () => {
  const unread = { bytes: 0, requests: 0, fileBytes: 0 };
  const looks = synthetic.basis.looks.map((look) =>
    look.observation.status === "withheld" && look.observation.reasons[0]?.code === "too-coarse"
      ? { ...look, observation: { ...look.observation, usableFraction: 0, read: unread } }
      : look,
  );
  const record = { ...synthetic, basis: { ...synthetic.basis, looks } };
  const coarse = readCsv(seriesCsv(record), "series.csv").find(
    ({ cells }) => cells["withheld_reasons"] === "too-coarse",
  );
  assert.equal(coarse?.cells["usable_fraction"], "");
  const html = String(await renderReport(record, { language: "en", format: "html", pictures }));
  const rows = (/id="looks"[\s\S]*?<\/section>/.exec(html)?.[0] ?? "")
    .split("<tr")
    .map((row) => row.replace(/<[^>]+>/g, ""));
  assert.match(rows.find((row) => row.includes("too coarse")) ?? "", /not read/);
  assert.match(rows.find((row) => row.includes("hidden")) ?? "", /\(41% seen; at least 80% needed\)/);
});

test("the CSV keeps what is known of a published figure: at most is not a count", () => {
  const rows = readCsv(seriesCsv(tumangang), "series.csv").map(({ cells }) => cells);
  const atMost = rows.find(({ kind }) => kind === "at-most");
  assert.equal(atMost?.["cars"], "");
  assert.equal(atMost?.["high"], "20");
  assert.equal(rows.find(({ from, kind }) => from === "2023-10-05" && kind === "exact")?.["approximately"], "true");
});

test("a cell that a spreadsheet would run as a formula is defused", () => {
  const [look] = synthetic.basis.looks;
  assert.ok(look);
  const evil = {
    ...synthetic,
    basis: { ...synthetic.basis, looks: [{ ...look, scene: { ...look.scene, file: '=HYPERLINK("x","y")' } }] },
  };
  assert.match(seriesCsv(evil), /"'=HYPERLINK\(""x"",""y""\)"/);
});

test("a published figure dated to a month is shown as of it; a floor beside a mean is shown, a mean alone as not used", async () => {
  const [first] = tumangang.basis.published;
  assert.ok(first);
  const origin = { kind: "published", publisher: "Tester", source: "test", publishedOn: null, note: null } as const;
  const range = (low: number, mean: number) => ({ kind: "range", low, high: null, mean, looks: null }) as const;
  const changed = [
    { from: "2018-06-01", to: "2018-06-30", figure: range(12, 20) },
    { from: "2018-07-01", to: "2018-07-31", figure: range(0, 20) },
    { from: "2018-08-01", to: "2018-08-30" },
    { from: "2024-02-01", to: "2024-02-29" },
  ].map((given, i) => ({ ...first, ...given, id: `test-${i}`, origin }));
  const record = { ...tumangang, basis: { ...tumangang.basis, published: [...tumangang.basis.published, ...changed] } };
  const cells = async (language: "en" | "ar") => {
    const html = String(await renderReport(record, { language, format: "html" }));
    const table = /id="published"[\s\S]*?<\/section>/.exec(html)?.[0] ?? "";
    return table
      .split("<tr")
      .filter((row) => row.includes("Tester"))
      .map((row) =>
        row.split(/<t[dh]/).map((cell) => cell.replace(/^[^>]*>|<[^>]+>|[\u2066-\u2069\u200e\u200f]/g, "").trim()),
      );
  };
  const english = await cells("en");
  assert.deepEqual(
    english.map(([, period]) => period),
    ["June 2018", "July 2018", "1 August 2018 to 30 August 2018", "February 2024"],
  );
  assert.deepEqual(
    english.slice(0, 2).map(([, , figure]) => figure),
    ["at least 12 cars, 20 on average (not used in the statistics)", "20 on average (not used in the statistics)"],
  );
  const arabic = await cells("ar");
  assert.match(arabic[0]?.[1] ?? "", /^يونيو 2018$/);
  assert.match(arabic[0]?.[2] ?? "", /^ما لا يقل عن 12 عربة، 20 في المتوسط/);
});

test("the table of published counts names who counted, through whom it is known, and what is about; by the first day", async () => {
  const stored = tumangang.basis.published.toSorted((a, b) => (a.to < b.to ? -1 : 1));
  const html = await renderReport(
    { ...tumangang, basis: { ...tumangang.basis, published: stored } },
    { language: "en", format: "html" },
  );
  const table = /id="published"[\s\S]*?<\/section>/.exec(String(html))?.[0] ?? "";
  const rows = table
    .split("<tr")
    .slice(2)
    .map((row) =>
      row
        .replace(/^[^>]*>|<[^>]+>/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
    );
  assert.match(rows[0] ?? "", /^1 October 2018 to 4 October 2023 .* CSIS Beyond Parallel , as carried by Meduza$/);
  assert.match(rows.find((row) => row.startsWith("5 October 2023")) ?? "", / CSIS Beyond Parallel$/);
  const classes = rows.find((row) => row.startsWith("17 June 2024")) ?? "";
  assert.match(classes, /ore cars : about 175/);
  assert.doesNotMatch(classes, /[\u2066-\u2069]/);
});

test("days on which somebody measured the standing trains were looked at", () => {
  const gap = tumangang.findings.find(({ key }) => key === "cannot.gap");
  assert.deepEqual([gap?.values["from"]?.value, gap?.values["to"]?.value], ["2023-10-05", "2024-06-17"]);
});

test("the GeoJSON has one polygon a car, longitude first, counter-clockwise and closed, in its yard", () => {
  const { type, features } = JSON.parse(carsGeojson(synthetic));
  assert.equal(type, "FeatureCollection");
  assert.equal(features.length, 50);
  for (const { geometry, properties } of features) {
    const [ring] = geometry.coordinates;
    assert.equal(ring.length, 5);
    assert.deepEqual(ring[0], ring[4]);
    let area = 0;
    for (let i = 0; i < 4; i++) area += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    assert.ok(area > 0);
    assert.ok(Math.abs(ring[0][0] - 7.62) < 0.01 && Math.abs(ring[0][1] - 47.53) < 0.01);
    assert.match(properties.observation, /^obs-/);
    assert.equal(properties.synthetic, true);
  }
  assert.deepEqual(JSON.parse(carsGeojson(tumangang)).features, []);
});

test("the Word document opens from right to left in Arabic, and every link in it has its bookmark", async () => {
  for (const [language, rtl] of [
    ["ar", true],
    ["en", false],
  ] as const) {
    const bytes = await renderReport(synthetic, { language, format: "docx", pictures });
    assert.ok(typeof bytes !== "string");
    const parts = unzipSync(bytes);
    const xml = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
    const paragraphs = xml.match(/<w:p>|<w:p /g)?.length ?? 0;
    const bidi = xml.match(/<w:bidi\/>/g)?.length ?? 0;
    if (rtl) assert.ok(bidi > paragraphs * 0.8, `${bidi} of ${paragraphs}`);
    else assert.equal(bidi, 0);
    assert.equal(/<w:bidiVisual\/>/.test(xml), rtl);
    const bookmarks = new Set([...xml.matchAll(/<w:bookmarkStart [^>]*w:name="([^"]+)"/g)].map(([, name]) => name));
    for (const [, anchor] of xml.matchAll(/<w:hyperlink [^>]*w:anchor="([^"]+)"/g))
      assert.ok(bookmarks.has(anchor), anchor);
    for (const name of bookmarks) assert.ok((name ?? "").length <= 40, name);
    assert.ok(Object.keys(parts).some((name) => name.startsWith("word/media/")));
  }
});
