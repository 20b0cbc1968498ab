import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { chromium } from "playwright-core";
import { renderReport } from "../../src/adapters/render/report.ts";
import { syntheticRecord } from "./synthetic-record.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-hover-"));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});
const { record, pictures } = await syntheticRecord();

for (const language of ["en", "ar"])
  test(`pointing at a number shows its origin, with the keyboard too, and following it leads there (${language})`, async () => {
    const path = join(folder, `${language}.html`);
    writeFileSync(path, await renderReport(record, { language, format: "html", pictures }));
    const page = await browser.newPage({ viewport: { width: 1100, height: 800 }, offline: true });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(`file://${path}`);
    const number = page.locator('#key a.n[href^="#origin-observation-"]').nth(1);
    const peek = page.locator("#peek");
    await number.hover();
    await peek.locator("dl").waitFor({ state: "visible" });
    assert.match(await peek.innerText(), /obs-2025-12-09/);
    await page.keyboard.press("Escape");
    assert.equal(await peek.isVisible(), false);
    await number.focus();
    assert.equal(await peek.isVisible(), true);
    await number.click();
    assert.match(new URL(page.url()).hash, /^#origin-observation-obs-2025-12-09/);
    const strip = page.locator('#origins article[id^="origin-track-"] figure svg').first();
    const box = await strip.boundingBox();
    assert.ok(box !== null && box.width > 300 && box.height > 40, "the strip that it was counted on is drawn");
    const fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    assert.equal(await page.evaluate(fits), true, "nothing runs out of the page sideways");
    assert.deepEqual(errors, []);
    await page.close();
  });
