import { createWriteStream, existsSync, linkSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "@hono/zod-openapi";
import { readStacItem } from "../../../adapters/stac/item-file.ts";
import { CATALOGUES } from "../../../adapters/stac-search/settings.ts";
import { databaseFailure } from "../../../adapters/store/failures.ts";
import { sceneById } from "../../../adapters/store/scenes.ts";
import { besideName } from "../../../adapters/workspace/files.ts";
import { settingsPart } from "../../../adapters/workspace/part.ts";
import { YardcheckError } from "../../../errors.ts";
import { registerItem } from "../../steps/register-item.ts";
import { type ApiContext, imageAccess } from "../context.ts";
import { SCENE } from "../look-shapes.ts";
import { type Api, addRoute } from "../route.ts";
import { FACILITY_ID, TIME } from "../shapes.ts";
import { sceneShape } from "./scenes.ts";

const FILE_NAME = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,180}\.(tiff?|TIFF?)$/);

const BY_ITEM = z.object({
  item: z.url({ protocol: /^https?$/ }).openapi({ description: "Address of a STAC item." }),
  asset: z.string().max(200).optional(),
});
const BY_FILE = z.object({
  location: z
    .string()
    .min(1)
    .max(2000)
    .openapi({ description: "Address of a GeoTIFF, or the name of one that was uploaded to /api/uploads." }),
  acquiredAt: TIME.openapi({ description: "When the sensor saw the yard; never the time of upload." }),
  gsdMetres: z.number().min(0.01).max(100).nullable().default(null),
  offNadirDegrees: z.number().min(0).max(90).nullable().default(null),
  sunAzimuthDegrees: z.number().min(0).max(360).nullable().default(null),
  sunElevationDegrees: z.number().min(-90).max(90).nullable().default(null),
  sceneCloudFraction: z.number().min(0).max(1).nullable().default(null),
  epsg: z.int().min(1024).max(999_999).nullable().default(null),
  licence: z.string().min(1).max(500),
  mayBeRepublished: z.boolean().default(false),
  synthetic: z.boolean().default(false),
});

export function addSceneRoutes(api: Api, context: ApiContext): void {
  const { db, now, fetch } = context;

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/facilities/{facility}/scenes",
      access: "scene:write",
      tag: "Scenes",
      summary: "Register a scene: a STAC item by its address, or a GeoTIFF by its address or the name of its upload",
      params: z.object({ facility: FACILITY_ID }),
      body: z.union([BY_ITEM, BY_FILE]),
      status: 201,
      answer: SCENE,
    },
    async ({ params, body, who, http }) => {
      const { signal } = http.req.raw;
      const access = imageAccess(context);
      const catalogues = settingsPart(access.settings, "catalogues", CATALOGUES);
      const item =
        "item" in body
          ? await readStacItem(body.item, { fetch, catalogues, asset: body.asset, signal })
          : fileScene(context, body);
      if (!/^https?:/i.test(item.location)) insideScenes(context, item.location);
      const id = await registerItem(db, params.facility, item, now(), access, signal);
      return sceneShape(await sceneById(db, id), who);
    },
  );

  addRoute(
    api,
    context,
    {
      method: "put",
      path: "/api/uploads/{name}",
      access: "scene:write",
      tag: "Scenes",
      summary: "Upload a GeoTIFF into the workspace; it is then registered by its name",
      params: z.object({ name: FILE_NAME }),
      upload: ["image/tiff", "application/octet-stream"],
      status: 201,
      answer: z.object({ location: z.string(), bytes: z.int() }),
    },
    async ({ params, http }) => ({
      location: params.name,
      bytes: await takeUpload(context, params.name, http.req.raw),
    }),
  );
}

/** What was given of a file, as an item would say it. */
function fileScene(context: ApiContext, given: z.output<typeof BY_FILE>) {
  const remote = /^https?:/i.test(given.location);
  const location = remote ? given.location : insideScenes(context, resolve(scenesFolder(context), given.location));
  if (!remote && !existsSync(location))
    throw new YardcheckError("not-found", `no file "${given.location}" was uploaded to /api/uploads`);
  const { offNadirDegrees, sunAzimuthDegrees, sunElevationDegrees, sceneCloudFraction, gsdMetres } = given;
  // To the millisecond, as items of STAC and the command line give it.
  const acquiredAt = new Date(given.acquiredAt).toISOString();
  return {
    id: given.location,
    location,
    epsg: given.epsg,
    licence: given.licence,
    mayBeRepublished: given.mayBeRepublished,
    synthetic: given.synthetic,
    cloudMask: null,
    conditions: { acquiredAt, gsdMetres, offNadirDegrees, sunAzimuthDegrees, sunElevationDegrees, sceneCloudFraction },
  };
}

function scenesFolder({ folder }: ApiContext): string {
  if (folder === null) throw new YardcheckError("conflict", "this service has no workspace for files; give an address");
  return join(folder, "scenes");
}

/** @throws YardcheckError "access-denied" for a path that leads out of the workspace's scenes */
function insideScenes(context: ApiContext, path: string): string {
  const folder = resolve(scenesFolder(context));
  if (!resolve(path).startsWith(folder + sep))
    throw new YardcheckError("access-denied", "only files of the workspace's own scenes are opened");
  return path;
}

/** Takes a file whole or not at all, and never over one that is there. */
async function takeUpload(context: ApiContext, name: string, request: Request): Promise<number> {
  const folder = scenesFolder(context);
  const path = join(folder, name);
  const taken = () => new YardcheckError("conflict", `there is a file ${name} already`);
  if (existsSync(path)) throw taken();
  const empty = () => new YardcheckError("usage", "the body is empty");
  if (request.body === null) throw empty();
  const limit = context.rules.uploadBytes;
  const tooLarge = () => new YardcheckError("too-large", `the file is larger than ${limit} bytes`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  mkdirSync(folder, { recursive: true });
  const beside = besideName(path);
  let bytes = 0;
  try {
    const counted = async function* (source: AsyncIterable<Uint8Array>) {
      for await (const part of source) {
        bytes += part.length;
        if (bytes > limit) throw tooLarge();
        yield part;
      }
    };
    await pipeline(
      Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]),
      counted,
      createWriteStream(beside, { flags: "wx", flush: true }),
    );
    if (bytes === 0) throw empty();
    linkSync(beside, path);
    return bytes;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") throw taken();
    if (request.signal.aborted) throw new YardcheckError("interrupted", `the upload of ${name} was broken off`);
    throw databaseFailure(error, `writing ${name}`);
  } finally {
    rmSync(beside, { force: true });
  }
}
