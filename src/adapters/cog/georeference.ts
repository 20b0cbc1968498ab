import { fitAffine } from "../../core/geo/fit-affine.ts";
import type { GeoTransform } from "../../core/geo/frames.ts";
import { YardcheckError } from "../../errors.ts";
import { type Crs, crsOfEpsg } from "./crs/crs.ts";
import { crsOfKeys, isPoint, readGeoKeys } from "./crs/geo-keys.ts";
import { TAG } from "./layout.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

/** Where an image lies: its CRS and its corner-based transform. */
export interface Georeference {
  readonly crs: Crs;
  readonly transform: GeoTransform;
}

/** Control points kept in a file must agree with one affine transform this well, pixels. */
const MAX_TIE_POINT_RESIDUAL_PIXELS = 0.5;

/**
 * Reads where the file says it lies.
 *
 * @param epsg  the user's word for its CRS, which overrules the file's
 * @throws YardcheckError "image-invalid" when it does not say, "crs-unknown" when it names no CRS that is known
 *
 * Source: OGC 19-008r4 (GeoTIFF 1.1), requirements 7.1 to 7.3, and annex B.6 for raster space
 */
export async function georeferenceOf(
  directory: TiffDirectory,
  epsg: number | undefined,
  signal?: AbortSignal,
): Promise<Georeference> {
  const { location } = directory;
  const keys = readGeoKeys(
    await directory.numbers(TAG.geoKeys, signal),
    await directory.numbers(TAG.geoDoubles, signal),
    await directory.text(TAG.geoAscii, signal),
  );
  const placed = await transformOf(directory, signal);
  if (!placed)
    throw new YardcheckError(
      "image-unsupported",
      `${location} does not say where it lies; place it by ground control points (--gcps FILE)`,
    );
  let crs: Crs | null;
  try {
    crs = epsg === undefined ? crsOfKeys(keys) : crsOfEpsg(epsg);
  } catch (error) {
    if (error instanceof YardcheckError && error.code === "crs-unknown")
      throw new YardcheckError("crs-unknown", `${location}: ${error.message.replace(/^crs-unknown: /, "")}`, {
        cause: error,
      });
    throw error;
  }
  if (crs === null) throw new YardcheckError("crs-unknown", `${location} names no CRS`);
  const half = isPoint(keys) ? 0.5 : 0;
  const transform = {
    ...placed,
    epsg: crs.epsg,
    originX: placed.originX - half * (placed.xPerCol + placed.xPerRow),
    originY: placed.originY - half * (placed.yPerCol + placed.yPerRow),
  };
  if (!(Math.abs(transform.xPerCol * transform.yPerRow - transform.xPerRow * transform.yPerCol) > 0))
    throw new YardcheckError("image-invalid", `${location}: its pixels have no size on the ground`);
  return { crs, transform };
}

type Placed = Omit<GeoTransform, "epsg">;

async function transformOf(directory: TiffDirectory, signal?: AbortSignal): Promise<Placed | null> {
  const matrix = await directory.numbers(TAG.transformation, signal);
  if (matrix.length >= 8) {
    const [xPerCol = 0, xPerRow = 0, , originX = 0, yPerCol = 0, yPerRow = 0, , originY = 0] = matrix;
    return { originX, xPerCol, xPerRow, originY, yPerCol, yPerRow };
  }
  const tie = await directory.numbers(TAG.tiePoints, signal);
  const [scaleX = 0, scaleY = 0] = await directory.numbers(TAG.pixelScale, signal);
  if (scaleX !== 0 && scaleY !== 0 && tie.length >= 6) {
    const [col = 0, row = 0, , x = 0, y = 0] = tie;
    return {
      originX: x - col * scaleX,
      xPerCol: scaleX,
      xPerRow: 0,
      originY: y + row * scaleY,
      yPerCol: 0,
      yPerRow: -scaleY,
    };
  }
  if (tie.length >= 18) return fromTiePoints(directory.location, tie);
  return null;
}

function fromTiePoints(location: string, tie: readonly number[]): Placed {
  const points = Array.from({ length: Math.floor(tie.length / 6) }, (_, i) => {
    const [col = 0, row = 0, , x = 0, y = 0] = tie.slice(6 * i, 6 * i + 6);
    return { col, row, x, y };
  });
  const fit = fitAffine(points, 0);
  const pixel = Math.sqrt(
    Math.abs(fit.transform.xPerCol * fit.transform.yPerRow - fit.transform.xPerRow * fit.transform.yPerCol),
  );
  const worst = Math.max(...fit.residuals) / pixel;
  if (!(worst <= MAX_TIE_POINT_RESIDUAL_PIXELS))
    throw new YardcheckError(
      "image-unsupported",
      `${location} is placed by ${points.length} control points that no affine transform fits (worst ${worst.toFixed(1)} pixels): rectify it first, with \`gdalwarp -tps IN.tif OUT.tif\``,
    );
  return fit.transform;
}
