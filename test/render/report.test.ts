import assert from "node:assert/strict";
import { before, test } from "node:test";
import { unpackZip } from "../../src/adapters/bundle/zip.ts";
import type { Numbering } from "../../src/adapters/render/language.ts";
import { renderBrief, renderReport } from "../../src/adapters/render/report.ts";
import { originId } from "../../src/core/report/finding.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { attributeValues, type TextPiece, textPieces } from "./html-pieces.ts";
import { syntheticRecord } from "./synthetic-record.ts";
import { tumangangRecord } from "./tumangang-record.ts";

const tumangang = tumangangRecord();
const open = await syntheticRecord(true);
const restricted = await syntheticRecord(false);
const pages = new Map<string, string>();

async function page(record: ReportRecord, language: string, pictures = open.pictures, numbering?: Numbering) {
  const html = await renderReport(record, {
    language,
    format: "html",
    pictures,
    ...(numbering === undefined ? {} : { numbering }),
  });
  assert.equal(typeof html, "string");
  return String(html);
}

before(async () => {
  for (const language of ["en", "ar"]) {
    pages.set(`tumangang ${language}`, await page(tumangang, language));
    pages.set(`synthetic ${language}`, await page(open.record, language));
    pages.set(`restricted ${language}`, await page(restricted.record, language, restricted.pictures));
  }
  pages.set("tumangang ar, Arabic-Indic digits", await page(tumangang, "ar", open.pictures, "arab"));
});

/** Where digits need no link of their own: the entries that links lead to, names, codes, scales, others' own words. */
function mayHoldDigits({ within }: TextPiece): boolean {
  return within.some(
    ({ name, attributes }) =>
      name === "title" ||
      name === "code" ||
      name === "q" ||
      "data-plain" in attributes ||
      (name === "a" && (attributes["href"] ?? "").startsWith("#origin-")) ||
      (name === "a" && attributes["class"] === "link") ||
      (name === "section" && ["origins", "claims", "sources", "law"].includes(attributes["id"] ?? "")),
  );
}

test("no number reaches the page without a link to its origin", () => {
  for (const [name, html] of pages)
    for (const piece of textPieces(html))
      assert.ok(
        !/\p{Nd}/u.test(piece.text) || mayHoldDigits(piece),
        `${name}: "${piece.text.trim()}" in ${piece.within.map((t) => t.name).join(" > ")}`,
      );
});

test("every link within the page leads to exactly one place", () => {
  for (const [name, html] of pages) {
    const ids = attributeValues(html, "id");
    assert.equal(new Set(ids).size, ids.length, name);
    const known = new Set(ids);
    for (const href of attributeValues(html, "href"))
      if (href.startsWith("#")) assert.ok(known.has(href.slice(1)), `${name}: ${href}`);
  }
});

test("every value of every finding is printed with a link to its own source", () => {
  const html = pages.get("tumangang en") ?? "";
  for (const { values } of tumangang.findings)
    for (const { source, format } of Object.values(values))
      if (format !== "choice" && format !== "likelihood")
        assert.ok(html.includes(`id="${originId(source)}"`), originId(source));
});

