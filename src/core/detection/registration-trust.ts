import {
  independentShare,
  OffsetCurve,
  type OffsetWindow,
  offsetAt,
  SHIFT_SPREAD_METRES,
  type YardShift,
} from "./offset-window.ts";

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
 * How far the yard's shift may be off sideways, metres: root mean square over its posterior, along the windows' common way across.
 *
 * @param windows  at least one
 */
export function sidewaysSpread(windows: readonly OffsetWindow[], bins: readonly number[], shift: YardShift): number {
  const curves = windows.map((window) => new OffsetCurve(window, bins));
  let [cos, sin] = [0, 0];
  for (const { weight, normalX, normalY } of windows) {
    // Of doubled angles: a normal and its opposite are one way.
    cos += weight * (normalX ** 2 - normalY ** 2);
    sin += weight * 2 * normalX * normalY;
  }
  const way = Math.atan2(sin, cos) / 2;
  const share = independentShare(windows);
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
