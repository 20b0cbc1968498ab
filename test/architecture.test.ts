import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";

/** Which folder of src/ may import which. The drawing in ARCHITECTURE.md says the same. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: ["core"],
  pipeline: ["pipeline", "core", "errors.ts"],
  adapters: ["adapters", "core", "pipeline", "errors.ts"],
  apps: ["apps", "adapters", "pipeline", "core", "errors.ts", "config.ts", "log.ts"],
};
const IMPORTS = /(?:\bfrom |^import |\bimport\()"([^"\s]+)"/gm;
const SRC = resolve(import.meta.dirname, "../src");
const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

test("imports follow the layers", () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const allowed = MAY_IMPORT[file.split("/")[0] ?? ""];
    if (!allowed) continue;
    for (const [, target = ""] of readFileSync(join(SRC, file), "utf8").matchAll(IMPORTS)) {
      const local = target.startsWith(".");
      const folder = relative(SRC, resolve(dirname(join(SRC, file)), target)).split("/")[0] ?? "";
      const isTest = file.endsWith(".test.ts");
      const pureBreak = !local && file.startsWith("core/") && !isTest;
      if (pureBreak || (local && !isTest && !allowed.includes(folder))) wrong.push(`${file} -> ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("the workbench takes core's rules and the errors' codes, and nothing else of the program", () => {
  const web = resolve(SRC, "../web/src");
  const wrong: string[] = [];
  for (const file of readdirSync(web, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name)))
    for (const [, target = ""] of readFileSync(join(web, file), "utf8").matchAll(IMPORTS)) {
      const inside = relative(SRC, resolve(dirname(join(web, file)), target));
      const ours = target.startsWith(".") && !inside.startsWith("../web/src/");
      if (ours && !inside.startsWith("core/") && inside !== "errors.ts") wrong.push(`${file} -> ${target}`);
    }
  assert.deepEqual(wrong, []);
});

test("core reads no clock, no randomness, no environment", () => {
  const wrong = sources
    .filter((file) => file.startsWith("core/") && !file.endsWith(".test.ts"))
    .filter((file) =>
      /Math\.random\(|Date\.now\(|new Date\(\)|performance\.|process\.|console\./.test(
        readFileSync(join(SRC, file), "utf8"),
      ),
    );
  assert.deepEqual(wrong, []);
});

test("no folder or file has a name that says nothing", () => {
  const banned = /(^|\/)(utils?|helpers?|common|types|services?|managers?|misc|index)(\/|\.ts$)/;
  assert.deepEqual(
    sources.filter((file) => banned.test(file)),
    [],
  );
});

test("no file outgrows two screens fivefold: over 500 lines it is split", () => {
  const long = sources.filter((file) => readFileSync(join(SRC, file), "utf8").split("\n").length > 500);
  assert.deepEqual(long, []);
});

test("a command of ours is written in one form, on the Node that was installed: npx node", () => {
  const root = resolve(SRC, "..");
  const files = ["docs", "scripts", "bench", "training", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  const bare = files
    .filter((file) => /\.(md|ts)$/.test(file) && !file.includes("node_modules"))
    .filter((file) =>
      /(?<![\w/.&"-])(?<!npx\s)(?<!&& )node (scripts|bench|training|--test test)\//.test(
        readFileSync(join(root, file), "utf8"),
      ),
    );
  assert.deepEqual(bare, []);
});

test("every page and picture that a document links to is there", () => {
  const root = resolve(SRC, "..");
  const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((file) => `docs/${file}`);
  const pages = [...readdirSync(root), ...inDocs].filter((file) => file.endsWith(".md"));
  const missing = pages.flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page} -> ${target}`),
  );
  assert.ok(pages.length > 10);
  assert.deepEqual(missing, []);
});
