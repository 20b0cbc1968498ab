import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import type { Pictures } from "../../src/adapters/render/context.ts";
import { renderBrief, renderReport } from "../../src/adapters/render/report.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { syntheticRecord } from "./synthetic-record.ts";

export const GOLDEN = join(import.meta.dirname, "golden");

/** The frozen record that all goldens are rendered from: what is derived elsewhere may change, these pages may not. */
export function frozenRecord(): ReportRecord {
  return JSON.parse(readFileSync(join(GOLDEN, "tumangang.record.json"), "utf8"));
}

/** Every golden as it is rendered now, by file name. */
export async function renderedGoldens(): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = mkdtempSync(join(tmpdir(), "yardcheck-golden-"));
  const found = new Map<string, Uint8Array>();
  const { record: yard, pictures } = await syntheticRecord();
  try {
    for (const language of ["en", "ar"]) {
      const record = frozenRecord();
      const text = await renderReport(record, { language, format: "txt" });
      found.set(`tumangang.${language}.txt`, Buffer.from(text));
      found.set(`tumangang.brief.${language}.txt`, Buffer.from(await renderBrief(record, { language })));
      for (const [name, png] of await pdfPages(record, new Map(), language, [1, 2], folder))
        found.set(`tumangang.${language}.${name}`, png);
      for (const theme of ["light", "dark"] as const)
        found.set(`tumangang.${language}.${theme}.png`, await htmlPage(record, new Map(), language, theme, folder));
      for (const [name, png] of await pdfPages(yard, pictures, language, [2, 3], folder))
        found.set(`synthetic.${language}.${name}`, png);
      const theme = language === "en" ? "dark" : "light";
      found.set(`synthetic.${language}.${theme}.png`, await htmlPage(yard, pictures, language, theme, folder));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return found;
}

async function pdfPages(record: ReportRecord, pictures: Pictures, language: string, pages: number[], folder: string) {
  const pdf = join(folder, "report.pdf");
  writeFileSync(pdf, await renderReport(record, { language, format: "pdf", pictures }));
  const found: [string, Uint8Array][] = [];
  for (const page of pages) {
    const stem = join(folder, `page-${page}`);
    execFileSync("pdftoppm", ["-r", "72", "-f", `${page}`, "-l", `${page}`, "-png", "-singlefile", pdf, stem], {
      stdio: "ignore",
    });
    found.push([`page-${page}.png`, await small(readFileSync(`${stem}.png`))]);
  }
  return found;
}

async function htmlPage(
  record: ReportRecord,
  pictures: Pictures,
  language: string,
  theme: "light" | "dark",
  folder: string,
) {
  const html = join(folder, "report.html");
  writeFileSync(html, await renderReport(record, { language, format: "html", pictures }));
  return await small(screenshot(html, theme, folder));
}

const small = async (png: Uint8Array) =>
  new Uint8Array(await sharp(png).png({ palette: true, colours: 32 }).toBuffer());

function screenshot(html: string, theme: "light" | "dark", folder: string): Uint8Array {
  const path = join(folder, "screenshot.png");
  execFileSync(
    "chromium",
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--no-first-run",
      "--hide-scrollbars",
      `--blink-settings=preferredColorScheme=${theme === "dark" ? 0 : 1}`,
      `--user-data-dir=${join(folder, "chromium")}`,
      "--window-size=1000,1500",
      `--screenshot=${path}`,
      `file://${html}`,
    ],
    { stdio: "ignore" },
  );
  return readFileSync(path);
}
