/** Counts in a thread of its own, so that an image that never ends decoding can be ended with it. */
import type { Counting } from "../../core/observation/observation.ts";
import { imageFetchOf } from "../stac-search/image-fetch.ts";
import { answerTasks } from "../threads/answer-tasks.ts";
import type { CountProgress, CountTask } from "./count-apart.ts";
import { countingHere } from "./count-registered.ts";

const count = countingHere(1);

answerTasks<CountTask, Counting, CountProgress>(
  async ({ geometry, scene, shift, settings, environment }, progress) =>
    await count(geometry, scene, {
      shift,
      fetch: imageFetchOf(settings, environment),
      onProgress: (done, all) => progress([done, all]),
    }),
);
