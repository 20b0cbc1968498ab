import { YardcheckError } from "../../errors.ts";
import type { SceneImage } from "./scene-image.ts";

/**
 * Checks that a local file holds all blocks that it says it holds, so that one that was cut short on its way is not
 * registered. Of a remote file only what is read is checked, when it is read: the list of its blocks may be long.
 *
 * @throws YardcheckError "image-invalid"
 */
export async function checkWholeFile({ source, levels }: SceneImage, signal?: AbortSignal): Promise<void> {
  if (/^https?:/i.test(source.location)) return;
  for (const { directory, layout } of levels) {
    const offsets = await directory.numbers(layout.offsetsTag, signal);
    const lengths = await directory.numbers(layout.byteCountsTag, signal);
    const end = offsets.reduce((last, offset, i) => Math.max(last, lengths[i] ? offset + lengths[i] : 0), 0);
    if (end > source.size)
      throw new YardcheckError(
        "image-invalid",
        `${source.location} is cut short: its last block ends at byte ${end}, the file at ${source.size}`,
      );
  }
}
