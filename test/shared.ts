import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of real images and published counts that stands beside the checkout; never copied into the project. */
const SHARED = resolve(import.meta.dirname, "../../shared/data");

/**
 * Path of a file of the shared data.
 *
 * @throws Error that says which folder was looked for, when it is missing
 */
export function sharedData(file: string): string {
  const path = join(SHARED, file);
  if (!existsSync(path))
    throw new Error(
      `tests read real images from ${SHARED}; ${file} is not there. Put the shared folder beside the checkout.`,
    );
  return path;
}
