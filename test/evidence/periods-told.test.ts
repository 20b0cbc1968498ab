import assert from "node:assert/strict";
import { test } from "node:test";
import type { Figure } from "../../src/core/series/entry.ts";
import { told } from "./told.ts";
import { countsRecord, publishedCount } from "./tumangang.ts";

const said = (from: string, to: string, figure: Figure) => publishedCount(from, figure, { to });
const least = (cars: number): Figure => ({ kind: "at-least", cars, approximately: false });
const exact = (cars: number): Figure => ({ kind: "exact", cars, approximately: false });

test("a figure dated to a month is of one day of it, and never of every day", () => {
  const june = countsRecord(said("2018-06-01", "2018-06-30", least(2)), said("2018-06-21", "2018-06-21", exact(0)));
  for (const section of ["key", "brief"] as const) {
    const text = told(june, section, "en").join("\n");
    assert.match(text, /In June 2018, Blick counted at least 2 cars at Tumangang; on which day is not known\./);
    assert.doesNotMatch(text, /never saw|From 1 June/);
    assert.match(
      told(june, section, "ar").join("\n"),
      /بلغ عدد العربات في تومانغانغ ما لا يقل عن عربتين في أحد أيام يونيو 2018/,
    );
  }
  assert.match(
    told(countsRecord(said("2018-05-01", "2018-05-31", exact(73))), "key", "en").join("\n"),
    /In May 2018, Blick counted 73 cars at Tumangang/,
  );
});

test("a count of a longer period is of a day of it; a bound holds for every image", () => {
  const spring = countsRecord(said("2018-03-05", "2018-05-20", exact(73)));
  assert.match(
    told(spring, "key", "en").join("\n"),
    /On a day between 5 March 2018 and 20 May 2018, Blick counted 73 cars/,
  );
  const bound: Figure = { kind: "at-most", cars: 20, approximately: true, looks: 7 };
  assert.match(
    told(countsRecord(said("2018-10-01", "2023-10-04", bound)), "key", "en").join("\n"),
    /Blick never saw more than about 20 cars/,
  );
});

const days = (...cars: number[]) => cars.map((each, i) => publishedCount(`2023-0${i + 1}-10`, each));

test("a figure told as of one image of a period is one look of the statistics, and nothing is assumed of it", () => {
  for (const figure of [least(2), exact(6), { kind: "exact", cars: 6, approximately: true } satisfies Figure]) {
    const record = countsRecord(said("2018-01-01", "2022-12-31", figure), ...days(4, 6, 5, 7, 5, 6, 5));
    assert.match(told(record, "key", "en").join("\n"), /On a day between 1 January 2018 and 31 December 2022, Blick/);
    assert.ok(record.assessment?.status === "ready");
    assert.equal(record.assessment.baseline.looks, 7);
    assert.match(told(record, "key", "en").join("\n"), /Going by 7 looks from/);
    assert.doesNotMatch(
      [...told(record, "key", "en"), ...told(record, "brief", "en")].join("\n"),
      /not known, and|assumed/,
    );
  }
});

test("of a bound's unknown images as many are told as are assumed, beside all looks of the usual range", () => {
  const never: Figure = { kind: "at-most", cars: 20, approximately: false, looks: null };
  const record = countsRecord(said("2022-01-01", "2022-12-31", never), ...days(4, 6, 5, 7, 5, 6, 5, 6));
  const lines = (section: "key" | "brief", language: "en" | "ar") => told(record, section, language).join("\n");
  assert.match(
    lines("key", "en"),
    /Going by 11 looks, a usual day shows between \d+ and \d+ cars, at a level of 95%; how many images lie behind what was published of the time from 1 January 2022 to 31 December 2022 is not known, and 4 are assumed\./,
  );
  assert.match(
    lines("brief", "en"),
    /Going by 11 looks before that count, .*; how many images lie behind earlier figures of whole periods is not known, and 4 are assumed\./,
  );
  assert.match(
    lines("key", "ar"),
    /^استنادًا إلى 11 نظرة، .* من 1 يناير 2022 إلى 31 ديسمبر 2022، وقد افتُرض أنها 4 صور\.$/m,
  );
  assert.match(lines("brief", "ar"), /واستنادًا إلى 11 نظرة سبقت ذلك العدد، .* عن مدد كاملة، وقد افتُرض أنها 4 صور\./);
});

test("at least none says nothing, and is told nowhere", () => {
  const nothing = countsRecord(said("2018-06-01", "2018-06-30", least(0)), said("2018-07-01", "2018-07-31", exact(3)));
  for (const section of ["key", "brief"] as const)
    assert.doesNotMatch(told(nothing, section, "en").join("\n"), /at least (no|0)|no cars|In June/);
});
