import assert from "node:assert/strict";
import { test } from "node:test";
import { numbersApart, statedNumbers } from "./stated-numbers.ts";

test("numbers are read in digits of any kind and in the words of both languages, dates are none", () => {
  const cases: readonly (readonly [language: string, text: string, all: readonly number[]])[] = [
    ["en", "approximately seventy-three cars on 5 October 2023", [73]],
    ["en", "two hundred and fifty guns, 2.5 million shells, a dozen cranes", [250, 2_500_000, 12]],
    ["en", "one thousand two hundred, five or six, the fourth", [1200, 5, 6, 4]],
    ["en", "60,000 shells, 60 000 shells, 30-60 cars, hundreds of men", [60_000, 30, 60]],
    ["ar", "ثلاثة وسبعون عربة، مئة وثلاثون، خمسة آلاف ومئتان", [73, 130, 5200]],
    ["ar", "٦٠٬٠٠٠ طلقة، 60 ألف طلقة، ثلاثمئة، خمس عشرة", [60_000, 300, 15]],
    ["ar", "11 في المئة، 12 بالمئة، اليوم الخامس، السنوات الست، عشرات", [11, 12, 5, 6]],
  ];
  for (const [language, text, all] of cases) assert.deepEqual([...statedNumbers(text, language).all], all, text);
});

test("two languages state the same numbers, small ones in their own ways; 730 is not 73", () => {
  const none = { en: [], ar: [] };
  assert.deepEqual(numbersApart({ en: "about 730 cars", ar: "نحو 73 عربة" }), { en: [730], ar: [73] });
  assert.deepEqual(numbersApart({ en: "about 73 cars", ar: "عربات كثيرة" }), { en: [73], ar: [] });
  assert.deepEqual(numbersApart({ en: "about 73 cars", ar: "نحو ثلاث وسبعين عربة" }), none);
  assert.deepEqual(numbersApart({ en: "five days after, 2 cars", ar: "اليوم الخامس، عربتان" }), none);
  assert.deepEqual(numbersApart({ en: "5 days after", ar: "بعد خمسة أيام" }), none);
  assert.deepEqual(numbersApart({ en: "about 73 cars", ko: "73" }), none);
});
