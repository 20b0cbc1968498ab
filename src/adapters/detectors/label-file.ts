import { readFileSync } from "node:fs";
import { z } from "zod";
import type { CarLabel } from "../../core/detection/labels.ts";
import { CAR_TYPES, type CarType } from "../../core/observation/observation.ts";
import { YardcheckError } from "../../errors.ts";
import type { OpenScene } from "../cog/open-scene.ts";
import { crsNamed, whyImpossible } from "../cog/track-lines.ts";

const Ring = z.array(z.array(z.number()).min(2)).min(3);
const Labels = z.object({
  type: z.literal("FeatureCollection"),
  crs: z.object({ properties: z.object({ name: z.string() }) }).nullish(),
  features: z.array(
    z.object({
      properties: z.record(z.string(), z.unknown()).nullish(),
      geometry: z
        .union([
          z.object({ type: z.literal("Polygon"), coordinates: z.array(Ring).min(1) }),
          z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(Ring).min(1)).min(1) }),
        ])
        .nullish(),
    }),
  ),
});

export interface FileLabel extends CarLabel {
  /** Which of the file's features it is, from 1. */
  readonly feature: number;
  /** From the properties `type` and `covered`, where they say so. */
  readonly type: CarType;
  readonly covered: boolean | null;
}

/**
 * Labelled cars as they lie on a scene, in its working CRS: one for each polygon, and for each part of a multipolygon.
 * A feature without a geometry is none.
 *
 * @throws YardcheckError "usage" when the file holds anything but polygons, or places that cannot be | "crs-unknown"
 */
export function readLabels(path: string, scene: OpenScene): FileLabel[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new YardcheckError("usage", `${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  const parsed = Labels.safeParse(json);
  if (!parsed.success)
    throw new YardcheckError(
      "usage",
      `${path}: expected a GeoJSON FeatureCollection of Polygons: ${z.prettifyError(parsed.error)}`,
    );
  const crs = crsNamed(parsed.data.crs?.properties.name, path);
  const convert = scene.converterFrom(crs);
  return parsed.data.features.flatMap(({ properties, geometry }, index): FileLabel[] => {
    if (!geometry) return [];
    const rings = geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map(([ring]) => ring);
    const type = CAR_TYPES.find((known) => known === properties?.["type"]) ?? "unknown";
    const covered = properties?.["covered"];
    return rings.map((ring): FileLabel => {
      const points = (ring ?? []).map(([x = Number.NaN, y = Number.NaN]) => ({ x, y }));
      const outline = points.map(({ x, y }) => {
        const [workingX, workingY] = convert(x, y);
        return { x: workingX, y: workingY };
      });
      const wrong =
        whyImpossible(points, crs) ??
        (outline.some(({ x, y }) => !Number.isFinite(x + y)) ? "cannot be placed on the plane of the scene" : null);
      if (wrong !== null) throw new YardcheckError("usage", `${path}: the label of feature ${index + 1} ${wrong}`);
      return { feature: index + 1, outline, type, covered: typeof covered === "boolean" ? covered : null };
    });
  });
}
