import { join } from "node:path";
import type { FetchSettings } from "../fetch-guard/guarded-fetch.ts";
import type { RegisteredScene } from "../store/scenes.ts";
import { taskThreads } from "../threads/task-threads.ts";

/** A box of a scene's plane, to be drawn upright. */
export interface BoxTask {
  readonly scene: RegisteredScene;
  /** Left, bottom, right, top, in the scene's CRS and its unit. */
  readonly box: readonly [number, number, number, number];
  /** Pixels of a side of the picture. */
  readonly size: number;
  readonly fetchSettings: FetchSettings;
}

/**
 * Pictures of boxes of a scene in a thread beside the server, with limits of time and memory: for scenes that a browser
 * cannot read by itself (turned grids, rare compressions).
 */
export function boxPictures(limitMs: number, memoryMegabytes = 1024): (task: BoxTask) => Promise<Uint8Array> {
  const threads = taskThreads<BoxTask, Uint8Array>(join(import.meta.dirname, "box-thread.ts"), {
    threads: 1,
    limitMs,
    memoryMegabytes,
    longestQueue: 500,
    nameOf: ({ scene }) => scene.location,
  });
  return (task) => threads.run(task);
}
