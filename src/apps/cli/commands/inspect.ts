import { existsSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { YardcheckError } from "../../../errors.ts";
import { type WorkspaceOptions, withWorkspaceOption } from "../in-workspace.ts";
import type { InspectImageOptions } from "../inspect-image.ts";

/**
 * `yardcheck inspect IMAGE [--tracks FILE]` needs no workspace; `yardcheck inspect FACILITY [SCENE]` looks at a
 * registered scene with the facility's own tracks. Neither stores anything.
 */
export function inspectCommand(): Command {
  return withWorkspaceOption(
    new Command("inspect")
      .description("show what an image is, and its tracks straightened into one picture; stores nothing")
      .argument("<image-or-facility>", "GeoTIFF, COG or STAC item: path or http(s) address; or the id of a facility")
      .argument("[scene]", "id of a registered scene of the facility; its newest where left out")
      .option("--tracks <file>", "GeoJSON lines, in degrees or in the CRS that its `crs` member names")
      .option("--out <file>", "write the strips as PNG, a lane for each track")
      .option("--cloud-mask <file>", "GeoTIFF of one band, 1 or more where clouds hide the ground")
      .option("--asset <key>", "which asset of a STAC item")
      .option("--bands <r,g,b>", "bands to show as red, green and blue, or one, counted from 1", bandList)
      .option("--epsg <code>", "CRS of the image (or of the control points), where the file does not say", wholeNumber)
      .option("--gcps <file>", "CSV or JSON of ground control points: col, row, lon, lat (or x, y, epsg)")
      .option("--half-width <metres>", "what is read on each side of a track", positiveNumber, 7),
  )
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
Only what lies along the tracks is read; the last lines say how much of the file that was. What describes an image
(--tracks, --cloud-mask, --asset, --bands, --epsg, --gcps) is known already of a facility's registered scene.

Examples:
  yardcheck inspect yard.tif
  yardcheck inspect yard.tif --tracks tracks.geojson --out strips.png
  yardcheck inspect https://example.org/scene.json --tracks tracks.geojson --json
  yardcheck inspect north-yard --out strips.png`,
    )
    .action(async (what: string, scene: string | undefined, options: InspectImageOptions & WorkspaceOptions) => {
      if (scene === undefined && isImage(what)) {
        if (options.out !== undefined && options.tracks === undefined)
          throw new YardcheckError("usage", "--out draws the strips of tracks: give --tracks too");
        const { inspectImage } = await import("../inspect-image.ts");
        return await inspectImage(what, options);
      }
      const known = ["tracks", "cloudMask", "asset", "bands", "epsg", "gcps"] as const;
      const odd = known.find((name) => options[name] !== undefined);
      if (odd !== undefined)
        throw new YardcheckError(
          "usage",
          `--${odd.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)} goes with an image; "${what}" is taken for a facility, because there is no such file`,
        );
      const { inspectFacility } = await import("../inspect-facility.ts");
      return await inspectFacility(what, scene, options);
    });
}

/** An address, a file that is there, or a name that no facility can have. */
function isImage(what: string): boolean {
  return /[^a-z0-9-]/.test(what) || existsSync(what);
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
