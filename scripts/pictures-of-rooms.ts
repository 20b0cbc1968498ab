import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { edited } from "../src/core/reading/edit.ts";
import { type Reading, standingCars } from "../src/core/reading/reading.ts";
import { type Person, startWorkbench, type TestWorkbench } from "../test/web/workbench.ts";

/**
 * Makes the pictures of docs/user from the small demonstration: `npm run pictures:rooms`, all of them, or those whose
 * names are given. Every room in English and in Arabic.
 */
const OUT = resolve(import.meta.dirname, "../docs/user/pictures");
const YARD = "f/synthetic-yard";
/** Width of the window, and of a picture, pixels. */
const WINDOW = { width: 1280, height: 860 };
const PICTURE_WIDTH = 1000;

interface Picture {
  readonly address: string;
  readonly before?: (person: Person) => Promise<void>;
}

/**
 * @param read    the scene that two have read
 * @param reader  who checks the newest one
 */
const picturesOf = (read: string, reader: string): Readonly<Record<string, Picture>> => ({
  facilities: { address: "facilities" },
  yard: { address: `${YARD}/yard` },
  strips: {
    address: `${YARD}/strips?reader=${reader}`,
    before: async ({ page }) => {
      for (const key of ["a", "a", "x", "n", "h"]) await page.locator("body").press(key);
    },
  },
  "two-readers": {
    address: `${YARD}/strips?reader=ada&scene=${read}`,
    before: async ({ page }) => page.locator(".agreement").waitFor(),
  },
  history: { address: `${YARD}/history` },
  hypotheses: { address: "f/tumangang/evidence?part=matrix" },
  judgement: { address: "f/tumangang/evidence?part=judgement" },
  sources: { address: "f/tumangang/evidence?part=sources" },
  claims: { address: "f/tumangang/evidence?part=claims" },
  quantities: { address: "f/tumangang/evidence?part=quantities" },
  report: {
    address: "f/tumangang/report",
    before: async ({ page }) =>
      page.frameLocator("iframe.preview").locator("main#report").waitFor({ timeout: 120_000 }),
  },
  sentences: { address: "f/tumangang/report?view=edit" },
  jobs: { address: "jobs" },
  settings: { address: "settings?part=watches" },
  tour: {
    address: `${YARD}/history`,
    before: async ({ page }) => {
      await page.evaluate("dispatchEvent(new Event('yardcheck-tour'))");
      await page.locator(".tour").waitFor();
    },
  },
});

const wanted = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
await using workbench = await startWorkbench();
const read = await readTwice(workbench);
await askForJobs(workbench);
await Promise.all((["en", "ar"] as const).map(takeAll));

async function takeAll(language: "en" | "ar"): Promise<void> {
  await using person = await workbench.person({ language, ...WINDOW });
  person.page.setDefaultTimeout(120_000);
  for (const [name, { address, before }] of Object.entries(picturesOf(read, `reader-${language}`))) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await person.open(address);
    await before?.(person);
    // Strips are read from the scene, which takes a while.
    await person.page.evaluate(
      "Promise.all([...document.querySelectorAll('image')].map((one) => one.decode().catch(() => undefined)))",
    );
    const file = join(OUT, `${name}.${language}.png`);
    await sharp(await person.page.screenshot())
      .resize(PICTURE_WIDTH)
      .png({ palette: true, quality: 85 })
      .toFile(file);
    process.stdout.write(`${file}\n`);
  }
}

async function ask<Answer>(at: TestWorkbench, path: string, body?: unknown): Promise<Answer> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`${at.url}${path}`, body === undefined ? {} : init);
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** Two readings of the newest scene but one, of which the second leaves out two cars; gives the scene. */
async function readTwice(at: TestWorkbench): Promise<string> {
  const { scenes } = await ask<{ scenes: { id: string; conditions: { acquiredAt: string } }[] }>(
    at,
    "/api/facilities/synthetic-yard/scenes?limit=200",
  );
  const scene = scenes.toSorted((a, b) => (a.conditions.acquiredAt < b.conditions.acquiredAt ? 1 : -1))[1];
  if (scene === undefined) throw new Error("the demonstration has fewer than two scenes");
  const path = `/api/facilities/synthetic-yard/scenes/${scene.id}`;
  for (const [reader, leftOut] of [
    ["ada", 0],
    ["grace", 2],
  ] as const) {
    const { document } = await ask<{ document: Reading }>(at, `${path}/reading?reader=${reader}`);
    const read = standingCars(document).reduce(
      (reading, car, k) => edited(reading, { kind: k < leftOut ? "reject" : "accept", car: car.id }),
      document,
    );
    await ask(at, `${path}/readings?reader=${reader}`, { document: read });
  }
  return scene.id;
}

/** Some jobs to be seen: one that ends well, and one that cannot. */
async function askForJobs(at: TestWorkbench): Promise<void> {
  await ask(at, "/api/jobs", { kind: "assess", payload: { facility: "tumangang" } });
  const item = "https://stac.example.invalid/collections/c/items/i";
  await ask(at, "/api/jobs", { kind: "fetch", payload: { facility: "synthetic-yard", item } });
}
