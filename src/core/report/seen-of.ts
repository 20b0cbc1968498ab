import type { Stretch } from "../facility/facility.ts";
import type { Count } from "../observation/count.ts";
import { isUnread, STRIP_LIMITS } from "../observation/limits.ts";
import type { Counted, Observation, TrackCount } from "../observation/observation.ts";
import { readersOf } from "../reading/counted-of.ts";

/**
 * Share of the track that the image shows, 0 to 1; null where no method read its pixels: of a look that was withheld before,
 * and of one that a reader counted all the same. Its 0 says nothing of what was hidden.
 */
export function seenOf({ reasons, method, usableFraction }: Observation): number | null {
  // Of a look of which nothing can be used there is no reading (hindranceOf).
  const isReadUnseen = usableFraction === 0 && readersOf(method).length > 0;
  return isUnread(reasons) || isReadUnseen ? null : usableFraction;
}

/**
 * Of a look whose count is, for a good part, what its hidden tracks may hold: the cars that were seen. Null where nearly all
 * of the track was seen, and where nobody measured how much (a reader's count of what was withheld unread; see `hindranceOf`).
 *
 * Source: our choice, the share below which a count is given with a warning (`STRIP_LIMITS`).
 */
export function seenPart(look: Pick<Counted, "usableFraction" | "seen">): Count | null {
  return seenOnTrack(look, look);
}

/**
 * Whether so many cars that are listed one by one, as pictures draw them, are as many as the look is told to have had: those that were seen,
 * where much is hidden. Else both numbers are named for what they are.
 */
export function isCountTold(counted: Pick<Counted, "count" | "usableFraction" | "seen">, listed: number): boolean {
  return (seenPart(counted) ?? counted.count).median === listed;
}

/** As {@link seenPart}, of one track of a look. */
export function seenOnTrack(
  look: Pick<Counted, "usableFraction">,
  { usableFraction, seen }: Pick<TrackCount, "usableFraction" | "seen">,
): Count | null {
  // A fraction of 0 of the whole says that nobody measured it.
  const isPart = look.usableFraction > 0 && usableFraction < STRIP_LIMITS.warnUsableFraction;
  return (isPart ? seen : undefined) ?? null;
}

/** Whether nothing of a track could be seen, of a look whose pixels were read: it is told as that, and never as empty. */
export function isUnseen(
  look: Pick<Counted, "usableFraction">,
  { usableFraction, cars }: Pick<TrackCount, "usableFraction" | "cars">,
): boolean {
  return look.usableFraction > 0 && usableFraction === 0 && cars.length === 0;
}

/** Where nothing of a track could be seen, as far as it is told. */
export function hiddenStretches(look: Pick<Counted, "usableFraction">, track: TrackCount): readonly Stretch[] {
  return track.hidden ?? (isUnseen(look, track) ? [{ from: 0, to: track.lengthMetres }] : []);
}

/**
 * How many tracks are told as empty: more likely so than not, and seen. Of a hidden track the method knows only what it
 * supposes of every track; the share is that below which a yard's count is withheld for the same reason (docs/methods/counting.md).
 * Nor is a track told as empty that runs for the most part together with others, as one drawn twice: what stands there is counted on them.
 * Nor is one on which a detector that nobody measured found nothing ({@link mayMissCars}). More than half is our choice.
 */
export function emptyTracks(observation: Observation & Counted): number {
  const isRead = seenOf(observation) !== null;
  if (mayMissCars(observation)) return 0;
  return observation.tracks.filter(
    (track) =>
      track.emptyProbability >= 0.5 &&
      (!isRead || track.usableFraction >= STRIP_LIMITS.minUsableFraction) &&
      sharedMetres(track) <= track.lengthMetres / 2,
  ).length;
}

/**
 * Whether another detector counted that nobody measured: where it found nothing, cars may stand (core/detection/missed-prior.ts), and its
 * silence alone is no finding.
 */
export function mayMissCars({ inputs, method }: Pick<Observation, "inputs" | "method">): boolean {
  return inputs["detector"] !== undefined && inputs["calibration"] === undefined && readersOf(method).length === 0;
}

/** Length of a track that runs together with others, with several at once counted once. */
function sharedMetres({ shared = [] }: Pick<TrackCount, "shared">): number {
  let [metres, end] = [0, 0];
  for (const { from, to } of shared.toSorted((a, b) => a.from - b.from)) {
    metres += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return metres;
}
