import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Database } from "../../src/adapters/store/database.ts";
import { addScene, listScenes } from "../../src/adapters/store/scenes.ts";
import type { AcquisitionId, FacilityId, SceneId } from "../../src/core/ids.ts";
import { NOW, startWorkbench } from "./workbench.ts";

const YARD = "synthetic-yard" as FacilityId;
const folder = mkdtempSync(join(tmpdir(), "yardcheck-rare-"));
const cog = (...options: readonly string[]) => ["-of", "COG", ...options.flatMap((option) => ["-co", option])];
/** The same scene written otherwise by GDAL: compressions, more than 8 bits, no EPSG code, strips in place of tiles. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  zstd: cog("COMPRESS=ZSTD"),
  "sixteen-bit-lerc": ["-ot", "UInt16", "-scale", "0", "255", "100", "4000", ...cog("COMPRESS=LERC")],
  jpeg: cog("COMPRESS=JPEG"),
  webp: cog("COMPRESS=WEBP"),
  "no-code": ["-a_srs", "+proj=tmerc +lat_0=0 +lon_0=2.7 +k=0.9996 +x_0=500000 +y_0=0 +datum=WGS84 +units=m", ...cog()],
};
/** Those that Chromium cannot decode under the page's policy: the server's pictures take their place. */
const BY_SERVER = new Set(["zstd", "sixteen-bit-lerc"]);
const USER_DEFINED = 32767;

async function addRareScenes(db: Database): Promise<void> {
  const newest = (await listScenes(db, { facility: YARD, limit: 100 })).at(-1);
  if (newest === undefined) throw new Error("the small demonstration has no scene");
  const { registeredAt: _, ...scene } = newest;
  for (const [name, how] of Object.entries(FILES)) {
    const file = join(folder, `${name}.tif`);
    execFileSync("gdal_translate", ["-q", ...how, scene.location, file]);
    const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
    const { transform } = scene.grid;
    const epsg = name === "no-code" ? USER_DEFINED : transform.epsg;
    await addScene(
      db,
      YARD,
      {
        ...scene,
        id: `rare-${name}` as SceneId,
        acquisition: `rare-${name}` as AcquisitionId,
        location: file,
        fingerprint: { kind: "sha256", sha256, bytes: statSync(file).size },
        grid: { ...scene.grid, transform: { ...transform, epsg } },
      },
      NOW,
    );
  }
}

const workbench = await startWorkbench({ prepare: addRareScenes });
after(async () => {
  await workbench[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Mean brightness of what the map shows of the scene, and the share of it that is shown at all. */
const SEEN = `(() => {
  const canvas = document.querySelector(".yard-map canvas");
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  let [sum, shown] = [0, 0];
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0) { shown++; sum += data[at] + data[at + 1] + data[at + 2]; }
  return { shown: shown / (width * height), mean: sum / 3 / Math.max(1, shown) };
})()`;

for (const name of Object.keys(FILES))
  test(`the yard is seen whatever its file is: ${name}`, async () => {
    await using person = await workbench.person();
    const ways = new Set<string>();
    person.page.on("request", (request) => {
      const way = /\/(pixels|picture\.png)/.exec(request.url())?.[1];
      if (way !== undefined) ways.add(way);
    });
    await person.open(`f/synthetic-yard/yard?scene=rare-${name}`);
    assert.equal(await person.page.locator(".map-trouble").count(), 0, await person.page.locator("main").innerText());
    const seen = (await person.page.evaluate(SEEN)) as { readonly shown: number; readonly mean: number };
    process.stdout.write(`# ${name}: ${[...ways].join(", ")} ${seen.shown.toFixed(3)} ${seen.mean.toFixed(1)}\n`);
    assert.ok(seen.shown > 0.15, `only ${seen.shown} of the map shows the scene`);
    assert.ok(seen.mean > 60 && seen.mean < 180, `its brightness is ${seen.mean}`);
    assert.equal(ways.has("picture.png"), BY_SERVER.has(name));
    const refused = person.complaints.filter((complaint) => !complaint.includes("data:application"));
    assert.deepEqual(refused, []);
  });
