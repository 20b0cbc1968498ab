import { join } from "node:path";
import type { ControlPlacement } from "../../adapters/cog/control-points.ts";
import type { ImageAccess } from "../../adapters/stac-search/image-fetch.ts";
import { taskThreads } from "../../adapters/threads/task-threads.ts";
import type { FacilityGeometry } from "../../core/facility/facility.ts";
import type { RegisteredImage, SceneDescription } from "../../pipeline/register-scene.ts";

/** An image to be opened and described, as its item or its user says. */
export interface RegisterTask {
  readonly description: SceneDescription;
  /** Overrules what the file says of its CRS, or where it lies; null: the file's own. */
  readonly epsg: number | null;
  readonly placement: ControlPlacement | null;
  readonly geometry: FacilityGeometry | null;
  readonly access: ImageAccess;
}

/** Directories are read in moments; a file of our own is hashed whole, and may be large. */
const threads = taskThreads<RegisterTask, RegisteredImage>(join(import.meta.dirname, "register-thread.ts"), {
  threads: 1,
  limitMs: 10 * 60_000,
  memoryMegabytes: 1024,
  longestQueue: 200,
  nameOf: ({ description }) => description.location,
});

/** Opens an image and makes a scene of it, in a thread beside this one, with limits of time and memory. */
export async function registerApart(task: RegisterTask, signal?: AbortSignal): Promise<RegisteredImage> {
  return await threads.run(task, { signal });
}
