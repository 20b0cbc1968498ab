import { inParts } from "../imagery/in-parts.ts";
import type { Strip, StripPlacement } from "../imagery/strip.ts";
import type { Colours } from "./strip-colours.ts";

/**
 * Axes of a yard that its tracks and its picture give, and neither the image's axes nor the order of the tracks: what is worked out in them
 * is the same, to the last bit, however the image is turned.
 */
export interface YardFrame {
  /** Where the axes cross, metres in the working CRS: the mean of the tracks' middles. */
  readonly centre: { readonly x: number; readonly y: number };
  /** The first axis, along the tracks; the second lies a quarter to its left. A unit vector but for rounding. */
  readonly along: { readonly x: number; readonly y: number };
}

/**
 * The centre is brought to so many parts of a metre, the axis to so many parts of one: beyond what sums in another order round
 * differently. Source: our choice.
 */
const PARTS = 2 ** 20;
/** Lengths are the same for the order of tracks when they are within so many parts of a metre. Source: our choice. */
const LENGTH_PARTS = 64;

/**
 * The first axis is the mean of the tracks' directions, each with its length, where a direction and its opposite are one. It points where the
 * tracks point as they are read, each with its length and brightness.
 *
 * @param strips   of the tracks, as they are read (direction.ts); at least one
 * @param colours  of each strip
 */
export function yardFrame(strips: readonly Strip[], colours: readonly Colours[]): YardFrame {
  const [base] = strips.map(({ placement }) => middleOf(placement));
  if (!base) throw new RangeError("a yard needs a track");
  const whole = { x: Math.floor(base.x), y: Math.floor(base.y) };
  const sums = { x: 0, y: 0, cos: 0, sin: 0, wayX: 0, wayY: 0 };
  for (const [k, { placement }] of strips.entries()) {
    const middle = middleOf(placement);
    sums.x += middle.x - whole.x;
    sums.y += middle.y - whole.y;
    const dx = (placement.x.at(-1) as number) - (placement.x[0] as number);
    const dy = (placement.y.at(-1) as number) - (placement.y[0] as number);
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) continue;
    sums.cos += (dx * dx - dy * dy) / length;
    sums.sin += (2 * dx * dy) / length;
    sums.wayX += (colours[k] as Colours).mean * dx;
    sums.wayY += (colours[k] as Colours).mean * dy;
  }
  const angle = Math.atan2(sums.sin, sums.cos) / 2;
  const [x, y] = [inParts(Math.cos(angle), PARTS), inParts(Math.sin(angle), PARTS)];
  const sign = sums.wayX * x + sums.wayY * y < 0 ? -1 : 1;
  return {
    centre: {
      x: whole.x + inParts(sums.x / strips.length, PARTS),
      y: whole.y + inParts(sums.y / strips.length, PARTS),
    },
    along: { x: sign * x, y: sign * y },
  };
}

/** How columns lie in a yard's frame. */
export function inFrame({ centre, along }: YardFrame, placement: StripPlacement): StripPlacement {
  const turned = (x: Float64Array, y: Float64Array, about: { readonly x: number; readonly y: number }) => [
    x.map((value, k) => (value - about.x) * along.x + ((y[k] as number) - about.y) * along.y),
    x.map((value, k) => ((y[k] as number) - about.y) * along.x - (value - about.x) * along.y),
  ];
  const [x, y] = turned(placement.x, placement.y, centre) as [Float64Array, Float64Array];
  const [normalX, normalY] = turned(placement.normalX, placement.normalY, { x: 0, y: 0 }) as [
    Float64Array,
    Float64Array,
  ];
  return { epsg: placement.epsg, x, y, normalX, normalY };
}

/** A shift in a yard's frame as one in the working CRS, metres. */
export function fromFrame(
  { along }: YardFrame,
  { x, y }: { readonly x: number; readonly y: number },
): { readonly x: number; readonly y: number } {
  return { x: x * along.x - y * along.y, y: x * along.y + y * along.x };
}

/**
 * Tracks in an order that does not depend on that of the file: the longer ones first, of the same length by the place of their middles in
 * the yard's frame, along it and then across. Tracks on one line and of one length stay as they were drawn.
 *
 * @returns indices of the tracks
 */
export function orderInYard(strips: readonly Strip[], lengths: readonly number[], frame: YardFrame): number[] {
  const keys = strips.map(({ placement }, k) => {
    const { x, y } = middleOf(inFrame(frame, placement));
    return [-Math.round((lengths[k] as number) * LENGTH_PARTS), x, y];
  });
  return keys
    .map((_, k) => k)
    .sort((a, b) => {
      const [one, other] = [keys[a] as number[], keys[b] as number[]];
      const differing = one.findIndex((value, n) => value !== other[n]);
      return differing < 0 ? a - b : (one[differing] as number) - (other[differing] as number);
    });
}

function middleOf({ x, y }: StripPlacement): { readonly x: number; readonly y: number } {
  const middle = x.length >> 1;
  return { x: x[middle] as number, y: y[middle] as number };
}
