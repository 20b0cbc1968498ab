import { z } from "@hono/zod-openapi";
import type { HonoRequest } from "hono";
import { crsOfEpsg, USER_DEFINED } from "../../../adapters/cog/crs/crs.ts";
import { facilityById, geometryAt, requireFacility, versionNumber } from "../../../adapters/store/facilities.ts";
import { observationById } from "../../../adapters/store/observations.ts";
import { facilitiesOfScene, listScenes, type RegisteredScene, sceneById } from "../../../adapters/store/scenes.ts";
import { mayDo, type Principal } from "../../../core/access/access.ts";
import type { FacilityId, ObservationId } from "../../../core/ids.ts";
import { YardcheckError } from "../../../errors.ts";
import { type ApiContext, imageAccess } from "../context.ts";
import { hasAlready, tagOf } from "../etag.ts";
import { sendFile } from "../file-range.ts";
import { SCENE } from "../look-shapes.ts";
import { AT_KEY, CURSOR, LIMIT, pageOf, readCursor } from "../paging.ts";
import { type Api, addRoute } from "../route.ts";
import { FACILITY_ID, SCENE_ID, TIME, TRACK_ID } from "../shapes.ts";

const isRemote = (location: string) => /^https?:\/\//i.test(location);

/** Whether somebody may see a scene's pixels: those of a scene that may not be republished stay with the analysts. */
export function maySeePixels(who: Principal, scene: { readonly mayBeRepublished: boolean }): boolean {
  return mayDo(who, scene.mayBeRepublished ? "pixels:read" : "restricted-pixels:read");
}

export function requirePixels(who: Principal, scene: RegisteredScene): void {
  if (!maySeePixels(who, scene))
    throw new YardcheckError("access-denied", `pixels of ${scene.id} are not for readers: its licence keeps them here`);
}

export function sceneShape(scene: RegisteredScene, who: Principal): z.input<typeof SCENE> {
  const { id, acquisition, location, fingerprint, conditions, grid, licence, mayBeRepublished, synthetic } = scene;
  return {
    id,
    acquisition,
    file: isRemote(location) ? location : (location.split("/").at(-1) ?? ""),
    fingerprint: { ...fingerprint },
    conditions,
    grid: { ...grid },
    crs: crsShape(grid.transform.epsg),
    licence,
    mayBeRepublished,
    synthetic,
    registeredAt: scene.registeredAt,
    pixels: maySeePixels(who, scene) ? `/api/scenes/${encodeURIComponent(id)}/pixels` : null,
  };
}

function crsShape(code: number): z.input<typeof SCENE>["crs"] {
  if (code === USER_DEFINED) return null;
  const { epsg, name, definition } = crsOfEpsg(code);
  return { epsg, name, definition };
}

/** ETag of a scene's bytes: what it was when it was registered. */
export function pixelsTag({ fingerprint }: RegisteredScene): string {
  return fingerprint.kind === "sha256" ? `"${fingerprint.sha256}"` : (fingerprint.etag ?? `"${fingerprint.bytes}"`);
}

