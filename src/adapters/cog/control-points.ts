import { readFile } from "node:fs/promises";
import { z } from "zod";
import { fitAffine, fitSimilarity, type PlacementFit } from "../../core/geo/fit-affine.ts";
import type { GeoTransform } from "../../core/geo/frames.ts";
import { YardcheckError } from "../../errors.ts";
import { type Crs, converter, crsOfEpsg, localUtm, WGS84 } from "./crs/crs.ts";

/** How an image without georeference was placed, and how well. */
export interface ControlPlacement {
  readonly crs: Crs;
  readonly transform: GeoTransform;
  readonly model: "affine" | "similarity";
  /** As given, each with its distance from where the fit puts it, metres. */
  readonly points: readonly {
    readonly col: number;
    readonly row: number;
    readonly x: number;
    readonly y: number;
    readonly residualMetres: number;
  }[];
  /** Root of the mean squared residual, metres. */
  readonly rmsMetres: number;
}

const Point = z.object({
  col: z.number(),
  row: z.number(),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  x: z.number().optional(),
  y: z.number().optional(),
  epsg: z.number().int().optional(),
});
type Point = z.infer<typeof Point>;

/** Fewer points than this leave an affine fit no residual to judge it by; a similarity is fitted then. */
const ENOUGH_FOR_AFFINE = 4;

/**
 * Places an image by ground control points from a CSV (header `col,row` and `lon,lat` or `x,y[,epsg]`) or a JSON list
 * of the same fields. Pixels are counted from the upper left corner of the image; the middle of its first pixel is
 * 0.5, 0.5.
 *
 * @param epsg   CRS of x and y where the points do not name one
 * @param model  affine (from 4 points) or similarity (from 2) unless told
 * @throws YardcheckError "not-found", "usage" naming the line, "crs-unknown"
 */
export async function placeByControlPoints(
  path: string,
  options: { readonly epsg?: number | undefined; readonly model?: "affine" | "similarity" | undefined } = {},
): Promise<ControlPlacement> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? cause.code : cause;
    throw new YardcheckError("not-found", `${path} does not open (${reason})`, { cause });
  }
  return placementOf(parsePoints(text, path), path, options);
}

/** As {@link placeByControlPoints}, from the text of the file. */
export function parsePoints(text: string, where: string): readonly Point[] {
  const rows = /^\s*\[/.test(text) ? fromJson(text, where) : fromCsv(text, where);
  return rows.map((row, i) => {
    const parsed = Point.safeParse(row);
    if (parsed.success) {
      const { lon, lat, x, y } = parsed.data;
      if ((lon !== undefined && lat !== undefined) !== (x !== undefined && y !== undefined)) return parsed.data;
      throw new YardcheckError("usage", `${where}: point ${i + 1} needs lon and lat, or x and y`);
    }
    const [issue] = parsed.error.issues;
    throw new YardcheckError("usage", `${where}: point ${i + 1}: ${issue?.path.join(".")}: ${issue?.message}`);
  });
}

export function placementOf(
  points: readonly Point[],
  where: string,
  { epsg, model }: { readonly epsg?: number | undefined; readonly model?: "affine" | "similarity" | undefined } = {},
): ControlPlacement {
  const crs = planeOf(points, where, epsg);
  const placed = points.map((point) => {
    const given = point.lon === undefined ? crsOfEpsg(point.epsg ?? epsg ?? crs.epsg) : WGS84;
    const [x, y] = converter(given, crs)(point.lon ?? point.x ?? Number.NaN, point.lat ?? point.y ?? Number.NaN);
    return { col: point.col, row: point.row, x, y };
  });
  const chosen = model ?? (placed.length >= ENOUGH_FOR_AFFINE ? "affine" : "similarity");
  let fit: PlacementFit;
  try {
    fit = (chosen === "affine" ? fitAffine : fitSimilarity)(placed, crs.epsg);
  } catch (cause) {
    throw new YardcheckError("usage", `${where}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  const unit = crs.metresPerUnit ?? 1;
  return {
    crs,
    transform: fit.transform,
    model: chosen,
    points: placed.map((point, i) => ({ ...point, residualMetres: (fit.residuals[i] ?? Number.NaN) * unit })),
    rmsMetres: fit.rms * unit,
  };
}

/** One line a point, for a person who judges the placement. */
export function placementAsText({ crs, model, points, rmsMetres }: ControlPlacement): string {
  const rows = points.map(
    ({ col, row, residualMetres }, i) =>
      `  ${String(i + 1).padStart(3)}  col ${col.toFixed(1).padStart(9)}  row ${row.toFixed(1).padStart(9)}  off by ${residualMetres.toFixed(2).padStart(7)} m`,
  );
  return `Placed by ${points.length} control points (${model}, EPSG:${crs.epsg} ${crs.name})\n${rows.join("\n")}\n  root of the mean square ${rmsMetres.toFixed(2)} m\n`;
}

/** The plane that all points are fitted in: theirs, where it is one and in a unit of length, else the local UTM zone. */
function planeOf(points: readonly Point[], where: string, epsg: number | undefined): Crs {
  const [first] = points;
  if (!first) throw new YardcheckError("usage", `${where} holds no control point`);
  if (first.lon !== undefined && first.lat !== undefined) return localUtm({ lon: first.lon, lat: first.lat });
  const code = first.epsg ?? epsg;
  if (code === undefined)
    throw new YardcheckError("usage", `${where}: x and y need their CRS: a column epsg, or --epsg`);
  const crs = crsOfEpsg(code);
  if (!crs.geographic) return crs;
  const [lon, lat] = converter(crs, WGS84)(first.x ?? Number.NaN, first.y ?? Number.NaN);
  return localUtm({ lon, lat });
}

function fromJson(text: string, where: string): readonly unknown[] {
  try {
    return z.array(z.unknown()).parse(JSON.parse(text));
  } catch (cause) {
    throw new YardcheckError("usage", `${where} is no JSON list of control points`, { cause });
  }
}

function fromCsv(text: string, where: string): readonly unknown[] {
  const [header, ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const names = (header ?? "").split(/[,;\t]/).map((name) => name.trim().toLowerCase());
  if (!names.includes("col") || !names.includes("row"))
    throw new YardcheckError(
      "usage",
      `${where}: expected a header with col, row and lon, lat (or x, y), got "${header}"`,
    );
  return lines
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const cells = line.split(/[,;\t]/).map((cell) => cell.trim());
      return Object.fromEntries(
        names.flatMap((name, i) => (cells[i] === undefined || cells[i] === "" ? [] : [[name, Number(cells[i])]])),
      );
    });
}
