import type { SceneId } from "../../core/ids.ts";
import type { Fingerprint } from "../../core/imagery/scene.ts";
import { YardcheckError } from "../../errors.ts";
import type { SceneToCount } from "../../pipeline/scene-to-count.ts";
import type { CloudMask } from "../cog/cloud-mask.ts";
import type { OpenScene } from "../cog/open-scene.ts";

export interface CountedSceneOptions {
  readonly conditions: SceneToCount["conditions"];
  readonly synthetic?: boolean;
  readonly cloudMask?: CloudMask | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Pixels that are coarser than the stated GSD by more than this share limit what can be seen: a preview, say, with the GSD of its
 * product. Source: our choice, above the rounding of stated figures.
 */
const COARSER_SHARE = 0.05;

/** GSD that counting goes by, metres: as stated, or the pixels' own size where that is coarser. */
export function gsdSeen(
  statedMetres: number,
  { grid }: { readonly grid: { readonly pixelSizeMetres: number } },
): number {
  return grid.pixelSizeMetres > (1 + COARSER_SHARE) * statedMetres ? grid.pixelSizeMetres : statedMetres;
}

/**
 * An open image, as counting needs it.
 *
 * @throws YardcheckError "image-unsupported" for a picture of black and white alone
 */
export async function sceneToCount(open: OpenScene, options: CountedSceneOptions): Promise<SceneToCount> {
  const { cloudMask, signal } = options;
  if (open.image.levels[0].layout.bitsPerSample === 1)
    throw new YardcheckError(
      "image-unsupported",
      `${open.location} has samples of 1 bit, black or white: a mask can be read from that, no cars can be counted`,
    );
  const fingerprint = nameOf(await open.fingerprint(signal));
  return {
    conditions: { ...options.conditions, gsdMetres: gsdSeen(options.conditions.gsdMetres, open) },
    synthetic: options.synthetic ?? false,
    fingerprint,
    readStrips: (tracks, request) =>
      open.readStrips(
        tracks.map(({ id, name, points }) => ({ track: id, name, points })),
        { ...request, scene: fingerprint as SceneId, cloudMask, signal },
      ),
    read: () => open.readWith(cloudMask),
    isInside({ x, y }) {
      const { col, row } = open.toPixel(x, y);
      return col >= 0 && row >= 0 && col < open.grid.width && row < open.grid.height;
    },
    toSceneCrs({ x, y }) {
      const point = open.toSceneCrs(x, y);
      return [point.x, point.y];
    },
  };
}

function nameOf(fingerprint: Fingerprint): string {
  return fingerprint.kind === "sha256"
    ? fingerprint.sha256
    : `etag ${fingerprint.etag ?? "none"}, ${fingerprint.bytes} bytes`;
}
