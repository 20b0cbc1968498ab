import { join } from "node:path";
import type { Track } from "../../core/facility/facility.ts";
import type { Placing } from "../../core/observation/as-seen.ts";
import type { ImageAccess } from "../stac-search/image-fetch.ts";
import type { RegisteredScene } from "../store/scenes.ts";
import { taskThreads } from "../threads/task-threads.ts";

/** One track of one scene, to be straightened into a picture. */
export interface StripTask {
  readonly scene: RegisteredScene;
  readonly track: Track;
  /** From the tracks as drawn to the tracks as seen, metres in the scene's working CRS. */
  readonly shift: Placing;
  readonly access: ImageAccess;
}

export interface StripPictures {
  /**
   * PNG of a strip, one pixel a sample, transparent where nothing can be used.
   *
   * @throws YardcheckError those of reading an image | "image-invalid" when it takes too long or too much memory
   */
  picture(task: StripTask): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Strips decoded in one thread beside the server, with limits of time and memory. */
export function stripPictures(limitMs: number, memoryMegabytes = 1024): StripPictures {
  const threads = taskThreads<StripTask, Uint8Array>(join(import.meta.dirname, "strip-thread.ts"), {
    threads: 1,
    limitMs,
    memoryMegabytes,
    longestQueue: 500,
    nameOf: ({ scene }) => scene.location,
  });
  return { picture: (task) => threads.run(task), close: threads.close };
}
