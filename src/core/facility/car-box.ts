import type { LonLat } from "../geo/frames.ts";
import type { NonEmpty } from "../ids.ts";
import { alongLine, fromPlaneAt, planeAt } from "./local-plane.ts";

/** Half the width of a car's body, metres. Source: UIC 505-1 and GOST 9238 gauges, 3.15 to 3.4 m across. */
const HALF_WIDTH_METRES = 1.6;

/**
 * The four corners of a car that stands on a track: from its near end on the left of travel to its far end and back on
 * the right.
 *
 * @param from  of the near end along the line, metres; either end may lie beyond the line's
 * @param to    of the far end
 * @throws RangeError for a line of fewer than two different points
 */
export function carBox(line: NonEmpty<LonLat>, from: number, to: number): readonly LonLat[] {
  const points = line.map(planeAt(line[0]));
  const back = fromPlaneAt(line[0]);
  const corner = (along: number, across: number) => {
    const { east, north, right } = alongLine(points, along);
    return back({ east: east + across * right.east, north: north + across * right.north });
  };
  return [
    corner(from, -HALF_WIDTH_METRES),
    corner(to, -HALF_WIDTH_METRES),
    corner(to, HALF_WIDTH_METRES),
    corner(from, HALF_WIDTH_METRES),
  ];
}