export function sceneRoutes(api: Api, context: ApiContext): void {
  const { db } = context;

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/scenes",
      access: "scene:read",
      tag: "Scenes",
      summary: "Scenes of a facility, oldest first",
      params: z.object({ facility: FACILITY_ID }),
      query: z.object({ from: TIME.optional(), to: TIME.optional(), limit: LIMIT, cursor: CURSOR }),
      answer: z.object({ scenes: z.array(SCENE), next: z.string().nullable() }),
    },
    async ({ params, query, who }) => {
      await requireFacility(db, params.facility);
      const [acquiredAt, id] = query.cursor === undefined ? [] : readCursor(query.cursor, AT_KEY);
      const found = await listScenes(db, {
        facility: params.facility,
        from: query.from,
        to: query.to,
        limit: query.limit + 1,
        after: acquiredAt === undefined || id === undefined ? undefined : { acquiredAt, id },
      });
      const { page, next } = pageOf(found, query.limit, (last) => [last.conditions.acquiredAt, last.id]);
      return { scenes: page.map((scene) => sceneShape(scene, who)), next };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/scenes/{scene}",
      access: "scene:read",
      tag: "Scenes",
      summary: "A scene as registered, and the facilities it shows",
      params: z.object({ scene: SCENE_ID }),
      answer: z.object({ scene: SCENE, facilities: z.array(z.string()) }),
    },
    async ({ params, who }) => {
      const scene = await sceneById(db, params.scene);
      return { scene: sceneShape(scene, who), facilities: await facilitiesOfScene(db, scene.id) };
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/scenes/{scene}/pixels",
      access: "pixels:read",
      tag: "Scenes",
      summary: "Bytes of the GeoTIFF, by range: what a COG reader such as OpenLayers or QGIS opens",
      params: z.object({ scene: SCENE_ID }),
      media: ["image/tiff"],
      tagged: true,
      ranges: true,
    },
    async ({ params, who, http }) => {
      const scene = await sceneById(db, params.scene);
      requirePixels(who, scene);
      if (isRemote(scene.location)) return await passOn(context, scene, http.req);
      const { bytes } = scene.fingerprint;
      return sendFile(http, { path: scene.location, bytes, tag: pixelsTag(scene), type: "image/tiff" });
    },
  );

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/facilities/{facility}/scenes/{scene}/tracks/{track}/strip.png",
      access: "pixels:read",
      tag: "Scenes",
      summary:
        "A track straightened into a lane: 0.25 m a pixel, 7 m to each side, as the count saw it; transparent where unusable",
      params: z.object({ facility: FACILITY_ID, scene: SCENE_ID, track: TRACK_ID }),
      media: ["image/png"],
      tagged: true,
    },
    async ({ params, who, http }) => {
      const scene = await sceneById(db, params.scene);
      requirePixels(who, scene);
      const { geometry, shift } = await placementOf(context, params.facility, scene);
      const track = geometry.tracks.find(({ id }) => id === params.track);
      if (track === undefined)
        throw new YardcheckError("not-found", `${geometry.version} has no track "${params.track}"`);
      const etag = tagOf(JSON.stringify([pixelsTag(scene), geometry.version, track.id, shift]));
      const headers = { etag, "cache-control": "private, max-age=86400", "content-type": "image/png" };
      if (hasAlready(http, etag)) return new Response(null, { status: 304, headers });
      const png = await context.strips.picture({ scene, track, shift, access: imageAccess(context) });
      return new Response(new Uint8Array(png), { headers });
    },
  );
}

/** The drawing, and the shift to the tracks as seen, of the newest count of a scene; the newest drawing unshifted without one. */
async function placementOf({ db }: ApiContext, facility: FacilityId, scene: RegisteredScene) {
  const row = await db
    .selectFrom("observation")
    .select("id")
    .where("facility", "=", facility)
    .where("scene", "=", scene.id)
    .orderBy("geometry_version", "desc")
    .orderBy("recorded_at", "desc")
    .executeTakeFirst();
  if (row !== undefined) {
    const observation = await observationById(db, row.id as ObservationId);
    const geometry = await geometryAt(db, facility, versionNumber(observation.geometry));
    if (observation.status !== "counted") return { geometry, shift: { x: 0, y: 0 } };
    const { x, y, turn } = observation.registration;
    return { geometry, shift: { x, y, ...(turn && { turn }) } };
  }
  const { geometry } = await facilityById(db, facility);
  if (geometry === null) throw new YardcheckError("not-found", `facility "${facility}" has no drawing`);
  return { geometry, shift: { x: 0, y: 0 } };
}

/** A part of a remote scene, or what is to be known of it (HEAD), fetched for a page that may speak to nobody but us. */
async function passOn({ fetch }: ApiContext, { location }: RegisteredScene, asked: HonoRequest): Promise<Response> {
  const range = asked.header("range");
  const { signal } = asked.raw;
  const headersSent = { "accept-encoding": "identity", ...(range === undefined ? {} : { range }) };
  const response = await fetch(location, { method: asked.method, headers: headersSent, signal }).catch((cause) => {
    if (cause instanceof YardcheckError) throw cause;
    if (signal.aborted) throw new YardcheckError("interrupted", `nobody waits for ${location} any more`, { cause });
    throw new YardcheckError("image-unreadable", `${location} cannot be reached`, { cause });
  });
  if (!response.ok && response.status !== 416) {
    await response.body?.cancel();
    throw new YardcheckError("image-unreadable", `${location} answered ${response.status}`);
  }
  // A server that packs all the same says how long the packed bytes are, and we pass on those unpacked.
  const packed = response.headers.has("content-encoding");
  const kept = [...(packed ? [] : ["content-length"]), "content-range", "accept-ranges"].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const headers = {
    ...Object.fromEntries(kept),
    "content-type": "image/tiff",
    "cache-control": "private, max-age=3600",
  };
  return new Response(response.body, { status: response.status, headers });
}
