import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import sharp from "sharp";
import { looksAlike } from "../looks-alike.ts";
import { ROOMS } from "./rooms.ts";
import { startWorkbench } from "./workbench.ts";

const GOLDEN = join(import.meta.dirname, "golden");
/** `YARDCHECK_UPDATE=yes npx node --test test/web/pictures.test.ts` takes the pictures over; look at each before committing. */
const isUpdate = process.env["YARDCHECK_UPDATE"] === "yes";
/** Of the pixels, those that may differ clearly: other versions of Chromium round glyphs otherwise. */
const MAY_DIFFER = 0.02;

const workbench = await startWorkbench();
after(() => workbench[Symbol.asyncDispose]());

for (const language of ["en", "ar"] as const)
  for (const theme of ["light", "dark"] as const)
    test(`every room looks as it did when it was last looked at (${language}, ${theme})`, async () => {
      await using person = await workbench.person({ language, theme });
      const differing: string[] = [];
      for (const [room, address] of Object.entries(ROOMS)) {
        await person.open(address);
        const name = `${room}.${language}.${theme}.png`;
        const actual = await small(await person.page.screenshot());
        const path = join(GOLDEN, name);
        if (isUpdate) {
          mkdirSync(GOLDEN, { recursive: true });
          writeFileSync(path, actual);
        } else if (!existsSync(path) || !(await looksAlike(readFileSync(path), actual, MAY_DIFFER))) {
          differing.push(name);
          writeFileSync(join(GOLDEN, name.replace(".png", ".actual.png")), actual);
        }
      }
      assert.deepEqual(differing, [], "look at the .actual files; YARDCHECK_UPDATE=yes takes them over");
    });

/** A third of a PNG as it comes; photographs stay well enough to be looked at. */
const small = async (png: Uint8Array) =>
  new Uint8Array(await sharp(png).png({ palette: true, colours: 64, effort: 4 }).toBuffer());
