import { inParts } from "./in-parts.ts";
import type { StripPlacement } from "./strip.ts";

/** Normals come from the chord between the points this far before and behind: vertices of a drawn line leave no kink. */
const CHORD_HALF_METRES = 1.5;

/**
 * Centres are brought to so many parts of a metre, normals to so many parts of one: beyond what doubles round differently along a line from
 * its other end, or on ground that is turned. Source: our choice; at most 0.06 mm, and 0.15 mm more at 9 m to the side.
 */
const [CENTRE_PARTS, NORMAL_PARTS] = [2 ** 13, 2 ** 15];
/**
 * A line that is a whole number of columns long but for so much of one has its columns about its middle: the same from both ends. Of columns
 * of 0.25 m it is 5 mm: ends are rounded twice (detection/direction.ts).
 */
const WHOLE_WITHIN = 0.02;

/** A point of the working plane, metres. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

export interface PlacedLine {
  readonly placement: StripPlacement;
  /** Length of the line, metres. */
  readonly lengthMetres: number;
}

/**
 * Where the columns of a strip lie: their centres every `spacingMetres` along the line, and the normals to its right.
 *
 * The last column's centre may lie up to half a spacing beyond the line's end, in the direction of its last leg. Columns of a line that is
 * a whole number of them long, to a fiftieth, lie about its middle.
 *
 * @param points         the line, metres in the CRS `epsg`, in the direction of travel; repeated points are allowed
 * @param spacingMetres  distance of column centres, > 0
 * @returns `ceil(length / spacing)` columns, a hundredth more being none
 * @throws RangeError when the line has no length or a coordinate is not finite
 */
export function placeLine(points: readonly PlanePoint[], spacingMetres: number, epsg: number): PlacedLine {
  if (!(spacingMetres > 0)) throw new RangeError(`spacing must be positive, got ${spacingMetres} m`);
  const line = new Polyline(points);
  const columns = Math.max(1, Math.ceil(line.length / spacingMetres - WHOLE_WITHIN));
  const beyond = line.length - columns * spacingMetres;
  const start = Math.abs(beyond) <= WHOLE_WITHIN * spacingMetres ? beyond / 2 : 0;
  const x = new Float64Array(columns);
  const y = new Float64Array(columns);
  const normalX = new Float64Array(columns);
  const normalY = new Float64Array(columns);
  for (let c = 0; c < columns; c++) {
    const along = start + (c + 0.5) * spacingMetres;
    const here = line.at(along);
    const back = line.at(Math.max(0, along - CHORD_HALF_METRES));
    const ahead = line.at(Math.min(line.length, along + CHORD_HALF_METRES));
    let [dx, dy] = [ahead.x - back.x, ahead.y - back.y];
    // A hairpin can bring both ends of the chord together; the leg itself still has a direction.
    if (Math.hypot(dx, dy) < 1e-6) [dx, dy] = line.directionAt(along);
    const size = Math.hypot(dx, dy);
    x[c] = line.base.x + inParts(here.x, CENTRE_PARTS);
    y[c] = line.base.y + inParts(here.y, CENTRE_PARTS);
    normalX[c] = inParts(dy / size, NORMAL_PARTS);
    normalY[c] = -inParts(dx / size, NORMAL_PARTS);
  }
  return { placement: { epsg, x, y, normalX, normalY }, lengthMetres: line.length };
}

/** A line with distances along it; positions beyond its ends continue the first and last leg. */
class Polyline {
  readonly length: number;
  /** A whole metre near the line, from which its places are told: doubles of millions of metres would round them. */
  readonly base: PlanePoint;
  private readonly points: readonly PlanePoint[];
  /** Distance from the first vertex to each vertex. */
  private readonly reached: number[] = [0];
  private leg = 0;

  constructor(given: readonly PlanePoint[]) {
    const points: PlanePoint[] = [];
    let length = 0;
    for (const point of given) {
      if (!(Number.isFinite(point.x) && Number.isFinite(point.y)))
        throw new RangeError(`a line's coordinates must be finite, got ${point.x}, ${point.y}`);
      const last = points.at(-1);
      if (last) {
        const step = Math.hypot(point.x - last.x, point.y - last.y);
        if (step === 0) continue;
        length += step;
        this.reached.push(length);
      }
      points.push(point);
    }
    if (!(length > 0)) throw new RangeError(`a line needs two different points, got ${points.length}`);
    const [{ x, y }] = points as [PlanePoint];
    const base = { x: Math.floor(x), y: Math.floor(y) };
    this.points = points.map((point) => ({ x: point.x - base.x, y: point.y - base.y }));
    this.base = base;
    this.length = length;
  }

  /** Metres from the base. */
  at(along: number): PlanePoint {
    const leg = this.legAt(along);
    const [from, to] = [this.points[leg] as PlanePoint, this.points[leg + 1] as PlanePoint];
    const start = this.reached[leg] as number;
    const share = (along - start) / ((this.reached[leg + 1] as number) - start);
    return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
  }

  directionAt(along: number): [number, number] {
    const leg = this.legAt(along);
    const [from, to] = [this.points[leg] as PlanePoint, this.points[leg + 1] as PlanePoint];
    return [to.x - from.x, to.y - from.y];
  }

  /** Neighbouring questions ask for neighbouring legs, so the search starts where the last one ended. */
  private legAt(along: number): number {
    const last = this.points.length - 2;
    let leg = this.leg;
    while (leg < last && along > (this.reached[leg + 1] as number)) leg++;
    while (leg > 0 && along < (this.reached[leg] as number)) leg--;
    this.leg = leg;
    return leg;
  }
}
