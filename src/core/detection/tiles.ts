/** A square of an image, pixels; it may reach beyond the right and lower edge. */
export interface Tile {
  readonly col: number;
  readonly row: number;
  readonly size: number;
}

/**
 * The tiles of a regular overlapping grid that lines pass through: no pixel away from the tracks is read.
 *
 * @param lines         in pixels
 * @param overlapPixels held to half of a tile, where `leastOverlapPixels` is not more than that
 * @param reachPixels   distance from the lines within which tiles are wanted
 * @returns row by row
 */
export function planTiles(
  lines: readonly (readonly { readonly col: number; readonly row: number }[])[],
  options: {
    readonly width: number;
    readonly height: number;
    readonly tilePixels: number;
    readonly overlapPixels: number;
    /** What must be whole in one of the tiles; less than a tile. */
    readonly leastOverlapPixels: number;
    readonly reachPixels: number;
  },
): Tile[] {
  const { width, height, tilePixels, reachPixels } = options;
  const held = Math.min(options.overlapPixels, tilePixels >> 1);
  const stride = Math.max(1, tilePixels - Math.max(held, options.leastOverlapPixels));
  const firsts = (extent: number) => {
    const last = Math.max(0, extent - tilePixels);
    const count = Math.ceil(last / stride) + 1;
    // The last tile ends at the image's edge, so that it is as full as the others.
    return Array.from({ length: count }, (_, k) => Math.min(k * stride, last));
  };
  const [cols, rows] = [firsts(width), firsts(height)];
  const wanted = new Set<string>();
  for (const line of lines)
    for (let k = 1; k < line.length; k++) {
      const [from, to] = [line[k - 1], line[k]];
      if (!from || !to) continue;
      const steps = Math.max(1, Math.ceil(Math.hypot(to.col - from.col, to.row - from.row) / 8));
      for (let n = 0; n <= steps; n++) {
        const col = from.col + ((to.col - from.col) * n) / steps;
        const row = from.row + ((to.row - from.row) * n) / steps;
        if (!(col >= -reachPixels && row >= -reachPixels && col < width + reachPixels && row < height + reachPixels))
          continue;
        for (const c of cols)
          for (const r of rows)
            if (near(col, c, tilePixels, reachPixels) && near(row, r, tilePixels, reachPixels)) wanted.add(`${r} ${c}`);
      }
    }
  return rows
    .flatMap((row) => cols.map((col) => ({ col, row, size: tilePixels })))
    .filter(({ col, row }) => wanted.has(`${row} ${col}`));
}

const near = (at: number, first: number, size: number, reach: number) =>
  at >= first - reach && at < first + size + reach;
