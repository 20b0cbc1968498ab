import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import type { Command } from "commander";
import { commands } from "../../src/apps/cli/commands.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const GOLDEN = join(ROOT, "src/adapters/doctor/golden");
const folder = mkdtempSync(join(tmpdir(), "yardcheck-help-"));
const workspace = join(folder, "ws");
after(() => rmSync(folder, { recursive: true, force: true }));

/** What an example needs beside a workspace, and the images and drawings that a reader has; the others are run. */
const NEEDS_MORE: readonly (readonly [RegExp, string])[] = [
  [/ (demo|serve|worker|doctor) ?|watch run/, "run long, and have their own tests"],
  [/yardcheck (count|inspect|evaluate|recalibrate|find) |scene add|jobs add/, "images, read for seconds"],
  [/extract\.osm|counts\.csv|saved-page\.html|hundred-yards/, "a file of the reader's"],
  [/--account ada|token revoke|jobs cancel|--expect/, "an account, a token, a job, an entry"],
  [/series remove/, "a count that an earlier version took over"],
  [/move --to|DATABASE_URL/, "a PostgreSQL server"],
];

/** Each verb and each verb under it, with the lines of its examples; one that goes on in a quotation is one. */
function examples(command: Command, path: string): [string, string[]][] {
  let help = "";
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  const [, block = ""] = /\nExamples?:\n((?: {2}.*\n?)*)/.exec(help) ?? [];
  const lines: string[] = [];
  for (const line of block.split("\n").filter((text) => text !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.split("'").length % 2 === 0) lines[lines.length - 1] = `${last}\n${line}`;
    else lines.push(line.trim());
  }
  return [[path, lines], ...command.commands.flatMap((one) => examples(one, `${path} ${one.name()}`))];
}

test("every verb has an example in its help, and those that need no more than a workspace work in their order", async () => {
  const all = (await commands()).flatMap((command) => examples(command, command.name()));
  for (const [path, lines] of all) assert.ok(lines.length > 0, `${path} has no example`);
  const env = { ...process.env, HOME: folder, PATH: `${join(ROOT, "bin")}:${process.env["PATH"]}`, DATABASE_URL: "" };
  const run = (line: string, cwd: string) => spawnSync("bash", ["-c", line], { cwd, env, encoding: "utf8" });
  mkdirSync(workspace);
  assert.equal(run("yardcheck init .", workspace).status, 0);
  for (const place of [folder, workspace])
    for (const name of ["north-yard.geojson", "yard.geojson"])
      copyFileSync(join(GOLDEN, "tracks.geojson"), join(place, name));
  const lines = all.flatMap(([, of]) => of).filter((line) => !NEEDS_MORE.some(([pattern]) => pattern.test(line)));
  for (const line of new Set(lines)) {
    const { status, stderr } = run(line.startsWith("then ") ? "true" : line, workspace);
    assert.equal(status, line.includes("evidence check") ? 1 : 0, `${line}: ${stderr}`);
  }
  assert.ok(lines.length > 25, `only ${lines.length} examples were run`);
});

test("a report whose evidence names counts that are not there says how they are taken over", () => {
  const place = join(folder, "bare");
  const run = (...words: string[]) =>
    spawnSync(join(ROOT, "bin/yardcheck"), words, {
      env: { ...process.env, YARDCHECK_WORKSPACE: place, DATABASE_URL: "" },
      encoding: "utf8",
    });
  for (const words of [
    ["init", place],
    ["facility", "add", "--id", "tumangang", "--name", "en=Tumangang"],
    ["facility", "add", "--id", "north-yard", "--name", "en=North"],
    ["evidence", "import", "shipped", "--facility", "tumangang"],
  ])
    assert.equal(run(...words).status, 0, words.join(" "));
  const { status, stderr } = run("report", "tumangang", "--format", "html");
  assert.equal(status, 4);
  assert.match(
    stderr,
    /names no published counts.*\n {2}-> Import the counts.*series import shipped --facility tumangang/,
  );
  const other = run("series", "import", "shipped", "--facility", "north-yard");
  assert.equal(other.status, 2);
  assert.match(other.stderr, /ships published counts of .*khasan.* only, not of north-yard/);
});
