import assert from "node:assert/strict";
import { test } from "node:test";
import { localeOf } from "../../src/adapters/render/language.ts";
import { dateText, printedText, textIn } from "../../src/adapters/render/numbers.ts";
import { renderBrief, renderReport } from "../../src/adapters/render/report.ts";
import { plainText, sentence } from "../../src/adapters/render/sentence.ts";
import type { Printed, SourceRef } from "../../src/core/report/finding.ts";
import { tumangangRecord } from "./tumangang-record.ts";

const en = await localeOf("en");
const ar = await localeOf("ar");
const arab = await localeOf("ar", "arab");
const source: SourceRef = { kind: "claim", id: "c" };

test("a count is told in Arabic with its noun, and no two numbers stand side by side", () => {
  const at = (value: Printed["value"], format: string) => ({ format, value, source }) as Printed;
  const facility = at({ ar: "الساحة" }, "text");
  const told = (cars: number, precision: string) =>
    plainText(
      sentence(ar, "brief.published", {
        publisher: at({ ar: "المرصد" }, "text"),
        facility,
        date: at("2023-02-27", "date"),
        cars: at(cars, "count"),
        precision: at(precision, "choice"),
      }),
    ).replace(/[\u2066-\u2069]/g, "");
  assert.deepEqual(
    [told(3, "exact"), told(0, "exact"), told(2, "at-least")],
    [
      "وفق إحصاء المرصد، بلغ عدد العربات 3 عربات في الساحة يوم 27 فبراير 2023.",
      "وفق إحصاء المرصد، بلغ عدد العربات صفرًا في الساحة يوم 27 فبراير 2023.",
      "وفق إحصاء المرصد، بلغ عدد العربات ما لا يقل عن عربتين في الساحة يوم 27 فبراير 2023.",
    ],
  );
  const cell = (cars: number, precision: string) =>
    plainText(sentence(ar, "figure.cars", { cars: at(cars, "count"), precision: at(precision, "choice") }));
  assert.deepEqual([cell(2, "exact"), cell(2, "about")], ["عربتان", "نحو عربتين"]);
});

test("one of a thing is told in the singular, and a caption names what is drawn", () => {
  const n = (cars: number): Printed => ({ format: "count", value: cars, source });
  const types = { covered: n(1), open: n(0), tank: n(2), flat: n(1), locomotive: n(1), unknown: n(0) };
  const words = (
    locale: typeof en,
    ...told: Parameters<typeof sentence> extends [unknown, ...infer Rest] ? Rest : never
  ) => plainText(sentence(locale, ...told)).replace(/[\u2066-\u2069]/g, "");
  assert.match(
    words(en, "brief.types", types),
    /1 was a box .* 1 flat or container car, 1 locomotive or passenger car;/,
  );
  assert.match(words(en, "cannot.withheld", { withheld: n(1), looks: n(1) }), /^The only look gave no count;/);
  assert.match(words(en, "sources.independent", { sources: n(1), origins: n(1) }), /^1 source is cited; it goes back/);
  assert.match(words(ar, "sources.independent", { sources: n(2), origins: n(1) }), /مصدرين، يعودان إلى أصل مستقل واحد/);
  const bare = { band: "no", onset: "none", events: "no" };
  assert.equal(words(en, "series.caption", bare), "All counts over time.");
  assert.equal(words(ar, "series.caption", bare), "جميع الأعداد عبر الزمن.");
  assert.match(words(en, "series.caption", { ...bare, onset: "fall" }), /the start of the fall/);
});

test("a judgement of a month was made in it, one of a day on it", () => {
  const value = (text: string, format: "text" | "date"): Printed =>
    format === "date" ? { format, value: text, source } : { format, value: { en: text, ar: text }, source };
  const judged = (locale: typeof en, day: string) =>
    plainText(
      sentence(locale, "judgement.others", {
        by: value("X", "text"),
        hypothesis: value("h", "text"),
        word: value("w", "text"),
        date: value(day, "date"),
      }),
    ).replace(/[\u2066-\u2069]/g, "");
  assert.match(judged(en, "2023-10"), /^X judged in October 2023 that/);
  assert.match(judged(en, "2023-10-05"), /^X judged on 5 October 2023 that/);
  assert.match(judged(ar, "2023-10"), /^في تقدير X في أكتوبر 2023،/);
});

test("Arabic-Indic digits run through Arabic words and the numbers of the law, and leave Latin names and codes alone", () => {
  const words = { ar: "73 عربة في صورة Sentinel-2، وفق https://example.org/73", en: "73 cars" };
  assert.equal(textIn(arab, words).text, "٧٣ عربة في صورة Sentinel-2، وفق https://example.org/73");
  assert.equal(textIn(ar, words).text, words.ar);
  assert.equal(textIn(arab, { en: "73 cars" }).text, "73 cars");
  const code = (kind: "law" | "method", value: string): Printed => ({
    format: "code",
    value,
    source: { kind, id: "x" },
  });
  const method = { looks: { format: "count", value: 3, source }, method: code("method", "strips@10") } as const;
  assert.match(plainText(sentence(arab, "method.used", method)), /strips@10/);
  const told = { number: code("law", "1718"), paragraph: code("law", "8 (a)"), summary: "…" };
  assert.equal(
    plainText(sentence(arab, "law.provision", told)).replace(/[\u2066-\u2069]/g, ""),
    "القرار ١٧١٨، الفقرة ٨ (a): …",
  );
});

