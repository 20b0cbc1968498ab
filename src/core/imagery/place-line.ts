import type { StripPlacement } from "./strip.ts";

/** Normals come from the chord between the points this far before and behind: vertices of a drawn line leave no kink. */
const CHORD_HALF_METRES = 1.5;

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
 * The last column's centre may lie up to half a spacing beyond the line's end, in the direction of its last leg.
 *
 * @param points         the line, metres in the CRS `epsg`, in the direction of travel; repeated points are allowed
 * @param spacingMetres  distance of column centres, > 0
 * @returns `ceil(length / spacing)` columns
 * @throws RangeError when the line has no length or a coordinate is not finite
 */
export function placeLine(points: readonly PlanePoint[], spacingMetres: number, epsg: number): PlacedLine {
  if (!(spacingMetres > 0)) throw new RangeError(`spacing must be positive, got ${spacingMetres} m`);
  const line = new Polyline(points);
  const columns = Math.ceil(line.length / spacingMetres - 1e-9);
  const x = new Float64Array(columns);
  const y = new Float64Array(columns);
  const normalX = new Float64Array(columns);
  const normalY = new Float64Array(columns);
  for (let c = 0; c < columns; c++) {
    const along = (c + 0.5) * spacingMetres;
    const here = line.at(along);
    const back = line.at(Math.max(0, along - CHORD_HALF_METRES));
    const ahead = line.at(Math.min(line.length, along + CHORD_HALF_METRES));
    let [dx, dy] = [ahead.x - back.x, ahead.y - back.y];
    // A hairpin can bring both ends of the chord together; the leg itself still has a direction.
    if (Math.hypot(dx, dy) < 1e-6) [dx, dy] = line.directionAt(along);
    const size = Math.hypot(dx, dy);
    x[c] = here.x;
    y[c] = here.y;
    normalX[c] = dy / size;
    normalY[c] = -dx / size;
  }
  return { placement: { epsg, x, y, normalX, normalY }, lengthMetres: line.length };
}

/** A line with distances along it; positions beyond its ends continue the first and last leg. */
class Polyline {
  readonly length: number;
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
    this.points = points;
    this.length = length;
  }

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
