import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Assessment, AssessSeries } from "../../core/assessment/assessment.ts";
import { YardcheckError } from "../../errors.ts";
import { hashOf } from "../store/json.ts";

/** The same series has the same answer: so many of the newest are kept. */
const MOST_KEPT = 64;
const kept = new Map<string, Promise<Assessment>>();

/**
 * What the statistics say of a series, worked out in a thread beside this one.
 *
 * @param signal  ends the thread
 * @throws YardcheckError "interrupted" when the signal is raised
 */
export async function assessApart(series: AssessSeries, signal?: AbortSignal): Promise<Assessment> {
  signal?.throwIfAborted();
  const key = hashOf(series);
  const known = kept.get(key);
  if (known !== undefined) return await known;
  const answer = inThread(series, signal);
  kept.set(key, answer);
  // A thread that failed or was ended is no answer to keep.
  answer.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return await answer;
}

function inThread(series: AssessSeries, signal: AbortSignal | undefined): Promise<Assessment> {
  return new Promise((done, failed) => {
    const thread = new Worker(join(import.meta.dirname, "assess-thread.ts"), { workerData: series });
    const end = () => {
      void thread.terminate();
      failed(new YardcheckError("interrupted", `assessing ${series.id} was stopped`));
    };
    signal?.addEventListener("abort", end, { once: true });
    const settled = () => signal?.removeEventListener("abort", end);
    thread.once("message", (assessment: Assessment) => {
      settled();
      done(assessment);
    });
    thread.once("error", (error) => {
      settled();
      failed(error);
    });
    thread.once("exit", (code) => {
      settled();
      failed(new Error(`the thread that assessed ${series.id} ended by itself (${code})`));
    });
  });
}
