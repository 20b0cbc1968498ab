import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { chromium } from "playwright-core";
import { renderReport } from "../../src/adapters/render/report.ts";
import { syntheticRecord } from "./synthetic-record.ts";
import { tumangangRecord } from "./tumangang-record.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-axe-"));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.2 AA, with what axe calls good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const { record: synthetic, pictures } = await syntheticRecord();
const reports = { synthetic, tumangang: tumangangRecord() };

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

for (const [name, record] of Object.entries(reports))
  for (const language of ["en", "ar"])
    test(`the report can be used by everybody, light and dark: ${name}, ${language}`, async () => {
      const path = join(folder, `${name}.${language}.html`);
      writeFileSync(path, await renderReport(record, { language, format: "html", pictures }));
      for (const colorScheme of ["light", "dark"] as const) {
        // The page's own policy lets no other script run.
        const context = await browser.newContext({ colorScheme, bypassCSP: true, offline: true });
        const page = await context.newPage();
        await page.goto(`file://${path}`);
        await page.evaluate(AXE);
        const run = `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) => violations)`;
        const violations: Violation[] = await page.evaluate(run);
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
        );
        assert.deepEqual(found, [], colorScheme);
        await context.close();
      }
    });

test("with the keyboard alone: the first stop skips to the report, and every number there can be reached and followed", async () => {
  const path = join(folder, "keyboard.html");
  writeFileSync(path, await renderReport(reports.tumangang, { language: "en", format: "html" }));
  const page = await browser.newPage({ offline: true });
  await page.goto(`file://${path}`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate("document.activeElement.className"), "skip");
  await page.keyboard.press("Enter");
  const unreachable = 'document.querySelectorAll(\'main a[href^="#origin-"]:is([tabindex="-1"])\').length';
  assert.equal(await page.evaluate(unreachable), 0);
  const broken =
    '[...document.querySelectorAll(\'a[href^="#"]\')].filter((a) => !document.getElementById(a.getAttribute("href").slice(1))).map((a) => a.getAttribute("href"))';
  assert.deepEqual(await page.evaluate(broken), [], "links to nowhere");
  await page.keyboard.press("Tab");
  assert.match(String(await page.evaluate('document.activeElement.getAttribute("href")')), /^#origin-/);
  await page.keyboard.press("Enter");
  assert.match(new URL(page.url()).hash, /^#origin-/);
  await page.close();
});
