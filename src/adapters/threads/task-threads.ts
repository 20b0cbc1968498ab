import { Worker } from "node:worker_threads";
import { type FailureCode, YardcheckError } from "../../errors.ts";

/** What goes to a thread, and what comes back: progress any number of times, then one answer. */
export interface Sent<Task> {
  readonly id: number;
  readonly task: Task;
}
export type Returned<Answer, Progress> =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly failure: { readonly code: FailureCode | null; readonly text: string } };

export interface ThreadRules<Task> {
  /** Threads at a time; more tasks wait. */
  readonly threads: number;
  /** Longest time of one task, milliseconds. */
  readonly limitMs: number;
  /** Most memory of one thread: its objects and its buffers. */
  readonly memoryMegabytes: number;
  /** Most tasks that wait; more are refused, so that memory has a limit. */
  readonly longestQueue: number;
  /** What a task is about, for the message when it is ended: the address of its image. */
  readonly nameOf: (task: Task) => string;
}

export interface TaskOptions<Progress> {
  /** Ends the thread that does the task. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface TaskThreads<Task, Answer, Progress> {
  /**
   * Has a task done beside this thread.
   *
   * @throws YardcheckError those of the task | "image-invalid" when it takes too long or too much memory |
   *   "too-many-requests" | "interrupted"
   */
  run(task: Task, options?: TaskOptions<Progress>): Promise<Answer>;
  close(): Promise<void>;
}

interface Waiting<Task, Answer, Progress> {
  readonly task: Task;
  readonly options: TaskOptions<Progress>;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

/** How often the memory of a thread is looked at, milliseconds. */
const LOOK_MS = 250;
const MEGABYTE = 1024 * 1024;

/**
 * Threads that do tasks one after the other. A task that takes too long, or too much memory, or is not wanted any more,
 * costs its thread and nothing else: the next task starts a new one. Idle threads do not keep the process alive.
 *
 * @param file  of the thread, which calls `answerTasks`
 */
export function taskThreads<Task, Answer, Progress = never>(
  file: string,
  rules: ThreadRules<Task>,
): TaskThreads<Task, Answer, Progress> {
  const queue: Waiting<Task, Answer, Progress>[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, (error: Error) => void>();
  let lastId = 0;

  function next(): void {
    while (busy.size < rules.threads) {
      const waiting = queue.shift();
      if (waiting === undefined) return;
      const thread = idle.pop() ?? newThread();
      doTask(thread, waiting);
    }
  }

  function newThread(): Worker {
    const thread = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: rules.memoryMegabytes } });
    thread.unref();
    const ended = (why: string) => {
      const at = idle.indexOf(thread);
      if (at >= 0) idle.splice(at, 1);
      busy.get(thread)?.(new Error(why));
    };
    thread.on("error", (error) => ended(error.message));
    thread.on("exit", (status) => ended(`exit status ${status}`));
    return thread;
  }

  function doTask(thread: Worker, { task, options, done, failed }: Waiting<Task, Answer, Progress>): void {
    const id = ++lastId;
    const { signal, onProgress } = options;
    thread.ref();
    const settle = (act: () => void) => {
      busy.delete(thread);
      clearTimeout(limit);
      clearInterval(look);
      thread.off("message", onMessage);
      signal?.removeEventListener("abort", cancel);
      thread.unref();
      act();
      next();
    };
    const end = (error: unknown) => {
      void thread.terminate();
      settle(() => failed(error));
    };
    const tooMuch = (why: string) => end(new YardcheckError("image-invalid", `${rules.nameOf(task)} ${why}`));
    const cancel = () => end(signal?.reason);
    const onMessage = (returned: Returned<Answer, Progress>) => {
      if (returned.id !== id) return;
      if ("progress" in returned) return onProgress?.(returned.progress);
      idle.push(thread);
      settle(() => {
        if ("answer" in returned) return done(returned.answer);
        const { code, text } = returned.failure;
        failed(code === null ? new Error(text) : new YardcheckError(code, text));
      });
    };
    const limit = setTimeout(() => tooMuch(`took more than ${rules.limitMs} ms to read`), rules.limitMs);
    const look = setInterval(() => {
      thread
        .getHeapStatistics()
        .then(({ total_heap_size, external_memory }) => {
          const megabytes = (total_heap_size + external_memory) / MEGABYTE;
          if (busy.has(thread) && id === current.get(thread) && megabytes > rules.memoryMegabytes)
            tooMuch(`took more than ${rules.memoryMegabytes} megabytes of memory to read`);
        })
        // The thread has just ended: that is told by its own events.
        .catch(() => {});
    }, LOOK_MS);
    current.set(thread, id);
    busy.set(thread, (error) => settle(() => failed(brokenBy(task, error))));
    thread.on("message", onMessage);
    signal?.addEventListener("abort", cancel, { once: true });
    thread.postMessage({ id, task } satisfies Sent<Task>);
  }
  const current = new WeakMap<Worker, number>();

  const brokenBy = (task: Task, error: Error) =>
    new YardcheckError("image-invalid", `${rules.nameOf(task)} ended the thread that read it (${error.message})`);

  return {
    run: async (task, options = {}) => {
      options.signal?.throwIfAborted();
      let leave = () => {};
      return await new Promise<Answer>((done, failed) => {
        if (queue.length >= rules.longestQueue)
          return failed(new YardcheckError("too-many-requests", `${rules.longestQueue} tasks are waiting already`));
        const waiting = { task, options, done, failed };
        queue.push(waiting);
        leave = () => {
          const at = queue.indexOf(waiting);
          if (at < 0) return;
          queue.splice(at, 1);
          failed(options.signal?.reason);
        };
        options.signal?.addEventListener("abort", leave, { once: true });
        next();
      }).finally(() => options.signal?.removeEventListener("abort", leave));
    },
    close: async () => {
      const stopping = new YardcheckError("interrupted", "stopped before the end");
      for (const { failed } of queue.splice(0)) failed(stopping);
      const threads = [...idle.splice(0), ...busy.keys()];
      for (const settle of [...busy.values()]) settle(stopping);
      for (const thread of threads) thread.removeAllListeners("error").on("error", () => {});
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
