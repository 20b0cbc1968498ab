import { Command, InvalidArgumentError } from "commander";
import type { CountImageOptions } from "../count-image.ts";

/** `yardcheck count IMAGE --tracks FILE`: needs no workspace. */
export function countCommand(): Command {
  return withCountOptions(new Command("count").description("count the cars on the tracks of an image"))
    .option("--json", "print everything as JSON")
    .addHelpText(
      "after",
      `
Examples:
  yardcheck count yard.tif --tracks tracks.geojson --gsd 0.5
  yardcheck count https://example.org/yard.tif --tracks tracks.geojson --sun-azimuth 152 --sun-elevation 41 --json`,
    )
    .action(async (image: string, options: CountImageOptions) => {
      const { countImage } = await import("../count-image.ts");
      await countImage(image, options);
    });
}

/** What every verb that counts an image takes. */
export function withCountOptions(command: Command): Command {
  return command
    .argument("<image>", "GeoTIFF or COG: a path, or an http(s) address")
    .requiredOption("--tracks <file>", "GeoJSON with the tracks as lines; in degrees unless its `crs` says otherwise")
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
