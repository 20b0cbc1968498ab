import assert from "node:assert/strict";
import { test } from "node:test";
import { LIKELIHOOD_BANDS } from "./likelihood.ts";
import { segmentsOf } from "./prose.ts";
import { checkWords } from "./words.ts";

const codes = (text: string, language: "en" | "ar" = "en") => checkWords(text, language).map(({ code }) => code);

test("a plain, sourced sentence has nothing to mend, in either language", () => {
  assert.deepEqual(codes("It is likely that the [73](claim:csis-count) cars carry freight."), []);
  assert.deepEqual(codes("من المرجّح أن تحمل العربات، وعددها [73](claim:csis-count)، بضائع.", "ar"), []);
});

test("words of the two rows of ICD 203 are not mixed, in either language", () => {
  assert.deepEqual(codes("Arms are likely. Fuel is highly probable."), ["mixed-rows"]);
  assert.deepEqual(codes("الأسلحة مرجّحة. أما الوقود فمحتمل جدًا.", "ar"), ["mixed-rows"]);
  assert.deepEqual(codes("Arms are likely. Fuel is very unlikely."), []);
});

test("likelihood and confidence do not share a sentence, but may follow each other", () => {
  assert.deepEqual(codes("We judge with high confidence that arms are likely."), ["likelihood-with-confidence"]);
  assert.deepEqual(codes("Arms are likely. Confidence in this is low."), []);
  assert.deepEqual(codes("من المرجّح، بدرجة ثقة عالية، أن تكون أسلحة.", "ar"), ["likelihood-with-confidence"]);
  assert.deepEqual(codes("الأسلحة تفسير مرجّح. ودرجة الثقة منخفضة.", "ar"), []);
});

test("a number without a source blocks, in any digits; a year or a date does not", () => {
  const [issue] = checkWords("There were 73 cars.", "en");
  assert.deepEqual([issue?.code, issue?.blocks, issue?.at, issue?.words], ["unsourced-number", true, 11, "73"]);
  assert.deepEqual(codes("كانت هناك ٧٣ عربة.", "ar"), ["unsourced-number"]);
  assert.deepEqual(codes("In autumn 2023, on 5 October 2023 and 2023-10-05, nothing moved."), []);
  assert.deepEqual(codes("It rose by 2023.5 and 60,000."), ["unsourced-number", "unsourced-number"]);
});

test("what only looks like a year or a date is a number", () => {
  const numbers = (text: string, language: "en" | "ar" = "en") =>
    checkWords(text, language).flatMap(({ code, words }) => (code === "unsourced-number" ? [words] : []));
  assert.deepEqual(numbers("2000 cars stood there."), ["2000"]);
  assert.deepEqual(numbers("1950 loaded freight wagons passed, 2000 t each."), ["1950", "2000"]);
  assert.deepEqual(numbers("15 trains 2000 cars long."), ["15", "2000"]);
  assert.deepEqual(numbers("We saw 73 cars 2023 on the tracks."), ["73"]);
  assert.deepEqual(numbers("Observers counted 73, 2023 being the first year."), ["73"]);
  assert.deepEqual(numbers("They paid $2000 for a 2000-metre siding, 2010-50."), ["2000", "2000", "50"]);
  assert.deepEqual(numbers("وقفت 2000 عربة.", "ar"), ["2000"]);
  assert.deepEqual(numbers("رُصدت ٧٣ عربة ٢٠٢٣ على السكك.", "ar"), ["٧٣"]);
  for (const text of [
    "On October 5, 2023 and 5 Oct 2023, in 2023-10, in the 2020s, from 2019-2023: In 2023, cars came.",
  ])
    assert.deepEqual(numbers(text), []);
  for (const text of ["في 5 أكتوبر 2023 وفي ٥ تشرين الأول/أكتوبر ٢٠٢٣ وعام 2023 زادت العربات."])
    assert.deepEqual(numbers(text, "ar"), []);
});

test("a year after a month or a word of time is a date before a noun too; what rose by or to a number is told with its source", () => {
  const numbers = (text: string, language: "en" | "ar" = "en") =>
    checkWords(text, language).flatMap(({ code, words }) => (code === "unsourced-number" ? [words] : []));
  for (const text of [
    "In 2023 freight trains returned. Since 2022 Russian people moved.",
    "From 2018 to 2020 trains ran daily. Between May 2018 and 2020 ships came.",
    "In May 2024 containers arrived; by 2019 vessels no longer came.",
    "In late 2023 trains ran. As of 2024 workers live there. In the summer of 2023 ships came.",
  ])
    assert.deepEqual(numbers(text), []);
  for (const text of ["عام 2024 قطارات", "في أكتوبر 2023 قطارات", "منذ عام ٢٠٢٢ شحنات", "في 2023 عربات قليلة"])
    assert.deepEqual(numbers(text, "ar"), []);
  assert.deepEqual(numbers("It rose by 2000 cars, from 1950 to 2000 cars."), ["2000", "2000"]);
  assert.deepEqual(numbers("Of 2000 cars some left. [It](claim:a) grew by 2000 cars."), ["2000", "2000"]);
  assert.deepEqual(numbers("In 2023, 2000 cars stood there; within 2000 cars, 90 May 2023."), ["2000", "2000", "90"]);
});

test("certainty without ground is pointed at; its denial is not", () => {
  assert.deepEqual(codes("This proves it. It is undoubtedly so."), ["certainty", "certainty"]);
  assert.deepEqual(codes("This does not prove it; it is almost certainly so."), []);
  assert.deepEqual(codes("هذا يثبت الأمر بلا شك.", "ar"), ["certainty", "certainty"]);
  assert.deepEqual(codes("التعاقب في الزمن لا يثبت السببية، والأمر شبه مؤكد.", "ar"), []);
});

test("passive sourcing needs a claim in its sentence", () => {
  assert.deepEqual(codes("The cars reportedly left."), ["passive-sourcing"]);
  assert.deepEqual(codes("The cars [reportedly](claim:cbs) left."), []);
  assert.deepEqual(codes("ويُقال إن العربات غادرت.", "ar"), ["passive-sourcing"]);
});

test("only an unsourced number blocks", () => {
  const text = "It is said that this proves 73 is likely and probable with high confidence.";
  assert.deepEqual(
    checkWords(text, "en")
      .filter(({ blocks }) => blocks)
      .map(({ words }) => words),
    ["73"],
  );
});

test("every fixed phrase of the bands is known to the check in both languages", () => {
  for (const { phrase, otherRow } of LIKELIHOOD_BANDS) {
    for (const language of ["en", "ar"] as const) {
      const [one = "", other = ""] = [phrase[language], otherRow[language]];
      if (other === "remote") continue;
      assert.deepEqual(codes(`${one}. ${other}.`, language), ["mixed-rows"], `${one} / ${other}`);
    }
  }
});

test("a mark that names no kind of source stays plain text", () => {
  assert.deepEqual(segmentsOf("see [73](page:2)"), [{ text: "see [73](page:2)", source: null, at: 0 }]);
});
