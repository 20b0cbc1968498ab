import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { taskThreads } from "./task-threads.ts";

test("a task that ended listens to its signal no more", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yardcheck-threads-"));
  const file = join(folder, "double.ts");
  const inside = join(import.meta.dirname, "answer-tasks.ts");
  writeFileSync(
    file,
    `import { answerTasks } from ${JSON.stringify(inside)};\nanswerTasks(async (n: number) => 2 * n);\n`,
  );
  const rules = { threads: 1, limitMs: 60_000, memoryMegabytes: 512, longestQueue: 10, nameOf: String };
  const threads = taskThreads<number, number>(file, rules);
  const { signal } = new AbortController();
  try {
    assert.deepEqual(await Promise.all([1, 2, 3].map((n) => threads.run(n, { signal }))), [2, 4, 6]);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  } finally {
    await threads.close();
    rmSync(folder, { recursive: true });
  }
});
