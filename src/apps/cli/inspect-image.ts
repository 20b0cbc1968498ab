import type { OpenScene } from "../../adapters/cog/open-scene.ts";
import type { ItemScene } from "../../adapters/stac/item-file.ts";
import type { SceneId } from "../../core/ids.ts";
import { interruptible } from "./in-workspace.ts";
import { type LanesToRead, lanesOf, printSeen, type Seen, seenOf } from "./inspect-scene.ts";
import { stepLine } from "./step-line.ts";

export interface InspectImageOptions {
  readonly tracks?: string;
  readonly out?: string;
  readonly cloudMask?: string;
  readonly asset?: string;
  readonly bands?: readonly number[];
  readonly epsg?: number;
  readonly gcps?: string;
  readonly halfWidth: number;
  readonly json?: boolean;
}

/** Shows what an image is, and its tracks straightened; needs no workspace and stores nothing. */
export async function inspectImage(location: string, options: InspectImageOptions): Promise<void> {
  const step = stepLine();
  const seen = await interruptible((signal) => look(location, options, signal, step.show).finally(step.clear));
  printSeen(seen, options);
}

async function look(
  location: string,
  options: InspectImageOptions,
  signal: AbortSignal,
  show: (step: string) => void,
): Promise<Seen> {
  const { openScene } = await import("../../adapters/cog/open-scene.ts");
  const { readTracks, tracksOn } = await import("../../adapters/cog/track-lines.ts");
  const given = options.tracks === undefined ? null : await readTracks(options.tracks);
  show(`opening ${location}`);
  const item = await itemAt(location, options.asset, signal);
  const placed = options.gcps === undefined ? null : await placedBy(options.gcps, options.epsg);
  const open = await openScene(item?.location ?? location, {
    bands: options.bands,
    epsg: placed ? undefined : options.epsg,
    placement: placed?.placement,
    signal,
  });
  let mask: OpenScene | null = null;
  try {
    const hidden = options.cloudMask === undefined ? (item?.cloudMask ?? null) : null;
    const maskAt = options.cloudMask ?? hidden?.location;
    if (given && maskAt !== undefined) mask = await openScene(maskAt, { signal });
    const toRead: LanesToRead | null = given && {
      lines: tracksOn(open, given),
      scene: (item?.id ?? "inspected") as SceneId,
      halfWidthMetres: options.halfWidth,
      cloudMask: mask ? { image: mask, hiddenWhereSet: hidden?.hiddenWhereSet ?? true } : undefined,
    };
    const lanes = toRead ? await lanesOf(open, toRead, signal, show) : [];
    const about = item && {
      id: item.id,
      synthetic: item.synthetic,
      conditions: item.conditions,
      licence: item.licence,
    };
    return await seenOf(open, lanes, { about, placement: placed?.text ?? null, out: options.out }, show);
  } finally {
    await mask?.close();
    await open.close();
  }
}

async function itemAt(location: string, asset: string | undefined, signal: AbortSignal): Promise<ItemScene | null> {
  if (!/\.(geo)?json($|[?#])/i.test(location)) return null;
  const { readStacItem } = await import("../../adapters/stac/item-file.ts");
  return await readStacItem(location, { catalogues: {}, asset, signal });
}

/** Where control points of a file place an image. */
export async function placedBy(path: string, epsg: number | undefined) {
  const { placeByControlPoints, placementAsText } = await import("../../adapters/cog/control-points.ts");
  const placement = await placeByControlPoints(path, { epsg });
  return { placement, text: placementAsText(placement) };
}
