import { isDeepStrictEqual } from "node:util";
import { YardcheckError } from "../../errors.ts";
import type { Settings } from "./workspace.ts";

/**
 * What a process that goes on makes of its settings, as they are whenever it is asked for: what is changed in the
 * workbench, or in the file, holds from then on, and only a change makes anything anew. Settings that cannot be read
 * change nothing.
 *
 * @param read          reads the settings of the workspace
 * @param make          makes it of settings
 * @param onUnreadable  told why, each time
 * @throws YardcheckError at once where the settings cannot be read at the start: "workspace-missing" from `read`, "usage"
 *   from `make`
 */
export function current<Made>(
  read: () => Settings,
  make: (settings: Settings) => Made,
  onUnreadable: (error: YardcheckError) => void,
): () => Made {
  let settings = read();
  let made = make(settings);
  return () => {
    try {
      const found = read();
      if (isDeepStrictEqual(found, settings)) return made;
      made = make(found);
      settings = found;
    } catch (error) {
      if (!(error instanceof YardcheckError)) throw error;
      onUnreadable(error);
    }
    return made;
  };
}
