import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { looksAlike } from "../looks-alike.ts";
import { GOLDEN, renderedGoldens } from "./golden-pages.ts";

/** Of the pixels, those that may differ clearly: other versions of Chromium and poppler round glyphs otherwise. */
const MAY_DIFFER = 0.02;

test("the report of a frozen record reads and looks as it did when it was last looked at", async () => {
  const differing: string[] = [];
  for (const [name, actual] of await renderedGoldens()) {
    const path = join(GOLDEN, name);
    const same =
      existsSync(path) &&
      (name.endsWith(".png")
        ? await looksAlike(readFileSync(path), actual, MAY_DIFFER)
        : readFileSync(path).equals(actual));
    if (same) continue;
    differing.push(name);
    writeFileSync(join(GOLDEN, name.replace(/(\.\w+)$/, ".actual$1")), actual);
  }
  assert.deepEqual(
    differing,
    [],
    "look at the .actual files; `npx node scripts/update-render-goldens.ts` takes them over",
  );
});
