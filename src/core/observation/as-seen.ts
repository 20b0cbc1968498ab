import type { PlanePoint } from "../imagery/place-line.ts";
import type { Registration } from "./observation.ts";

/** How a yard lies beside where it was drawn: turned, then shifted, metres in the working CRS. */
export type Placing = Pick<Registration, "x" | "y" | "turn">;

/** Where a point of the tracks as given lies on the tracks as seen, working CRS. */
export function asSeen({ x, y }: PlanePoint, { turn, x: shiftX, y: shiftY }: Placing): PlanePoint {
  if (!turn) return { x: x + shiftX, y: y + shiftY };
  const angle = (turn.degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [x - turn.x, y - turn.y];
  return { x: turn.x + cos * dx - sin * dy + shiftX, y: turn.y + sin * dx + cos * dy + shiftY };
}

/** Two placings as one: the second is of the tracks that the first has moved. */
export function bothPlacings(first: Placing, second: Placing): Placing {
  const { turn } = second;
  if (!turn) return { ...first, x: first.x + second.x, y: first.y + second.y };
  const about = first.turn ?? { degrees: 0, x: turn.x - first.x, y: turn.y - first.y };
  const to = asSeen(asSeen(about, first), second);
  return {
    x: to.x - about.x,
    y: to.y - about.y,
    turn: { degrees: about.degrees + turn.degrees, x: about.x, y: about.y },
  };
}
