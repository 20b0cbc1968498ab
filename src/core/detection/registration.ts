/**
 * Where the tracks lie in the image. A small network says, window by window, how far the true centre line lies to the
 * side of the given one; here the windows of all tracks are brought to one shift of the whole yard, and a small turn.
 * Tracks of different directions fix both components; parallel ones leave the component along them to its prior.
 */

/** One stretch of a track and what the offset network says of it. */
export interface OffsetWindow {
  /** Which track, as an index into the list of tracks. */
  readonly track: number;
  /** Middle of the window: metres along the track, and its place in the working CRS. */
  readonly alongMetres: number;
  readonly x: number;
  readonly y: number;
  readonly normalX: number;
  readonly normalY: number;
  /** Sideways place at which the strip was read, metres to the right of the given line. */
  readonly readAtMetres: number;
  /** Log probability of each bin of sideways offset. Shape: bins */
  readonly logProbability: ArrayLike<number>;
  /** Share of the window that could be seen, 0 to 1: its weight. */
  readonly weight: number;
}

/** Shift of the yard in the working CRS, and its turn about `centre`, from the tracks as given to those seen. */
export interface YardShift {
  readonly x: number;
  readonly y: number;
  /** Counter-clockwise, radians. */
  readonly turn: number;
  readonly centre: { readonly x: number; readonly y: number };
}

export interface FittedShift extends YardShift {
  /** Mean log probability of the windows at this shift, above that of knowing nothing (uniform bins). */
  readonly evidence: number;
}

/** Spread of the shift and of the turn before looking, metres and radians. Maps and images disagree by a few metres. */
export const SHIFT_SPREAD_METRES = 3;
export const TURN_SPREAD_RADIANS = 0.015;
/** One window can be wrong outright; this share of it is taken to know nothing, so that none can veto a shift. */
const WRONG_WINDOW_SHARE = 0.1;
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

/** Sideways place, metres to the right of the given line, at which a window's track is seen under a shift. */
export function offsetAt(
  window: Pick<OffsetWindow, "x" | "y" | "normalX" | "normalY">,
  { x, y, turn, centre }: YardShift,
): number {
  const moveX = x - turn * (window.y - centre.y);
  const moveY = y + turn * (window.x - centre.x);
  return moveX * window.normalX + moveY * window.normalY;
}

/** Log probability of a window's offset, above that of knowing nothing, as a function of the offset. */
class OffsetCurve {
  private readonly values: Float64Array;
  private readonly first: number;
  private readonly spacing: number;
  private readonly weight: number;

  constructor(window: OffsetWindow, bins: readonly number[]) {
    this.weight = window.weight;
    const even = -Math.log(bins.length);
    this.values = Float64Array.from(window.logProbability, (log) => {
      const held = (1 - WRONG_WINDOW_SHARE) * Math.exp(log) + WRONG_WINDOW_SHARE / bins.length;
      return window.weight * (Math.log(held) - even);
    });
    this.first = window.readAtMetres + (bins[0] ?? NaN);
    this.spacing = ((bins.at(-1) ?? NaN) - (bins[0] ?? NaN)) / (bins.length - 1);
  }

  /** Mean over the window's own distribution. */
  expected(): number {
    const weights = this.values.map((value) => Math.exp(value / this.weight));
    return weights.reduce((sum, weight, k) => sum + weight * (this.values[k] as number), 0) / weights.length;
  }

  at(offset: number): number {
    const position = (offset - this.first) / this.spacing;
    const last = this.values.length - 1;
    if (position <= 0) return (this.values[0] as number) + 0.2 * position;
    if (position >= last) return (this.values[last] as number) - 0.2 * (position - last);
    const left = Math.floor(position);
    const share = position - left;
    return (this.values[left] as number) * (1 - share) + (this.values[Math.min(left + 1, last)] as number) * share;
  }
}

/**
 * Evidence of the windows for a shift, as a share of what they would give it on the average if each were right about itself: about 1
 * of a shift that is right; near 0 or below of one that the windows contradict.
 */
export function agreement(windows: readonly OffsetWindow[], bins: readonly number[], shift: YardShift): number {
  let [got, expected] = [0, 0];
  for (const window of windows) {
    const curve = new OffsetCurve(window, bins);
    got += curve.at(offsetAt(window, shift));
    expected += curve.expected();
  }
  return got / expected;
}

/** How far to both sides a yard's shift is weighed, metres, and in what steps. */
const SPREAD_REACH_METRES = 3 * SHIFT_SPREAD_METRES;
const SPREAD_STEP_METRES = 0.05;
/**
 * Windows of one yard are mistaken together: however many, they weigh as so many that each know for themselves. Source: measured,
 * docs/methods/counting.md, step 2.
 */
const INDEPENDENT_WINDOWS = 4;

/**
 * How far the yard's shift may be off sideways, metres: root mean square over its posterior, along the windows' common way across.
 *
 * @param windows  at least one
 */