test("the page fetches nothing: no address but in links to follow", () => {
  for (const [name, html] of pages) {
    assert.doesNotMatch(html, /<(?:link|img|iframe|object|embed|base)\b/, name);
    for (const attribute of ["src", "xlink:href"])
      for (const value of attributeValues(html, attribute)) assert.match(value, /^(data:|#pixels-)/, name);
    assert.doesNotMatch(html, /url\((?!data:)/, name);
    assert.match(html, /default-src 'none'/, name);
  }
});

test("the page says its language and direction, and pictures run from left to right in both", () => {
  assert.match(pages.get("tumangang en") ?? "", /<html lang="en" dir="ltr">/);
  assert.match(pages.get("tumangang ar") ?? "", /<html lang="ar" dir="rtl">/);
  for (const html of pages.values())
    for (const [svg] of html.matchAll(/<svg id="[^"]*-drawing"[^>]*>/g)) {
      assert.match(svg, /direction="ltr"/);
      assert.match(svg, /role="(img|group)"/);
      assert.match(svg, /aria-label="[^"]{20,}"/);
    }
});

test("tables and landmarks are named for those who hear the page", () => {
  for (const html of pages.values()) {
    const tables = html.match(/<table>/g)?.length ?? 0;
    assert.ok(tables > 0);
    assert.equal(html.match(/<caption>[^<]{10,}<\/caption>/g)?.length, tables);
    assert.equal(html.match(/<main /g)?.length, 1);
    assert.equal(html.match(/<h1 /g)?.length, 1);
    for (const [, id] of html.matchAll(/<section id="[^"]+" aria-labelledby="([^"]+)"/g))
      assert.ok(html.includes(`<h2 id="${id}">`));
  }
});

test("one numbering system throughout: with Arabic-Indic digits no Latin digit is left but in names, codes and scales of the publisher", () => {
  const html = pages.get("tumangang ar, Arabic-Indic digits") ?? "";
  for (const { text, within } of textPieces(html)) {
    const value = within.some(({ attributes }) => /\bn\b/.test(attributes["class"] ?? ""));
    const code = within.some(({ name }) => name === "code");
    if (value && !code) assert.doesNotMatch(text, /[0-9]/, text);
  }
  assert.match(html, /٧٣/);
});

test("a scene that may not be republished shows no pixel, whatever lies beside the record", () => {
  for (const language of ["en", "ar"]) {
    assert.match(pages.get(`synthetic ${language}`) ?? "", /data:image\/png/);
    assert.doesNotMatch(pages.get(`restricted ${language}`) ?? "", /data:image/);
    assert.match(pages.get(`restricted ${language}`) ?? "", /id="figure-strip-t1"/);
  }
});

test("every picture of a synthetic scene says that it is one", () => {
  const html = pages.get("synthetic en") ?? "";
  const drawings = [...html.matchAll(/<svg id="figure-(?:yard|strip-[^"]*)-drawing"[\s\S]*?<\/figure>/g)];
  assert.equal(drawings.length, 6);
  for (const [drawing] of drawings) assert.match(drawing, />SYNTHETIC</);
  assert.match(html, /<div class="synthetic"/);
  assert.doesNotMatch(pages.get("tumangang en") ?? "", /<div class="synthetic"/);
});

test("a picture that is not the one the record names is refused, naming both hashes", async () => {
  const swapped = new Map(
    [...open.pictures].map(([name, bytes]) => [name, name === "overview.png" ? bytes.slice(1) : bytes]),
  );
  await assert.rejects(
    page(open.record, "en", swapped),
    /render-failed: picture overview\.png has SHA-256 [0-9a-f]{64}, the record names/,
  );
});

test("a withheld look is a cross under the axis and a row with its reasons, never a zero", () => {
  const html = pages.get("synthetic en") ?? "";
  assert.match(html, /<td class="end">withheld<\/td>/);
  assert.match(html, /too coarse/);
  const crosses = html.match(/<title>[^<]*withheld<\/title>/g) ?? [];
  assert.equal(crosses.length, 4);
});

test("the Arabic report holds no English sentence but quotations, titles of sources and names", () => {
  const names = [tumangang, open.record].flatMap(({ basis }) => Object.values(basis.facility.names));
  for (const name of ["tumangang ar", "synthetic ar"])
    for (const { text, within } of textPieces(pages.get(name) ?? "")) {
      const theirs = within.some(
        ({ name: tag, attributes }) => tag === "q" || tag === "code" || (tag === "a" && attributes["class"] === "link"),
      );
      const inSources = within.some(({ attributes }) => attributes["id"] === "sources");
      const title = inSources && within.some(({ name: tag }) => tag === "h3");
      if (theirs || title || names.includes(text)) continue;
      assert.doesNotMatch(text, /[A-Za-z]{2,}[ ,;:]+[A-Za-z]{2,}/, `${name}: ${text}`);
    }
});

test("a grade is one code, so that an Arabic line does not turn C3 into 3C", () => {
  for (const language of ["en", "ar"]) {
    const html = pages.get(`tumangang ${language}`) ?? "";
    assert.match(html, /<code>C3<\/code>/);
    assert.doesNotMatch(html, /<code>C<\/code><\/a><a/);
  }
});

test("a summary of ours in another language is no original: the words are told once, and marked as ours twice", () => {
  const html = pages.get("tumangang ar") ?? "";
  const quotes = [...html.matchAll(/<q lang="en"/g)].length;
  assert.equal(quotes, tumangang.basis.claims.filter(({ words }) => words.verbatim && words.language === "en").length);
  assert.match(html, /بتلخيصنا وترجمتنا/);
});

test("nothing in a record is taken for markup, and no address runs a script", async () => {
  const [source, ...others] = tumangang.basis.sources;
  assert.ok(source);
  const hostile: ReportRecord = {
    ...tumangang,
    basis: {
      ...tumangang.basis,
      facility: {
        ...tumangang.basis.facility,
        names: { en: `<script>alert("1")</script> & 'co'`, ar: `"><img src=x>` },
      },
      sources: [
        { ...source, url: "javascript:alert(1)", title: { en: '<b>bold</b> #panic(1) $x$ \\ " ]' } },
        ...others,
      ],
    },
  };
  for (const language of ["en", "ar"]) {
    const html = await page(hostile, language);
    textPieces(html);
    assert.doesNotMatch(html, /<script>alert|<img src|<b>bold|href="javascript/);
    const pdf = await renderReport(hostile, { language, format: "pdf" });
    assert.ok(pdf.length > 10_000);
  }
});

test("a character that cannot be printed, in a name taken over earlier, breaks no format", async () => {
  const named = { ...open.record.basis.facility, names: { en: "Test\u000b yard\u0001", ar: "ساحة\u000b" } };
  const record = { ...open.record, basis: { ...open.record.basis, facility: named } };
  for (const format of ["html", "pdf", "docx"] as const) {
    const written = await renderReport(record, { language: "en", format, pictures: open.pictures });
    assert.ok(written.length > 10_000, format);
    if (format === "html") assert.doesNotMatch(String(written), /[\u0001\u000b]/);
    if (format === "docx")
      for (const [name, part] of unpackZip(written as Uint8Array, "report.docx"))
        if (name.endsWith(".xml")) assert.doesNotMatch(Buffer.from(part).toString(), /[\u0001\u000b]/, name);
  }
});

test("the same record gives the same bytes", async () => {
  for (const format of ["html", "pdf", "txt"] as const) {
    const once = await renderReport(tumangang, { language: "ar", format });
    assert.deepEqual(await renderReport(tumangang, { language: "ar", format }), once, format);
  }
});

test("the brief has eight to twelve sentences, each with its sources, and lists them", async () => {
  for (const language of ["en", "ar"]) {
    const text = await renderBrief(tumangang, { language });
    const [, body = "", list = ""] = text.split("\n\n");
    const sentences = body.split("\n");
    assert.ok(sentences.length >= 8 && sentences.length <= 12, `${language}: ${sentences.length}`);
    for (const sentence of sentences) assert.match(sentence, /\u2068\[\d+\]\u2069$/, sentence);
    const cited = new Set([...body.matchAll(/\u2068\[(\d+)\]\u2069/g)].map(([, n]) => n));
    for (const number of cited) assert.ok(list.includes(`\u2068[${number}]\u2069 `), `${language} [${number}]`);
  }
});
