import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contextOf } from "../../src/adapters/render/context.ts";
import { localeOf } from "../../src/adapters/render/language.ts";
import { countWords } from "../../src/adapters/render/sections/looks.ts";
import { plainText } from "../../src/adapters/render/sentence.ts";
import { yardRecord } from "../evidence/yard.ts";

const arabic = await localeOf("ar");
const english = await localeOf("en");

/** What a report in Arabic can print: messages, and the card of the shipped method. */
const WORDS = [
  ...Object.values(arabic.language.messages),
  readFileSync(new URL("../../src/adapters/detectors/model/accuracy.json", import.meta.url), "utf8"),
].join("\n");

test("one Arabic word has one meaning: hidden is not withheld, resolution not accuracy, an interval no period", () => {
  assert.doesNotMatch(WORDS, /فترات العدد/, "an interval is مجال");
  assert.doesNotMatch(WORDS, /الصندوقية/, "box cars are المغلقة");
  assert.doesNotMatch(WORDS, /دقة الصورة|محدودة الدقة|بدقة نصف/, "دقة is accuracy");
  assert.doesNotMatch(
    WORDS,
    /محجوب عن|محجوبة جزئيًا|حجبت الغيوم|تحجب الأغطية|حُجب من السكك/,
    "محجوب is a count that was withheld",
  );
});

test("a count and its interval are parted by a comma, and an exact count is told once", () => {
  const source = { kind: "observation", id: "o" } as const;
  const words = (locale: typeof arabic, median: number, low: number, high: number) =>
    plainText(
      countWords(contextOf(yardRecord(true), locale, new Map()), { median, low, high, level: 0.9 }, "strips@1", source),
    )
      .replace(/[\u2066-\u2069]/g, "")
      .replaceAll("\u00a0", " ");
  assert.equal(words(english, 88, 84, 92), "88, from 84 to 92 (90%)");
  assert.equal(words(arabic, 88, 84, 92), "88، من 84 إلى 92 (90%)");
  assert.equal(words(english, 0, 0, 0), "exactly 0 (at least 90%)");
  assert.equal(words(arabic, 0, 0, 0), "0 بالضبط (90% على الأقل)");
});
