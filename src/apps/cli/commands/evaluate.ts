import { Command } from "commander";
import type { EvaluateOptions } from "../evaluate-image.ts";
import { withCountOptions } from "./count.ts";

/** `yardcheck evaluate IMAGE --tracks FILE --labels FILE`: the same options as `count`, and labels. */
export function evaluateCommand(): Command {
  return withCountOptions(new Command("evaluate").description("count an image and compare with labelled cars"))
    .requiredOption("--labels <file>", "GeoJSON with the outlines of all cars, as polygons")
    .option("--json", "print everything as JSON, for `yardcheck recalibrate` too")
    .option("--export <file>", "write the labels as training data: .geojson, .json (COCO) or .txt (YOLO, rotated)")
    .addHelpText(
      "after",
      `
A car is found where extents along the track overlap by half (intersection over union), or where centres lie within
4 m; one to one on each track. With --json, and without --calibration, the answer can be given to
\`yardcheck recalibrate\`.

Training data names the types of cars: tank, covered, open, flat, locomotive, unknown (a label without \`type\`). In a .txt
they are 0 to 5 in this order, as the classes.txt says that is written beside it where there is none; in COCO 1 to 6, as its
categories say.

Examples:
  yardcheck evaluate yard.tif --tracks tracks.geojson --labels labels.geojson --gsd 0.25
  yardcheck evaluate yard.tif --tracks tracks.geojson --labels labels.geojson --gsd 0.25 --export yard.txt`,
    )
    .action(async (image: string, options: EvaluateOptions) => {
      const { evaluateImage } = await import("../evaluate-image.ts");
      await evaluateImage(image, options);
    });
}
