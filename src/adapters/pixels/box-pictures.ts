import { join } from "node:path";
import type { ImageAccess } from "../stac-search/image-fetch.ts";
import type { RegisteredScene } from "../store/scenes.ts";
import { taskThreads } from "../threads/task-threads.ts";

/** A box of a scene's plane, to be drawn upright. */
export interface BoxTask {
  readonly scene: RegisteredScene;
  /** Left, bottom, right, top, in the scene's CRS and its unit; null: the plane itself is asked for. */
  readonly box: readonly [number, number, number, number] | null;
  /** Pixels of a side of the picture. */
  readonly size: number;
  readonly access: ImageAccess;
}

/** A scene's CRS as its file has it, in PROJ's words. */
export interface ScenePlane {
  readonly epsg: number;
  readonly name: string;
  readonly definition: string;
}

export interface BoxPictures {
  /** PNG of a box. */
  picture(task: BoxTask & { readonly box: NonNullable<BoxTask["box"]> }): Promise<Uint8Array>;
  /** For a scene whose CRS has no EPSG code, and stands in its file alone. */
  planeOf(scene: RegisteredScene, access: ImageAccess): Promise<ScenePlane>;
}

/**
 * Pictures of boxes of a scene in a thread beside the server, with limits of time and memory: for scenes that a browser
 * cannot read by itself (turned grids, rare compressions).
 */
export function boxPictures(limitMs: number, memoryMegabytes = 1024): BoxPictures {
  const threads = taskThreads<BoxTask, Uint8Array | ScenePlane>(join(import.meta.dirname, "box-thread.ts"), {
    threads: 1,
    limitMs,
    memoryMegabytes,
    longestQueue: 500,
    nameOf: ({ scene }) => scene.location,
  });
  return {
    picture: async (task) => (await threads.run(task)) as Uint8Array,
    planeOf: async (scene, access) => (await threads.run({ scene, box: null, size: 0, access })) as ScenePlane,
  };
}
