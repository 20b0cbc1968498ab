/**
 * What a number of a published figure, or of a look as it stands on a line of `assess --ndjson`, can be: beyond, it is a
 * mistake. Nothing that is assessed is worked out with more, so that no row of a file can use up the memory.
 * Source: our choice. The largest yards hold some ten thousand cars; a train of 20 km is more than twice the longest ever run.
 */
export const FIGURE_BOUNDS = {
  /** Most cars that one figure names. */
  cars: 100_000,
  /** Most images of one period. */
  images: 10_000,
  /** Most lines of cars of one figure. */
  lengths: 200,
  /** Of one line of cars, metres. */
  shortestMetres: 5,
  longestMetres: 20_000,
  /** Of all lines of one figure, metres: four thousand cars of 15 m, which take a second or two to weigh. */
  allMetres: 60_000,
} as const;
