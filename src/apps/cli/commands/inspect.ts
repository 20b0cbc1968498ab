import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import type { OpenScene } from "../../../adapters/cog/open-scene.ts";
import type { ItemScene } from "../../../adapters/stac/item-file.ts";
import type { SceneId } from "../../../core/ids.ts";
import type { ReadCost, Strip } from "../../../core/imagery/strip.ts";
import { YardcheckError } from "../../../errors.ts";
import { interruptible } from "../in-workspace.ts";
import { stepLine } from "../step-line.ts";

interface InspectOptions {
  readonly tracks?: string;
  readonly out?: string;
  readonly cloudMask?: string;
  readonly asset?: string;
  readonly bands?: readonly number[];
  readonly epsg?: number;
  readonly gcps?: string;
  readonly halfWidth: number;
  readonly json?: boolean;
}

export function inspectCommand(): Command {
  return new Command("inspect")
    .description("show what an image is, and its tracks straightened into one picture; stores nothing")
    .argument("<image>", "GeoTIFF or COG: path or http(s) address; or a STAC item that names one")
    .option("--tracks <file>", "GeoJSON lines, in degrees or in the CRS that its `crs` member names")
    .option("--out <file>", "write the strips as PNG, a lane for each track")
    .option("--cloud-mask <file>", "GeoTIFF whose set pixels hide the ground (clouds)")
    .option("--asset <key>", "which asset of a STAC item")
    .option("--bands <r,g,b>", "bands to show as red, green and blue, or one, counted from 1", bandList)
    .option("--epsg <code>", "CRS of the image (or of the control points), where the file does not say", wholeNumber)
    .option("--gcps <file>", "CSV or JSON of ground control points: col, row, lon, lat (or x, y, epsg)")
    .option("--half-width <metres>", "what is read on each side of a track", positiveNumber, 7)
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
Only what lies along the tracks is read; the last lines say how much of the file that was.

Examples:
  yardcheck inspect yard.tif
  yardcheck inspect yard.tif --tracks tracks.geojson --out strips.png
  yardcheck inspect https://example.org/scene.json --tracks tracks.geojson --json`,
    )
    .action((image: string, options: InspectOptions) => inspect(image, options));
}

async function inspect(location: string, options: InspectOptions): Promise<void> {
  if (options.out !== undefined && options.tracks === undefined)
    throw new YardcheckError("usage", "--out draws the strips of tracks: give --tracks too");
  const step = stepLine();
  const seen = await interruptible(async (signal) => {
    try {
      return await look(location, options, signal, step.show);
    } finally {
      step.clear();
    }
  });
  process.stdout.write(options.json ? `${JSON.stringify(asJson(seen), null, 2)}\n` : asText(seen, options.out));
}

/** What was found, without pixels. */
interface Seen {
  readonly item: ItemScene | null;
  readonly location: string;
  readonly crs: OpenScene["crs"];
  readonly working: OpenScene["working"];
  readonly grid: OpenScene["grid"];
  readonly footprint: OpenScene["footprint"];
  readonly overviews: readonly string[];
  readonly placement: string | null;
  readonly strips: readonly { readonly name: string; readonly lengthMetres: number; readonly usableFraction: number }[];
  readonly read: ReadCost;
}

async function look(
  location: string,
  options: InspectOptions,
  signal: AbortSignal,
  show: (step: string) => void,
): Promise<Seen> {
  const { openScene } = await import("../../../adapters/cog/open-scene.ts");
  const { readTracks, tracksOn } = await import("../../../adapters/cog/track-lines.ts");
  const given = options.tracks === undefined ? null : await readTracks(options.tracks);
  show(`opening ${location}`);
  const item = await itemAt(location, options.asset, signal);
  const placed = options.gcps === undefined ? null : await placedBy(options.gcps, options.epsg);
  const { bands } = options;
  const epsg = placed ? undefined : (options.epsg ?? undefined);
  const scene = await openScene(item?.location ?? location, {
    bands,
    epsg,
    placement: placed?.placement,
    signal,
  });
  let mask: OpenScene | null = null;
  try {
    const hidden = options.cloudMask === undefined ? (item?.cloudMask ?? null) : null;
    const maskAt = options.cloudMask ?? hidden?.location;
    if (given && maskAt !== undefined) mask = await openScene(maskAt, { signal });
    const lanes: { name: string; strip: Strip }[] = [];
    if (given) {
      const lines = tracksOn(scene, given);
      const { strips } = await scene.readStrips(lines, {
        spacingMetres: 0.25,
        halfWidthMetres: options.halfWidth,
        scene: (item?.id ?? "inspected") as SceneId,
        ...(mask ? { cloudMask: { image: mask, hiddenWhereSet: hidden?.hiddenWhereSet ?? true } } : {}),
        onProgress: (done, total) => show(`reading the tracks: ${Math.round((100 * done) / total)} %`),
        signal,
      });
      strips.forEach((strip, i) => {
        lanes.push({ name: lines[i]?.name ?? strip.track, strip });
      });
    }
    const cost = scene.read;
    if (options.out !== undefined) {
      show(`drawing ${options.out}`);
      const { stripsPicture } = await import("../../../adapters/render/strips-picture.ts");
      await save(options.out, await stripsPicture(lanes));
    }
    return {
      item,
      location: scene.location,
      crs: scene.crs,
      working: scene.working,
      grid: scene.grid,
      footprint: scene.footprint,
      overviews: scene.image.levels.slice(1).map(({ layout }) => `${layout.width} x ${layout.height}`),
      placement: placed?.text ?? null,
      strips: lanes.map(({ name, strip }) => ({
        name,
        lengthMetres: strip.lengthMetres,
        usableFraction: strip.usable.reduce((sum, u) => sum + u, 0) / Math.max(1, strip.usable.length),
      })),
      read: cost,
    };
  } finally {
    await mask?.close();
    await scene.close();
  }
}

