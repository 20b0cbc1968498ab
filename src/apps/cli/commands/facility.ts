import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { inEnglish } from "../../../core/facility/drawing-fault.ts";
import type { Facility, Names } from "../../../core/facility/facility.ts";
import { nameFault } from "../../../core/facility/problems.ts";
import { YardcheckError } from "../../../errors.ts";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";
import { some } from "../some.ts";

export function facilityCommand(): Command {
  const facility = new Command("facility").description("the yards that are watched, with their tracks and zones");
  withWorkspaceOption(facility.command("add"))
    .description("add a facility, or a new version of its drawing, from GeoJSON or an OpenStreetMap extract")
    .argument("[file]", "GeoJSON, Overpass JSON or OSM XML; left out: known from published counts only, nothing drawn")
    .requiredOption("--id <id>", "short name: lower-case letters, digits, hyphens")
    .option(
      "--name <lang=name>",
      "name in a language, may be repeated: --name en=Tumangang --name ar=تومانغانغ",
      addName,
      {},
    )
    .option("--area <file>", "GeoJSON polygon to cut the tracks of an OpenStreetMap extract to")
    .addHelpText("after", ADD_HELP)
    .action(addFacility);
  withWorkspaceOption(facility.command("list"))
    .description("list the facilities of the workspace")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  yardcheck facility list")
    .action(listThem);
  withWorkspaceOption(facility.command("show"))
    .description("show a facility: names, tracks with their lengths, zones")
    .argument("<id>", "id of the facility")
    .option("--geometry <n>", "an older version of its drawing", versionNumber)
    .option("--json", "as JSON")
    .option("--geojson", "its drawing as GeoJSON, in the form that `facility add` reads")
    .addHelpText("after", "\nExample:\n  yardcheck facility show north-yard --geojson > north-yard.geojson")
    .action(showFacility);
  return facility.addHelpText("after", HELP);
}

const HELP = `
Examples:
  yardcheck facility add --id tumangang --name en=Tumangang
  yardcheck facility show tumangang`;

const ADD_HELP = `
GeoJSON: a Polygon is the area, LineStrings are tracks (name, zone, service, usage, gauge, canopies), further Polygons
are zones. Longitude and latitude, unless the file's \`crs\` member names an EPSG code.

Examples:
  yardcheck facility add north-yard.geojson --id north-yard --name en="North yard" --name ar="الساحة الشمالية"
  yardcheck facility add extract.osm --id khasan --area khasan-area.geojson
  yardcheck facility add --id tumangang --name en=Tumangang --name ar=تومانغانغ`;

function versionNumber(text: string): number {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0)) throw new InvalidArgumentError("expected a number such as 1");
  return value;
}

function addName(text: string, names: Names): Names {
  const [, language, name] = /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)=(.+)$/s.exec(text) ?? [];
  if (language === undefined || name === undefined)
    throw new YardcheckError("usage", `--name ${text}: expected is a language and a name, such as en="North yard"`);
  const given = name.trim().normalize("NFC");
  const fault = nameFault(given);
  if (fault) throw new YardcheckError("usage", `--name ${language}: it ${inEnglish(fault)}`);
  return { ...names, [language]: given };
}

interface AddOptions extends WorkspaceOptions {
  readonly id: string;
  readonly name: Names;
  readonly area?: string;
}

async function addFacility(file: string | undefined, options: AddOptions): Promise<void> {
  const { facilityId, putFacility } = await import("../../../adapters/store/facilities.ts");
  const id = facilityId(options.id);
  const drawn = file === undefined ? null : await drawnIn(file, options.area);
  const facility = {
    id,
    names: { ...drawn?.names, ...options.name },
    drawing: drawn?.drawing ?? null,
    origin: file === undefined ? "" : basename(file),
  };
  if (Object.keys(facility.names).length === 0 && drawn) Object.assign(facility.names, { en: id });
  const put = await inWorkspace(options, "facility add", ({ db }) =>
    putFacility(db, facility, new Date().toISOString()),
  );
  for (const note of drawn?.notes ?? []) process.stderr.write(`${note}\n`);
  const verb = put.added ? "added" : put.newVersion ? "has a new drawing" : "is as it was";
  process.stdout.write(`Facility ${id} ${verb}: ${summaryOf(put.facility)}\n`);
}

