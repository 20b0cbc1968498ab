import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Assessment, AssessSeries } from "../../core/assessment/assessment.ts";
import { YardcheckError } from "../../errors.ts";
import { hashOf } from "../store/json.ts";

/** The same series has the same answer: so many of the newest are kept. */
const MOST_KEPT = 64;
const kept = new Map<string, Assessing>();

/** A series that is worked out, or was, for all who ask for it. */
interface Assessing {
  readonly answer: Promise<Assessment>;
  readonly thread: Worker;
  /** Those who still wait for the answer. */
  waiting: number;
}

/**
 * What the statistics say of a series, worked out in a thread beside this one.
 *
 * @param signal  ends the waiting, and the thread where nobody else waits for it
 * @throws YardcheckError "interrupted" when the signal is raised
 */
export async function assessApart(series: AssessSeries, signal?: AbortSignal): Promise<Assessment> {
  const stopped = () => new YardcheckError("interrupted", `assessing ${series.id} was stopped`);
  if (signal?.aborted) throw stopped();
  const key = hashOf(series);
  const assessing = kept.get(key) ?? begin(series, key);
  assessing.waiting++;
  return await new Promise((done, failed) => {
    const leave = () => {
      failed(stopped());
      assessing.waiting--;
      if (assessing.waiting > 0) return;
      forget(key, assessing);
      void assessing.thread.terminate();
    };
    signal?.addEventListener("abort", leave, { once: true });
    assessing.answer.then(done, failed).finally(() => signal?.removeEventListener("abort", leave));
  });
}

function begin(series: AssessSeries, key: string): Assessing {
  const thread = new Worker(join(import.meta.dirname, "assess-thread.ts"), { workerData: series });
  const answer = new Promise<Assessment>((done, failed) => {
    thread.once("message", done);
    thread.once("error", failed);
    thread.once("exit", (code) => failed(new Error(`the thread that assessed ${series.id} ended by itself (${code})`)));
  });
  const assessing = { answer, thread, waiting: 0 };
  kept.set(key, assessing);
  // A thread that failed is no answer to keep.
  answer.catch(() => forget(key, assessing));
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return assessing;
}

function forget(key: string, assessing: Assessing): void {
  if (kept.get(key) === assessing) kept.delete(key);
}
