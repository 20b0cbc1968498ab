import type { Strip } from "../imagery/strip.ts";
import { COLUMNS_A_STEP } from "./direction.ts";

/**
 * Cloud without a mask, over so many metres along a track and so far to both sides of it: nothing dark is in sight, no line runs along the
 * track, and the network neither sees a car nor is sure of none. Limestone and most snow fail one of the three.
 *
 * Source: our choice, measured by scripts/evaluate-veils.ts (decision 0017).
 */
const VEIL = {
  mostGsdMetres: 0.55,
  metres: 18,
  reachMetres: 5,
  /** Of the darkest samples of square metres no more than this share lies below this, of 255. */
  dark: { below: 190, mostShare: 0.05 },
  /**
   * Of the second differences across of means over a metre less than this share agrees with those so much further on. Rails, the bed's edges
   * and cars go on along the track; grain and the noise of pixels, which cloud shows as well, do not.
   */
  line: { furtherMetres: 3, leastAgreement: 0.2 },
  /** Of the log odds of a car at least this share lies above the first, and none above the second. */
  doubt: { leastShare: 0.9, above: -2.5, car: 0 },
};

/**
 * Steps of which nothing is seen, those under cloud that no mask declares among them. On coarser pixels overexposed ground looks the
 * same: there none is called cloud.
 *
 * @param occupancy  log odds of a car on each step, by the first network
 * @param hidden     1 where a step is known not to be seen; unchanged, and says nothing of what lies beside it
 * @returns `hidden` itself where no cloud is found
 */
export function withVeiled(strip: Strip, gsdMetres: number, occupancy: Float32Array, hidden: Uint8Array): Uint8Array {
  if (gsdMetres > VEIL.mostGsdMetres) return hidden;
  const side = Math.round(1 / strip.spacingMetres);
  const steps = side / COLUMNS_A_STEP;
  const doubtful: number[] = [];
  for (let metre = 0; (metre + VEIL.metres) * steps <= hidden.length; metre++) {
    const [from, to] = [metre * steps, (metre + VEIL.metres) * steps];
    if (!hidden.subarray(from, to).includes(1) && isDoubtful(occupancy.subarray(from, to))) doubtful.push(metre);
  }
  if (doubtful.length === 0) return hidden;
  const squares = squareMetres(strip, side);
  const veiled = doubtful.filter((metre) => isWhite(squares, metre) && !holdsLine(squares, metre));
  if (veiled.length === 0) return hidden;
  const unseen = hidden.slice();
  for (const metre of veiled) unseen.fill(1, metre * steps, (metre + VEIL.metres) * steps);
  return unseen;
}

function isDoubtful(odds: Float32Array): boolean {
  const { leastShare, above, car } = VEIL.doubt;
  let doubtful = 0;
  for (const value of odds) {
    if (value > car) return false;
    if (value > above) doubtful++;
  }
  return doubtful >= leastShare * odds.length;
}

/** Rows of square metres about the track, from left to right. */
interface SquareMetres {
  readonly means: readonly Float64Array[];
  readonly darkest: readonly Float64Array[];
}

function squareMetres({ width, height, pixels }: Strip, side: number): SquareMetres {
  const rows = 2 * VEIL.reachMetres;
  const top = Math.floor(height / 2) - VEIL.reachMetres * side;
  const metres = Math.floor(width / side);
  const means = Array.from({ length: rows }, () => new Float64Array(metres));
  const darkest = Array.from({ length: rows }, () => new Float64Array(metres).fill(Infinity));
  for (let row = 0; row < rows * side; row++) {
    const [mean, dark] = [
      means[Math.floor(row / side)] as Float64Array,
      darkest[Math.floor(row / side)] as Float64Array,
    ];
    // Green alone is enough.
    const line = pixels.subarray((height + top + row) * width, (height + top + row + 1) * width);
    for (let c = 0; c < metres * side; c++) {
      const [metre, value] = [Math.floor(c / side), line[c] as number];
      mean[metre] = (mean[metre] as number) + value / side ** 2;
      dark[metre] = Math.min(dark[metre] as number, value);
    }
  }
  return { means, darkest };
}

function isWhite({ darkest }: SquareMetres, from: number): boolean {
  let dark = 0;
  for (const row of darkest)
    for (const value of row.subarray(from, from + VEIL.metres)) if (value < VEIL.dark.below) dark++;
  return dark <= VEIL.dark.mostShare * VEIL.metres * darkest.length;
}

function holdsLine({ means }: SquareMetres, from: number): boolean {
  const { furtherMetres, leastAgreement } = VEIL.line;
  const pairs = VEIL.metres - furtherMetres;
  let [agreeing, all] = [0, 0];
  for (let row = 1; row + 1 < means.length; row++) {
    const [left, own, right] = [means[row - 1], means[row], means[row + 1]] as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const across = own
      .subarray(from, from + VEIL.metres)
      .map((mean, m) => (left[from + m] as number) - 2 * mean + (right[from + m] as number));
    across.forEach((value, m) => {
      all += value ** 2 / VEIL.metres;
      if (m < pairs) agreeing += (value * (across[m + furtherMetres] as number)) / pairs;
    });
  }
  return agreeing >= leastAgreement * all;
}
