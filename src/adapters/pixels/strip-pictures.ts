import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Track } from "../../core/facility/facility.ts";
import { type FailureCode, YardcheckError } from "../../errors.ts";
import type { FetchSettings } from "../fetch-guard/guarded-fetch.ts";
import type { RegisteredScene } from "../store/scenes.ts";

/** One track of one scene, to be straightened into a picture. */
export interface StripTask {
  readonly scene: RegisteredScene;
  readonly track: Track;
  /** From the tracks as drawn to the tracks as seen, metres in the scene's working CRS. */
  readonly shift: { readonly x: number; readonly y: number };
  readonly fetchSettings: FetchSettings;
}

export type StripTaskAnswer =
  | { readonly id: number; readonly png: Uint8Array }
  | { readonly id: number; readonly failure: { readonly code: FailureCode | null; readonly text: string } };

export interface StripPictures {
  /**
   * PNG of a strip, one pixel a sample, transparent where nothing can be used.
   *
   * @throws YardcheckError those of reading an image | "image-invalid" when it takes too long or too much memory
   */
  picture(task: StripTask): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Waiting {
  readonly task: StripTask;
  readonly done: (png: Uint8Array) => void;
  readonly failed: (error: Error) => void;
}

/** Most that waits for the thread; more is refused, so that memory has a limit. */
const LONGEST_QUEUE = 500;

/**
 * Strips decoded in one thread beside the server: an image that takes longer than `limitMs`, or more memory than the
 * thread may have, costs that thread and nothing else. The next picture starts a new one.
 */
export function stripPictures(limitMs: number, memoryMegabytes = 1024): StripPictures {
  const queue: Waiting[] = [];
  let worker: Worker | null = null;
  let current: Waiting | null = null;
  let timer: NodeJS.Timeout | undefined;
  let number = 0;

  function finish(settle: (waiting: Waiting) => void): void {
    clearTimeout(timer);
    const waiting = current;
    current = null;
    if (waiting !== null) settle(waiting);
    next();
  }

  /** Ends the thread; whatever it was reading has failed. */
  function end(why: string): void {
    const ended = worker;
    worker = null;
    ended?.removeAllListeners();
    ended?.on("error", () => {});
    void ended?.terminate();
    finish(({ task, failed }) => failed(new YardcheckError("image-invalid", `${task.scene.location} ${why}`)));
  }

  function started(): Worker {
    const made = new Worker(join(import.meta.dirname, "strip-worker.ts"), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    made.unref();
    made.on("message", (answer: StripTaskAnswer) => {
      if (answer.id !== number) return;
      finish(({ done, failed }) => {
        if ("png" in answer) return done(answer.png);
        const { code, text } = answer.failure;
        failed(code === null ? new Error(text) : new YardcheckError(code, text));
      });
    });
    made.on("error", (error) => end(`ended the thread that read it (${error.message})`));
    made.on("exit", () => end("ended the thread that read it"));
    return made;
  }

  function next(): void {
    if (current !== null) return;
    current = queue.shift() ?? null;
    if (current === null) return;
    worker ??= started();
    timer = setTimeout(() => end(`took more than ${limitMs} ms to read`), limitMs);
    worker.postMessage({ id: ++number, task: current.task });
  }

  return {
    picture: (task) =>
      new Promise((done, failed) => {
        if (queue.length >= LONGEST_QUEUE)
          return failed(new YardcheckError("too-many-requests", `${LONGEST_QUEUE} pictures are waiting already`));
        queue.push({ task, done, failed });
        next();
      }),
    close: async () => {
      clearTimeout(timer);
      for (const { failed } of queue.splice(0)) failed(new YardcheckError("interrupted", "the server is stopping"));
      current?.failed(new YardcheckError("interrupted", "the server is stopping"));
      current = null;
      const ended = worker;
      worker = null;
      ended?.removeAllListeners();
      await ended?.terminate();
    },
  };
}
