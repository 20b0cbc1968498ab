import type { Counter, CounterOptions } from "../../adapters/counting/counter.ts";
import { YardcheckError } from "../../errors.ts";

/** What counts, as the options of a verb name it. */
export interface CountWithOptions extends CounterOptions {
  readonly detector?: string;
  readonly detectorBoxes?: "upright" | "turned";
  readonly detectorThreshold?: number;
  readonly detectorClasses?: readonly string[];
}

/**
 * Opens what counts, and says which classes of another detector are left out.
 *
 * @throws YardcheckError "usage" when options of a detector are given without one | those of the detector and the calibration
 */
export async function openCounter(options: CountWithOptions): Promise<Counter> {
  refuseStray(options);
  const { boxCounter, stripCounter } = await import("../../adapters/counting/counter.ts");
  if (options.detector === undefined) return stripCounter(options);
  const counter = await boxCounter(options.detector, {
    ...options,
    kind: options.detectorBoxes,
    threshold: options.detectorThreshold,
    classes: options.detectorClasses,
  });
  const { counted = [], leftOut = [] } = counter.classes ?? {};
  if (leftOut.length > 0)
    process.stderr.write(
      `yardcheck: of the detector's classes ${counted.join(", ")} count; left out are ${leftOut.join(", ")} (--detector-classes says otherwise)\n`,
    );
  return counter;
}

/** @throws YardcheckError "usage" when options of a detector are given without one */
export function refuseStray(options: CountWithOptions): void {
  if (options.detector !== undefined) return;
  for (const name of ["boxes", "threshold", "classes"] as const)
    if (options[OF_DETECTOR[name]] !== undefined)
      throw new YardcheckError("usage", `--detector-${name} goes with --detector FILE, and there is none`);
}

const OF_DETECTOR = {
  boxes: "detectorBoxes",
  threshold: "detectorThreshold",
  classes: "detectorClasses",
} as const;
