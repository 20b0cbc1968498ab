/** Takes the pictures of a report and draws its pages in a thread of its own. */
import { renderReport } from "../../adapters/render/report.ts";
import { imageFetchOf } from "../../adapters/stac-search/image-fetch.ts";
import { answerTasks } from "../../adapters/threads/answer-tasks.ts";
import { takePictures } from "./look-pictures.ts";
import type { ReportTask, ReportTaskAnswer } from "./report-apart.ts";

answerTasks<ReportTask, ReportTaskAnswer>(async (task) => {
  if (task.kind === "page") return { kind: "page", page: await renderReport(task.record, task.options) };
  const { geometry, scene, observation, access } = task;
  const fetch = imageFetchOf(access.settings, access.environment);
  return { kind: "pictures", taken: await takePictures(geometry, scene, observation, fetch) };
});
