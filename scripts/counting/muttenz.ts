import { openScene } from "../../src/adapters/cog/open-scene.ts";
import { readTracks, tracksOn } from "../../src/adapters/cog/track-lines.ts";
import { readLabels } from "../../src/adapters/detectors/label-file.ts";
import { labelledTwice, labelsOnTracks } from "../../src/core/detection/labels.ts";
import { areaAverage, type Raster } from "../../src/core/imagery/raster.ts";
import type { SceneToCount, TrackToCount } from "../../src/pipeline/scene-to-count.ts";
import { sceneOfRaster } from "./rendered-scenes.ts";
import type { Label } from "./score.ts";

/** The one real labelled yard at hand, at its own GSD or coarser by whole factors, and its labels by track. */
export interface RealYard {
  readonly gsdMetres: number;
  readonly image: Raster;
  readonly scene: SceneToCount;
  readonly tracks: readonly TrackToCount[];
  readonly labels: readonly (readonly Label[])[];
}

/** GSD of the picture, metres. Source: shared/data/README.md */
const OWN_GSD_METRES = 0.2545;

/**
 * Reads the yard and averages its pixels by area.
 *
 * @param factor  1, 2, 3 ... : GSD of 0.25, 0.51, 0.76 ... m
 */
export async function realYard(folder: string, tracksFile: string, factor: number): Promise<RealYard> {
  const open = await openScene(`${folder}/yard.tif`);
  try {
    const lines = tracksOn(open, await readTracks(tracksFile));
    const { raster } = await open.readPicture(open.grid.width * open.grid.height);
    const tracks = lines.map(
      ({ track, name, points }): TrackToCount => ({ id: track, name, zone: null, points, canopies: [] }),
    );
    const labels = readLabels(`${folder}/labels.geojson`, open);
    const onTracks = labelsOnTracks(
      labels,
      lines.map(({ points }) => points),
    );
    // Two cars that the picture's edge cuts are drawn twice: of each the outline given first is kept.
    const again = new Set(labelledTwice(labels, onTracks).map(({ labels: [, second] }) => second));
    const found = onTracks.tracks.map((cars) => cars.filter(({ label }) => !again.has(label)));
    const gsdMetres = OWN_GSD_METRES * factor;
    const conditions = {
      gsdMetres,
      offNadirDegrees: null,
      sunAzimuthDegrees: null,
      sunElevationDegrees: null,
      sceneCloudFraction: null,
    };
    const image = areaAverage(raster, factor);
    return { gsdMetres, image, scene: sceneOfRaster(image, conditions, false), tracks, labels: found };
  } finally {
    await open.close();
  }
}
