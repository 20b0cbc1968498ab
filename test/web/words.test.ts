import assert from "node:assert/strict";
import { test } from "node:test";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { IntlMessageFormat } from "intl-messageformat";
import { localeOf } from "../../src/adapters/render/language.ts";
import { labels as arabicLabels } from "../../src/adapters/render/messages/ar/labels.ts";
import { names as arabicReport } from "../../src/adapters/render/messages/ar/names.ts";
import { names as englishReport } from "../../src/adapters/render/messages/en/names.ts";
import { quantityText as reportText } from "../../src/adapters/render/numbers.ts";
import { CAR_TYPES } from "../../src/core/observation/observation.ts";
import { amountText } from "../../web/src/evidence/quantity-words.ts";
import { formatsOf } from "../../web/src/numbers.ts";
import { ar } from "../../web/src/words/ar.ts";
import { en } from "../../web/src/words/en.ts";

const ARABIC_FORMS = ["few", "many", "one", "other", "two", "zero"];

interface Used {
  readonly names: Set<string>;
  /** Forms of each plural, `=0` among them. */
  readonly plurals: string[][];
}

function usedIn(message: string): Used {
  const used: Used = { names: new Set(), plurals: [] };
  const walk = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      if ("value" in element) used.names.add(element.value);
      if (element.type === TYPE.plural) used.plurals.push(Object.keys(element.options));
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(message, { ignoreTag: true }));
  return used;
}

test("every sentence of the workbench takes the same values in Arabic as in English", () => {
  const wrong = Object.entries(en).filter(([key, message]) => {
    const there = usedIn(ar[key as keyof typeof en]).names;
    const here = usedIn(message).names;
    return here.size !== there.size || [...here].some((name) => !there.has(name));
  });
  assert.deepEqual(wrong, []);
});

test("every Arabic plural has its six forms", () => {
  const wrong = Object.entries(ar).flatMap(([key, message]) =>
    usedIn(message)
      .plurals.map((forms) => ARABIC_FORMS.filter((form) => !forms.includes(form)))
      .filter((missing) => missing.length > 0)
      .map((missing) => `${key}: ${missing.join(", ")}`),
  );
  assert.deepEqual(wrong, []);
});

test("the types of cars have the report's words in both languages", () => {
  for (const type of CAR_TYPES) {
    const key = `type.${type}` as const;
    assert.ok(en[key].toLowerCase().startsWith(englishReport[key]), en[key]);
    assert.ok(ar[key].includes(arabicReport[key]), ar[key]);
  }
});

test("what stands in the workbench and in the report has one Arabic word", () => {
  assert.equal(ar["report.section.key"], arabicLabels["section.key"]);
  assert.equal(ar["yard.north.letter"], arabicLabels["picture.north"]);
  assert.ok(arabicLabels["report.synthetic"].startsWith(ar["app.synthetic"]));
  for (const rating of ["CC", "C", "N", "I", "II", "NA"] as const)
    assert.equal(ar[`rating.${rating}`], arabicReport[`rating.${rating}`]);
});

test("what the next image would confirm is told in the words of the report: two weeks on, about", () => {
  assert.match(en["mind.confirms"], /^One more clear image, two weeks on, with about /);
  assert.match(ar["mind.confirms"], /^صورة واضحة أخرى بعد أسبوعين فيها نحو /);
});

test("an amount has the report's words in both languages, whatever its unit and its number", async () => {
  const plain = (text: string) => text.replace(/[\u2066-\u2069\u200e\u200f\u061c]/g, "").replace(/[\u2212]/g, "-");
  for (const [language, words] of [
    ["en", en],
    ["ar", ar],
  ] as const) {
    const say: Parameters<typeof amountText>[0]["say"] = (key, values = {}) =>
      String(new IntlMessageFormat(words[key], language, undefined, { ignoreTag: true }).format({ ...values }));
    const locale = await localeOf(language);
    for (const unit of ["{round}", "{round}/d", "{round}/a", "{car}", "t/{car}", "d", "a", "wk", "m", "{shell}"])
      for (const value of [0, 0.3, 1, 1.4, 2, 5, 11, 100, 2190, 2.5e6, -1, -5]) {
        const shown = plain(amountText({ say, formats: formatsOf(language, "latn") }, value, unit)).replaceAll(",", "");
        const printed = plain(reportText(locale, value, unit, 3))
          .replaceAll("\u00a0", " ")
          .replaceAll(",", "");
        if (value < 1e6) assert.equal(shown, printed, `${language}, ${value} ${unit}`);
      }
  }
});
