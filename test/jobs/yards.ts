import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openScene } from "../../src/adapters/cog/open-scene.ts";
import { readFacilityFile } from "../../src/adapters/geojson/facility-file.ts";
import type { Database } from "../../src/adapters/store/database.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { addScene } from "../../src/adapters/store/scenes.ts";
import { initWorkspace, openWorkspace, type Workspace } from "../../src/adapters/workspace/workspace.ts";
import type { AcquisitionId, FacilityId, SceneId } from "../../src/core/ids.ts";

const GOLDEN = resolve(import.meta.dirname, "../../src/adapters/doctor/golden");
const AT = new Date("2024-05-06T07:08:09Z");
export const YARD = "golden" as FacilityId;

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
