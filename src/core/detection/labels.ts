import type { PlanePoint } from "../imagery/place-line.ts";
import type { Extent } from "./match.ts";
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

function middleOf(corners: readonly PlanePoint[]): PlanePoint {
  // The middle of the extent: repeated corners, as in closed rings, do not pull it.
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 };
}
