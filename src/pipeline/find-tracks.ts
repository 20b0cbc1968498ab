import { type CountingLimits, reasonsToWithhold } from "../core/observation/limits.ts";
import type { Registration, WithholdReason } from "../core/observation/observation.ts";
import { layStrips, placeStrips } from "./lay-strips.ts";
import type { NetworksToCount, SceneToCount, TrackToCount } from "./scene-to-count.ts";

/** Where the tracks lie in an image, or why that cannot be told. */
export type FoundTracks =
  | { readonly outcome: "found"; readonly registration: Registration }
  /** A shift one track over fits as well: somebody must say which. */
  | { readonly outcome: "ambiguous"; readonly registration: Registration }
  /** The image contradicts the shift that somebody gave. */
  | { readonly outcome: "contradicted"; readonly registration: Registration }
  /** Nothing in the image tells. */
  | { readonly outcome: "unseen" }
  | { readonly outcome: "withheld"; readonly reasons: readonly WithholdReason[] };

const NO_SHIFT = { x: 0, y: 0 };

/**
 * Finds the one shift that brings a drawing's tracks onto the tracks as seen, as a count does before it counts.
 *
 * @param shift  roughly, from somebody who looked, metres in the working CRS; null: find it
 */
export async function findTracks(
  scene: SceneToCount,
  tracks: readonly TrackToCount[],
  networks: NetworksToCount,
  request: { readonly limits: CountingLimits; readonly shift: { readonly x: number; readonly y: number } | null },
): Promise<FoundTracks> {
  const { limits, shift } = request;
  const { conditions } = scene;
  const early = reasonsToWithhold(conditions, null, null, limits);
  if (early) return { outcome: "withheld", reasons: early };
  const laid = await layStrips(scene, tracks, shift ?? NO_SHIFT, networks);
  const { gsdMetres, sunAzimuthDegrees } = conditions;
  const place = await placeStrips(scene, tracks, networks, { gsdMetres, sunAzimuthDegrees, laid, shift });
  if (place.unseen) return { outcome: "unseen" };
  // What is left over between tracks is nothing that one track could tell.
  const residual = tracks.length < 2 ? { residualMetres: null } : {};
  const registration = { ...place.registration, ...residual };
  if (registration.contradicted) return { outcome: "contradicted", registration };
  return { outcome: registration.ambiguous || place.untrusted ? "ambiguous" : "found", registration };
}
