/** Seeded random numbers for simulated series: the same seed, the same series. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Uniform on (0, 1). Source: mulberry32, T. Ettinger, public domain. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  exponential(mean: number): number {
    return -mean * Math.log(this.uniform());
  }

  /** Gamma with mean `mean` and the given shape. Source: Marsaglia & Tsang (2000), ACM TOMS 26(3). */
  gamma(shape: number, mean: number): number {
    const boost = shape < 1 ? this.uniform() ** (1 / shape) : 1;
    const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (boost * d * v * mean) / shape;
    }
  }

  poisson(mean: number): number {
    if (mean > 500) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    let n = 0;
    let p = Math.exp(-mean);
    let left = this.uniform() - p;
    while (left > 0 && n < 5000) {
      n++;
      p *= mean / n;
      left -= p;
    }
    return n;
  }

  /** Negative binomial by mean and size; Poisson for an infinite size. */
  negativeBinomial(mean: number, size: number): number {
    return this.poisson(size === Infinity ? mean : this.gamma(size, mean));
  }
}
