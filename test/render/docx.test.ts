import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { renderReport } from "../../src/adapters/render/report.ts";
import { syntheticRecord } from "./synthetic-record.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-docx-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const hasWriter = spawnSync("soffice", ["--version"], { stdio: "ignore" }).status === 0;
const { record, pictures } = await syntheticRecord();

/** LibreOffice Writer is not among the tools that `npm test` installs: half a gigabyte for one test. */
test("Writer opens the Word document: pages, pictures whole, Arabic words in their order, tables from the right", {
  skip: hasWriter ? false : "soffice is not installed",
}, async () => {
  for (const language of ["en", "ar"]) {
    const path = join(folder, `report.${language}.docx`);
    writeFileSync(path, await renderReport(record, { language, format: "docx", pictures }));
    execFileSync(
      "soffice",
      ["--headless", `-env:UserInstallation=file://${folder}/profile`, "--convert-to", "pdf", "--outdir", folder, path],
      { stdio: "ignore", timeout: 240_000 },
    );
  }
  const text = (language: string) =>
    execFileSync("pdftotext", [join(folder, `report.${language}.pdf`), "-"], { encoding: "utf8" });
  assert.match(text("en"), /Where each number comes from/);
  const arabic = text("ar").normalize("NFKC").replace(/\s+/g, " ");
  assert.match(arabic, /من أين جاء كل رقم/);
  assert.doesNotMatch(arabic, /\ufffd|[\u2066-\u2069]/);
  const list = execFileSync("pdfimages", ["-list", join(folder, "report.ar.pdf")], { encoding: "utf8" });
  const shapes = list
    .split("\n")
    .slice(2)
    .map((line) => line.trim().split(/\s+/));
  assert.ok(shapes.filter(([, , kind, width]) => kind === "image" && Number(width) > 600).length >= 8, list);
});
