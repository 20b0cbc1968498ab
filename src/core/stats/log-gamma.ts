/** Coefficients of Stirling's series, B(2j) / (2j (2j - 1)), j = 1 ... 8. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400] as const;
const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
/** From here on the eight terms of the series are exact to the last bits of a double. */
const SERIES_FROM = 9;

const FACTORIALS = new Float64Array(256);
for (let n = 2; n < FACTORIALS.length; n++) FACTORIALS[n] = logGamma(n + 1);

/**
 * Natural logarithm of the gamma function.
 *
 * @param x  above 0
 * @throws RangeError when x is not above 0
 *
 * Source: Abramowitz & Stegun (1964), 6.1.40 (Stirling's series), after 6.1.15 has moved x up to 9.
 * Checked against: scipy 1.17.1 `gammaln`, test/reference/statistics-special.json (1e-14; 2e-15 absolute next to its zeros at 1
 * and 2)
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`the gamma function is used above 0 only, got ${x}`);
  let shifted = x;
  let product = 1;
  while (shifted < SERIES_FROM) {
    product *= shifted;
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  let sum = 0;
  for (let j = STIRLING.length - 1; j >= 0; j--) sum = sum * square + (STIRLING[j] ?? 0);
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_2PI + sum * inverse - Math.log(product);
}

/** log(n!) for a whole number n of at least 0. */
export function logFactorial(n: number): number {
  return FACTORIALS[n] ?? logGamma(n + 1);
}
