/**
 * Sine integral, Si(x) = integral of sin(t)/t from 0 to x.
 *
 * Source: the power series (DLMF 6.6.5) up to 4; beyond, the auxiliary functions f and g (DLMF 6.2.17-6.2.20),
 * Si = pi/2 - f cos x - g sin x, with E1(ix) by its continued fraction (DLMF 6.9.1).
 * Checked against: scipy 1.17.1 `sici`, test/reference/statistics-special.json (1e-14)
 */
export function sineIntegral(x: number): number {
  if (x < 0) return -sineIntegral(-x);
  if (x <= 4) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 40; n++) {
      term *= (-x * x) / (2 * n * (2 * n + 1));
      sum += term / (2 * n + 1);
      if (Math.abs(term) < 1e-18) break;
    }
    return sum;
  }
  // E1(ix) = e^(-ix) / (1 + ix - 1^2/(3 + ix - 2^2/(5 + ix - ...))), evaluated backwards in complex arithmetic.
  const depth = 200;
  let re = 0;
  let im = 0;
  for (let n = depth; n >= 1; n--) {
    const denominatorRe = 2 * n + 1 - re;
    const denominatorIm = x - im;
    const size = denominatorRe * denominatorRe + denominatorIm * denominatorIm;
    re = (n * n * denominatorRe) / size;
    im = (-n * n * denominatorIm) / size;
  }
  const baseRe = 1 - re;
  const baseIm = x - im;
  const size = baseRe * baseRe + baseIm * baseIm;
  const inverseRe = baseRe / size;
  const inverseIm = -baseIm / size;
  // Im(e^(-ix) * inverse) = cos x * inverseIm - sin x * inverseRe; Si = pi/2 + Im E1(ix).
  return Math.PI / 2 + Math.cos(x) * inverseIm - Math.sin(x) * inverseRe;
}
