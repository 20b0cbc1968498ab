/** Runs the statistics in a thread of its own: they take seconds, and a server has others to answer meanwhile. */
import { parentPort, workerData } from "node:worker_threads";
import { assessSeries } from "../../core/assessment/assess-series.ts";

parentPort?.postMessage(assessSeries(workerData));
