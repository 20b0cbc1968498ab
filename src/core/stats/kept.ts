/** Values that are made once and kept, by a number and a small whole number. */
export class Kept<Value> {
  readonly #rows = new Map<number, Value[]>();

  get(number: number, index: number): Value | undefined {
    return this.#rows.get(number)?.[index];
  }

  /** @returns the value itself */
  keep(number: number, index: number, value: Value): Value {
    const row = this.#rows.get(number);
    if (row === undefined) {
      const first: Value[] = [];
      first[index] = value;
      this.#rows.set(number, first);
    } else row[index] = value;
    return value;
  }
}
