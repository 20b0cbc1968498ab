import assert from "node:assert/strict";
import { test } from "node:test";
import { renderReport } from "../../src/adapters/render/report.ts";
import type { MethodId } from "../../src/core/ids.ts";
import { picturesOf, yardInputs, yardRecord } from "./yard.ts";

const inputs = yardInputs(true);
const sentences = (changed: Parameters<typeof yardRecord>[1]) =>
  yardRecord(true, changed)
    .findings.filter(({ section }) => section === "method")
    .map(({ key, values }) => [key, values["method"]?.value ?? values["score"]?.value]);

test("a report names the method that its looks were counted with, and its accuracy where that was measured", () => {
  assert.deepEqual(sentences({}), [
    ["method.used", "strips@1"],
    ["method.accuracy", 0.9],
  ]);
});

test("a report of one of several series says by which methods the others were counted, each with its origin", async () => {
  const other = "boxes@5+0a1b2c";
  const record = yardRecord(true, { otherMethods: [other] });
  const told = record.findings.filter(({ key }) => key === "method.other-series");
  assert.deepEqual(
    told.map(({ values }) => [values["method"]?.value, values["other"]?.value]),
    [["strips@1", other]],
  );
  for (const [language, words] of [
    ["en", /by the method [^.]*boxes@5\+0a1b2c[^.]* as well\. .* on that of [^.]*strips@1/],
    ["ar", /سلسلة أخرى/],
  ] as const) {
    const html = String(await renderReport(record, { language, format: "html", pictures: picturesOf(record) }));
    assert.match(html.replace(/<[^>]+>/g, ""), words);
  }
  assert.equal("otherMethods" in yardRecord(true, { otherMethods: [] }).basis, false);
});

test("looks of an earlier method, or of other weights, do not take over the accuracy of the newest", () => {
  assert.ok(inputs.method !== null);
  const told = [
    ["method.used", "strips@1"],
    ["method.not-measured", "strips@1"],
  ];
  assert.deepEqual(sentences({ method: { ...inputs.method, id: "strips@2" } }), told);
  const looks = inputs.looks.map((look) => ({
    ...look,
    observation: { ...look.observation, inputs: { ...look.observation.inputs, "strips.onnx": "00".repeat(32) } },
  }));
  assert.deepEqual(sentences({ looks }), told);
});

test("who checked the cars of a look is told at its origin; where nobody did, that is told", async () => {
  const looks = inputs.looks.map((look) => ({
    ...look,
    observation: { ...look.observation, method: "strips@1+read-by-ada" as MethodId },
  }));
  const page = async (changed: Parameters<typeof yardRecord>[1]) => {
    const record = yardRecord(true, changed);
    const html = await renderReport(record, { language: "en", format: "html", pictures: picturesOf(record) });
    return new Set(
      String(html)
        .replace(/<[^>]+>/g, "")
        .match(/strips@1 ?\([^)]+\)/g),
    );
  };
  assert.deepEqual([...(await page({ looks }))], ["strips@1 (a program, its cars checked by ada)"]);
  assert.deepEqual([...(await page({}))], ["strips@1 (a program; no person corrected it)"]);
});
