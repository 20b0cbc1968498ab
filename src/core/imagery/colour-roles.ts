/**
 * Bands that GDAL's metadata calls red, green and blue, in that order, counted from 0; empty unless all three are named.
 *
 * @param metadata  the XML of TIFF tag 42112
 *
 * Source: GDAL GTiff driver, "Internal metadata", https://gdal.org/drivers/raster/gtiff.html
 */
export function colourRoles(metadata: string): number[] {
  const roles = new Map<string, number>();
  for (const [item] of metadata.matchAll(/<Item\b[^>]*role="colorinterp"[^>]*>[^<]*</gi)) {
    const sample = /sample="(\d+)"/.exec(item)?.[1];
    const role = />\s*([^<]*?)\s*</.exec(item)?.[1]?.toLowerCase();
    if (sample !== undefined && role !== undefined) roles.set(role, Number(sample));
  }
  const found = ["red", "green", "blue"].map((role) => roles.get(role));
  return found.every((band) => band !== undefined) ? found.filter((band) => band !== undefined) : [];
}
