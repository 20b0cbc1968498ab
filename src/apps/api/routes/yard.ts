import { z } from "@hono/zod-openapi";
import { snappingApart } from "../../../adapters/counting/snap-apart.ts";
import { boxPictures } from "../../../adapters/pixels/box-pictures.ts";
import { facilityById, requireFacility } from "../../../adapters/store/facilities.ts";
import { sceneById } from "../../../adapters/store/scenes.ts";
import { type ApiContext, imageAccess } from "../context.ts";
import { hasAlready, tagOf } from "../etag.ts";
import { SCENE_CRS } from "../look-shapes.ts";
import { type Api, addRoute } from "../route.ts";
import { DRAWING, drawingOf, drawingShape, FACILITY_ID, facilityShape, SCENE_ID } from "../shapes.ts";
import { pixelsTag, requirePixels } from "./scenes.ts";

const OF_FACILITY = z.object({ facility: FACILITY_ID });
/** Beyond this shift a drawing is of another place, metres. */
const FARTHEST_SHIFT_METRES = 200;
const METRES = z.number().min(-FARTHEST_SHIFT_METRES).max(FARTHEST_SHIFT_METRES);
const SIDE = z.coerce.number().int().min(16).max(1024).default(512);
const SCENE_BOX = z
  .string()
  .transform((text, check) => {
    const [left = Number.NaN, bottom = Number.NaN, right = Number.NaN, top = Number.NaN, ...more] = text
      .split(",")
      .map(Number);
    if (!(left < right && bottom < top) || more.length > 0 || ![left, bottom, right, top].every(Number.isFinite))
      check.addIssue({ code: "custom", message: `expected left,bottom,right,top, got "${text.slice(0, 80)}"` });
    return [left, bottom, right, top] as const;
  })
  .openapi({
    type: "string",
    description: "left,bottom,right,top in the scene's CRS",
    example: "500000,5000,500100,5100",
  });

/** What drawing over a scene needs beside the scene's own bytes. */
export function yardRoutes(api: Api, context: ApiContext): void {
  const { db, rules } = context;
  const boxes = boxPictures(rules.pixelsMs);
  const snap = snappingApart();

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/geometry",
      access: "facility:read",
      tag: "Facilities",
      summary: "The newest drawing as it is PUT, and the version that If-Match names",
      params: OF_FACILITY,
      answer: z.object({ revision: z.int(), document: DRAWING.nullable() }),
    },
    async ({ params }) => {
      const { geometry, geometryVersion } = facilityShape(await facilityById(db, params.facility));
      return { revision: geometryVersion, document: geometry };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/facilities/{facility}/geometry/snap",
      access: "facility:write",
      tag: "Facilities",
      summary: "A drawing brought onto the rails as a scene shows them; nothing is stored",
      reads: true,
      params: OF_FACILITY,
      body: z.object({
        drawing: DRAWING,
        scene: SCENE_ID,
        shift: z
          .object({ east: METRES, north: METRES })
          .nullable()
          .default(null)
          .openapi({ description: "Roughly, metres: asked for where a shift one track over fits as well." }),
      }),
      answer: z.object({
        outcome: z.enum(["found", "unseen", "ambiguous", "contradicted", "withheld"]),
        east: z.number(),
        north: z.number(),
        residualMetres: z.number().nullable(),
        reasons: z.array(z.string()),
        drawing: DRAWING.nullable(),
      }),
    },
    async ({ params, body, who }) => {
      await requireFacility(db, params.facility);
      const scene = await sceneById(db, body.scene);
      requirePixels(who, scene);
      const shift = body.shift === null ? null : { x: body.shift.east, y: body.shift.north };
      const { found, drawing } = await snap({
        scene,
        drawing: drawingOf(body.drawing),
        shift,
        access: imageAccess(context),
      });
      const { x, y, residualMetres } =
        "registration" in found ? found.registration : { x: 0, y: 0, residualMetres: null };
      return {
        outcome: found.outcome,
        east: x,
        north: y,
        residualMetres,
        reasons: found.outcome === "withheld" ? found.reasons.map(({ code }) => code) : [],
        drawing: drawing === null ? null : drawingShape(drawing),
      };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/scenes/{scene}/crs",
      access: "scene:read",
      tag: "Scenes",
      summary: "The CRS of a scene as its file has it, where it has no EPSG code (then its scene's crs is null)",
      params: z.object({ scene: SCENE_ID }),
      answer: SCENE_CRS,
    },
    async ({ params }) => await boxes.planeOf(await sceneById(db, params.scene), imageAccess(context)),
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/scenes/{scene}/picture.png",
      access: "pixels:read",
      tag: "Scenes",
      summary: "A box of a scene's plane, upright; for what a browser cannot read from the file by itself",
      params: z.object({ scene: SCENE_ID }),
      query: z.object({ box: SCENE_BOX, size: SIDE }),
      media: ["image/png"],
      tagged: true,
    },
    async ({ params, query, who, http }) => {
      const scene = await sceneById(db, params.scene);
      requirePixels(who, scene);
      const { box, size } = query;
      const etag = tagOf(JSON.stringify([pixelsTag(scene), box, size]));
      const headers = { etag, "cache-control": "private, max-age=86400", "content-type": "image/png" };
      if (hasAlready(http, etag)) return new Response(null, { status: 304, headers });
      return new Response(new Uint8Array(await boxes.picture({ scene, box, size, access: imageAccess(context) })), {
        headers,
      });
    },
  );
}