test("a date is printed as far as it is known, and an instant by its day in UTC", () => {
  assert.equal(dateText(en, "2020-02"), "February 2020");
  assert.equal(dateText(en, "2018"), "2018");
  assert.equal(dateText(en, "2023-10-05T23:59:00Z"), "5 October 2023");
  assert.throws(() => dateText(en, "yesterday"), /RangeError|expected an ISO date/);
});

test("a small probability reads as one in so many, and never as finer than one in a million", () => {
  const p = (value: number) => printedText(en, { format: "probability", value }).text;
  assert.deepEqual([0.5, 0.1, 0.04, 0.00042, 1e-9].map(p), [
    "50%",
    "10%",
    "1 in 25",
    "1 in 2,400",
    "less than 1 in 1,000,000",
  ]);
});

test("a share that is not nothing is never printed as 0 %, nor one that is not whole as 100 %", () => {
  const share = (value: number) =>
    printedText(en, { format: "share", value, decimals: 0 }).text.replace(/[\u2068\u2069]/g, "");
  assert.deepEqual([0, 0.0001, 0.5, 0.9999, 1].map(share), ["0%", "under 1%", "50%", "over 99%", "100%"]);
});

test("a likelihood is printed as the fixed phrase of its band, in each language", () => {
  assert.equal(printedText(en, { format: "likelihood", value: 0.7 }).text, "likely");
  assert.equal(printedText(ar, { format: "likelihood", value: 0.7 }).text, "مرجّح");
});

test("a text that the record has in another language only says which it is in", () => {
  assert.deepEqual(textIn(ar, { ko: "두만강역" }), { text: "두만강역", language: "ko" });
  assert.deepEqual(textIn(ar, { en: "Tumangang", ko: "두만강역" }), { text: "Tumangang", language: "en" });
});

test("a range in running Arabic runs from low to high, each number isolated", () => {
  const value = (n: number): Printed => ({ format: "count", value: n, source });
  const words = plainText(sentence(ar, "figure.range", { low: value(66), high: value(74) }));
  assert.equal(words, "من \u206866\u2069 إلى \u206874\u2069");
});

test("a message that asks for what it is not given is a bug, and says so", () => {
  assert.throws(() => sentence(en, "figure.range", { low: { format: "count", value: 1, source } }));
});

test("the count up to which the next image would end a rise is told with the count itself, and none as none", () => {
  const told = (locale: typeof en, n: number) =>
    plainText(sentence(locale, "mind.next-look-ends", { cars: { format: "count", value: n, source } })).replace(
      /[\u2066-\u2069]/g,
      "",
    );
  assert.equal(told(en, 0), "One more clear image with no car would end it.");
  assert.equal(told(en, 1), "One more clear image with 1 car or none would end it.");
  assert.equal(told(en, 22), "One more clear image with 22 cars or fewer would end it.");
  assert.deepEqual(
    [0, 1, 2, 3, 22].map((n) => told(ar, n)),
    [
      "صورة واضحة أخرى لا تُظهر أي عربة من شأنها أن تنهيه.",
      "صورة واضحة أخرى تُظهر عربة واحدة أو لا تُظهر أي عربة من شأنها أن تنهيه.",
      "صورة واضحة أخرى تُظهر عربتين أو أقل من شأنها أن تنهيه.",
      "صورة واضحة أخرى تُظهر 3 عربات أو أقل من شأنها أن تنهيه.",
      "صورة واضحة أخرى تُظهر 22 عربة أو أقل من شأنها أن تنهيه.",
    ],
  );
});

test("one weak figure behind a usual range rests on a source, more on sources", () => {
  const told = (locale: typeof en, weak: number, of: number) => {
    const n = (value: number): Printed => ({ format: "count", value, source });
    return plainText(sentence(locale, "baseline.weak", { weak: n(weak), of: n(of) })).replace(/[\u2066-\u2069]/g, "");
  };
  assert.match(told(en, 1, 1), /^The only published figure behind it rests on a source that is graded unreliable,/);
  assert.match(told(en, 1, 6), /, 1 rests on a source that is graded unreliable,/);
  assert.match(told(en, 2, 6), /, 2 rest on sources that are graded unreliable,/);
  for (const behind of [1, 2, 6])
    assert.match(told(ar, 1, behind), / إلى مصدر صُنّف غير موثوق أو مستبعد الصحة أو تعذّر الحكم عليه\.$/);
  assert.match(told(ar, 2, 6), / إلى مصادر صُنّفت غير موثوقة أو مستبعدة الصحة أو تعذّر الحكم عليها\.$/);
});

