import { closeSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ControlPlacement, placeByControlPoints } from "../../adapters/cog/control-points.ts";
import { gsdSeen } from "../../adapters/detectors/counted-scene.ts";
import { type ItemScene, readStacItem } from "../../adapters/stac/item-file.ts";
import { imageFetchOf } from "../../adapters/stac-search/image-fetch.ts";
import { CATALOGUES } from "../../adapters/stac-search/settings.ts";
import { facilityById, facilityId } from "../../adapters/store/facilities.ts";
import { addScene } from "../../adapters/store/scenes.ts";
import type { CloudMaskFile } from "../../adapters/store/tables.ts";
import { settingsPart } from "../../adapters/workspace/part.ts";
import { YardcheckError } from "../../errors.ts";
import type { SceneDescription } from "../../pipeline/register-scene.ts";
import { refuseImpossibleTime } from "../steps/refuse-impossible-time.ts";
import { registerApart } from "../steps/register-apart.ts";
import { acquiredAt } from "./acquired-at.ts";
import { inWorkspace, type WorkspaceOptions } from "./in-workspace.ts";

export interface AddSceneOptions extends WorkspaceOptions {
  readonly facility: string;
  readonly acquiredAt?: string;
  readonly gsd?: number;
  readonly offNadir?: number;
  readonly sunAzimuth?: number;
  readonly sunElevation?: number;
  readonly cloud?: number;
  readonly cloudMask?: string;
  readonly licence?: string;
  readonly mayBeRepublished?: boolean;
  readonly synthetic?: boolean;
  readonly gcps?: string;
  readonly epsg?: number;
  readonly asset?: string;
}

/** `yardcheck scene add`: all is read and checked before the one row is written, so a failure changes nothing. */
export async function addSceneTo(image: string, options: AddSceneOptions): Promise<void> {
  const facility = facilityId(options.facility);
  const now = new Date();
  const isItem = isStacItem(image);
  const notes: string[] = [];
  const { registered, added } = await inWorkspace(options, "scene add", async ({ db, settings }, signal) => {
    const fetch = imageFetchOf(settings, process.env);
    const catalogues = settingsPart(settings, "catalogues", CATALOGUES);
    const reading = { fetch, catalogues, asset: options.asset, signal };
    const item = isItem ? await readStacItem(image, reading) : null;
    const { description, cloudMask } = describe(image, item, options, now, notes);
    const { geometry } = await facilityById(db, facility);
    const epsg = options.epsg ?? item?.epsg ?? null;
    const placement = options.gcps === undefined ? null : await placedBy(options.gcps, epsg ?? undefined, notes);
    const access = { settings, environment: process.env };
    const ready = await registerApart({ description, epsg, placement, geometry, access }, signal);
    const scene = { ...ready.scene, footprint: ready.footprint, cloudMask, stacItem: item?.id ?? null };
    return { registered: ready, added: await addScene(db, facility, scene, now.toISOString()) };
  });
  const { scene, coveredFraction, gsdAssumed } = registered;
  if (gsdAssumed)
    notes.push(`No GSD was given: the pixel size, ${scene.conditions.gsdMetres.toFixed(3)} m, stands for it.`);
  const { gsdMetres } = scene.conditions;
  if (gsdSeen(gsdMetres, scene) !== gsdMetres)
    notes.push(
      `The GSD of ${gsdMetres} m is finer than the file's pixels, ${scene.grid.pixelSizeMetres.toFixed(3)} m: counts will go by these.`,
    );
  if (coveredFraction === null)
    notes.push(
      `${facility} has no drawing yet, so nothing can be counted: yardcheck facility add drawing.geojson --id ${facility}`,
    );
  if (coveredFraction === 0)
    notes.push(`The image shows no part of the tracks of ${facility}: is it the right one, and are the axes in order?`);
  for (const note of notes) process.stderr.write(`${note}\n`);
  const { width, height, bands, sampleType, transform } = scene.grid;
  process.stdout.write(
    `Scene ${scene.id} ${added ? "added" : "is known already"}: ${scene.conditions.acquiredAt}, ${width} x ${height} px, ` +
      `${bands} x ${sampleType}, EPSG:${transform.epsg}` +
      `${coveredFraction === null ? "" : `, shows ${Math.round(coveredFraction * 100)} % of the tracks`}\n`,
  );
}

function describe(image: string, item: ItemScene | null, options: AddSceneOptions, now: Date, notes: string[]) {
  const given = options.acquiredAt === undefined ? null : acquiredAt(options.acquiredAt, now);
  if (given?.dayOnly) notes.push(`No time of day was given: ${given.time} stands for it.`);
  const time = given?.time ?? item?.conditions.acquiredAt;
  if (time === undefined)
    throw new YardcheckError(
      "usage",
      `when was ${image} taken? Give --acquired-at, such as 2023-10-05T02:11:43Z; the time of the file is not it`,
    );
  refuseImpossibleTime(time, now);
  const licence = options.licence ?? item?.licence;
  if (licence === undefined || licence === null || licence.trim() === "")
    throw new YardcheckError("usage", `under which licence is ${image}? Give --licence, such as --licence CC-BY-4.0`);
  const description: SceneDescription = {
    location: item?.location ?? absolute(image),
    conditions: {
      acquiredAt: time,
      gsdMetres: options.gsd ?? item?.conditions.gsdMetres ?? null,
      offNadirDegrees: options.offNadir ?? item?.conditions.offNadirDegrees ?? null,
      sunAzimuthDegrees: options.sunAzimuth ?? item?.conditions.sunAzimuthDegrees ?? null,
      sunElevationDegrees: options.sunElevation ?? item?.conditions.sunElevationDegrees ?? null,
      sceneCloudFraction: options.cloud ?? item?.conditions.sceneCloudFraction ?? null,
    },
    licence: licence.trim(),
    mayBeRepublished: options.mayBeRepublished ?? item?.mayBeRepublished ?? false,
    synthetic: options.synthetic ?? item?.synthetic ?? false,
  };
  const cloudMask: CloudMaskFile | null =
    options.cloudMask === undefined
      ? (item?.cloudMask ?? null)
      : { location: absolute(options.cloudMask), hiddenWhereSet: true };
  return { description, cloudMask };
}

function isStacItem(image: string): boolean {
  if (/^https?:/i.test(image)) return /\.(geo)?json($|[?#])/i.test(image);
  const path = image.startsWith("file:") ? fileURLToPath(image) : image;
  const start = Buffer.alloc(64);
  try {
    const file = openSync(path, "r");
    try {
      readSync(file, start);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new YardcheckError(
      "image-unreadable",
      `${image} cannot be read: ${cause instanceof Error ? cause.message : ""}`,
      {
        cause,
      },
    );
  }
  return /^\uFEFF?\s*\{/.test(start.toString());
}

function absolute(location: string): string {
  if (/^https?:/i.test(location)) return location;
  return location.startsWith("file:") ? fileURLToPath(location) : resolve(location);
}

/** The place of an image by its ground control points; their residuals go to its user. */
async function placedBy(file: string, epsg: number | undefined, notes: string[]): Promise<ControlPlacement> {
  const placed = await placeByControlPoints(file, { epsg });
  for (const { col, row, residualMetres } of placed.points)
    notes.push(`Control point at ${col}, ${row}: ${residualMetres.toFixed(2)} m off`);
  notes.push(
    `Placed by ${placed.points.length} control points (${placed.model}), ${placed.rmsMetres.toFixed(2)} m off on the whole (RMS)`,
  );
  return placed;
}
