import { Command, InvalidArgumentError } from "commander";
import type { AddSceneOptions } from "../add-scene.ts";
import { inWorkspace, type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";

export function sceneCommand(): Command {
  const scene = new Command("scene").description("the images of the facilities, as registered");
  withWorkspaceOption(scene.command("add"))
    .description("register an image of a facility: a GeoTIFF or COG (path or address), or a STAC item")
    .argument("<image>", "GeoTIFF, COG or STAC item: a path, or an http(s) address")
    .requiredOption("--facility <id>", "facility that it shows")
    .option("--acquired-at <iso>", "when the sensor saw the yard, with the zone; never the time of import")
    .option("--gsd <metres>", "ground sample distance as sensed (default: the pixel size)", number("metres", 0.01, 100))
    .option("--off-nadir <degrees>", "viewing angle at the sensor", number("degrees", 0, 90))
    .option("--sun-azimuth <degrees>", "towards the sun, clockwise from north", number("degrees", 0, 360))
    .option("--sun-elevation <degrees>", "of the sun above the horizon", number("degrees", -90, 90))
    .option("--cloud <fraction>", "supplier's share of clouds in the whole scene, 0 to 1", number("a share", 0, 1))
    .option("--cloud-mask <file>", "GeoTIFF of one band, 1 or more where clouds hide the ground")
    .option("--licence <text>", "licence of the image; required unless the STAC item names it")
    .option("--may-be-republished", "the licence lets reports show its pixels")
    .option("--synthetic", "the image was rendered, not taken")
    .option("--gcps <file>", "ground control points (CSV or JSON) that place an image without georeference")
    .option("--epsg <code>", "CRS of the image, overruling what the file says", number("an EPSG code", 1024, 999_999))
    .option("--asset <key>", "which asset of the STAC item is the image")
    .addHelpText("after", ADD_HELP)
    .action(async (image: string, options: AddSceneOptions) => {
      const { addSceneTo } = await import("../add-scene.ts");
      await addSceneTo(image, options);
    });
  withWorkspaceOption(scene.command("list"))
    .description("list the registered images, oldest first")
    .option("--facility <id>", "only those of one facility")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  yardcheck scene list --facility north-yard")
    .action(listThem);
  return scene.addHelpText("after", HELP);
}

const HELP = `
Examples:
  yardcheck scene add item.json --facility north-yard
  yardcheck scene list`;

const ADD_HELP = `
Examples:
  yardcheck scene add item.json --facility north-yard
  yardcheck scene add yard.tif --facility north-yard --acquired-at 2018-07-01T09:30:00Z --gsd 0.25 --licence CC-BY-4.0`;

function number(what: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!(value >= low && value <= high))
      throw new InvalidArgumentError(`expected ${what} between ${low} and ${high}, got "${text}"`);
    return value;
  };
}

async function listThem(options: WorkspaceOptions & { facility?: string; json?: boolean }): Promise<void> {
  const { listScenes } = await import("../../../adapters/store/scenes.ts");
  const { facilityById, facilityId } = await import("../../../adapters/store/facilities.ts");
  const facility = options.facility === undefined ? undefined : facilityId(options.facility);
  const all = await inWorkspace(options, "scene list", async ({ db }) => {
    if (facility !== undefined) await facilityById(db, facility);
    return await listScenes(db, { facility, limit: 1_000_000 });
  });
  if (options.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  else if (all.length === 0) process.stdout.write("No scene yet: register one with `yardcheck scene add`.\n");
  else
    for (const { id, conditions, licence, synthetic, location } of all) {
      const gsd = `${conditions.gsdMetres.toFixed(2)} m`;
      process.stdout.write(
        `${id}  ${conditions.acquiredAt}  ${gsd}  ${licence}${synthetic ? ", synthetic" : ""}  ${location}\n`,
      );
    }
}
