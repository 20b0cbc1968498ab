/**
 * Things by the squares of a plane in which they lie: what lies near a place is asked of four squares.
 *
 * @typeParam T  what lies there
 */
export class Squares<T> {
  readonly #side: number;
  readonly #things = new Map<number, T[]>();

  /** @param reach  as far from a place what lies near it may be, in the unit of the plane */
  constructor(reach: number) {
    this.#side = 2 * reach;
  }

  add(x: number, y: number, thing: T): void {
    const key = this.#keyOf(x, y);
    const things = this.#things.get(key);
    if (things) things.push(thing);
    else this.#things.set(key, [thing]);
  }

  /** All that lies within reach of a place, and some that lies beyond; a thing may be told twice. */
  near(x: number, y: number): readonly T[] {
    const half = this.#side / 2;
    const around = [-half, half];
    return around.flatMap((dx) => around.flatMap((dy) => this.#things.get(this.#keyOf(x + dx, y + dy)) ?? []));
  }

  /** A square's number; that others have the same costs time, no more. */
  #keyOf(x: number, y: number): number {
    return Math.imul(Math.floor(x / this.#side), 73_856_093) ^ Math.imul(Math.floor(y / this.#side), 19_349_663);
  }
}
