import { resolve } from "node:path";
import type { CloudMask } from "../../adapters/cog/cloud-mask.ts";
import type { OpenScene } from "../../adapters/cog/open-scene.ts";
import type { SceneId } from "../../core/ids.ts";
import type { ViewConditions } from "../../core/imagery/scene.ts";
import type { ReadCost, Strip } from "../../core/imagery/strip.ts";
import { shareOfFile } from "./share-of-file.ts";
import { some } from "./some.ts";

/** The tracks of an image, to be straightened. */
export interface LanesToRead {
  readonly lines: Parameters<OpenScene["readStrips"]>[0];
  readonly scene: SceneId;
  /** What is read on each side of a track, metres. */
  readonly halfWidthMetres: number;
  readonly cloudMask: CloudMask | undefined;
}

interface Lane {
  readonly name: string;
  readonly strip: Strip;
}

/** What is said of an image beside its file. */
interface About {
  readonly id: string;
  readonly synthetic: boolean;
  /** GSD null: not stated. */
  readonly conditions: Omit<ViewConditions, "gsdMetres"> & { readonly gsdMetres: number | null };
  readonly licence: string | null;
}

/** What was found, without pixels. */
export interface Seen {
  readonly about: About | null;
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

/** Reads the strips of the tracks, with progress. */
export async function lanesOf(
  open: OpenScene,
  { lines, scene, halfWidthMetres, cloudMask }: LanesToRead,
  signal: AbortSignal,
  show: (step: string) => void,
): Promise<readonly Lane[]> {
  const { strips } = await open.readStrips(lines, {
    spacingMetres: 0.25,
    halfWidthMetres,
    scene,
    cloudMask,
    onProgress: (done, total) => show(`reading the tracks: ${Math.round((100 * done) / total)} %`),
    signal,
  });
  return strips.map((strip, i) => ({ name: lines[i]?.name ?? strip.track, strip }));
}

/**
 * What is to be said of an open image, after its strips were drawn where a file for them is named.
 *
 * @throws YardcheckError "disk-full", and others where the picture cannot be written; then there is none
 */
export async function seenOf(
  open: OpenScene,
  lanes: readonly Lane[],
  rest: { readonly about: About | null; readonly placement: string | null; readonly out: string | undefined },
  show: (step: string) => void,
): Promise<Seen> {
  const { read } = open;
  if (rest.out !== undefined) {
    show(`drawing ${rest.out}`);
    const { stripsPicture } = await import("../../adapters/render/strips-picture.ts");
    const { writeFileAtomically } = await import("../../adapters/workspace/files.ts");
    writeFileAtomically(resolve(rest.out), await stripsPicture(lanes));
  }
  return {
    about: rest.about,
    location: open.location,
    crs: open.crs,
    working: open.working,
    grid: open.grid,
    footprint: open.footprint,
    overviews: open.image.levels.slice(1).map(({ layout }) => `${layout.width} x ${layout.height}`),
    placement: rest.placement,
    strips: lanes.map(({ name, strip }) => ({
      name,
      lengthMetres: strip.lengthMetres,
      usableFraction: strip.usable.reduce((sum, u) => sum + u, 0) / Math.max(1, strip.usable.length),
    })),
    read,
  };
}

/** Prints what was found, as text or as JSON. */
export function printSeen(seen: Seen, { json, out }: { readonly json?: boolean; readonly out?: string }): void {
  process.stdout.write(json ? `${JSON.stringify(asJson(seen), null, 2)}\n` : asText(seen, out));
}

function asJson({ about, crs, working, placement, ...rest }: Seen) {
  return {
    ...rest,
    crs: { epsg: crs.epsg, name: crs.name },
    working: { epsg: working.epsg, name: working.name },
    ...(placement === null ? {} : { placement }),
    ...(about ? { item: about.id, conditions: about.conditions, licence: about.licence } : {}),
  };
}

function asText(seen: Seen, out: string | undefined): string {
  const { grid, crs, working, footprint, overviews, strips, read, about } = seen;
  const unit = crs.metresPerUnit === null ? "degrees" : crs.metresPerUnit === 1 ? "m" : `${crs.metresPerUnit} m`;
  const lines = [
    seen.location,
    `  image      ${grid.width} x ${grid.height} px, ${grid.bands} x ${grid.sampleType}, a pixel is ${grid.pixelSizeMetres.toFixed(3)} m on the ground`,
    `  overviews  ${overviews.join(", ") || "none"}`,
    `  CRS        EPSG:${crs.epsg} ${crs.name} (${unit})`,
    ...(working.epsg === crs.epsg ? [] : [`  measured   in EPSG:${working.epsg} ${working.name}`]),
    `  corners    ${footprint.map(({ lon, lat }) => `${lat.toFixed(5)} ${lon.toFixed(5)}`).join(", ")} (lat lon)`,
  ];
  if (about) {
    const { conditions: c, licence } = about;
    const known = (value: number | null, digits: number, word: string) =>
      value === null ? `${word} not stated` : `${word} ${value.toFixed(digits)}`;
    lines.push(
      `  scene      ${about.id}${about.synthetic ? ", SYNTHETIC" : ""}, taken ${c.acquiredAt}, licence ${licence ?? "not stated"}`,
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
  lines.push("", `  read       ${read.bytes} bytes in ${some(read.requests, "request")}, ${shareOfFile(read)}`);
  if (out !== undefined) lines.push(`  strips     ${out}`);
  return `${lines.join("\n")}\n`;
}
