import assert from "node:assert/strict";
import { test } from "node:test";
import { localeOf } from "../../src/adapters/render/language.ts";
import { plainText, sentence } from "../../src/adapters/render/sentence.ts";
import type { Printed, SourceRef } from "../../src/core/report/finding.ts";

const en = await localeOf("en");
const ar = await localeOf("ar");
const source: SourceRef = { kind: "claim", id: "c" };

test("what the next image would confirm is told of one in a fortnight, in records up to 0.5.0 of any", () => {
  const told = (locale: typeof en, key: "mind.next-look-fortnight" | "mind.next-look-confirms") =>
    plainText(sentence(locale, key, { cars: { format: "count", value: 33, source } })).replace(/[\u2066-\u2069]/g, "");
  assert.match(told(en, "mind.next-look-fortnight"), /^One more clear image, two weeks on, with about 33 cars or more/);
  assert.match(told(en, "mind.next-look-confirms"), /^One more clear image with 33 cars or more would put/);
  assert.match(told(ar, "mind.next-look-fortnight"), /^صورة واضحة أخرى بعد أسبوعين فيها نحو 33 عربة أو أكثر/);
  assert.match(told(ar, "mind.next-look-confirms"), /^صورة واضحة أخرى فيها 33 عربة أو أكثر/);
});

test("what was judged under a regime is told as that, in records up to 0.6.0 too, which say period", () => {
  const choice = (value: string): Printed => ({ format: "choice", value, source });
  const day: Printed = { format: "date", value: "2022-03-01", source };
  const told = (locale: typeof en, key: "judged.part" | "brief.judged", part: string) => {
    const values: Record<string, Printed> = {
      part: choice(part),
      date: day,
      looks: { format: "count", value: 9, source },
      from: day,
      onset: choice("not-told"),
      direction: choice("rise"),
      evidence: { format: "number", value: 1, significant: 2, source },
    };
    return plainText(sentence(locale, key, values)).replace(/[\u2066-\u2069]/g, "");
  };
  for (const key of ["judged.part", "brief.judged"] as const) {
    for (const locale of [en, ar]) assert.equal(told(locale, key, "period"), told(locale, key, "regime"));
    assert.match(
      told(en, key, "period"),
      /^Only the regime that .* 1 March 2022 was weighed, and no change from another/,
    );
    assert.match(told(ar, key, "period"), /تشمل المقارنة سوى المرحلة التي حددها المحلل لعدد يوم 1 مارس 2022/);
  }
});

test("in records up to 0.7.0 one number stands for assumed images and all other looks, and is printed as it was", () => {
  const n = (value: number): Printed => ({ format: "count", value, source });
  const day = (value: string): Printed => ({ format: "date", value, source });
  const level: Printed = { format: "share", value: 0.95, decimals: 0, source };
  const usual = { looks: n(11), low: n(0), high: n(12), level };
  const told = (locale: typeof en) =>
    [
      sentence(locale, "baseline.assumed", { ...usual, from: day("2022-01-01"), to: day("2022-12-31") }),
      sentence(locale, "brief.assumed", usual),
    ].map((words) => plainText(words).replace(/[\u2066-\u2069]/g, ""));
  assert.deepEqual(told(en), [
    "How many images lie behind the published figures from 1 January 2022 to 31 December 2022 is not known; taking them for 11 images, a usual day shows between 0 and 12 cars, at a level of 95%.",
    "How many images lie behind the earlier published figures is not known; taking them for 11 images, a usual day shows between 0 and 12 cars, at a level of 95%.",
  ]);
  for (const words of told(ar)) assert.match(words, /وإذا افتُرض أنها 11 صورة، يتراوح العدد/);
});

test("an event before a change is told of one date drawn, in records up to 0.10.0 too, and since of as many as there are events", () => {
  const n = (value: number): Printed => ({ format: "count", value, source });
  const named: Record<string, Printed> = {
    event: { format: "text", value: { en: "Summit", ar: "القمة" }, source },
    date: { format: "date", value: "2023-09-13", source },
    direction: { format: "choice", value: "rise", source },
    chance: { format: "probability", value: 0.25, source },
  };
  const told = (locale: typeof en, days: number, events: number | null) =>
    plainText(
      sentence(locale, events === null ? "event.before-onset" : "event.before-onset-of", {
        ...named,
        days: n(days),
        ...(events === null ? {} : { events: n(events) }),
      }),
    ).replace(/[\u2066-\u2069\u200e\u200f]/g, "");
  assert.match(told(en, 8, null), /; a date drawn at random would lie as close with a probability of/);
  assert.match(told(ar, 8, null), /؛ واحتمال أن يقع تاريخ يُختار عشوائيًا على هذا القرب هو /);
  assert.match(
    told(en, 8, 3),
    /8 days before the likeliest start of the rise; of 3 dates drawn at random from the days of the record, as many as events were considered, at least one would lie as close before it, or on it, with a probability of/,
  );
  assert.match(
    told(en, 0, 1),
    /on the very day of .*; a date drawn at random from the days of the record would fall on that day with/,
  );
  const arabic = [
    [8, 1, "تاريخ يُختار عشوائيًا من أيام السجل على هذا القرب قبل ذلك التاريخ أو فيه هو"],
    [8, 2, "واحد على الأقل من تاريخين يُختاران عشوائيًا من أيام السجل، أي بعدد"],
    [1, 3, "واحد على الأقل من 3 تواريخ تُختار عشوائيًا"],
    [2, 12, "واحد على الأقل من 12 تاريخًا تُختار عشوائيًا"],
    [
      0,
      100,
      "واحد على الأقل من 100 تاريخ تُختار عشوائيًا من أيام السجل، أي بعدد الأحداث التي نُظر فيها، في ذلك اليوم نفسه هو",
    ],
  ] as const;
  for (const [days, events, words] of arabic) assert.ok(told(ar, days, events).includes(words), told(ar, days, events));
});
