import { resolve } from "node:path";
import { Command } from "commander";
import { YardcheckError } from "../../../errors.ts";

/** `yardcheck recalibrate EVALUATION... --out FILE`. */
export function recalibrateCommand(): Command {
  return new Command("recalibrate")
    .description("correct probabilities and intervals from checked cars, without training anything anew")
    .argument("<evaluations...>", "answers of `yardcheck evaluate --json`, with 50 listed cars or more together")
    .requiredOption("--out <file>", "where to write the calibration")
    .addHelpText(
      "after",
      `
Example:
  yardcheck evaluate yard.tif --tracks tracks.geojson --labels labels.geojson --json > evaluation.json
  yardcheck recalibrate evaluation.json --out calibration.json
  yardcheck count other.tif --tracks tracks.geojson --calibration calibration.json`,
    )
    .action(async (paths: string[], options: { out: string }) => {
      const { FEWEST_CHECKED, fitProbability, fitTrackShare } = await import("../../../core/detection/recalibrate.ts");
      const { EvaluationFile, readJsonFile } = await import("../../../adapters/detectors/recalibration-file.ts");
      const { writeFileAtomically } = await import("../../../adapters/workspace/files.ts");
      const read = paths.map((path) => readJsonFile(path, EvaluationFile, "an answer of `yardcheck evaluate --json`"));
      const twice = read.findIndex(({ text }, k) => read.findIndex((other) => other.text === text) < k);
      if (twice >= 0) throw new YardcheckError("usage", `${paths[twice]} is given twice: its cars would count twice`);
      const files = read.map(({ value }) => value);
      const empty = files.findIndex(({ checked, checkedTracks }) => checked.length + checkedTracks.length === 0);
      if (empty >= 0)
        throw new YardcheckError(
          "usage",
          `${paths[empty]} holds no checked car and no checked track, as that of an image too coarse to tell single cars apart: it tells nothing of ` +
            "how they should be corrected; leave it out",
        );
      // A correction of corrected probabilities would be applied to those that the method gives, and undo the first one.
      const corrected = files.findIndex(({ calibration }) => calibration !== null);
      if (corrected >= 0)
        throw new YardcheckError(
          "usage",
          `${paths[corrected]} was made with the calibration ${files[corrected]?.calibration?.slice(0, 12)}, and a new one must go out from ` +
            "what the method itself gives: evaluate without --calibration",
        );
      const methods = [...new Set(files.map(({ method }) => method))];
      const [method] = methods;
      if (method === undefined || methods.length > 1)
        throw new YardcheckError("usage", `evaluations must be of one method, got ${methods.join(", ")}`);
      const checked = files.flatMap((file) =>
        file.checked.map(({ probability, real }) => ({ score: probability, real })),
      );
      if (checked.length < FEWEST_CHECKED)
        throw new YardcheckError(
          "usage",
          `a calibration needs ${FEWEST_CHECKED} checked cars or more, got ${checked.length}; evaluate more images`,
        );
      const tracks = files.flatMap(({ checkedTracks, errors }) => checkedTracks.map((track) => ({ ...track, errors })));
      if (tracks.length === 0)
        throw new YardcheckError("usage", "a calibration needs a checked track, got none; evaluate more images");
      const probability = fitProbability(checked, { slope: 1, offset: 0 });
      const trackShare = fitTrackShare(tracks);
      const calibration = {
        kind: "yardcheck recalibration",
        version: 1,
        method,
        checkedCars: checked.length,
        checkedTracks: tracks.length,
        probability,
        trackShare,
      };
      writeFileAtomically(resolve(options.out), `${JSON.stringify(calibration, null, 2)}\n`);
      const real = checked.filter((car) => car.real).length;
      process.stdout.write(
        `${checked.length} checked cars, of which ${real} are real, on ${tracks.length} tracks: log odds x ` +
          `${probability.slope.toFixed(2)} ${probability.offset < 0 ? "-" : "+"} ${Math.abs(probability.offset).toFixed(2)}, ` +
          `straying ${trackShare.toFixed(2)}. Wrote ${options.out}.\n`,
      );
    });
}
