import { z } from "@hono/zod-openapi";
import { readBytes } from "../../../adapters/fetch-guard/read-body.ts";
import { MAP_SETTINGS } from "../../../adapters/overview/map-settings.ts";
import { settingsPart } from "../../../adapters/workspace/part.ts";
import { YardcheckError } from "../../../errors.ts";
import type { ApiContext } from "../context.ts";
import { type Api, addRoute } from "../route.ts";

/** A tile is some tens of kilobytes; nothing longer is passed on. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ZOOM = 22;
const ZOOM = z.coerce.number().int().min(0).max(MOST_ZOOM);
const PLACE = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** MOST_ZOOM - 1);

/** The ground of the facilities' map: the tiles that somebody set, through us, since pages speak to nobody else. */
export function mapRoutes(api: Api, context: ApiContext): void {
  const settings = () => settingsPart(context.settings(), "map", MAP_SETTINGS);

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/map",
      access: "facility:read",
      tag: "Facilities",
      summary: "Whether the map has tiles of its own, and whom to thank for them",
      answer: z.object({ tiles: z.string().nullable(), attribution: z.string() }),
    },
    () => {
      const { tiles, attribution } = settings();
      return { tiles: tiles === null ? null : "/api/map/tiles/{z}/{x}/{y}", attribution };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/map/tiles/{z}/{x}/{y}",
      access: "facility:read",
      tag: "Facilities",
      summary: "A tile of the map, from where the settings say",
      params: z.object({ z: ZOOM, x: PLACE, y: PLACE }),
      media: ["image/png", "image/jpeg", "image/webp"],
    },
    async ({ params }) => {
      const { tiles } = settings();
      if (tiles === null) throw new YardcheckError("not-found", "no tiles are set (settings, part map)");
      const address = Object.entries(params).reduce(
        (text, [name, value]) => text.replace(`{${name}}`, String(value)),
        tiles.replaceAll("%7B", "{").replaceAll("%7D", "}"),
      );
      // The address may hold a key of who set it: readers are told its host.
      const { host } = new URL(address);
      const response = await context.fetch(address).catch((cause) => {
        if (cause instanceof YardcheckError) throw cause;
        throw new YardcheckError("image-unreadable", `${host} cannot be reached`, { cause });
      });
      const type = response.headers.get("content-type") ?? "";
      if (!response.ok || !/^image\/(png|jpeg|webp)\b/.test(type)) {
        await response.body?.cancel();
        throw new YardcheckError("image-unreadable", `${host} answered ${response.status} ${type}, expected a picture`);
      }
      const picture = await readBytes(response, MOST_BYTES).catch((cause) => {
        throw new YardcheckError("remote-invalid", `${host} sent no picture of ${MOST_BYTES} bytes at most`, { cause });
      });
      return new Response(new Uint8Array(picture), {
        headers: { "content-type": type, "cache-control": "private, max-age=86400" },
      });
    },
  );
}
