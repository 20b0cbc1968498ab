import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-evidence-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const workspace = join(folder, "ws");
const root = join(import.meta.dirname, "../..");

function yardcheck(args: readonly string[], input = "") {
  const env = { ...process.env, YARDCHECK_WORKSPACE: workspace };
  const run = spawnSync(join(root, "bin/yardcheck"), args, { cwd: folder, env, input, encoding: "utf8" });
  return { status: run.status, out: run.stdout, err: run.stderr };
}
const done = (...args: readonly string[]) => {
  const run = yardcheck(args);
  assert.equal(run.status, 0, `${args.join(" ")}: ${run.err}`);
  return run.out;
};

test("from published counts to a bundle that a stranger verifies; one changed byte is named, with exit status 8", () => {
  done("init", workspace);
  done("facility", "add", "--id", "tumangang", "--name", "en=Tumangang", "--name", "ar=تومانغانغ");
  done("series", "import", join(root, "src/adapters/published/tumangang.json"), "--facility", "tumangang");
  assert.match(done("evidence", "import", "shipped", "--facility", "tumangang"), /25 sources, 20 claims, 5 hypotheses/);
  assert.match(done("report", "tumangang", "--format", "html"), /revision 1, frozen/);
  const record = join(workspace, "reports/tumangang.json");
  const frozen = readFileSync(record);

  const zip = join(folder, "tumangang.zip");
  done("bundle", record, "--out", zip);
  assert.match(done("verify", zip), /Figures worked out again: (\d+) of \1 agree/);
  const bytes = readFileSync(zip);
  const at = bytes.indexOf("approximately 73 freight railcars");
  bytes[at + 14] = "8".charCodeAt(0);
  writeFileSync(zip, bytes);
  const changed = yardcheck(["verify", zip]);
  assert.equal(changed.status, 8);
  assert.match(changed.out, /DIFFERS {2}report\.json/);

  assert.match(done("report", "tumangang", "--format", "html"), /revision 1, unchanged since it was frozen/);
  assert.deepEqual(readFileSync(record), frozen);
});

test("evidence goes out as JSON, CSV and CSL-JSON and comes in again; a wrong cell takes nothing", () => {
  const json = join(folder, "evidence.json");
  writeFileSync(json, done("evidence", "export", "tumangang"));
  assert.match(done("evidence", "import", json, "--facility", "tumangang"), /revision 1:/);
  const csv = join(folder, "claims.csv");
  const table = done("evidence", "export", "tumangang", "--as", "claims-csv");
  writeFileSync(csv, table.replace(",2023-09-15,", ",2023-09-31,"));
  const wrong = yardcheck(["evidence", "import", csv, "--facility", "tumangang"]);
  assert.equal(wrong.status, 4);
  assert.match(wrong.err, /evidence-invalid: .*claims\.csv, line \d+: saidOn/);
  assert.equal(done("evidence", "export", "tumangang", "--as", "claims-csv"), table);
  const items = JSON.parse(done("evidence", "export", "tumangang", "--as", "csl-json", "--language", "ar"));
  assert.equal(items.length, 25);
});

test("an archived copy stands in print with its hash and goes into the bundle where it may; a changed one is named", () => {
  const page = join(folder, "tass.HTML");
  writeFileSync(page, "<p>as it was read\n");
  const archive = (source: string, ...more: readonly string[]) =>
    yardcheck(["evidence", "archive", source, "--facility", "tumangang", "--file", page, ...more]);
  assert.match(archive("nobody").err, /not-found: .*no source nobody/);
  const kept = archive("tass-2023-09-15", "--may-be-republished");
  assert.equal(kept.status, 0, kept.err);
  const [, file = "", sha256 = ""] =
    /(tass-2023-09-15\.[0-9a-f]{12}\.html), SHA-256 ([0-9a-f]{64})/.exec(kept.out) ?? [];
  assert.match(archive("csis-2023-10-06").out, /named in bundles by its hash/);

  const elsewhere = join(folder, "elsewhere");
  done("report", "tumangang", "--format", "html", "--out", elsewhere);
  const html = readFileSync(join(elsewhere, "tumangang.en.html"), "utf8");
  assert.ok(html.includes(file) && html.includes(sha256), "file and hash in print");
  assert.ok(html.includes("not republished") && html.includes("no archived copy"), "the others, too");
  const zip = join(folder, "archived.zip");
  done("bundle", join(elsewhere, "tumangang.json"), "--out", zip);
  const bytes = readFileSync(zip);
  assert.ok(bytes.includes(`sources/${file}`));
  assert.ok(!bytes.includes("sources/csis-2023-10-06"), "what may not be republished stays out");
  assert.match(done("verify", zip), /Figures worked out again: (\d+) of \1 agree/);
  bytes.write("As", bytes.indexOf("as it was read"));
  writeFileSync(zip, bytes);
  assert.match(yardcheck(["verify", zip]).out, new RegExp(`DIFFERS {2}sources/${file}`));

  writeFileSync(join(workspace, "reports/tumangang.sources", file), "another page");
  const changed = yardcheck(["report", "tumangang", "--format", "html"]);
  assert.equal(changed.status, 4);
  assert.match(changed.err, /report-invalid: the copy .*tass-2023-09-15.* has SHA-256/);
});

test("an analyst's sentence is read: only a number without a source gives a status other than 0", () => {
  const certain = yardcheck(["evidence", "check", "-"], "This proves that arms are likely and fuel is probable.");
  assert.equal(certain.status, 0);
  assert.match(certain.out, /proves {2}\(certainty\)[\s\S]*probable {2}\(mixed-rows\)/);
  const arabic = yardcheck(["evidence", "check", "-"], "يثبت هذا أن [73](claim:csis-count) عربة وقفت في Tumangang.");
  assert.match(arabic.out, /يثبت {2}\(certainty\)\n {4}الجزم/);
  assert.match(arabic.err, /^Read as Arabic, by its script; for English give --language en\.$/m);
  assert.match(certain.err, /^Read as English/m);
  const asTold = yardcheck(["evidence", "check", "-", "--language", "en"], "يثبت هذا.");
  assert.deepEqual([asTold.out, asTold.err], ["Nothing to mend.\n", ""]);
  const number = yardcheck(["evidence", "check", "-", "--language", "ar"], "وقفت ٧٣ عربة.");
  assert.equal(number.status, 1);
  assert.match(number.out, /٧٣ {2}\(unsourced-number, must be mended\)/);
  const reason = yardcheck(["report", "tumangang", "--reason", "en=Now 12 looks more."]);
  assert.equal(reason.status, 2);
  assert.match(reason.err, /--reason\.en: 12/);
});

test("what is no bundle and no record is refused with a plain message", () => {
  const file = join(folder, "no.zip");
  writeFileSync(file, "hello, this is no zip file at all");
  const bundle = yardcheck(["verify", file]);
  assert.equal(bundle.status, 8);
  assert.match(bundle.err, /bundle-invalid: .*no\.zip: is no zip file/);
  const record = yardcheck(["bundle", file, "--out", join(folder, "x.zip")]);
  assert.equal(record.status, 4);
  assert.match(record.err, /report-invalid: .*is no JSON/);
  const missing = yardcheck(["verify", join(folder, "nowhere.zip")]);
  assert.equal(missing.status, 2);
});
