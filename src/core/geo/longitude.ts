/**
 * The same meridian, counted so that it lies within half a turn of another: 180.003 for -179.997 near 179. One that does
 * already stays as it is, whichever of the two names of the meridian opposite it has.
 *
 * @param lon   degrees
 * @param near  degrees
 */
export function longitudeNear(lon: number, near: number): number {
  return Math.abs(lon - near) <= 180 ? lon : lon + 360 * Math.round((near - lon) / 360);
}
