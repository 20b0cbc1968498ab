import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { renderReportFiles, writeReportFiles } from "../../src/apps/steps/report-files.ts";
import { tumangangRecord } from "./tumangang-record.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-files-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("rendering writes nothing, be it that a page cannot be rendered", async () => {
  const at = join(folder, "none");
  await renderReportFiles(at, tumangangRecord(), new Map(), { languages: ["en"], formats: ["html"] });
  await assert.rejects(
    renderReportFiles(at, tumangangRecord(), new Map(), { languages: ["en", "xx"], formats: ["html"] }),
    /xx/,
  );
  assert.deepEqual(existsSync(at) ? readdirSync(at) : [], []);
});

test("the files are those that are named, the record's last", async () => {
  const named: string[] = [];
  const at = join(folder, "one");
  const files = await renderReportFiles(at, tumangangRecord(), new Map(), {
    languages: ["en"],
    formats: ["html"],
    onFile: (path) => named.push(path),
  });
  const written = writeReportFiles(files);
  assert.deepEqual(written, named);
  assert.deepEqual(
    readdirSync(at)
      .map((name) => join(at, name))
      .sort(),
    written.toSorted(),
  );
  assert.equal(written.at(-1), join(at, "tumangang.json"));
});

test("digits are those of the languages that are printed in them, and refused where none is", async () => {
  const options = { formats: [], numbering: "arab" } as const;
  const record = tumangangRecord();
  const files = new Map(await renderReportFiles(folder, record, new Map(), { ...options, languages: ["en", "ar"] }));
  const brief = (language: string) => String(files.get(join(folder, `tumangang.brief.${language}.txt`)));
  assert.match(brief("ar"), /٧٣/);
  assert.doesNotMatch(brief("ar"), /\b73\b/);
  assert.match(brief("en"), /\b73\b/);
  await assert.rejects(
    renderReportFiles(folder, record, new Map(), { ...options, languages: ["en"] }),
    /no language asked for is printed with arab digits: en with latn/,
  );
});