test("a name with quotation marks has inner ones within a quotation", () => {
  const event: Printed = { format: "text", value: { en: "“Rails” strike", ar: "إضراب «السكك»" }, source };
  const told = { event, date: { format: "date", value: "2024-03-01", source } as const };
  const p: Printed = { format: "probability", value: 0.2, source };
  const words = plainText(
    sentence(ar, "event.undecided", { ...told, direction: "possible-rise", follows: p, precedes: p }),
  ).replace(/[\u2066-\u2069]/g, "");
  assert.match(words, /^يقع الحدث «إضراب “السكك”» .* ربما بدأ فيها الارتفاع المحتمل،/);
  const quoted = plainText(sentence(en, "matrix.row-decides", { row: { ...event, format: "text" } }));
  assert.match(quoted.replace(/[\u2066-\u2069]/g, ""), /if “‘Rails’ strike” were wrong/);
});

test("a track of which a caption tells no cars is told so without its type, in Arabic too", () => {
  const cars = { format: "count", value: 0, source } as const;
  const none = { track: "T1", cars, counted: cars, differs: "no", seen: "all" };
  assert.equal(
    plainText(sentence(ar, "strip.caption", none)).replace(/[\u2066-\u2069]/g, ""),
    "السكة T1 بعد تقويمها: لا عربات عليها، والمسافة بالأمتار على طول السكة.",
  );
  const part = { ...none, seen: "part" };
  assert.deepEqual(
    [en, ar].map((locale) => plainText(sentence(locale, "strip.caption", part)).replace(/[\u2066-\u2069]/g, "")),
    [
      "T1, straightened: no car stands where it could be seen; metres along the track.",
      "السكة T1 بعد تقويمها، حيث أمكنت رؤيتها: لا عربات عليها، والمسافة بالأمتار على طول السكة.",
    ],
  );
  assert.equal(
    plainText(sentence(en, "strip.caption", { ...none, seen: "none" })).replace(/[\u2066-\u2069]/g, ""),
    "T1, straightened: nothing of it could be seen; metres along the track.",
  );
});

test("in Arabic a period's bound is no number reached, and a ratio says which way it went, with its noun", () => {
  const n = (value: number): Printed => ({ format: "count", value, source });
  const choice = (value: string): Printed => ({ format: "choice", value, source });
  const name: Printed = { format: "text", value: { ar: "س" }, source };
  const plainly = (key: "published.period" | "brief.period" | "rise.ratio", values: Record<string, Printed>) =>
    plainText(sentence(ar, key, values)).replace(/[\u2066-\u2069]/g, "");
  for (const key of ["published.period", "brief.period"] as const) {
    const period: Record<string, Printed> = { from: n(1), to: n(2), facility: name, publisher: name };
    const told = (precision: string, cars: number): string | undefined =>
      plainly(key, { ...period, cars: n(cars), precision: choice(precision) })
        .split("، ")
        .at(-1);
    assert.equal(told("at-most-about", 20), "لم يتجاوز عدد العربات في س في أي صورة نحو 20 عربة.");
    assert.equal(told("at-least", 2), "لم يقل عدد العربات في س في أي صورة عن عربتين.");
    assert.equal(told("exact", 5), "بلغ عدد العربات في س 5 عربات.");
  }
  const ratio = (value: number) => {
    const number = (each: number): Printed => ({ format: "number", value: each, significant: 2, source });
    const level: Printed = { format: "share", value: 0.9, decimals: 0, source };
    return plainly("rise.ratio", { low: number(0.1), median: number(value), high: number(9), level }).split("،")[0];
  };
  assert.deepEqual([6.93, 2, 2.96, 1.5, 11.4, 0.42].map(ratio), [
    "ومنذ ذلك الحين بلغ عدد العربات 6.9 أضعاف ما كان عليه",
    "ومنذ ذلك الحين بلغ عدد العربات ضعفَي ما كان عليه",
    "ومنذ ذلك الحين بلغ عدد العربات 3 أضعاف ما كان عليه",
    "ومنذ ذلك الحين بلغ عدد العربات 1.5 ضعف ما كان عليه",
    "ومنذ ذلك الحين بلغ عدد العربات 11 ضعف ما كان عليه",
    "ومنذ ذلك الحين انخفض عدد العربات إلى 0.42 مما كان عليه",
  ]);
});

test("no number of an Arabic report in Arabic-Indic digits has others: claims, grades, resolutions, revisions", async () => {
  const record = tumangangRecord();
  const printed = { language: "ar", numbering: "arab" } as const;
  const text = `${await renderReport(record, { ...printed, format: "txt" })}${await renderBrief(record, printed)}`;
  const arabic = text.replace(/\u2068[^\u2069]*\p{Script=Latin}[^\u2069]*\u2069/gu, "").split(/\s+/);
  assert.deepEqual(
    arabic.filter((word) => /[0-9]/.test(word) && !/\p{Script=Latin}/u.test(word)),
    [],
  );
});
