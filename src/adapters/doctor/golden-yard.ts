import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Count } from "../../core/observation/count.ts";
import { STRIP_LIMITS } from "../../core/observation/limits.ts";
import { countScene } from "../../pipeline/count-scene.ts";
import type { NetworksToCount } from "../../pipeline/scene-to-count.ts";
import { openScene } from "../cog/open-scene.ts";
import { readTracks, tracksOn } from "../cog/track-lines.ts";
import { sceneToCount } from "../detectors/counted-scene.ts";

const GOLDEN = join(import.meta.dirname, "golden");

const Truth = z.object({
  cars: z.number(),
  gsdMetres: z.number(),
  offNadirDegrees: z.number(),
  sun: z.object({ azimuthDegrees: z.number(), elevationDegrees: z.number() }),
});

/** What counting the bundled yard came to. */
export interface GoldenCount {
  /** Cars that the renderer put there. */
  readonly truth: number;
  /** Null: withheld. */
  readonly count: Count | null;
  /** Whether the truth lies in the interval of the count. */
  readonly agrees: boolean;
}

/**
 * Counts the small synthetic yard that is shipped with the program: the whole path from a file to a count, on an image
 * whose truth is known.
 *
 * @throws YardcheckError "image-unreadable" | "detector-failed"
 */
export async function countGoldenYard(networks: NetworksToCount): Promise<GoldenCount> {
  const truth = Truth.parse(JSON.parse(readFileSync(join(GOLDEN, "truth.json"), "utf8")));
  const given = await readTracks(join(GOLDEN, "tracks.geojson"));
  const open = await openScene(join(GOLDEN, "yard.tif"));
  try {
    const tracks = tracksOn(open, given).map(({ track, name, points }) => ({
      id: track,
      name,
      points,
      zone: null,
      canopies: [],
    }));
    const scene = await sceneToCount(open, {
      conditions: {
        gsdMetres: truth.gsdMetres,
        offNadirDegrees: truth.offNadirDegrees,
        sunAzimuthDegrees: truth.sun.azimuthDegrees,
        sunElevationDegrees: truth.sun.elevationDegrees,
        sceneCloudFraction: null,
      },
      synthetic: true,
    });
    const counting = await countScene(scene, tracks, networks, { limits: STRIP_LIMITS, shift: null });
    const count = counting.status === "counted" ? counting.count : null;
    return { truth: truth.cars, count, agrees: count !== null && count.low <= truth.cars && truth.cars <= count.high };
  } finally {
    await open.close();
  }
}
