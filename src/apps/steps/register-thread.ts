/** Reads the directory of an image in a thread of its own: what an image claims never holds up the server, nor a command. */
import { createHash } from "node:crypto";
import { openScene } from "../../adapters/cog/open-scene.ts";
import { checkWholeFile } from "../../adapters/cog/whole-file.ts";
import { imageFetchOf } from "../../adapters/stac-search/image-fetch.ts";
import { answerTasks } from "../../adapters/threads/answer-tasks.ts";
import { type RegisteredImage, registerScene } from "../../pipeline/register-scene.ts";
import type { RegisterTask } from "./register-apart.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

answerTasks<RegisterTask, RegisteredImage>(async ({ description, epsg, placement, geometry, access }) => {
  const fetch = imageFetchOf(access.settings, access.environment);
  const placed = placement === null ? { epsg: epsg ?? undefined } : { placement };
  const image = await openScene(description.location, { ...placed, fetch });
  try {
    await checkWholeFile(image.image);
    return await registerScene(description, image, geometry, hash);
  } finally {
    await image.close();
  }
});
