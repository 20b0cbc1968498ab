/**
 * Where the tracks lie in the image. A small network says, window by window, how far the true centre line lies to the
 * side of the given one; here the windows of all tracks are brought to one shift of the whole yard, and a small turn.
 * Tracks of different directions fix both components; parallel ones leave the component along them to its prior.
 */
import {
  evenly,
  independentShare,
  OffsetCurve,
  type OffsetWindow,
  offsetAt,
  SHIFT_SPREAD_METRES,
  TURN_SPREAD_RADIANS,
  type YardShift,
} from "./offset-window.ts";
import { RESIDUAL_SPREAD_METRES } from "./track-offsets.ts";

export interface FittedShift extends YardShift {
  /** Mean log probability of the windows at this shift, above that of knowing nothing (uniform bins). */
  readonly evidence: number;
}

/** How far one window is off, about: only orders the moves that are tried. */
const WINDOW_SPREAD_METRES = 0.25;
/** Largest turn searched: 2.6 degrees. A map further off than that was placed wrongly. */
const MOST_TURN_RADIANS = 0.045;

/**
 * The most probable shift and turn of the yard.
 *
 * @param windows  at least one; bins must be evenly spaced
 * @param start    where to search from; the offsets that the bins reach around each window's reading place are searched
 * @param reachMetres  how far from `start` is searched at first, metres on each axis; refining may go further
 * @throws RangeError when there is no window
 */
export function fitShift(
  windows: readonly OffsetWindow[],
  bins: readonly number[],
  start: YardShift,
  reachMetres: number,
): FittedShift {
  if (windows.length === 0) throw new RangeError("a shift needs at least one window");
  const curves = windows.map((window) => new OffsetCurve(window, bins));
  const { centre } = start;
  // offsetAt, written out: this is asked two thousand times for every window.
  const normalX = Float64Array.from(windows, (w) => w.normalX);
  const normalY = Float64Array.from(windows, (w) => w.normalY);
  const byTurn = Float64Array.from(windows, (w) => (w.x - centre.x) * w.normalY - (w.y - centre.y) * w.normalX);
  const score = (x: number, y: number, turn: number) => {
    let sum =
      -0.5 * ((x / SHIFT_SPREAD_METRES) ** 2 + (y / SHIFT_SPREAD_METRES) ** 2 + (turn / TURN_SPREAD_RADIANS) ** 2);
    for (let k = 0; k < curves.length; k++) {
      const offset = x * (normalX[k] as number) + y * (normalY[k] as number) + turn * (byTurn[k] as number);
      sum += (curves[k] as OffsetCurve).at(offset);
    }
    return sum;
  };
  const halfExtent = Math.max(...windows.map((w) => Math.hypot(w.x - centre.x, w.y - centre.y)));
  // A turn matters once it moves the far end by a bin; a single short track has none worth fitting.
  const mayTurn = halfExtent > 20;
  let best = { x: start.x, y: start.y, turn: start.turn, score: score(start.x, start.y, start.turn) };
  const turns = mayTurn ? evenly(-MOST_TURN_RADIANS, MOST_TURN_RADIANS, 13) : [start.turn];
  const places = evenly(-reachMetres, reachMetres, 13);
  for (const turn of turns)
    for (const dx of places)
      for (const dy of places) {
        const [x, y] = [start.x + dx, start.y + dy];
        const value = score(x, y, turn);
        if (value > best.score) best = { x, y, turn, score: value };
      }
  // A unit of a move is a metre, or so much of a turn.
  const turnUnit = mayTurn ? MOST_TURN_RADIANS / reachMetres : 0;
  const moves: Move[] = [[1, 0, 0], [0, 1, 0], [0, 0, turnUnit], ...easyMoves(windows, byTurn, turnUnit)];
  let step = reachMetres / 6;
  while (step > 0.005) {
    let moved = false;
    for (const [moveX, moveY, moveTurn] of moves)
      for (const by of [step, -step]) {
        const next = { x: best.x + by * moveX, y: best.y + by * moveY, turn: best.turn + by * moveTurn };
        if (Math.abs(next.turn) > MOST_TURN_RADIANS) continue;
        const value = score(next.x, next.y, next.turn);
        if (value > best.score) {
          best = { ...next, score: value };
          moved = true;
        }
      }
    if (!moved) step /= 2;
  }
  const total = windows.reduce((sum, window) => sum + window.weight, 0);
  let fit = 0;
  windows.forEach((window, k) => {
    fit += (curves[k] as OffsetCurve).at(offsetAt(window, { ...best, centre }));
  });
  return { x: best.x, y: best.y, turn: best.turn, centre, evidence: total > 0 ? fit / total : 0 };
}

