import type { Strip } from "../imagery/strip.ts";

/** A step is seen when this share of its samples this near to the centre line can be used: where a car would stand. */
const UNDER_CAR = { share: 0.5, reachMetres: 1.75 };
/**
 * Along more than a few metres it takes more: where a mask over the next track reached to 1.5 m from this one, the
 * network saw no car, and half of the samples under a car could still be used.
 */
const ABOUT_CAR = { share: 0.85, reachMetres: 2.25, leastMetres: 5 };

/**
 * Which steps of a strip cannot be seen.
 *
 * @returns 1 where too few of the samples about a car could be used. Shape: width / columnsPerStep, rounded down
 */
export function hiddenSteps(strip: Strip, stepMetres: number): Uint8Array {
  const { top, bottom } = rowsWithin(strip, ABOUT_CAR.reachMetres);
  // Most strips can be seen all along.
  if (!strip.usable.subarray(top * strip.width, bottom * strip.width).includes(0))
    return new Uint8Array(Math.floor(strip.width / columnsOfStep(strip, stepMetres)));
  const hidden = stepsBelow(strip, stepMetres, UNDER_CAR);
  const about = stepsBelow(strip, stepMetres, ABOUT_CAR);
  const least = Math.round(ABOUT_CAR.leastMetres / stepMetres);
  for (let t = 0, from = 0; t <= about.length; t++) {
    if (about[t] === 1) continue;
    if (t - from >= least) hidden.fill(1, from, t);
    from = t + 1;
  }
  return hidden;
}

/** Share of steps that are hidden, 0 to 1; 0 of none. */
export function hiddenShare(hidden: Uint8Array): number {
  return hidden.length > 0 ? hidden.reduce((sum, step) => sum + step, 0) / hidden.length : 0;
}

const columnsOfStep = ({ spacingMetres }: Strip, stepMetres: number) => Math.round(stepMetres / spacingMetres);

/** Rows within a reach of the centre line, top to before bottom. */
function rowsWithin({ height, spacingMetres }: Strip, reachMetres: number) {
  const reach = Math.round(reachMetres / spacingMetres);
  return { top: Math.floor(height / 2) - reach, bottom: Math.ceil(height / 2) + reach };
}

function stepsBelow(
  strip: Strip,
  stepMetres: number,
  { share, reachMetres }: { readonly share: number; readonly reachMetres: number },
): Uint8Array {
  const columns = columnsOfStep(strip, stepMetres);
  const steps = Math.floor(strip.width / columns);
  const { top, bottom } = rowsWithin(strip, reachMetres);
  const hidden = new Uint8Array(steps);
  for (let t = 0; t < steps; t++) {
    let [seen, all] = [0, 0];
    for (let row = top; row < bottom; row++)
      for (let c = t * columns; c < (t + 1) * columns; c++) {
        seen += strip.usable[row * strip.width + c] as number;
        all++;
      }
    hidden[t] = seen < share * all ? 1 : 0;
  }
  return hidden;
}
