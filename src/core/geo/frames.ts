/**
 * The three places a point can live. Their field names differ on purpose: the compiler then rejects a swap, with no
 * wrapper type and no runtime cost.
 */

/** Pixel grid. Integers are pixel corners; a pixel's centre is at +0.5. Row grows down. */
export interface PixelPoint {
  readonly col: number;
  readonly row: number;
}

/** A plane of one CRS, in that CRS's own unit (`epsg` names it). Metres unless the name of the field says otherwise. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
  readonly epsg: number;
}

/** WGS 84, degrees. Used at the edges only (STAC, GeoJSON, the web map). */
export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/**
 * Pixel to map transform of one image, in GDAL's meaning with our names:
 *
 *     x = originX + col * xPerCol + row * xPerRow
 *     y = originY + col * yPerCol + row * yPerRow      (CRS units per pixel)
 *
 * Always corner-based. Readers of point-based files (PixelIsPoint) shift by half a pixel before they build one, so
 * nothing downstream needs to know.
 */
export interface GeoTransform {
  readonly epsg: number;
  readonly originX: number;
  readonly xPerCol: number;
  readonly xPerRow: number;
  readonly originY: number;
  readonly yPerCol: number;
  readonly yPerRow: number;
}

export function pixelToMap(t: GeoTransform, { col, row }: PixelPoint): MapPoint {
  return {
    x: t.originX + col * t.xPerCol + row * t.xPerRow,
    y: t.originY + col * t.yPerCol + row * t.yPerRow,
    epsg: t.epsg,
  };
}

/**
 * Inverse of {@link pixelToMap}; returns fractional pixels, never rounded.
 *
 * @throws RangeError when the point is in another CRS, or the transform is flat.
 */
export function mapToPixel(t: GeoTransform, p: MapPoint): PixelPoint {
  if (p.epsg !== t.epsg) throw new RangeError(`point is in EPSG:${p.epsg}, image in EPSG:${t.epsg}`);
  const det = t.xPerCol * t.yPerRow - t.xPerRow * t.yPerCol;
  if (det === 0) throw new RangeError("geotransform has no area: columns and rows are parallel");
  const dx = p.x - t.originX;
  const dy = p.y - t.originY;
  return { col: (dx * t.yPerRow - dy * t.xPerRow) / det, row: (dy * t.xPerCol - dx * t.yPerCol) / det };
}
