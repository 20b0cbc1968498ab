import { join } from "node:path";
import type { ItemScene } from "../../adapters/stac/item-file.ts";
import type { ImageAccess } from "../../adapters/stac-search/image-fetch.ts";
import { taskThreads } from "../../adapters/threads/task-threads.ts";
import type { FacilityGeometry } from "../../core/facility/facility.ts";
import type { RegisteredImage } from "../../pipeline/register-scene.ts";

/** An image to be opened and described, as its item says. */
export interface RegisterTask {
  readonly item: ItemScene & { readonly licence: string };
  readonly geometry: FacilityGeometry | null;
  readonly access: ImageAccess;
}

/** Directories are read in moments; a file of our own is hashed whole, and may be large. */
const threads = taskThreads<RegisterTask, RegisteredImage>(join(import.meta.dirname, "register-thread.ts"), {
  threads: 1,
  limitMs: 10 * 60_000,
  memoryMegabytes: 1024,
  longestQueue: 200,
  nameOf: ({ item }) => item.location,
});

/** Opens an image and makes a scene of it, in a thread beside this one, with limits of time and memory. */
export async function registerApart(task: RegisterTask, signal?: AbortSignal): Promise<RegisteredImage> {
  return await threads.run(task, { signal });
}
