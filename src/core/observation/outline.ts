import type { Car } from "./observation.ts";

/**
 * The outline of a car by its corners, as GeoJSON has it: closed, counter-clockwise. Source: RFC 7946, 3.1.6
 *
 * @param corners  in order around the car, either way; x to the east and y to the north, in any unit
 */
export function outlineOfCorners(corners: readonly (readonly [x: number, y: number])[]): Car["outline"] {
  const [first] = corners;
  if (first === undefined) throw new RangeError("an outline has corners");
  const area = corners.reduce((sum, [x, y], k) => {
    const [nextX, nextY] = corners[(k + 1) % corners.length] ?? first;
    // From the first corner: coordinates of millions of metres would leave no digits for a car.
    return sum + (x - first[0]) * (nextY - first[1]) - (nextX - first[0]) * (y - first[1]);
  }, 0);
  const others = area < 0 ? corners.slice(1).toReversed() : corners.slice(1);
  return { type: "Polygon", coordinates: [[first, ...others, first].map(([x, y]): [number, number] => [x, y])] };
}
