import { join } from "node:path";
import type { FacilityGeometry } from "../../core/facility/facility.ts";
import type { Counting } from "../../core/observation/observation.ts";
import type { RegisteredScene } from "../store/scenes.ts";
import { taskThreads } from "../threads/task-threads.ts";
import type { Settings } from "../workspace/workspace.ts";
import type { CountOnDrawing } from "./count-registered.ts";

export interface CountTask {
  readonly geometry: FacilityGeometry;
  readonly scene: RegisteredScene;
  readonly shift: { readonly x: number; readonly y: number } | null;
  readonly settings: Settings;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Tracks done, and of how many. */
export type CountProgress = readonly [done: number, all: number];

/**
 * What one count may take: far beyond any count that we have seen, and short of the 30 minutes after which the queue
 * gives a job to another worker.
 */
const COUNT_LIMITS = { limitMs: 20 * 60_000, memoryMegabytes: 3072 } as const;

/**
 * Counting in threads beside this one, each with limits of time and memory; a count that is not wanted any more ends at
 * once, with its thread.
 *
 * @param settings     as they are when a count begins
 * @param environment  where the secrets of catalogues are
 * @param threads      counts at a time
 */
export function countingApart(
  settings: () => Settings,
  environment: Readonly<Record<string, string | undefined>>,
  threads: number,
  limits: { readonly limitMs: number; readonly memoryMegabytes: number } = COUNT_LIMITS,
): CountOnDrawing {
  const counting = taskThreads<CountTask, Counting, CountProgress>(join(import.meta.dirname, "count-thread.ts"), {
    ...limits,
    threads,
    longestQueue: 10_000,
    nameOf: ({ scene }) => scene.location,
  });
  return async (geometry, scene, { shift = null, signal, onProgress }) =>
    await counting.run(
      { geometry, scene, shift, settings: settings(), environment: { ...environment } },
      { signal, onProgress: ([done, all]) => onProgress?.(done, all) },
    );
}
