import assert from "node:assert/strict";
import { test } from "node:test";
import { renderReport } from "../../src/adapters/render/report.ts";
import type { Quantity } from "../../src/core/evidence/quantity.ts";
import { inputs, tumangangRecord } from "./tumangang.ts";

const { evidence } = inputs;

/** The printed section of computations, where the daily use of shells is known so. */
async function printed(use: Partial<Quantity>, language: string): Promise<readonly string[]> {
  const claims = evidence.claims.map((claim) =>
    claim.id === evidence.brief.use && claim.quantity !== null
      ? { ...claim, quantity: { ...claim.quantity, ...use } }
      : claim,
  );
  const text = await renderReport(tumangangRecord({ evidence: { ...evidence, claims } }), { language, format: "txt" });
  return String(text)
    .replace(/[\u2066-\u2069]/g, "")
    .split("\n");
}
const line = (lines: readonly string[], start: string) => lines.find((each) => each.startsWith(`- ${start}`));

test("about carries through to print, in both languages", async () => {
  const english = await printed({}, "en");
  assert.match(
    line(english, "Shells fired in a year") ?? "",
    /about 60,000 rounds a day .* about 21\.9 million rounds\.$/,
  );
  assert.match(
    line(english, "Share of the use") ?? "",
    /about 2\.5 million rounds is about 11% of about 21\.9 million/,
  );
  const arabic = await printed({}, "ar");
  assert.match(line(arabic, "القذائف المستهلكة") ?? "", /بمعدل نحو 60,000 طلقة يوميًا .* نحو 21\.9 مليون طلقة\.$/);
  const exact = await printed({ approximately: false }, "en");
  assert.match(
    line(exact, "Shells fired in a year") ?? "",
    /: 60,000 rounds a day over 1 year makes 21\.9 million rounds\.$/,
  );
  assert.ok(exact.join(" ").includes("its forces fire 60,000 rounds a day"));
});

test("a range carries through to print, in both languages", async () => {
  const range = { low: 50_000, high: 70_000 };
  const english = await printed(range, "en");
  assert.ok(
    line(english, "“Shells fired in a year at the stated rate” lies between 18.3 million rounds and 25.6 million"),
  );
  assert.ok(english.includes("  Quantity: about 60,000 rounds a day, from 50,000 rounds a day to 70,000 rounds a day"));
  const arabic = await printed(range, "ar");
  assert.ok(line(arabic, "يتراوح الرقم «القذائف المستهلكة في السنة بالمعدل المذكور» من 18.3 مليون طلقة إلى 25.6"));
});

test("a bound is printed as a bound, in both languages, and nothing is worked out with it", async () => {
  assert.ok((await printed({}, "en")).includes("  Quantity: at least 70 cars"));
  assert.ok((await printed({}, "ar")).some((each) => each.endsWith(": ما لا يقل عن 70 عربة")));
  await assert.rejects(printed({ bound: "at-least" }, "en"), /claim shell-use states a bound and no amount/);
  const sources = await printed({}, "en");
  assert.ok(sources.some((each) => each.endsWith("one source, repeated by 1 other.")));
});
