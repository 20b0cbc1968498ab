import type { PlanePoint } from "../../src/core/imagery/place-line.ts";
import type { Raster } from "../../src/core/imagery/raster.ts";
import type { TrackToCount } from "../../src/pipeline/scene-to-count.ts";

/** The same ground with other pixels at the places of an image's: `at` says where pixel (col, row) of the old one goes. */
function rearranged(
  image: Raster,
  width: number,
  height: number,
  at: (col: number, row: number) => { readonly col: number; readonly row: number },
): Pick<Raster, "width" | "height" | "pixels" | "usable"> {
  const pixels = new Float32Array(image.pixels.length);
  const usable = new Uint8Array(image.usable.length);
  const size = width * height;
  for (let row = 0; row < image.height; row++)
    for (let col = 0; col < image.width; col++) {
      const [from, to] = [row * image.width + col, at(col, row).row * width + at(col, row).col];
      usable[to] = image.usable[from] ?? 0;
      for (let band = 0; band < 3; band++) pixels[band * size + to] = image.pixels[band * size + from] ?? 0;
    }
  return { width, height, pixels, usable };
}

/** The same ground with columns where rows were: turned clockwise by a quarter. */
export function quarterTurned(image: Raster): Raster {
  const { height, transform: t } = image;
  return {
    ...rearranged(image, height, image.width, (col, row) => ({ col: height - 1 - row, row: col })),
    transform: {
      epsg: t.epsg,
      originX: t.originX + height * t.xPerRow,
      xPerCol: -t.xPerRow,
      xPerRow: t.xPerCol,
      originY: t.originY + height * t.yPerRow,
      yPerCol: -t.yPerRow,
      yPerRow: t.yPerCol,
    },
  };
}

/** The same ground with the columns from the last to the first. */
export function mirrored(image: Raster): Raster {
  const { width, height, transform: t } = image;
  return {
    ...rearranged(image, width, height, (col, row) => ({ col: width - 1 - col, row })),
    transform: {
      ...t,
      originX: t.originX + width * t.xPerCol,
      originY: t.originY + width * t.yPerCol,
      xPerCol: -t.xPerCol,
      yPerCol: -t.yPerCol,
    },
  };
}

/** A yard to count, and its ground. */
export interface TurnedYard {
  readonly image: Raster;
  readonly tracks: readonly TrackToCount[];
  readonly sunAzimuthDegrees: number | null;
}

/** The ground itself turned clockwise by a quarter, about a whole metre: image, tracks and sun. */
export function groundTurned({ image, tracks, sunAzimuthDegrees }: TurnedYard): TurnedYard {
  const { transform: t } = image;
  const about = { x: Math.round(t.originX), y: Math.round(t.originY) };
  const turned = ({ x, y }: PlanePoint) => ({ x: about.x + (y - about.y), y: about.y - (x - about.x) });
  const origin = turned({ x: t.originX, y: t.originY });
  return {
    image: {
      ...image,
      transform: {
        epsg: t.epsg,
        originX: origin.x,
        xPerCol: t.yPerCol,
        xPerRow: t.yPerRow,
        originY: origin.y,
        yPerCol: -t.xPerCol,
        yPerRow: -t.xPerRow,
      },
    },
    tracks: tracks.map((track) => ({ ...track, points: track.points.map(turned) })),
    sunAzimuthDegrees: sunAzimuthDegrees === null ? null : (sunAzimuthDegrees + 90) % 360,
  };
}
