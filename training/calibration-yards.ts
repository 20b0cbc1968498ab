import type { RandomStream } from "../src/core/synthetic/random.ts";
import { inventedStyle, TRAINING_STYLES, type YardStyle } from "../src/core/synthetic/styles.ts";

/** The style of a yard that calibration is fitted on: two named ones, two invented ones, and so on. */
export function calibrationStyle(scene: number, random: RandomStream): YardStyle {
  if (isInvented(scene)) return inventedStyle(random);
  return TRAINING_STYLES[(2 * (scene >> 2) + (scene % 4)) % TRAINING_STYLES.length] as YardStyle;
}

/** Whether the style of a yard that calibration is fitted on is one that no network was trained on. */
export function isInvented(scene: number): boolean {
  return scene % 4 >= 2;
}
