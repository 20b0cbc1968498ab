import { coveredFraction } from "../core/facility/corridor.ts";
import type { FacilityGeometry, Ring } from "../core/facility/facility.ts";
import type { AcquisitionId, SceneId } from "../core/ids.ts";
import type { Fingerprint, Scene, SceneGrid, ViewConditions } from "../core/imagery/scene.ts";

/** What its supplier or user says of an image. */
export interface SceneDescription {
  readonly location: string;
  readonly conditions: Omit<ViewConditions, "gsdMetres"> & {
    /** `null`: not stated; the grid's pixel size stands for it. */
    readonly gsdMetres: number | null;
  };
  readonly licence: string;
  readonly mayBeRepublished: boolean;
  readonly synthetic: boolean;
}

/** An image, open, as registering needs it. */
export interface ImageToRegister {
  readonly grid: SceneGrid;
  readonly footprint: Ring;
  /** @throws YardcheckError "image-unreadable" */
  fingerprint(signal?: AbortSignal): Promise<Fingerprint>;
}

/** A scene that is ready to be stored, and what its user should know. */
export interface RegisteredImage {
  readonly scene: Scene;
  readonly footprint: Ring;
  /** Share of the length of the facility's tracks that the image shows, 0 to 1; null where nothing is drawn. */
  readonly coveredFraction: number | null;
  /** True: the pixel size stands for the ground sample distance, which nobody stated. */
  readonly gsdAssumed: boolean;
}

/**
 * Makes a scene of an image and its description: all that is kept, so that no pixel is read again to know it.
 *
 * @param hash  SHA-256 of a text, hexadecimal
 */
export async function registerScene(
  description: SceneDescription,
  image: ImageToRegister,
  geometry: FacilityGeometry | null,
  hash: (text: string) => string,
  signal?: AbortSignal,
): Promise<RegisteredImage> {
  const { conditions, location, licence, mayBeRepublished, synthetic } = description;
  const fingerprint = await image.fingerprint(signal);
  const { grid, footprint } = image;
  const scene: Scene = {
    id: sceneId(fingerprint, location, hash),
    acquisition: acquisitionId(conditions.acquiredAt),
    location,
    fingerprint,
    conditions: { ...conditions, gsdMetres: conditions.gsdMetres ?? grid.pixelSizeMetres },
    grid,
    licence,
    mayBeRepublished,
    synthetic,
  };
  const covered = geometry === null ? null : coveredFraction(geometry.tracks, footprint);
  return { scene, footprint, coveredFraction: covered, gsdAssumed: conditions.gsdMetres === null };
}

/** Of the content where that is known, so that a copy of a file elsewhere is the same scene. */
function sceneId(fingerprint: Fingerprint, location: string, hash: (text: string) => string): SceneId {
  const content =
    fingerprint.kind === "sha256"
      ? fingerprint.sha256
      : hash([location, fingerprint.etag ?? "", fingerprint.bytes].join("\n"));
  return `scene-${content.slice(0, 16)}` as SceneId;
}

/** To the second: the products of one pass carry one time. */
function acquisitionId(acquiredAt: string): AcquisitionId {
  return `acq-${acquiredAt.slice(0, 19).replace(/[-:]/g, "")}Z` as AcquisitionId;
}