export function sidewaysSpread(windows: readonly OffsetWindow[], bins: readonly number[], shift: YardShift): number {
  const curves = windows.map((window) => new OffsetCurve(window, bins));
  let [total, cos, sin] = [0, 0, 0];
  for (const { weight, normalX, normalY } of windows) {
    total += weight;
    // Of doubled angles: a normal and its opposite are one way.
    cos += weight * (normalX ** 2 - normalY ** 2);
    sin += weight * 2 * normalX * normalY;
  }
  const way = Math.atan2(sin, cos) / 2;
  const share = Math.min(INDEPENDENT_WINDOWS, total) / total;
  const logPosterior = (metres: number) => {
    const moved = { ...shift, x: shift.x + metres * Math.cos(way), y: shift.y + metres * Math.sin(way) };
    let seen = 0;
    windows.forEach((window, k) => {
      seen += (curves[k] as OffsetCurve).at(offsetAt(window, moved));
    });
    return share * seen - (moved.x ** 2 + moved.y ** 2) / (2 * SHIFT_SPREAD_METRES ** 2);
  };
  const taken = logPosterior(0);
  let [mass, squares] = [0, 0];
  const steps = Math.round(SPREAD_REACH_METRES / SPREAD_STEP_METRES);
  for (let k = -steps; k <= steps; k++) {
    const metres = k * SPREAD_STEP_METRES;
    const probability = Math.exp(logPosterior(metres) - taken);
    mass += probability;
    squares += probability * metres ** 2;
  }
  return Math.sqrt(squares / mass);
}

/** Largest sideways residual of a track after the yard's shift, metres. Source: our choice, docs/methods/counting.md, step 2. */
const RESIDUAL_LIMIT_METRES = 0.6;
/** Spread of the residual along one track, and of its change from one window to the next, metres. */
const RESIDUAL_SPREAD_METRES = 0.35;
const RESIDUAL_DRIFT_METRES = 0.25;

/**
 * What remains for one track after the yard's shift: a slow drift sideways, the posterior mean of a random walk over
 * the windows along the track.
 *
 * @param windows  of one track, in order along it
 * @returns one residual a window, metres to the right, within +-0.6
 */
export function trackResiduals(windows: readonly OffsetWindow[], bins: readonly number[], shift: YardShift): number[] {
  const count = 25;
  const places = evenly(-RESIDUAL_LIMIT_METRES, RESIDUAL_LIMIT_METRES, count);
  const evidence = windows.map((window) => {
    const curve = new OffsetCurve(window, bins);
    const base = offsetAt(window, shift);
    return places.map(
      (place) => curve.at(base + place) - (0.5 * (place / RESIDUAL_SPREAD_METRES) ** 2) / windows.length,
    );
  });
  const drift = places.map((a) => places.map((b) => Math.exp(-0.5 * ((a - b) / RESIDUAL_DRIFT_METRES) ** 2)));
  const forward: number[][] = [];
  const backward: number[][] = [];
  for (let k = 0; k < windows.length; k++) {
    const before = forward[k - 1];
    forward.push(
      normalised((evidence[k] ?? []).map((log, b) => Math.exp(log) * (before ? mixed(before, drift, b) : 1))),
    );
  }
  for (let k = windows.length - 1; k >= 0; k--) {
    const after = backward[0];
    const seen = evidence[k + 1];
    const carried = after && seen ? after.map((p, b) => p * Math.exp(seen[b] ?? 0)) : undefined;
    backward.unshift(normalised(places.map((_, a) => (carried ? mixed(carried, drift, a) : 1))));
  }
  return windows.map((_, k) => {
    const posterior = normalised((forward[k] ?? []).map((p, b) => p * (backward[k]?.[b] ?? 0)));
    return posterior.reduce((sum, p, b) => sum + p * (places[b] ?? 0), 0);
  });
}

const mixed = (from: readonly number[], drift: readonly number[][], to: number) =>
  from.reduce((sum, p, a) => sum + p * (drift[a]?.[to] ?? 0), 0);

function normalised(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

function evenly(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
}

/** Offsets for each column of a strip, metres to the right: the yard's shift there and the track's own residual. */
export function columnOffsets(
  placement: {
    readonly x: Float64Array;
    readonly y: Float64Array;
    readonly normalX: Float64Array;
    readonly normalY: Float64Array;
  },
  spacingMetres: number,
  shift: YardShift,
  residuals: readonly { readonly alongMetres: number; readonly metres: number }[],
): Float64Array {
  const { x, y, normalX, normalY } = placement;
  const { centre } = shift;
  const offsets = new Float64Array(x.length);
  // offsetAt, written out: this is asked for every column.
  for (let c = 0; c < offsets.length; c++) {
    const moveX = shift.x - shift.turn * ((y[c] as number) - centre.y);
    const moveY = shift.y + shift.turn * ((x[c] as number) - centre.x);
    offsets[c] = moveX * (normalX[c] as number) + moveY * (normalY[c] as number);
  }
  let next = 0;
  for (let c = 0; residuals.length > 0 && c < offsets.length; c++) {
    const along = (c + 0.5) * spacingMetres;
    while (next < residuals.length && (residuals[next]?.alongMetres ?? Infinity) < along) next++;
    const before = residuals[next - 1] ?? residuals[next];
    const after = residuals[next] ?? residuals[next - 1];
    if (!before || !after) continue;
    const gap = after.alongMetres - before.alongMetres;
    const residual =
      gap > 0 ? before.metres + ((along - before.alongMetres) / gap) * (after.metres - before.metres) : after.metres;
    offsets[c] = residual + (offsets[c] as number);
  }
  return offsets;
}

/** Median absolute difference of the tracks' residuals, metres: how well one shift fits all. */
export function medianAbsolute(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
