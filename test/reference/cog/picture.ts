import { writeCog } from "../../../src/adapters/cog/writer.ts";

export const WIDTH = 150;
export const HEIGHT = 110;

/** The picture that GDAL judged: three bands in tiles of 64, nodata 0. */
export function writePicture(path: string): Promise<void> {
  const rows = (from: number, count: number) =>
    Uint8Array.from({ length: 3 * WIDTH * count }, (_, i) => {
      const [row, col, band] = [from + Math.floor(i / 3 / WIDTH), Math.floor(i / 3) % WIDTH, i % 3];
      return row < 20 && col < 30 ? 0 : 1 + ((col * 5 + row * 11 + band * 40 + ((col * row) % 17)) % 255);
    });
  const transform = {
    epsg: 2056,
    originX: 2616000,
    xPerCol: 0.5,
    xPerRow: 0,
    originY: 1265000,
    yPerCol: 0,
    yPerRow: -0.5,
  };
  const shape = { width: WIDTH, height: HEIGHT, bands: 3, sampleType: "uint8", transform } as const;
  return writeCog(path, shape, rows, { tileSize: 64, nodata: 0, description: "synthetic" });
}

if (import.meta.main) await writePicture(process.argv[2] ?? "picture.tif");
