/** Scores of cars by their length, the shortest first: logarithms. */
export interface LengthScores {
  /** Of a car that is seen at one end or both, and of one whose two ends are hidden. */
  readonly seen: Float64Array;
  readonly hidden: Float64Array;
}

/** Sums beyond this, or its inverse, are worked out in logarithms. */
const SMALL = 1e-200;

/**
 * What a car weighs that starts at one step and ends at another, as a multiple of exp(`reference`): a product of what its
 * start weighs and of what its length does, so that no car needs an exponential of its own. Where a sum would leave the
 * range of numbers it is worked out in logarithms, and its largest term is the next reference.
 */
export class StartWeights {
  /** Log of what all weights are a multiple of. */
  reference = 0;
  readonly #hidden: Uint8Array;
  readonly #scores: LengthScores;
  readonly #weights: LengthScores;
  /** Of each start: its logarithm, and its weight; the same for cars whose other end is hidden as their start is. */
  readonly #logOpened: Float64Array;
  readonly #logRenewed: Float64Array;
  readonly #opened: Float64Array;
  readonly #renewed: Float64Array;

  /** @param hidden  1 where a step cannot be seen; shape: steps */
  constructor(hidden: Uint8Array, scores: LengthScores) {
    this.#hidden = hidden;
    this.#scores = scores;
    this.#weights = { seen: scores.seen.map(Math.exp), hidden: scores.hidden.map(Math.exp) };
    this.#logOpened = new Float64Array(hidden.length);
    this.#logRenewed = new Float64Array(hidden.length);
    this.#opened = new Float64Array(hidden.length);
    this.#renewed = new Float64Array(hidden.length);
  }

  /** Adds a start: its logarithm, and where the step is hidden that for a car whose end is hidden too. */
  add(step: number, logOpened: number, logRenewed: number): void {
    this.#logOpened[step] = logOpened;
    this.#logRenewed[step] = logRenewed;
    this.#weigh(step);
  }

  /**
   * Weighs all cars that end at one step.
   *
   * @param cars    written over: the shortest first, which starts at step `last`, the next one step before, and so on
   * @param unseen  whether the cars' end is hidden
   * @param head    log of what else ends there
   * @returns the sum of them and of that, as multiples of exp(reference); 0 where nothing can end. What is not a number goes on
   */
  sumAt(cars: Float64Array, last: number, unseen: boolean, head: number): number {
    const sum =
      Math.exp(head - this.reference) + (unseen ? this.#weighHidden(cars, last) : this.#weighSeen(cars, last));
    return sum > SMALL && sum < 1 / SMALL ? sum : this.#sumInLogarithms(cars, last, unseen, head);
  }

  #weigh(step: number): void {
    this.#opened[step] = Math.exp((this.#logOpened[step] as number) - this.reference);
    if (this.#hidden[step] === 1) this.#renewed[step] = Math.exp((this.#logRenewed[step] as number) - this.reference);
  }

  #weighSeen(cars: Float64Array, last: number): number {
    const opened = this.#opened;
    const byLength = this.#weights.seen;
    let sum = 0;
    for (let k = 0; k < cars.length; k++) {
      const weight = (opened[last - k] as number) * (byLength[k] as number);
      cars[k] = weight;
      sum += weight;
    }
    return sum;
  }

  #weighHidden(cars: Float64Array, last: number): number {
    const { seen, hidden } = this.#weights;
    let sum = 0;
    for (let k = 0, i = last; k < cars.length; k++, i--) {
      const weight =
        this.#hidden[i] === 1
          ? (this.#renewed[i] as number) * (hidden[k] as number)
          : (this.#opened[i] as number) * (seen[k] as number);
      cars[k] = weight;
      sum += weight;
    }
    return sum;
  }

  #sumInLogarithms(cars: Float64Array, last: number, unseen: boolean, head: number): number {
    let top = head;
    for (let k = 0, i = last; k < cars.length; k++, i--) {
      const renews = unseen && this.#hidden[i] === 1;
      const start = (renews ? this.#logRenewed[i] : this.#logOpened[i]) as number;
      const term = start + ((renews ? this.#scores.hidden[k] : this.#scores.seen[k]) as number);
      cars[k] = term;
      top = Math.max(top, term);
    }
    if (top === -Infinity) {
      cars.fill(0);
      return 0;
    }
    this.reference = top;
    let sum = Math.exp(head - top);
    for (let k = 0; k < cars.length; k++) {
      cars[k] = Math.exp((cars[k] as number) - top);
      sum += cars[k] as number;
    }
    for (let i = last; i > last - cars.length; i--) this.#weigh(i);
    return sum;
  }
}
