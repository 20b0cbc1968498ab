import assert from "node:assert/strict";
import { test } from "node:test";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { type Language, languageTags, localeOf } from "../../src/adapters/render/language.ts";
import type { CountWarning, WithholdReason } from "../../src/core/observation/observation.ts";
import { SENTENCES } from "../../src/core/report/sentences.ts";

const english = (await localeOf("en")).language;
const languages: Language[] = [];
for (const tag of languageTags()) languages.push((await localeOf(tag)).language);

/** Everything that is missing or wrong in a language, in words: what a translator works through. */
function missingIn(language: Language): string[] {
  const problems: string[] = [];
  const messages: Readonly<Record<string, string>> = language.messages;
  const categories = new Intl.PluralRules(language.formats).resolvedOptions().pluralCategories;
  for (const [key, source] of Object.entries(english.messages)) {
    const message = messages[key];
    if (message === undefined) {
      problems.push(`${key} is missing; in English: ${source}`);
      continue;
    }
    const used = argumentsOf(parse(message, { ignoreTag: true }));
    const wanted = argumentsOf(parse(source, { ignoreTag: true }));
    for (const name of used) if (!wanted.has(name)) problems.push(`${key} uses {${name}}, which English does not`);
    for (const plural of pluralsOf(parse(message, { ignoreTag: true })))
      for (const category of categories)
        if (!(category in plural)) problems.push(`${key}: the plural form "${category}" is missing`);
  }
  for (const key of Object.keys(messages)) if (!(key in english.messages)) problems.push(`${key} is not in English`);
  return problems;
}

function argumentsOf(elements: readonly MessageFormatElement[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.argument || element.type === TYPE.plural || element.type === TYPE.select)
      found.add(element.value);
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const { value } of Object.values(element.options)) argumentsOf(value, found);
  }
  return found;
}

function pluralsOf(elements: readonly MessageFormatElement[]): object[] {
  return elements.flatMap((element) => {
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
    const inner = Object.values(element.options).flatMap(({ value }) => pluralsOf(value));
    return element.type === TYPE.plural ? [element.options, ...inner] : inner;
  });
}

function literalsOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal) return [element.value];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
    return Object.values(element.options).flatMap(({ value }) => literalsOf(value));
  });
}

test("nothing is missing in any language, and every plural has all the forms of its language", () => {
  for (const language of languages) assert.deepEqual(missingIn(language), [], language.tag);
});

test("a language with a missing message is told which, with the English words", () => {
  const { "section.key": _, ...rest } = english.messages;
  const partial = { ...english, tag: "xx", messages: rest as Language["messages"] };
  assert.deepEqual(missingIn(partial), ["section.key is missing; in English: Key findings"]);
});

test("the phrases of the bands of likelihood are of the language's one file, too", () => {
  const { "likelihood.even": _, ...rest } = english.messages;
  const partial = { ...english, tag: "xx", messages: rest as Language["messages"] };
  assert.deepEqual(missingIn(partial), ["likelihood.even is missing; in English: roughly even chance"]);
});

test("an Arabic plural without its form for two is found", () => {
  const arabic = languages.find(({ tag }) => tag === "ar") ?? english;
  const messages = { ...arabic.messages, "unit.car": "{n, plural, one {عربة} few {عربات} other {عربة}}" };
  assert.deepEqual(missingIn({ ...arabic, messages }), [
    'unit.car: the plural form "zero" is missing',
    'unit.car: the plural form "two" is missing',
    'unit.car: the plural form "many" is missing',
  ]);
});

test("every sentence of the record has a message that uses no value but its own", () => {
  for (const [key, names] of Object.entries(SENTENCES)) {
    const message: string | undefined = (english.messages as Readonly<Record<string, string>>)[key];
    assert.ok(message !== undefined, key);
    for (const name of argumentsOf(parse(message, { ignoreTag: true })))
      assert.ok((names as readonly string[]).includes(name), `${key} uses {${name}}`);
  }
});

test("no message holds a digit of its own: a number comes in as a value with its source", () => {
  const allowed = /JSON|38 North|38 نورث/;
  for (const { tag, messages } of languages)
    for (const [key, message] of Object.entries(messages))
      for (const words of literalsOf(parse(message, { ignoreTag: true })))
        assert.ok(!/\p{Nd}/u.test(words) || allowed.test(words), `${tag} ${key}: ${words}`);
});

test("Arabic messages use Arabic punctuation and quotation marks, and no letter is spaced or slanted", () => {
  const arabic = languages.find(({ tag }) => tag === "ar") ?? english;
  for (const [key, message] of Object.entries(arabic.messages))
    for (const words of literalsOf(parse(message, { ignoreTag: true })))
      if (!key.startsWith("picture.synthetic")) assert.doesNotMatch(words, /[,;?"“”]|<\/?[ib]>/, key);
});

test("a likelihood and a confidence never share a sentence", () => {
  for (const { tag, messages } of languages)
    for (const [key, message] of Object.entries(messages)) {
      const names = argumentsOf(parse(message, { ignoreTag: true }));
      assert.ok(!(names.has("likelihood") && names.has("confidence")), `${tag} ${key}`);
    }
});

test("an unknown language is refused with the list of those there are", async () => {
  await assert.rejects(localeOf("tlh"), /usage: no language tlh; there are ar, en/);
  await assert.rejects(localeOf("en", "arab"), /usage: en is printed with latn digits, asked for arab/);
});

test("every reason for which a count is withheld has its words in the brief", () => {
  const codes: Readonly<Record<WithholdReason["code"], true>> = {
    "too-coarse": true,
    "too-oblique": true,
    "too-hidden": true,
    "too-dark": true,
    "outside-scene": true,
    "registration-ambiguous": true,
    unclear: true,
  };
  const cases = [...Object.keys(codes).map((code) => code.replaceAll("-", "_")), "other"].sort();
  for (const { tag, messages } of languages) {
    const select = parse(messages["brief.withheld-reason"]).find(
      (part) => part.type === TYPE.select && part.value === "reason",
    );
    assert.deepEqual(select?.type === TYPE.select && Object.keys(select.options).sort(), cases, tag);
  }
});

test("every warning of a count has its words", () => {
  const codes: Readonly<Record<CountWarning["code"], true>> = {
    coarse: true,
    "off-nadir-unknown": true,
    oblique: true,
    "partly-hidden": true,
    "registration-uncertain": true,
    "shift-contradicted": true,
    "low-sun": true,
    synthetic: true,
  };
  for (const { tag, messages } of languages)
    assert.deepEqual(
      Object.keys(messages)
        .filter((key) => key.startsWith("warning."))
        .sort(),
      Object.keys(codes)
        .map((code) => `warning.${code}`)
        .sort(),
      tag,
    );
});
