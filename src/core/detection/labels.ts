import type { PlanePoint } from "../imagery/place-line.ts";
import type { Extent } from "./match.ts";
import { type RotatedBox, rotatedOverlap, smallestBox } from "./rotated-box.ts";
import { lengthOf, placeByLine } from "./track-line.ts";

/** A car that somebody drew: the corners of its outline, in the plane of the tracks. */
export interface CarLabel {
  readonly outline: readonly PlanePoint[];
}

export interface LabelsOnTracks {
  /** For each track, its labelled cars in order along it, with the label each comes from. */
  readonly tracks: readonly (readonly (Extent & { readonly label: number })[])[];
  /** Labels on no track: their middle lies further from every track than a car can stand. */
  readonly elsewhere: readonly number[];
}

/**
 * Which track each labelled car stands on, and where along it.
 *
 * @param tracks        as seen: outlines lie where the image shows the cars
 * @param reachMetres   furthest sideways that the middle of a car may lie from its track
 */
export function labelsOnTracks(
  labels: readonly CarLabel[],
  tracks: readonly (readonly PlanePoint[])[],
  reachMetres = 2.3,
): LabelsOnTracks {
  const found = tracks.map((): (Extent & { label: number })[] => []);
  const elsewhere: number[] = [];
  const lengths = tracks.map(lengthOf);
  labels.forEach(({ outline: corners }, label) => {
    const middle = middleOf(corners);
    let nearest = { track: -1, across: Infinity };
    tracks.forEach((points, track) => {
      const place = placeByLine(points, middle);
      if (place.along < 0 || place.along > (lengths[track] ?? 0)) return;
      if (Math.abs(place.across) < nearest.across) nearest = { track, across: Math.abs(place.across) };
    });
    const points = tracks[nearest.track];
    if (!points || nearest.across > reachMetres) {
      elsewhere.push(label);
      return;
    }
    const along = corners.map((corner) => placeByLine(points, corner).along);
    found[nearest.track]?.push({ from: Math.min(...along), to: Math.max(...along), label });
  });
  for (const cars of found) cars.sort((a, b) => a.from - b.from);
  return { tracks: found, elsewhere };
}

/** Two labels of one track that have most of their ground in common. */
export interface SharedGround {
  /** Indices: of the track, and of the labels, the one given first before the other. */
  readonly track: number;
  readonly labels: readonly [number, number];
  /** Intersection over union of the smallest boxes about their outlines, 0 to 1. */
  readonly overlap: number;
}

/**
 * From this overlap on two labels may be of one car: no two cars stand on half of the same ground.
 *
 * Source: our choice, by `npx node scripts/evaluate-label-overlaps.ts`. Of the 46 labels of muttenz-west two pairs share .65 and .75, each
 * one car drawn twice, and no other two of a track any ground, nor a hundredth of it as upright boxes. Labels drawn anew, each corner moved
 * by a normal error of .25 m, share .56 at least, and of .5 m half or more in 99 of 100 (4600 drawings).
 */
const ONE_CAR_OVERLAP = 0.5;
/** From this overlap on they are the same outline: a copy has 1, and of those drawn anew with errors of .25 m a fifth has as much. */
export const ONE_OUTLINE_OVERLAP = 0.9;

/** Labels that would count one car twice, in the order of the given labels. */
export function labelledTwice(labels: readonly CarLabel[], { tracks }: LabelsOnTracks): SharedGround[] {
  const boxes = new Map<number, RotatedBox | undefined>();
  const boxOf = (label: number) => {
    if (!boxes.has(label)) boxes.set(label, smallestBox((labels[label]?.outline ?? []).map(({ x, y }) => [x, y])));
    return boxes.get(label);
  };
  const shared = tracks.flatMap((cars, track) =>
    cars.flatMap((car, k) => {
      const others: SharedGround[] = [];
      // In order along the track: those from the car's end on have no ground with it.
      for (let next = k + 1; (cars[next]?.from ?? Infinity) < car.to; next++) {
        const pair = [car.label, cars[next]?.label ?? car.label].sort((a, b) => a - b) as [number, number];
        const [one, other] = pair.map(boxOf);
        const overlap = one && other ? overlapOf(one, other) : 0;
        if (overlap >= ONE_CAR_OVERLAP) others.push({ track, labels: pair, overlap });
      }
      return others;
    }),
  );
  return shared.sort((p, q) => p.labels[0] - q.labels[0] || p.labels[1] - q.labels[1]);
}

/** Of boxes without width, as a line has, 0. */
function overlapOf(one: RotatedBox, other: RotatedBox): number {
  return one.length * one.width > 0 && other.length * other.width > 0 ? rotatedOverlap(one, other) : 0;
}

function middleOf(corners: readonly PlanePoint[]): PlanePoint {
  // The middle of the extent: repeated corners, as in closed rings, do not pull it.
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 };
}
