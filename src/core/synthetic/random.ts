/**
 * A stream of pseudo-random numbers that depends on its seed alone: same seed, same numbers, on every machine.
 *
 * Source: sfc32 of PractRand (Chris Doty-Humphrey, 2010, public domain), 128 bits of state, 12 rounds discarded.
 */
export class RandomStream {
  private a = 0x9e3779b9;
  private b = 0x243f6a88;
  private c: number;
  private counter = 1;

  /** @param seed  any integer; only its low 32 bits count */
  constructor(seed: number) {
    this.c = seed >>> 0;
    for (let round = 0; round < 12; round++) this.next();
  }

  /** A new stream, independent of what is later drawn from this one. */
  fork(label: number): RandomStream {
    return new RandomStream(Math.imul(this.next() ^ Math.imul(label + 1, 0x85ebca6b), 0xc2b2ae35));
  }

  private next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return sum | 0;
  }

  /** Uniform in [low, high). */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * ((this.next() >>> 0) / 4294967296);
  }

  /** Uniform in the logarithm, in [low, high); both positive. */
  logUniform(low: number, high: number): number {
    return low * (high / low) ** this.uniform();
  }

  /** Whole number in [low, high], both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Bell-shaped, mean 0, standard deviation 1, within +-3.5: the scaled sum of four uniforms. Enough for noise and sizes. */
  normal(): number {
    return (this.uniform() + this.uniform() + this.uniform() + this.uniform() - 2) * 1.7320508;
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[Math.floor(this.uniform() * choices.length)];
    if (chosen === undefined) throw new RangeError("nothing to pick from");
    return chosen;
  }

  /** Picks with probability proportional to `weightOf`. */
  pickWeighted<T>(choices: readonly T[], weightOf: (choice: T) => number): T {
    let total = 0;
    for (const choice of choices) total += weightOf(choice);
    let left = this.uniform() * total;
    for (const choice of choices) {
      left -= weightOf(choice);
      if (left < 0) return choice;
    }
    return this.pick(choices);
  }
}
