import { join } from "node:path";
import { taskThreads } from "../threads/task-threads.ts";
import type { Check } from "./checks.ts";

/** Counts the golden yard in a thread that ends afterwards. */
export async function checkCountingApart(): Promise<Check> {
  const thread = taskThreads<null, Check>(join(import.meta.dirname, "golden-thread.ts"), {
    threads: 1,
    limitMs: 120_000,
    memoryMegabytes: 1024,
    longestQueue: 1,
    nameOf: () => "the golden yard",
  });
  return await thread.run(null).finally(thread.close);
}
