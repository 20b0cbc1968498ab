/** A curve by its value at any place, in the unit of its points' places. */
export type Curve = (place: number) => number;

/**
 * The cubic curve through points that rises and falls only where they do (PCHIP): nothing swings where a level stretch meets a steep one.
 *
 * Source: Fritsch & Butland (1984), SIAM Journal on Scientific and Statistical Computing 5(2), 300; slopes at the ends after Moler (2004),
 * Numerical Computing with MATLAB, 3.6
 * Checked against: scipy.interpolate.PchipInterpolator, test/reference/monotone-cubic.json (1e-12)
 *
 * @param places  rising, at least two
 * @param values  as many
 * @returns the curve between the first place and the last; before the first it stays at its value, beyond the last it goes on by the slope there
 */
export function monotoneCubic(places: readonly number[], values: readonly number[]): Curve {
  const last = places.length - 1;
  const at = (list: readonly number[], i: number) => list[i] as number;
  const widths = Array.from({ length: last }, (_, i) => at(places, i + 1) - at(places, i));
  const rises = widths.map((width, i) => (at(values, i + 1) - at(values, i)) / width);
  const slopes = places.map((_, i) => {
    if (last === 1) return at(rises, 0);
    if (i === 0) return endSlope(at(widths, 0), at(widths, 1), at(rises, 0), at(rises, 1));
    if (i === last) return endSlope(at(widths, i - 1), at(widths, i - 2), at(rises, i - 1), at(rises, i - 2));
    const [before, after] = [at(rises, i - 1), at(rises, i)];
    if (before * after <= 0) return 0;
    const [w1, w2] = [2 * at(widths, i) + at(widths, i - 1), at(widths, i) + 2 * at(widths, i - 1)];
    return (w1 + w2) / (w1 / before + w2 / after);
  });
  return (place) => {
    if (place <= at(places, 0)) return at(values, 0);
    if (place >= at(places, last)) return at(values, last) + (place - at(places, last)) * at(slopes, last);
    let i = 0;
    while (place > at(places, i + 1)) i++;
    const [width, t] = [at(widths, i), (place - at(places, i)) / at(widths, i)];
    const rest = 1 - t;
    return (
      rest * rest * ((1 + 2 * t) * at(values, i) + t * width * at(slopes, i)) +
      t * t * ((1 + 2 * rest) * at(values, i + 1) - rest * width * at(slopes, i + 1))
    );
  };
}

/** Slope at an end from the two stretches beside it: of a parabola, as far as that turns nowhere within the first. */
function endSlope(width: number, nextWidth: number, rise: number, nextRise: number): number {
  const slope = ((2 * width + nextWidth) * rise - width * nextRise) / (width + nextWidth);
  if (slope * rise <= 0) return 0;
  return rise * nextRise <= 0 && Math.abs(slope) > 3 * Math.abs(rise) ? 3 * rise : slope;
}
