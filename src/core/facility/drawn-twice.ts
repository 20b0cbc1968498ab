import { Squares } from "../geo/squares.ts";
import type { PlanePoint } from "./local-plane.ts";

/** A stretch of a line that runs along another line, or along another part of itself. */
export interface DrawnTwice {
  /** Indices of the two lines; the same: along itself. */
  readonly line: number;
  readonly along: number;
  readonly metres: number;
}

/** Lines this near to each other, metres, are one track: the rails alone are 1.4 m apart. */
const NEAR_METRES = 1;
/**
 * How far they must run so, metres; a shorter line all along it. Source: our choice. At a turnout lines part from each other by a metre
 * within 18 m (1 in 18), and on a curve of 1200 m, the flattest of usual turnouts, within 49 m.
 */
const LONGER_THAN_TURNOUTS_METRES = 60;
/**
 * A shorter line has to lie this near another all along, metres: the first stretch of a turnout may be a line of its own. On a curve of
 * 1200 m it is 0.15 m aside where the last of 20 m is looked at.
 */
const COINCIDING_METRES = 0.1;
const SHORTEST_LINE_METRES = 20;
/** Parts of one line this near along it are its own neighbours, metres. */
const OWN_REACH_METRES = 10;
const STEP_METRES = 2;
/** The nearest sample of a line beside lies at most so far ahead or behind. */
const AHEAD_METRES = STEP_METRES / 2 + 0.1;
/** Longer drawings are not looked through: the largest yard has some 500 km of track (Bailey Yard, Nebraska). */
const MOST_METRES = 1_000_000;

interface Sample extends PlanePoint {
  readonly line: number;
  /** Metres from the first vertex, and the unit direction there. */
  readonly at: number;
  readonly eastward: number;
  readonly northward: number;
}

/**
 * Lines that were drawn twice, each pair once: cars on them would count twice. Tracks that meet at a turnout or cross are none.
 *
 * @param lines  each of two points or more, metres on one plane
 */
export function drawnTwice(lines: readonly (readonly PlanePoint[])[]): DrawnTwice[] {
  const lengths = lines.map((points) =>
    points.reduce((sum, point, k) => sum + apart(points[k - 1] ?? point, point), 0),
  );
  if (!(lengths.reduce((a, b) => a + b, 0) <= MOST_METRES)) return [];
  const samples = lines.map((points, line) => sampled(points, line));
  const squares = new Squares<Sample>(Math.hypot(AHEAD_METRES, NEAR_METRES));
  for (const sample of samples.flat()) squares.add(sample.east, sample.north, sample);
  const found = new Map<string, DrawnTwice>();
  samples.forEach((ofLine, line) => {
    const near = (lengths[line] ?? 0) < LONGER_THAN_TURNOUTS_METRES ? COINCIDING_METRES : NEAR_METRES;
    const least = (along: number) => {
      const length = lengths[line] ?? 0;
      // Of a line, save for the last step, which is seldom a whole one; there and back, of its half up to where it turns.
      const all = (along === line ? length / 2 - OWN_REACH_METRES : length) - STEP_METRES;
      return Math.min(LONGER_THAN_TURNOUTS_METRES, Math.max(SHORTEST_LINE_METRES, all));
    };
    /** By line: how far it has been running beside this one. */
    let running = new Map<number, number>();
    for (const sample of ofLine) {
      const next = new Map<number, number>();
      for (const along of beside(sample, squares, near)) next.set(along, (running.get(along) ?? 0) + STEP_METRES);
      running = next;
      for (const [along, metres] of running) {
        if (metres < least(along)) continue;
        const key = `${Math.min(line, along)} ${Math.max(line, along)}`;
        if (metres > (found.get(key)?.metres ?? 0)) found.set(key, { line, along, metres });
      }
    }
  });
  return [...found.values()];
}

/** The lines of which a part lies beside a sample: others within `near` metres, its own within a metre. */
function beside(sample: Sample, squares: Squares<Sample>, near: number): Set<number> {
  const lines = new Set<number>();
  for (const other of squares.near(sample.east, sample.north)) {
    if (other.line === sample.line && Math.abs(other.at - sample.at) < OWN_REACH_METRES) continue;
    const [de, dn] = [sample.east - other.east, sample.north - other.north];
    const ahead = Math.abs(de * other.eastward + dn * other.northward);
    const aside = Math.abs(de * other.northward - dn * other.eastward);
    if (ahead <= AHEAD_METRES && aside <= (other.line === sample.line ? NEAR_METRES : near)) lines.add(other.line);
  }
  return lines;
}

/** Places every two metres along a line, from half a step on. */
function sampled(points: readonly PlanePoint[], line: number): Sample[] {
  const samples: Sample[] = [];
  let reached = 0;
  let at = STEP_METRES / 2;
  for (let k = 1; k < points.length; k++) {
    const [from, to] = [points[k - 1] as PlanePoint, points[k] as PlanePoint];
    const length = apart(from, to);
    if (length === 0) continue;
    const [eastward, northward] = [(to.east - from.east) / length, (to.north - from.north) / length];
    for (; at <= reached + length; at += STEP_METRES)
      samples.push({
        east: from.east + (at - reached) * eastward,
        north: from.north + (at - reached) * northward,
        line,
        at,
        eastward,
        northward,
      });
    reached += length;
  }
  return samples;
}

const apart = (a: PlanePoint, b: PlanePoint) => Math.hypot(b.east - a.east, b.north - a.north);
