import { join } from "node:path";
import type { Drawing } from "../../core/facility/facility.ts";
import type { FoundTracks } from "../../pipeline/find-tracks.ts";
import type { ImageAccess } from "../stac-search/image-fetch.ts";
import type { RegisteredScene } from "../store/scenes.ts";
import { taskThreads } from "../threads/task-threads.ts";

/** A drawing to be brought onto the tracks of a scene. */
export interface SnapTask {
  readonly scene: RegisteredScene;
  readonly drawing: Drawing;
  /** Roughly, metres in the scene's working CRS; null: it is looked for. */
  readonly shift: { readonly x: number; readonly y: number } | null;
  readonly access: ImageAccess;
}

/** What was found, and the whole drawing moved by it; null unless found. */
export interface Snapped {
  readonly found: FoundTracks;
  readonly drawing: Drawing | null;
}

/** A yard is registered in seconds; strips are read as a count reads them. */
const LIMITS = { limitMs: 5 * 60_000, memoryMegabytes: 3072 } as const;

/** Snapping in a thread beside the server, with limits of time and memory. */
export function snappingApart(): (task: SnapTask, signal?: AbortSignal) => Promise<Snapped> {
  const threads = taskThreads<SnapTask, Snapped>(join(import.meta.dirname, "snap-thread.ts"), {
    ...LIMITS,
    threads: 1,
    longestQueue: 20,
    nameOf: ({ scene }) => scene.location,
  });
  return (task, signal) => threads.run(task, { signal });
}
