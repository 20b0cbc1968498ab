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
  assert.deepEqual(numbersApart({ en: "about 730 cars", ar: "نحو ثلاث وسبعين عربة" }), { en: [730], ar: [73] });
  assert.deepEqual(numbersApart({ en: "about 73 cars", ar: "عربات كثيرة" }), none);
  assert.deepEqual(numbersApart({ en: "about 73 cars", ar: "نحو ثلاث وسبعين عربة" }), none);
  assert.deepEqual(numbersApart({ en: "five days after, 2 cars", ar: "اليوم الخامس، عربتان" }), none);
  assert.deepEqual(numbersApart({ en: "5 days after", ar: "بعد خمسة أيام" }), none);
  assert.deepEqual(numbersApart({ en: "about 73 cars", ko: "73" }), none);
});

test("the numbers of a newspaper's Arabic are those of its English", () => {
  const pairs: readonly (readonly [en: string, ar: string])[] = [
    ["the 73 cars", "العربات الثلاث والسبعون"],
    ["the 25 cars", "العربات الخمس والعشرين"],
    ["the 25th", "الخامس والعشرين"],
    ["the twenty-fifth", "الخامس والعشرين"],
    ["2.5 million", "مليونان ونصف المليون"],
    ["two and a half million", "مليونين ونصف مليون"],
    ["1.5 million", "مليون ونصف المليون"],
    ["1.5 million shells", "مليون ونصف"],
    ["250,000", "ربع مليون"],
    ["a quarter of a million", "ربع مليون"],
    ["half a million", "نصف مليون"],
    ["750,000", "ثلاثة أرباع المليون"],
    ["three quarters of a million", "ثلاثة أرباع المليون"],
    ["100 cars", "المئة عربة"],
    ["the 100 cars", "العربات المئة"],
    ["1,200", "ألف ومئتان"],
    ["3,500", "ثلاثة آلاف وخمسمئة"],
    ["about 20", "نحو عشرين"],
    ["2.5 million", "2,5 مليون"],
    ["73 cars", "٧٣ عربة"],
    ["the 21st century", "القرن الحادي والعشرون"],
    ["the twenty-first century", "القرن الحادي والعشرين"],
    ["12 cars", "اثنتا عشرة عربة"],
    ["twenty-one", "إحدى وعشرون"],
    ["2 million shells", "مليوني قذيفة"],
    ["1,500", "١٬٥٠٠"],
    ["1,500", "1،500"],
    ["60,500", "60 ألفا و500"],
    ["60,500", "ستون ألفا وخمسمئة"],
    ["2,500", "ألفان وخمسمئة"],
    ["2.2 million", "مليونان ومئتا ألف"],
    ["12.5 per cent", "12,5 في المئة"],
    ["11 per cent", "11 بالمئة"],
    ["11 percent", "أحد عشر في المئة"],
    ["the fifteenth", "الخامس عشر"],
    ["15th", "الخامس عشر"],
    ["125 cars", "مئة وخمس وعشرون عربة"],
    ["115 cars", "مئة وخمس عشرة عربة"],
    ["1,550", "ألف وخمسمئة وخمسون"],
    ["20 million", "عشرون مليونا"],
    ["the 60 cars", "العربات الستين"],
    ["Tuesday, 40 cars", "الثلاثاء، أربعون عربة"],
    ["3 million", "ثلاثة ملايين"],
    ["3.5 million", "ثلاثة ملايين ونصف المليون"],
    ["between 20 and 30", "بين عشرين وثلاثين"],
    ["350 cars", "ثلاثمائة وخمسين عربة"],
    ["1.2 billion", "مليار ومئتا مليون"],
    ["one million two hundred and fifty thousand", "مليون ومئتان وخمسون ألفا"],
    ["1,001,500", "مليون وألف وخمسمئة"],
    ["330,000", "ثلاثمئة وثلاثون ألف"],
    ["sixty cars", "ستين عربة"],
  ];
  for (const [en, ar] of pairs) {
    const [english, arabic] = [statedNumbers(en, "en"), statedNumbers(ar, "ar")];
    assert.deepEqual([...english.all].sort(), [...arabic.all].sort(), `${en}: ${ar}`);
    assert.ok(english.isWhole && arabic.isWhole, ar);
    assert.deepEqual(numbersApart({ en, ar }), { en: [], ar: [] }, ar);
  }
});

test("seconds are no ordinals, and a share beside a number is no part of it", () => {
  assert.deepEqual([...statedNumbers("عشرون ثانية", "ar").firm], [20]);
  for (const text of ["73 half-empty cars", "73 cars and half of them", "73 and half of them"])
    assert.deepEqual([...statedNumbers(text, "en").all], [73], text);
});

test("what is not read for sure is held against nobody", () => {
  const pairs: readonly (readonly [en: string, ar: string])[] = [
    ["dozens of cars", "بضع عشرات من العربات"],
    ["several dozen", "بضع عشرات"],
    ["hundreds of cars", "مئات العربات"],
    ["a third of 90 cars", "ثلث العربات التسعين"],
    ["tens of thousands", "عشرات الآلاف"],
    ["two million shells", "مليونا قذيفة"],
    ["thousands", "آلاف العربات"],
    ["60,000 shells", "60.000 قذيفة"],
    ["some 20-odd cars", "عشرون عربة ونيف"],
    ["two thirds of the 90 cars", "ثلثا العربات التسعين"],
    ["between 5 and 20", "بين خمس وعشرين"],
    ["several hundred cars", "عدة مئات من العربات"],
    ["a few thousand", "بضعة آلاف"],
    ["half of the 73 cars", "نصف العربات الثلاث والسبعين"],
  ];
  for (const [en, ar] of pairs) {
    assert.equal(statedNumbers(ar, "ar").isWhole, false, ar);
    assert.deepEqual(numbersApart({ en, ar }), { en: [], ar: [] }, ar);
  }
});
