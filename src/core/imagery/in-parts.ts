/**
 * A number brought to so many parts of one: beyond what sums in another order, or on ground that is turned, round differently.
 *
 * @param parts  a power of two, so that the result is exact
 */
export const inParts = (value: number, parts: number) => Math.round(value * parts) / parts;
