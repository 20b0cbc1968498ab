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
    .option("--json", "print everything as JSON; of all scenes of a facility a line each")
    .addHelpText(
      "after",
      `
Examples:
  yardcheck count yard.tif --tracks tracks.geojson --gsd 0.5
  yardcheck count https://example.org/yard.tif --tracks tracks.geojson --sun-azimuth 152 --sun-elevation 41 --json
  yardcheck count north-yard
  yardcheck count north-yard --detector cars.onnx --detector-classes wagon,tank
  yardcheck count north-yard --calibration calibration.json

Zones are counted by themselves: a track lies in the one that its property \`zone\` names, else in the polygon of the file in which
most of it lies. A polygon is a zone where its \`role\` says so, or where it is not the largest, which is the area; as in
\`yardcheck facility add\`.

What another detector or calibration counts of a facility is stored beside what was counted before, as a series of its own;
series and reports are of the method by which the newest image was counted last. A server counts new scenes with the
project's own networks: count them with the detector once they are there.`,
    )
    .action(async (what: string, scene: string | undefined, options: CountFlags) => {
      if (options.tracks === undefined) {
        if (/\.(tiff?|json|geojson)$/i.test(what))
          throw new YardcheckError("usage", `${what} looks like an image: name its tracks with --tracks FILE`);
        const odd = OF_AN_IMAGE.find((name) => options[name] !== undefined);
        if (odd !== undefined)
          throw new YardcheckError(
            "usage",
            `--${odd.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} goes with an image and --tracks; of a facility's scenes it is known from \`yardcheck scene add\``,
          );
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

/** What a registered scene has already, and what only one image is counted with. */
const OF_AN_IMAGE = [
  "acquiredAt",
  "gsd",
  "offNadir",
  "sunAzimuth",
  "sunElevation",
  "cloudMask",
  "epsg",
  "gcps",
] as const satisfies readonly (keyof CountFlags)[];

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
    .option("--off-nadir <degrees>", "viewing angle at the sensor", degrees(0, 90))
    .option("--sun-azimuth <degrees>", "towards the sun, clockwise from north", degrees(0, 360))
    .option("--sun-elevation <degrees>", "sun above the horizon", degrees(-90, 90))
    .option("--cloud-mask <file>", "GeoTIFF of one band, 1 or more where clouds hide the ground")
    .option("--epsg <code>", "CRS of the image (or of the control points), where the file does not say", epsgCode)
    .option("--gcps <file>", "CSV or JSON of ground control points: col, row, lon, lat (or x, y, epsg)")
    .option("--shift <x,y>", "how far the tracks as seen lie east and north of those given, metres", shift)
    .option("--detector <file>", "count with this ONNX model of boxes (a YOLO export) instead")
    .option("--detector-boxes <kind>", "what its boxes are, where the file does not say: upright or turned", boxKind)
    .option("--detector-threshold <score>", "smallest score of a box that is a car", share)
    .option(
      "--detector-classes <names>",
      "which of its classes are cars: names or numbers, with commas between",
      classList,
    )
    .option("--calibration <file>", "a calibration made by `yardcheck recalibrate`")
    .option("--threads <number>", "threads of the networks", whole, 1);
}

function number(text: string, low: number, high: number, what: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!(value >= low && value <= high)) throw new InvalidArgumentError(`expected ${what}, got "${text}"`);
  return value;
}

const metres = (text: string) => number(text, 0.01, 100, "metres between 0.01 and 100");
const degrees = (low: number, high: number) => (text: string) =>
  number(text, low, high, `degrees between ${low} and ${high}`);
const epsgCode = (text: string) => number(text.replace(/^EPSG:/i, ""), 1024, 999_999, "an EPSG code, such as 2056");
const share = (text: string) => number(text, 0, 1, "a score between 0 and 1");

function whole(text: string): number {
  const what = "a whole number of threads from 1 to 64";
  const value = number(text, 1, 64, what);
  if (!Number.isInteger(value)) throw new InvalidArgumentError(`expected ${what}, got "${text}"`);
  return value;
}

const SHIFT = "metres between -500 and 500";

function shift(text: string): { x: number; y: number } {
  const [x = "", y = "", ...rest] = text.split(",");
  if (x.trim() === "" || y.trim() === "" || rest.length > 0)
    throw new InvalidArgumentError(`expected two numbers of metres, "x,y", such as 1.5,-2, got "${text}"`);
  return { x: number(x, -500, 500, SHIFT), y: number(y, -500, 500, SHIFT) };
}

function classList(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes(""))
    throw new InvalidArgumentError(`expected names of classes with commas between, got "${text}"`);
  return names;
}

function boxKind(text: string): "upright" | "turned" {
  if (text !== "upright" && text !== "turned")
    throw new InvalidArgumentError(`expected upright or turned, got "${text}"`);
  return text;
}
