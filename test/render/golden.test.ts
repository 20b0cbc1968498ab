import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { GOLDEN, renderedGoldens } from "./golden-pages.ts";

/** Of the pixels, those that may differ clearly: other versions of Chromium and poppler round glyphs otherwise. */
const MAY_DIFFER = 0.02;
const CLEARLY = 64;

test("the report of a frozen record reads and looks as it did when it was last looked at", async () => {
  const differing: string[] = [];
  for (const [name, actual] of await renderedGoldens()) {
    const path = join(GOLDEN, name);
    const same =
      existsSync(path) &&
      (name.endsWith(".png") ? await looksAlike(readFileSync(path), actual) : readFileSync(path).equals(actual));
    if (same) continue;
    differing.push(name);
    writeFileSync(join(GOLDEN, name.replace(/(\.\w+)$/, ".actual$1")), actual);
  }
  assert.deepEqual(differing, [], "look at the .actual files; `node scripts/update-render-goldens.ts` takes them over");
});

async function looksAlike(expected: Uint8Array, actual: Uint8Array): Promise<boolean> {
  const [a, b] = await Promise.all(
    [expected, actual].map((png) => sharp(png).flatten().greyscale().raw().toBuffer({ resolveWithObject: true })),
  );
  if (a === undefined || b === undefined || a.info.width !== b.info.width || a.info.height !== b.info.height)
    return false;
  let different = 0;
  for (let i = 0; i < a.data.length; i++) if (Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0)) > CLEARLY) different++;
  return different <= MAY_DIFFER * a.data.length;
}
