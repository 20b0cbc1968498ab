import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { missingFonts } from "../../src/adapters/render/pdf.ts";
import { renderReport } from "../../src/adapters/render/report.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { tumangangRecord } from "./tumangang-record.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-pdf-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const tumangang = tumangangRecord();
const files = new Map<string, string>();
for (const language of ["en", "ar"]) files.set(language, await written(tumangang, language));

async function written(record: ReportRecord, language: string): Promise<string> {
  const path = join(folder, `${language}.pdf`);
  writeFileSync(path, await renderReport(record, { language, format: "pdf" }));
  return path;
}

/** Text as a reader copies it: in logical order, without the marks that poppler puts around runs. */
function copied(language: string): string {
  const text = execFileSync("pdftotext", [files.get(language) ?? "", "-"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  // poppler writes a number within Arabic as (embedding, space, number, end): the space belongs after it.
  const spaced = text.replace(/\u202a ([^\u202c]*)\u202c/g, " $1 ");
  return spaced.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/\s+/g, " ");
}

test("Arabic copied out of the PDF is in logical order, and its words are found", () => {
  const text = copied("ar");
  for (const phrase of [
    "ما لا يقل عن 70 عربة شحن",
    "منشأة تومانغانغ للسكك الحديد",
    "13 سبتمبر 2023",
    "60,000 طلقة يوميا",
    "21.9 مليون طلقة",
    "لا يغطي الإنتاج منها سوى",
    "11%",
    "درجة الثقة",
    "ما لا يمكن رؤيته",
  ])
    assert.ok(text.includes(phrase), phrase);
  assert.doesNotMatch(text, /[\ufb50-\ufdff\ufe70-\ufefc]/, "letters come out as letters, not as their joined shapes");
});

test("English copied out of the PDF reads as it was written", () => {
  const text = copied("en");
  for (const phrase of ["at least 70 freight cars", "60,000 rounds a day", "21.9 million rounds", "11% of it"])
    assert.ok(text.includes(phrase), phrase);
});

test("the PDF has its title, its language, tags and bookmarks, and calls itself PDF/A-2a", async () => {
  for (const [language, path] of files) {
    const info = execFileSync("pdfinfo", [path], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    assert.match(info, /Tagged: +yes/);
    assert.match(info, /Title: +\S/);
    const raw = Buffer.from(await renderReport(tumangang, { language, format: "pdf" })).toString("latin1");
    assert.match(raw, new RegExp(`/Lang ?\\(${language}`));
    assert.match(raw, /\/Outlines/);
    assert.match(raw, /pdfaid:part>2<[\s\S]*pdfaid:conformance>A</);
  }
});

test("readers of the PDF open it without a complaint", () => {
  for (const path of files.values()) {
    const { status, stderr } = spawnSync("pdfinfo", [path], { encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""]);
  }
});

test("numbers in the PDF lead to their origins: links within the file stand on nearly every page", () => {
  const raw = readFileSync(files.get("en") ?? "").toString("latin1");
  const links = raw.match(/\/Subtype ?\/Link/g)?.length ?? 0;
  const within = raw.match(/\/Dest \d+ 0 R/g)?.length ?? 0;
  assert.ok(links > 200, `${links} links`);
  assert.ok(within > 150, `${within} within the file`);
});

test("a name in a script that no typeface of ours has still gives a PDF", async () => {
  const names = { en: "ਰੇਲ यार्ड ꀀ", ar: "ਰੇਲ" };
  const record = { ...tumangang, basis: { ...tumangang.basis, facility: { ...tumangang.basis.facility, names } } };
  assert.ok((await renderReport(record, { language: "en", format: "pdf" })).length > 10_000);
});

test("all typefaces of the PDF are installed", () => {
  assert.deepEqual(missingFonts(), []);
});