/** A shift along the tracks is weighed at places this far apart, metres, about; and what a track may lie off by itself, at so many. */
const ALONG_STEP_METRES = 0.05;
const OFF_PLACES = evenly(-2, 2, 9).map((spreads) => ({
  metres: spreads * RESIDUAL_SPREAD_METRES,
  weight: Math.exp(-0.5 * spreads ** 2),
}));

/**
 * The shift with as little of it along the tracks as agrees with the windows. Where the tracks are parallel these say nothing of it, but
 * their errors add up to some shift that fits a little better; there it becomes none. From the shift that fits to none along the
 * first axis, the others following so that windows stay where they are, the most probable one is taken, where windows of one yard
 * weigh as few, since they are mistaken together, each track may lie off by itself, and the shift has its spread before looking.
 *
 * @param windows  at least one, placed so that the first axis runs along the tracks
 */
export function settledAlong(windows: readonly OffsetWindow[], bins: readonly number[], shift: FittedShift): YardShift {
  const curves = windows.map((window) => new OffsetCurve(window, bins));
  const share = independentShare(windows);
  const { x, y, turn, centre } = shift;
  if (x === 0) return shift;
  const byTurn = Float64Array.from(windows, (w) => (w.x - centre.x) * w.normalY - (w.y - centre.y) * w.normalX);
  const [[moveX, moveY, moveTurn] = [1, 0, 0]] = easyMoves(windows, byTurn, turn === 0 ? 0 : MOST_TURN_RADIANS);
  const at = (along: number): YardShift => {
    const by = (along - x) / moveX;
    return { x: along, y: y + by * moveY, turn: turn + by * moveTurn, centre };
  };
  const logPosterior = (moved: YardShift) => {
    let seen = 0;
    windows.forEach((window, k) => {
      const offset = offsetAt(window, moved);
      let likelihood = 0;
      for (const { metres, weight } of OFF_PLACES)
        likelihood += weight * Math.exp((curves[k] as OffsetCurve).at(offset + metres));
      seen += Math.log(likelihood);
    });
    const before = (moved.x ** 2 + moved.y ** 2) / SHIFT_SPREAD_METRES ** 2 + (moved.turn / TURN_SPREAD_RADIANS) ** 2;
    return share * seen - before / 2;
  };
  let best: YardShift = shift;
  let most = -Infinity;
  for (const along of evenly(0, x, Math.ceil(Math.abs(x) / ALONG_STEP_METRES) + 1)) {
    const moved = at(along);
    const value = logPosterior(moved);
    if (value > most) [best, most] = [moved, value];
  }
  return best;
}

/** Change of x, y and turn. */
type Move = readonly [x: number, y: number, turn: number];

/**
 * The changes of shift and turn that move the windows sideways the least: on a bent yard a turn and a shift along it do almost the
 * same, and neither alone leads to the best of both. Columns of the inverse of the windows' and the prior's precision.
 *
 * @param byTurn    sideways move of each window for a turn of a radian
 * @param turnUnit  largest turn of a move, radians, when x and y change by a metre at most; 0: no turn
 */
function easyMoves(windows: readonly OffsetWindow[], byTurn: Float64Array, turnUnit: number): Move[] {
  const prior = 1 / SHIFT_SPREAD_METRES ** 2;
  let [xx, xy, yy, xt, yt, tt] = [prior, 0, prior, 0, 0, 1 / TURN_SPREAD_RADIANS ** 2];
  windows.forEach(({ normalX, normalY, weight }, k) => {
    const turn = turnUnit > 0 ? (byTurn[k] as number) : 0;
    const precision = weight / WINDOW_SPREAD_METRES ** 2;
    xx += precision * normalX * normalX;
    xy += precision * normalX * normalY;
    yy += precision * normalY * normalY;
    xt += precision * normalX * turn;
    yt += precision * normalY * turn;
    tt += precision * turn * turn;
  });
  const columns: Move[] = [
    [yy * tt - yt * yt, yt * xt - xy * tt, xy * yt - yy * xt],
    [yt * xt - xy * tt, xx * tt - xt * xt, xy * xt - xx * yt],
    [xy * yt - yy * xt, xy * xt - xx * yt, xx * yy - xy * xy],
  ];
  return columns.slice(0, turnUnit > 0 ? 3 : 2).map(([x, y, turn]): Move => {
    const size = Math.max(Math.abs(x), Math.abs(y), turnUnit > 0 ? Math.abs(turn) / turnUnit : 0);
    return [x / size, y / size, turn / size];
  });
}
