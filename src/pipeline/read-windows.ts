import { COLUMNS_A_STEP, type StripMargins } from "../core/detection/direction.ts";
import { type OffsetWindow, offsetAt, type YardShift } from "../core/detection/offset-window.ts";
import type { Colours } from "../core/detection/strip-colours.ts";
import { InputMemory, type InputOptions, type NetworkInput, networkInput } from "../core/detection/strip-input.ts";
import { columnOffsets } from "../core/detection/track-offsets.ts";
import type { Strip, StripPlacement } from "../core/imagery/strip.ts";
import type { NetworksToCount } from "./scene-to-count.ts";

/** Windows over which the offset network's answers are averaged, metres. Source: our choice, docs/methods/counting.md, step 2. */
const WINDOW_METRES = 60;
/** Windows of a large yard that are asked while its shift is looked for; then all are, where it has been found. */
const SEARCH_WINDOWS = 24;
/** A window of which less can be used says nothing. */
const LEAST_SEEN = 0.3;

/** What is registered: strips, the colours that each is standardised by, and what it shows beyond its track. */
export interface StripsToRegister {
  readonly strips: readonly Strip[];
  readonly colours: readonly Colours[];
  readonly margins: readonly StripMargins[];
}

/** The same with how each strip lies in the yard's own frame, where all windows are placed. */
export interface FramedStrips extends StripsToRegister {
  readonly placements: readonly StripPlacement[];
}

/** One stretch of a track that the offset network may be asked about: columns of its strip, and the place of its middle. */
export interface PlacedWindow extends Omit<OffsetWindow, "readAtMetres" | "logProbability" | "weight"> {
  readonly from: number;
  readonly to: number;
}

/** The strips' columns that lie on their tracks, cut into windows of about 60 m, in their order along the yard: that of the tracks says nothing. */
export function windowsOf({ strips, margins, placements }: FramedStrips): PlacedWindow[] {
  const windows = strips.flatMap(({ width, spacingMetres }, track) => {
    const placement = placements[track] as StripPlacement;
    const { stepsBefore, stepsAfter } = margins[track] as StripMargins;
    const first = stepsBefore * COLUMNS_A_STEP;
    const columns = width - stepsAfter * COLUMNS_A_STEP - first;
    const count = Math.max(1, Math.round((columns * spacingMetres) / WINDOW_METRES));
    const edge = (k: number) => first + Math.round((k * columns) / count);
    return Array.from({ length: count }, (_, k): PlacedWindow => {
      const [from, to] = [edge(k), edge(k + 1)];
      const column = (from + to) >> 1;
      return {
        track,
        from,
        to,
        alongMetres: (column + 0.5) * spacingMetres,
        x: placement.x[column] as number,
        y: placement.y[column] as number,
        normalX: placement.normalX[column] as number,
        normalY: placement.normalY[column] as number,
      };
    });
  });
  return windows.sort((a, b) => a.x - b.x || a.y - b.y);
}

/** Every so manieth window, {@link SEARCH_WINDOWS} at most. */
export function thinned(windows: readonly PlacedWindow[]): readonly PlacedWindow[] {
  const every = Math.max(1, Math.ceil(windows.length / SEARCH_WINDOWS));
  return windows.filter((_, k) => k % every === 0);
}

/** What the offset network says of windows, the strips moved by a shift; nothing of those of which too little is seen. */
export async function readWindows(
  laid: FramedStrips,
  networks: NetworksToCount,
  view: Pick<InputOptions, "gsdMetres" | "sunAzimuthDegrees">,
  shift: YardShift,
  asked: readonly PlacedWindow[],
): Promise<OffsetWindow[]> {
  const windows: OffsetWindow[] = [];
  const look = { ...view, rows: networks.offsetRows, memory: new InputMemory() };
  const offsets = laid.placements.map((placement, k) =>
    columnOffsets(placement, (laid.strips[k] as Strip).spacingMetres, shift, []),
  );
  for (const { from, to, ...place } of asked) {
    const strip = laid.strips[place.track] as Strip;
    const colours = laid.colours[place.track] as Colours;
    const offsetMetres = offsets[place.track] as Float64Array;
    const window = networkInput(strip, { ...look, columns: { from, to }, offsetMetres, colours });
    const seen = seenShare(window);
    if (seen < LEAST_SEEN) continue;
    windows.push({
      ...place,
      readAtMetres: offsetAt(place, shift),
      logProbability: await networks.readOffsets(window),
      weight: seen * Math.min(1, ((to - from) * strip.spacingMetres) / WINDOW_METRES),
    });
  }
  return windows;
}

/** Share of a window's samples that can be used. */
function seenShare({ rows, width, planes }: NetworkInput): number {
  const size = rows * width;
  let sum = 0;
  for (let k = 3 * size; k < 4 * size; k++) sum += planes[k] as number;
  return sum / size;
}
