import { parentPort, workerData } from "node:worker_threads";
import { answerOf, type Line } from "./assess-ndjson.ts";

/** One worker of `yardcheck assess --ndjson`: answers the batches that it is sent. */
parentPort?.on("message", (lines: readonly Line[]) => {
  parentPort?.postMessage(lines.map((line) => answerOf(line, workerData)));
});