async function itemAt(location: string, asset: string | undefined, signal: AbortSignal): Promise<ItemScene | null> {
  if (!/\.(geo)?json($|[?#])/i.test(location)) return null;
  const { readStacItem } = await import("../../../adapters/stac/item-file.ts");
  return await readStacItem(location, fetch, asset, signal);
}

async function placedBy(path: string, epsg: number | undefined) {
  const { placeByControlPoints, placementAsText } = await import("../../../adapters/cog/control-points.ts");
  const placement = await placeByControlPoints(path, { epsg });
  return { placement, text: placementAsText(placement) };
}

async function save(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : cause;
    if (code === "ENOSPC") throw new YardcheckError("disk-full", `no room to write ${path}`, { cause });
    throw new YardcheckError("usage", `${path} cannot be written (${code})`, { cause });
  }
}

function asJson({ item, crs, working, placement, ...rest }: Seen) {
  return {
    ...rest,
    crs: { epsg: crs.epsg, name: crs.name },
    working: { epsg: working.epsg, name: working.name },
    ...(placement === null ? {} : { placement }),
    ...(item ? { item: item.id, conditions: item.conditions, licence: item.licence } : {}),
  };
}

function asText(seen: Seen, out: string | undefined): string {
  const { grid, crs, working, footprint, overviews, strips, read, item } = seen;
  const unit = crs.metresPerUnit === null ? "degrees" : crs.metresPerUnit === 1 ? "m" : `${crs.metresPerUnit} m`;
  const lines = [
    seen.location,
    `  image      ${grid.width} x ${grid.height} px, ${grid.bands} x ${grid.sampleType}, a pixel is ${grid.pixelSizeMetres.toFixed(3)} m on the ground`,
    `  overviews  ${overviews.join(", ") || "none"}`,
    `  CRS        EPSG:${crs.epsg} ${crs.name} (${unit})`,
    ...(working.epsg === crs.epsg ? [] : [`  measured   in EPSG:${working.epsg} ${working.name}`]),
    `  corners    ${footprint.map(({ lon, lat }) => `${lat.toFixed(5)} ${lon.toFixed(5)}`).join(", ")} (lat lon)`,
  ];
  if (item) {
    const { conditions: c, licence } = item;
    const known = (value: number | null, digits: number, word: string) =>
      value === null ? `${word} not stated` : `${word} ${value.toFixed(digits)}`;
    lines.push(
      `  item       ${item.id}${item.synthetic ? ", SYNTHETIC" : ""}, taken ${c.acquiredAt}, licence ${licence ?? "not stated"}`,
      `  conditions ${known(c.gsdMetres, 2, "GSD")}, ${known(c.offNadirDegrees, 1, "off-nadir")}, ${known(c.sunElevationDegrees, 1, "sun elevation")}, ${known(c.sceneCloudFraction, 2, "cloud")}`,
    );
  }
  if (seen.placement) lines.push("", seen.placement.trimEnd());
  if (strips.length > 0) {
    const wide = Math.max(5, ...strips.map(({ name }) => name.length));
    lines.push("", `  ${"track".padEnd(wide)}  ${"metres".padStart(8)}  usable`);
    for (const { name, lengthMetres, usableFraction } of strips)
      lines.push(
        `  ${name.padEnd(wide)}  ${lengthMetres.toFixed(1).padStart(8)}  ${(100 * usableFraction).toFixed(0).padStart(4)} %`,
      );
  }
  const share = (100 * read.bytes) / Math.max(1, read.fileBytes);
  lines.push(
    "",
    `  read       ${read.bytes} bytes in ${read.requests} request${read.requests === 1 ? "" : "s"}, ${share.toFixed(share < 1 ? 2 : 1)} % of the file's ${read.fileBytes}`,
  );
  if (out !== undefined) lines.push(`  strips     ${out}`);
  return `${lines.join("\n")}\n`;
}

function bandList(text: string): number[] {
  const bands = text.split(",").map(Number);
  if (!bands.every((band) => Number.isInteger(band) && band >= 1) || ![1, 3].includes(bands.length))
    throw new InvalidArgumentError("expected one or three bands, such as 4,3,2");
  return bands;
}

function wholeNumber(text: string): number {
  const value = Number(text.replace(/^EPSG:/i, ""));
  if (!(Number.isInteger(value) && value > 0)) throw new InvalidArgumentError("expected an EPSG code, such as 2056");
  return value;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 50)) throw new InvalidArgumentError("expected metres, more than 0 and at most 50");
  return value;
}
