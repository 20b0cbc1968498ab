import assert from "node:assert/strict";
import { test } from "node:test";
import { localeOf } from "../../src/adapters/render/language.ts";
import { dateText, printedText } from "../../src/adapters/render/numbers.ts";
import { inlineOf } from "../../src/adapters/render/sentence.ts";
import type { SourceRef } from "../../src/core/report/finding.ts";

const en = await localeOf("en");
const ar = await localeOf("ar");
const arab = await localeOf("ar", "arab");
const source: SourceRef = { kind: "claim", id: "c" };
const rounds = (value: number, unit: string) => ({ format: "quantity", value, unit, significant: 3 }) as const;

test("quantities carry their unit in words, large ones in millions", () => {
  assert.equal(printedText(en, rounds(60_000, "{round}/d")).text, "60,000 rounds a day");
  assert.equal(printedText(en, rounds(2_500_000, "{round}/a")).text, "2.5 million rounds a year");
  assert.equal(printedText(ar, rounds(21_900_000, "{round}")).text, "21.9 مليون طلقة");
  assert.equal(printedText(ar, rounds(60_000, "{round}/d")).text, "60,000 طلقة يوميًا");
});

test("the Arabic noun follows its number: two, three to ten, eleven to ninety-nine, a hundred", () => {
  const cars = (n: number) => printedText(ar, rounds(n, "{car}")).text;
  assert.deepEqual([1, 2, 3, 10, 11, 73, 100, 103].map(cars), [
    "عربة واحدة",
    "عربتين",
    "3 عربات",
    "10 عربات",
    "11 عربة",
    "73 عربة",
    "100 عربة",
    "103 عربات",
  ]);
});

test("a number below zero keeps its sign: no word for one or two stands for it", () => {
  const shown = (locale: typeof ar, n: number, unit: string) =>
    printedText(locale, rounds(n, unit)).text.replace(/[\u2066-\u2069]/g, "");
  assert.deepEqual(
    [-1, -2, -9].map((n) => shown(ar, n, "{car}")),
    ["-1 عربة", "-2 عربة", "-9 عربات"],
  );
  assert.deepEqual([shown(ar, -1, "{round}/d"), shown(ar, -1, "m")], ["-1 طلقة يوميًا", "-1 متر"]);
  assert.deepEqual([shown(en, -1, "{car}"), shown(en, -2, "{car}")], ["-1 car", "-2 cars"]);
  assert.match(shown(arab, -1, "{car}"), /١ عربة$/);
});

test("a rate is told in words, and a unit that has none as a code", () => {
  const shown = (locale: typeof en, n: number, unit: string) => printedText(locale, rounds(n, unit)).text;
  assert.deepEqual(
    [shown(en, 1, "{car}/d"), shown(en, 3, "{car}/wk"), shown(en, 25, "t/{car}"), shown(en, 1, "t/a")],
    ["1 car a day", "3 cars a week", "25 tonnes a car", "1 tonne a year"],
  );
  assert.deepEqual(
    [shown(ar, 1, "{car}/d"), shown(ar, 3, "{car}/mo"), shown(ar, 25, "t/{car}"), shown(ar, 2, "t")],
    ["عربة واحدة يوميًا", "3 عربات شهريًا", "25 طنًا لكل عربة", "طنين"],
  );
  const inline = (unit: string) => inlineOf(en, { ...rounds(25, unit), source });
  assert.deepEqual(
    [inline("L/{car}"), inline("t/{car}")].map((each) => each.kind === "value" && [each.text, each.format]),
    [
      ["25\u00a0L/{car}", "code"],
      ["25 tonnes a car", "quantity"],
    ],
  );
});

test("the noun goes by the number as it is printed, a million in words by that of a whole million", () => {
  const words = (value: number, unit: string, significant: number) =>
    printedText(ar, { format: "quantity", value, unit, significant }).text;
  assert.equal(words(12_305, "{round}", 3), "12,300 طلقة");
  assert.equal(words(1_000_004, "{round}", 3), "1 مليون طلقة");
  assert.equal(words(3.001, "m", 2), "3 أمتار");
  assert.deepEqual([words(1, "m", 2), words(2, "m", 2), words(2, "km", 2)], ["متر واحد", "مترين", "كيلومترين"]);
  assert.equal(words(-0.3, "m", 2), "\u2068-0.3\u2069 متر");
});

test("one numbering system a document: every formatter takes the same", () => {
  assert.equal(printedText(arab, rounds(60_000, "{round}/d")).text, "٦٠٬٠٠٠ طلقة يوميًا");
  assert.equal(dateText(arab, "2023-10-05"), "٥ أكتوبر ٢٠٢٣");
  assert.equal(dateText(ar, "2023-10-05"), "5 أكتوبر 2023");
  assert.equal(printedText(arab, { format: "share", value: 0.114, decimals: 0 }).text, "١١٪\u061c");
  assert.equal(printedText(ar, { format: "share", value: 0.114, decimals: 0 }).text, "11%");
});