async function drawnIn(file: string, areaFile: string | undefined) {
  const { readFacilityFile } = await import("../../../adapters/geojson/facility-file.ts");
  return await readFacilityFile(
    { name: basename(file), text: textOf(file) },
    areaFile === undefined ? null : { name: basename(areaFile), text: textOf(areaFile) },
  );
}

function summaryOf({ names, geometry }: Facility): string {
  const named = Object.entries(names)
    .map(([language, name]) => `${name} (${language})`)
    .join(", ");
  if (!geometry) return `${named}; nothing drawn`;
  return `${named}; ${geometry.version}, ${some(geometry.tracks.length, "track")}, ${some(geometry.zones.length, "zone")}`;
}

async function listThem(options: WorkspaceOptions & { json?: boolean }): Promise<void> {
  const { listFacilities } = await import("../../../adapters/store/facilities.ts");
  const all = await inWorkspace(options, "facility list", async ({ db }) => {
    const pages: Awaited<ReturnType<typeof listFacilities>>[number][] = [];
    for (;;) {
      const page = await listFacilities(db, { after: pages.at(-1)?.id, limit: 1000 });
      if (page.length === 0) return pages;
      pages.push(...page);
    }
  });
  if (options.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  else if (all.length === 0) process.stdout.write("No facility yet: add one with `yardcheck facility add`.\n");
  else
    for (const { id, names, geometryVersion, tracks } of all) {
      const drawn = geometryVersion === 0 ? "nothing drawn" : `${some(tracks, "track")}, drawing ${geometryVersion}`;
      process.stdout.write(
        `${id.padEnd(24)}  ${(names["en"] ?? Object.values(names)[0] ?? "").padEnd(32)}  ${drawn}\n`,
      );
    }
}

interface ShowOptions extends WorkspaceOptions {
  readonly geometry?: number;
  readonly json?: boolean;
  readonly geojson?: boolean;
}

async function showFacility(text: string, options: ShowOptions): Promise<void> {
  const { facilityById, facilityId, geometryAt } = await import("../../../adapters/store/facilities.ts");
  const { lengthMetres } = await import("../../../core/facility/local-plane.ts");
  const id = facilityId(text);
  const facility = await inWorkspace(options, "facility show", async ({ db }) => {
    const newest = await facilityById(db, id);
    return options.geometry === undefined
      ? newest
      : { ...newest, geometry: await geometryAt(db, id, options.geometry) };
  });
  const { geometry } = facility;
  if (options.geojson) {
    if (!geometry) throw new YardcheckError("not-found", `facility "${id}" has no drawing`);
    const { geojsonOf } = await import("../../../adapters/geojson/write.ts");
    process.stdout.write(`${JSON.stringify(geojsonOf(facility.names, geometry), null, 2)}\n`);
  } else if (options.json) process.stdout.write(`${JSON.stringify(facility, null, 2)}\n`);
  else {
    process.stdout.write(`${id}: ${summaryOf(facility)}\n`);
    for (const track of geometry?.tracks ?? []) {
      const facts = [
        track.zone && `zone ${track.zone}`,
        track.service,
        track.usage,
        track.gaugeMillimetres && `${track.gaugeMillimetres} mm`,
      ];
      process.stdout.write(
        `  ${track.name.padEnd(24)}  ${lengthMetres(track.line).toFixed(1).padStart(8)} m  ${facts.filter(Boolean).join(", ")}\n`,
      );
    }
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new YardcheckError("usage", `${file} cannot be read: ${cause instanceof Error ? cause.message : ""}`, {
      cause,
    });
  }
}
