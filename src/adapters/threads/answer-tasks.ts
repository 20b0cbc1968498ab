import { parentPort } from "node:worker_threads";
import { YardcheckError } from "../../errors.ts";
import type { Returned, Sent } from "./task-threads.ts";

/** The inside of a thread of `taskThreads`: answers each task, or says why it could not. */
export function answerTasks<Task, Answer, Progress = never>(
  answer: (task: Task, progress: (step: Progress) => void) => Promise<Answer>,
): void {
  const give = (returned: Returned<Answer, Progress>) => parentPort?.postMessage(returned);
  parentPort?.on("message", async ({ id, task }: Sent<Task>) => {
    try {
      give({ id, answer: await answer(task, (progress) => give({ id, progress })) });
    } catch (error) {
      if (error instanceof YardcheckError)
        give({ id, failure: { code: error.code, text: error.message.slice(error.code.length + 2) } });
      else give({ id, failure: { code: null, text: error instanceof Error ? (error.stack ?? "") : String(error) } });
    }
  });
}
