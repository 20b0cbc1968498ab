/** Registers a drawing in a thread of its own, so that an image that never ends decoding can be ended with it. */
import type { Drawing, Track } from "../../core/facility/facility.ts";
import type { LonLat } from "../../core/geo/frames.ts";
import { isNonEmpty, type NonEmpty } from "../../core/ids.ts";
import { asSeen, type Placing } from "../../core/observation/as-seen.ts";
import { STRIP_LIMITS } from "../../core/observation/limits.ts";
import { findTracks } from "../../pipeline/find-tracks.ts";
import type { NetworksToCount } from "../../pipeline/scene-to-count.ts";
import { type OpenScene, openScene } from "../cog/open-scene.ts";
import { facilityTracksOn } from "../cog/track-lines.ts";
import { sceneToCount } from "../detectors/counted-scene.ts";
import { openStripNetworks } from "../detectors/onnx-strips.ts";
import { imageFetchOf } from "../stac-search/image-fetch.ts";
import { answerTasks } from "../threads/answer-tasks.ts";
import { openRegistered } from "./count-registered.ts";
import type { Snapped, SnapTask } from "./snap-apart.ts";

let networks: Promise<NetworksToCount> | null = null;

answerTasks<SnapTask, Snapped>(async ({ scene, drawing, shift, access }) => {
  networks ??= openStripNetworks().catch((error) => {
    networks = null;
    throw error;
  });
  const fetch = imageFetchOf(access.settings, access.environment);
  const open = await openRegistered(scene, { fetch });
  let mask: OpenScene | null = null;
  try {
    if (scene.cloudMask) mask = await openScene(scene.cloudMask.location, { fetch });
    const lines = facilityTracksOn(open, drawing.tracks);
    const tracks = drawing.tracks.map(({ id, name, zone, canopies }, k) => ({
      id,
      name,
      zone,
      canopies,
      points: lines[k]?.points ?? [],
    }));
    const toCount = await sceneToCount(open, {
      conditions: scene.conditions,
      cloudMask: mask && scene.cloudMask ? { image: mask, hiddenWhereSet: scene.cloudMask.hiddenWhereSet } : undefined,
    });
    const found = await findTracks(toCount, tracks, await networks, { limits: STRIP_LIMITS, shift });
    return { found, drawing: found.outcome === "found" ? moved(drawing, open, found.registration) : null };
  } finally {
    await mask?.close();
    await open.close();
  }
});

/** Everything drawn, moved as one. */
function moved(drawing: Drawing, open: OpenScene, placing: Placing): Drawing {
  const place = (point: LonLat): LonLat => {
    const { x, y } = asSeen(open.fromLonLat(point), placing);
    return open.toLonLat(x, y);
  };
  const line = (points: NonEmpty<LonLat>): NonEmpty<LonLat> => {
    const placed = points.map(place);
    if (!isNonEmpty(placed)) throw new RangeError("a line has points");
    return placed;
  };
  const track = (one: Track): Track => ({ ...one, line: line(one.line) });
  const [first, ...others] = drawing.tracks;
  return {
    area: drawing.area.map(place),
    tracks: [track(first), ...others.map(track)],
    zones: drawing.zones.map((zone) => ({ ...zone, area: zone.area.map(place) })),
  };
}
