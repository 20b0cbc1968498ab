import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import sharp from "sharp";

/**
 * Makes the README's picture from the demonstration's own reports: `npm run pictures -- DEMO_DIR`. The upper parts of
 * the synthetic yard's English report and of Tumangang's Arabic one, side by side.
 */
const reports = join(resolve(process.argv[2] ?? "demo"), "reports");
const out = resolve(import.meta.dirname, "../docs/pictures/reports.png");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1100, height: 1500 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  const pictures: Buffer[] = [];
  for (const [name, anchor] of [
    ["synthetic-yard.en.html", "#yard"],
    ["tumangang.ar.html", "header.top"],
  ] as const) {
    await page.goto(`file://${join(reports, name)}`);
    await page.locator(anchor).evaluate((section) => section.scrollIntoView());
    pictures.push(await page.screenshot());
  }
  const [left, right] = pictures;
  const sheet = await sharp({ create: { width: 2240, height: 1500, channels: 3, background: "#8a97a0" } })
    .composite([
      { input: left ?? Buffer.alloc(0), left: 0, top: 0 },
      { input: right ?? Buffer.alloc(0), left: 1140, top: 0 },
    ])
    .png()
    .toBuffer();
  await sharp(sheet).resize(1480).png({ palette: true, quality: 80 }).toFile(out);
  process.stdout.write(`${out}\n`);
} finally {
  await browser.close();
}
