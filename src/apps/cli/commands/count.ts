import { Command, InvalidArgumentError } from "commander";
import { YardcheckError } from "../../../errors.ts";
import type { CountImageOptions } from "../count-image.ts";
import { type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";

/**
 * `yardcheck count IMAGE --tracks FILE` needs no workspace and stores nothing; `yardcheck count FACILITY [SCENE]` counts
 * registered scenes and stores the observations.
 */
export function countCommand(): Command {
  const command = new Command("count")
    .description("count the cars on the tracks of an image, or of a facility's registered scenes")
    .argument("<image-or-facility>", "with --tracks an image: path or http(s) address; else the id of a facility")
    .argument("[scene]", "id of a registered scene; all scenes of the facility where left out");
  return withWorkspaceOption(withCountFlags(command.option("--tracks <file>", TRACKS)))
    .option("--json", "print everything as JSON")
    .addHelpText(
      "after",
      `
Examples:
  yardcheck count yard.tif --tracks tracks.geojson --gsd 0.5
  yardcheck count https://example.org/yard.tif --tracks tracks.geojson --sun-azimuth 152 --sun-elevation 41 --json
  yardcheck count north-yard`,
    )
    .action(async (what: string, scene: string | undefined, options: CountFlags) => {
      if (options.tracks === undefined) {
        if (/\.(tiff?|json|geojson)$/i.test(what))
          throw new YardcheckError("usage", `${what} looks like an image: name its tracks with --tracks FILE`);
        const { countFacility } = await import("../count-facility.ts");
        return await countFacility(what, scene, options);
      }
      if (scene !== undefined)
        throw new YardcheckError("usage", `--tracks goes with an image; "${scene}" is one too many`);
      const { countImage } = await import("../count-image.ts");
      return await countImage(what, { ...options, tracks: options.tracks });
    });
}

type CountFlags = Omit<CountImageOptions, "tracks"> & WorkspaceOptions & { readonly tracks?: string };

const TRACKS = "GeoJSON with the tracks as lines; in degrees unless its `crs` says otherwise";

/** What every verb that counts an image takes. */
export function withCountOptions(command: Command): Command {
  return withCountFlags(
    command
      .argument("<image>", "GeoTIFF or COG: a path, or an http(s) address")
      .requiredOption("--tracks <file>", TRACKS),
  );
}

function withCountFlags(command: Command): Command {
  return command
    .option("--acquired-at <iso>", "when the image was taken; printed, not needed for the count")
    .option(
      "--gsd <metres>",
      "ground sample distance as sensed (default: the file's pixel size, with a warning)",
      metres,
    )
    .option("--off-nadir <degrees>", "viewing angle at the sensor", degrees)
    .option("--sun-azimuth <degrees>", "towards the sun, clockwise from north", degrees)
    .option("--sun-elevation <degrees>", "sun above the horizon", degrees)
    .option("--cloud-mask <file>", "GeoTIFF that is not 0 where clouds hide the ground")
    .option("--shift <x,y>", "how far the tracks as seen lie east and north of those given, metres", shift)
    .option("--detector <file>", "count with this ONNX model of boxes (a YOLO export) instead")
    .option("--detector-boxes <kind>", "what its boxes are, where the file does not say: upright or turned", boxKind)
    .option("--detector-threshold <score>", "smallest score of a box that is a car", share)
    .option("--calibration <file>", "a calibration made by `yardcheck recalibrate`")
    .option("--threads <number>", "threads of the networks", whole, 1);
}

function number(text: string, low: number, high: number, what: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!(value >= low && value <= high)) throw new InvalidArgumentError(`expected ${what}, got "${text}"`);
  return value;
}

const metres = (text: string) => number(text, 0.01, 100, "metres between 0.01 and 100");
const degrees = (text: string) => number(text, -360, 360, "degrees");
const share = (text: string) => number(text, 0, 1, "a score between 0 and 1");
const whole = (text: string) => Math.round(number(text, 1, 64, "a number of threads from 1 to 64"));

function shift(text: string): { x: number; y: number } {
  const [x = "", y = "", ...rest] = text.split(",");
  if (rest.length > 0) throw new InvalidArgumentError(`expected two numbers of metres, "x,y", got "${text}"`);
  return { x: number(x, -500, 500, "metres"), y: number(y, -500, 500, "metres") };
}

function boxKind(text: string): "upright" | "turned" {
  if (text !== "upright" && text !== "turned")
    throw new InvalidArgumentError(`expected upright or turned, got "${text}"`);
  return text;
}
