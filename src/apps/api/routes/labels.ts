import { z } from "@hono/zod-openapi";
import { USER_DEFINED } from "../../../adapters/cog/crs/crs.ts";
import { observationById } from "../../../adapters/store/observations.ts";
import { sceneById } from "../../../adapters/store/scenes.ts";
import { cocoLabels, geojsonLabels, yoloLabels } from "../../../core/reading/labels.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { type Api, addRoute, sendJson } from "../route.ts";
import { OBSERVATION_ID } from "../shapes.ts";

/** Cars that were checked, to teach a detector with. */
export function labelRoutes(api: Api, context: ApiContext): void {
  const { db } = context;
  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/observations/{observation}/labels",
      access: "observation:read",
      tag: "Readings",
      summary: "Cars of an observation as labels for training: COCO, YOLO-OBB or GeoJSON",
      params: z.object({ observation: OBSERVATION_ID }),
      query: z.object({ f: z.enum(["coco", "yolo-obb", "geojson"]).default("coco") }),
      answer: z.looseObject({}).openapi({ type: "object" }),
      media: ["text/plain", "application/geo+json"],
    },
    async ({ params, query, http }) => {
      const observation = await observationById(db, params.observation);
      const scene = await sceneById(db, observation.scene);
      const cars = observation.status === "counted" ? observation.tracks.flatMap((track) => track.cars) : [];
      const labelled = { file: scene.location.split("/").at(-1) ?? scene.id, grid: scene.grid, cars };
      if (query.f === "yolo-obb") return http.text(yoloLabels(labelled));
      if (query.f === "geojson" && scene.grid.transform.epsg === USER_DEFINED)
        throw new YardcheckError(
          "crs-unknown",
          `the CRS of ${scene.id} has no EPSG code, so that GeoJSON cannot name what its outlines are in`,
          { fix: "Take f=coco or f=yolo-obb, which are in pixels, or reproject the image to a CRS with an EPSG code." },
        );
      if (query.f === "geojson") return sendJson(http, geojsonLabels(labelled), 200, "application/geo+json");
      return sendJson(http, cocoLabels(labelled));
    },
  );
}
