import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openScene } from "../../src/adapters/cog/open-scene.ts";
import { readFacilityFile } from "../../src/adapters/geojson/facility-file.ts";
import { countJobs, listJobs } from "../../src/adapters/jobs/job-list.ts";
import { enqueue, openJobQueue } from "../../src/adapters/jobs/job-queue.ts";
import type { Database } from "../../src/adapters/store/database.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { currentObservations } from "../../src/adapters/store/observations.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import { initWorkspace, openWorkspace, type Workspace } from "../../src/adapters/workspace/workspace.ts";
import type { AcquisitionId, FacilityId, SceneId } from "../../src/core/ids.ts";

const GOLDEN = resolve(import.meta.dirname, "../../src/adapters/doctor/golden");
const AT = new Date("2024-05-06T07:08:09Z");
export const YARD = "golden" as FacilityId;

/** Every twentieth image is counted with the networks; the others are withheld at once, so that the queue is the load. */
export const COUNT_EVERY = 20;
/** Seeds of the tests of failures: more with YARDCHECK_SEEDS=9, each takes half a minute to a minute. */
export const SEEDS = Array.from({ length: Number(process.env["YARDCHECK_SEEDS"] ?? 2) }, (_, i) => i + 1);

/** A new workspace, embedded or on a server, with its end. */
export async function newWorkspace(url?: string): Promise<{ workspace: Workspace; end: () => Promise<void> }> {
  const folder = join(mkdtempSync(join(tmpdir(), "yardcheck-jobs-")), "ws");
  await initWorkspace(folder, url, AT);
  const workspace = await openWorkspace(folder, url, "test", AT);
  const end = async () => {
    await workspace.close();
    rmSync(resolve(folder, ".."), { recursive: true, force: true });
  };
  return { workspace, end };
}

/**
 * The golden yard, with one image on many days. Every `countEvery`-th is as sharp as it is; the others are said to be
 * too coarse, so that they are withheld before a pixel is read.
 *
 * @returns ids of the scenes
 */
export async function addGoldenYard(db: Database, days: number, countEvery = 1): Promise<readonly SceneId[]> {
  const text = readFileSync(join(GOLDEN, "tracks.geojson"), "utf8");
  const { drawing, names } = await readFacilityFile({ name: "tracks.geojson", text }, null);
  await putFacility(db, { id: YARD, names, drawing, origin: "golden" }, AT.toISOString());
  const open = await openScene(join(GOLDEN, "yard.tif"));
  const fingerprint = await open.fingerprint();
  await open.close();
  const ids: SceneId[] = [];
  for (let day = 0; day < days; day++) {
    const acquiredAt = new Date(Date.UTC(2023, 0, 1 + day, 10)).toISOString();
    const id = `scene-day-${String(day).padStart(3, "0")}` as SceneId;
    await addScene(
      db,
      YARD,
      {
        id,
        acquisition: `acq-${day}` as AcquisitionId,
        location: join(GOLDEN, "yard.tif"),
        fingerprint,
        conditions: {
          acquiredAt,
          gsdMetres: day % countEvery === 0 ? 0.4 : 8,
          offNadirDegrees: 8,
          sunAzimuthDegrees: 150,
          sunElevationDegrees: 40,
          sceneCloudFraction: null,
        },
        grid: open.grid,
        licence: "CC0-1.0",
        mayBeRepublished: true,
        synthetic: true,
        footprint: open.footprint,
        cloudMask: null,
        stacItem: null,
      },
      AT.toISOString(),
    );
    ids.push(id);
  }
  return ids;
}

/** Asks for the golden yard to be counted on so many days, with no waiting between the tries. @returns ids of the scenes */
export async function askForCounts({ db, database }: Workspace, days: number): Promise<readonly SceneId[]> {
  const scenes = await addGoldenYard(db, days, COUNT_EVERY);
  const queue = await openJobQueue(database, false, () => {}, 10);
  for (const scene of scenes) await enqueue(queue, "count", { facility: YARD, scene });
  await queue.close();
  return scenes;
}

/** Nothing lost, nothing counted twice: one observation of each scene, and one job that ended. */
export async function assertEachDoneOnce(db: Database, scenes: readonly SceneId[]): Promise<void> {
  const observations = await currentObservations(db, YARD);
  assert.deepEqual(
    observations.map(({ scene }) => scene),
    scenes,
  );
  const counted = observations.filter(({ status }) => status === "counted");
  assert.equal(counted.length, scenes.length / COUNT_EVERY);
  // One image, counted over and over: every count is the same whole count.
  const counts = counted.map((look) => (look.status === "counted" ? look.count : null));
  for (const count of counts) assert.deepEqual(count, counts[0]);
  const jobs = (await listJobs(db, { limit: 10_000 })).filter(({ kind }) => kind === "count");
  assert.equal(jobs.length, scenes.length, JSON.stringify(await countJobs(db)));
  assert.ok(jobs.every(({ state }) => state === "done" || state === "skipped"));
}

/** A disk of its own that is taken away at the end; null where none can be mounted, as by all but root. */
export function smallDisk(
  megabytes: number,
): (Disposable & { readonly path: string; fill(): void; free(): void }) | null {
  const path = mkdtempSync(join(tmpdir(), "yardcheck-disk-"));
  const drop = () => rmSync(path, { recursive: true, force: true });
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", path]).status !== 0) {
    drop();
    return null;
  }
  const filler = join(path, "filler");
  return {
    path,
    fill() {
      mkdirSync(filler, { recursive: true });
      const { bavail, bsize } = statfsSync(path);
      try {
        writeFileSync(join(filler, String(Date.now())), Buffer.alloc(bavail * bsize));
      } catch {
        // Somebody took the last of it meanwhile: the disk is full all the same.
      }
    },
    free: () => rmSync(filler, { recursive: true, force: true }),
    [Symbol.dispose]() {
      spawnSync("umount", ["-l", path]);
      drop();
    },
  };
}
