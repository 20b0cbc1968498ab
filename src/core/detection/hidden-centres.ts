import type { SegmentLattice } from "./segments.ts";

type Ends = Pick<
  SegmentLattice,
  "steps" | "before" | "after" | "minSteps" | "maxSteps" | "survival" | "headShare" | "tailShare"
>;

/**
 * The step of the track on which the centre of a car lies: of two, the later one; at the very end of the track its last.
 *
 * @param twice  sum of the car's first step and of that after its last: twice its centre
 */
export function stepOfCentre({ steps, after }: Pick<SegmentLattice, "steps" | "after">, twice: number): number {
  return Math.min(Math.floor(twice / 2), steps - after - 1);
}

/**
 * Of the cars that the track's start cuts, and that end before step `to`, the share whose centre lies on a step of the track that is hidden.
 *
 * @param unseen  1 on hidden steps. Shape: steps
 * @returns 0 to `headShare`, and that itself where all steps that the centre could lie on are hidden
 */
export function hiddenHeadShare(lattice: Ends, to: number, unseen: Uint8Array): number {
  return hiddenShareOf(
    lattice,
    to,
    (length) => 2 * to - length,
    lattice.before,
    lattice.headShare[to] as number,
    unseen,
  );
}

/** That of the cars that start at step `from` and that the track's end cuts. */
export function hiddenTailShare(lattice: Ends, from: number, unseen: Uint8Array): number {
  const seen = lattice.steps - from;
  return hiddenShareOf(
    lattice,
    seen,
    (length) => 2 * from + length,
    lattice.after,
    lattice.tailShare[seen] as number,
    unseen,
  );
}

function hiddenShareOf(
  lattice: Ends,
  inSight: number,
  twiceCentre: (length: number) => number,
  beyond: number,
  share: number,
  unseen: Uint8Array,
): number {
  const { minSteps, maxSteps, survival } = lattice;
  let [hidden, open] = [0, 0];
  for (let length = Math.max(inSight, minSteps); length <= Math.min(maxSteps, 2 * (inSight - beyond)); length++) {
    const chance = (survival[length] as number) - (survival[length + 1] ?? 0);
    if (unseen[stepOfCentre(lattice, twiceCentre(length))] === 1) hidden += chance;
    else open += chance;
  }
  // The whole share, to the last digit, where none of it is in sight.
  return open === 0 ? share : (share * hidden) / (hidden + open);
}
