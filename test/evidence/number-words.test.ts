import assert from "node:assert/strict";
import { test } from "node:test";
import { checkWords } from "../../src/core/report/words.ts";
import sentences from "./number-words.json" with { type: "json" };

const found = (text: string, language: "en" | "ar") =>
  checkWords(text, language).flatMap(({ code, words }) => (code === "unsourced-number" ? [words] : []));

for (const language of ["en", "ar"] as const) {
  const { counts, plain } = sentences[language];
  test(`numbers in words are found, others left in peace: ${counts.length} and ${plain.length} sentences, ${language}`, () => {
    const missed = counts.filter(
      ([text = "", words = ""]) => !found(text, language).some((at) => plainly(at) === plainly(words)),
    );
    const alarms = plain.filter((text) => found(text, language).length > 0);
    assert.deepEqual({ missed, alarms }, { missed: [], alarms: [] });
  });
}

const plainly = (words: string) => words.replace(/[\u064b-\u0652]/g, "");

test("a number in words with its source is taken", () => {
  assert.deepEqual(found("[Seventy-three](claim:csis-count) cars stood there.", "en"), []);
  assert.deepEqual(found("وقفت [ثلاث وسبعون](claim:csis-count) عربة.", "ar"), []);
});
