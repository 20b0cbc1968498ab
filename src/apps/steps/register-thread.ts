/** Reads the directory of an image in a thread of its own: what an image claims never holds up the server. */
import { createHash } from "node:crypto";
import { openScene } from "../../adapters/cog/open-scene.ts";
import { checkWholeFile } from "../../adapters/cog/whole-file.ts";
import { imageFetchOf } from "../../adapters/stac-search/image-fetch.ts";
import { answerTasks } from "../../adapters/threads/answer-tasks.ts";
import { type RegisteredImage, registerScene } from "../../pipeline/register-scene.ts";
import type { RegisterTask } from "./register-apart.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

answerTasks<RegisterTask, RegisteredImage>(async ({ item, geometry, access }) => {
  const fetch = imageFetchOf(access.settings, access.environment);
  const image = await openScene(item.location, { epsg: item.epsg ?? undefined, fetch });
  try {
    await checkWholeFile(image.image);
    return await registerScene(item, image, geometry, hash);
  } finally {
    await image.close();
  }
});
