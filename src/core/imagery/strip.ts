import type { MapPoint } from "../geo/frames.ts";
import type { SceneId, TrackId } from "../ids.ts";

/**
 * One track straightened: columns run along the track, rows across it.
 *
 * Sample (row r, column c) has its centre at `alongMetres = (c + 0.5) * spacingMetres` from the track's first vertex
 * and `acrossMetres = (r + 0.5) * spacingMetres - halfWidthMetres`, positive to the right of the direction of travel.
 * Nothing is standardised or stretched here except that sensors of more than 8 bits are brought to 0-255 by one
 * linear stretch for the whole scene.
 */
export interface Strip {
  readonly scene: SceneId;
  readonly track: TrackId;
  /** Length of the track's own line, metres on the ground. `width = ceil(lengthMetres / spacingMetres)`, a hundredth more being none. */
  readonly lengthMetres: number;
  readonly spacingMetres: number;
  readonly halfWidthMetres: number;
  readonly width: number;
  readonly height: number;
  /** Shape 3 x height x width, band-separate (all red, all green, all blue), row-major, 0-255. Grey is repeated. */
  readonly pixels: Float32Array;
  /** Shape height x width: 1 usable, 0 nodata, masked, saturated in all bands, outside the scene, or cloud-masked. */
  readonly usable: Uint8Array;
  /** How columns lie on the ground: one entry a column, at its centre. */
  readonly placement: StripPlacement;
}

/** The centre line and its right-hand normal, sampled at each column's centre, in the scene's working CRS (metres). */
export interface StripPlacement {
  readonly epsg: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Unit normal to the right of the direction of travel. */
  readonly normalX: Float64Array;
  readonly normalY: Float64Array;
}

/** Where a position of the strip lies on the ground. Interpolates between the middles of columns; beyond the first and the last, theirs. */
export function groundAt(
  placement: StripPlacement,
  spacingMetres: number,
  alongMetres: number,
  acrossMetres: number,
): MapPoint {
  const last = placement.x.length - 1;
  const position = Math.min(Math.max(alongMetres / spacingMetres - 0.5, 0), last);
  const left = Math.min(Math.floor(position), Math.max(0, last - 1));
  const right = Math.min(left + 1, last);
  const share = position - left;
  const mix = (values: Float64Array) => (values[left] ?? NaN) * (1 - share) + (values[right] ?? NaN) * share;
  return {
    x: mix(placement.x) + acrossMetres * mix(placement.normalX),
    y: mix(placement.y) + acrossMetres * mix(placement.normalY),
    epsg: placement.epsg,
  };
}

/**
 * The columns `from` to before `to` of a strip, as a strip of its own; the same one when these are all.
 *
 * @param turned  by half a turn: as if the track were drawn the other way
 */
export function partOf(strip: Strip, from: number, to: number, turned = false): Strip {
  const { width, height, spacingMetres, placement, lengthMetres } = strip;
  const whole = from === 0 && to === width;
  if (whole && !turned) return strip;
  const columns = to - from;
  const cut = <T extends Float32Array | Float64Array | Uint8Array>(values: T, rows: number, part: T): T => {
    for (let row = 0; row < rows; row++) {
      const up = turned ? row - 2 * (row % height) + height - 1 : row;
      part.set(values.subarray(row * width + from, row * width + to), up * columns);
      if (turned) part.subarray(up * columns, (up + 1) * columns).reverse();
    }
    return part;
  };
  const along = (values: Float64Array) => (turned ? values.slice(from, to).reverse() : values.slice(from, to));
  const normal = (values: Float64Array) => (turned ? along(values).map((n) => -n) : along(values));
  return {
    ...strip,
    lengthMetres: whole ? lengthMetres : columns * spacingMetres,
    width: columns,
    pixels: cut(strip.pixels, 3 * height, new Float32Array(3 * height * columns)),
    usable: cut(strip.usable, height, new Uint8Array(height * columns)),
    placement: {
      epsg: placement.epsg,
      x: along(placement.x),
      y: along(placement.y),
      normalX: normal(placement.normalX),
      normalY: normal(placement.normalY),
    },
  };
}

/** What reading cost. `fileBytes` is the whole file, for the share that was read. */
export interface ReadCost {
  readonly bytes: number;
  readonly requests: number;
  readonly fileBytes: number;
}
