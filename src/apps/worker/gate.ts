/** Lets a number of tasks run at a time; the others wait for their turn, in order. */
export class Gate {
  readonly #width: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(width: number) {
    if (!(Number.isInteger(width) && width >= 1)) throw new RangeError(`a gate lets at least 1 through, got ${width}`);
    this.#width = width;
  }

  get running(): number {
    return this.#running;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#width) await new Promise<void>((turn) => this.#waiting.push(turn));
    else this.#running++;
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
