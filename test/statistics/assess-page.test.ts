import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assessLine } from "../../src/pipeline/assess-line.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/user/assess.md"), "utf8");
const [input, printed] = [...PAGE.matchAll(/```json\n(.*?)```/gs)].map(([, json = ""]) => JSON.parse(json));

/** Where two JSON values differ, numbers by more than a hundredth. */
function differences(got: unknown, expected: unknown, path = ""): string[] {
  if (typeof got === "number" && typeof expected === "number")
    return Math.abs(got - expected) <= 0.01 * Math.abs(got) ? [] : [`${path}: ${got}, the page has ${expected}`];
  if (typeof got !== "object" || typeof expected !== "object" || got === null || expected === null)
    return got === expected ? [] : [`${path}: ${JSON.stringify(got)}, the page has ${JSON.stringify(expected)}`];
  const names = new Set([...Object.keys(got), ...Object.keys(expected)]);
  const at = (of: object, name: string): unknown => Object.entries(of).find(([key]) => key === name)?.[1];
  return [...names].flatMap((name) => differences(at(got, name), at(expected, name), `${path}/${name}`));
}

/** Names of all fields of a JSON value, those of cars by type aside. */
function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, of]) => [name, ...(name === "cars" ? [] : fieldsOf(of))]);
}

test("the example of the page of assess --ndjson is answered as the page has it", () => {
  const answer = assessLine(JSON.stringify(input), 1, {});
  assert.ok(answer.status === "ready");
  assert.deepEqual(differences({ ...answer, looks: answer.looks.slice(-1) }, printed), []);
});

test("the page of assess --ndjson names every field of the input and of each answer", () => {
  const none = assessLine('{"id":"a","looks":[{"date":"2024-02-03","count":1}]}', 1, {});
  const unusable = assessLine('{"id":"a","looks":[{"date":"2024-02-03","cuont":1}]}', 1, {});
  assert.deepEqual([none.status, unusable.status], ["too-few-looks", "unusable"]);
  const words = PAGE.replace(/```json\n.*?```/gs, "");
  const rare = ["tooFew", "rampsLeftOut", "proposedRegimes[]", "together", "discoveredFall"];
  const named = (field: string) =>
    words.includes(`\`${field}\``) || words.includes(`\`${field}[]\``) || words.includes(`.${field}\``);
  const missing = [...fieldsOf(input), ...fieldsOf(printed), ...fieldsOf(none), ...fieldsOf(unusable)].filter(
    (field) => !named(field),
  );
  assert.deepEqual([...new Set([...missing, ...rare.filter((field) => !words.includes(`\`${field}\``))])], []);
  // Every field that a look may have: the refusal of a misspelt one lists them.
  const known = unusable.status === "unusable" ? (/known are (.*)$/.exec(unusable.problem)?.[1] ?? "").split(", ") : [];
  assert.ok(known.length >= 16, `known: ${known}`);
  for (const field of known) {
    assert.ok(named(field), field);
    assert.ok(fieldsOf(input).includes(field), `the example has no ${field}`);
  }
});
