import { join } from "node:path";
import type { RenderOptions } from "../../adapters/render/report.ts";
import type { ImageAccess } from "../../adapters/stac-search/image-fetch.ts";
import type { RegisteredScene } from "../../adapters/store/scenes.ts";
import { taskThreads } from "../../adapters/threads/task-threads.ts";
import type { FacilityGeometry } from "../../core/facility/facility.ts";
import type { Counted, Observation } from "../../core/observation/observation.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import type { TakenPictures } from "./look-pictures.ts";

export type ReportTask =
  | {
      readonly kind: "pictures";
      readonly geometry: FacilityGeometry;
      readonly scene: RegisteredScene;
      readonly observation: Observation & Counted;
      readonly access: ImageAccess;
    }
  | { readonly kind: "page"; readonly record: ReportRecord; readonly options: RenderOptions };
export type ReportTaskAnswer =
  | { readonly kind: "pictures"; readonly taken: TakenPictures }
  | { readonly kind: "page"; readonly page: string | Uint8Array };

/** A page takes a second or two, pictures of a large scene more; one that takes longer is damaged. */
const threads = taskThreads<ReportTask, ReportTaskAnswer>(join(import.meta.dirname, "report-thread.ts"), {
  threads: 1,
  limitMs: 300_000,
  memoryMegabytes: 3072,
  longestQueue: 200,
  nameOf: (task) => (task.kind === "pictures" ? task.scene.location : `the report of ${task.record.basis.facility.id}`),
});

/** `takePictures`, in a thread beside this one, with limits of time and memory. */
export async function takePicturesApart(
  geometry: FacilityGeometry,
  scene: RegisteredScene,
  observation: Observation & Counted,
  access: ImageAccess,
  signal?: AbortSignal,
): Promise<TakenPictures> {
  const answer = await threads.run({ kind: "pictures", geometry, scene, observation, access }, { signal });
  if (answer.kind !== "pictures") throw new RangeError("the thread answered another question");
  return answer.taken;
}

/** `renderReport`, in a thread beside this one: typesetting holds a thread for seconds. */
export async function renderApart(
  record: ReportRecord,
  options: RenderOptions,
  signal?: AbortSignal,
): Promise<string | Uint8Array> {
  const answer = await threads.run({ kind: "page", record, options }, { signal });
  if (answer.kind !== "page") throw new RangeError("the thread answered another question");
  return answer.page;
}
