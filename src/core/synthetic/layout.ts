import { smoothStep } from "./canvas.ts";
import { RandomStream } from "./random.ts";

/**
 * One track of the yard frame: v is a function of u, sampled each {@link LINE_STEP} metres of u from 0 to the yard's
 * length. `alongMetres` is the length of the line up to each sample.
 */
export interface YardTrack {
  readonly name: string;
  readonly v: Float64Array;
  readonly alongMetres: Float64Array;
  readonly gaugeMetres: number;
  /** Stretches (metres along the track) where cars may stand: clear of its neighbours. */
  readonly standing: readonly { readonly from: number; readonly to: number }[];
}

/** The fixed things of a yard. Dates, cars and weather come later. */
export interface YardLayout {
  readonly lengthMetres: number;
  readonly widthMetres: number;
  /** Tracks that are counted, from the top of the frame to its bottom. */
  readonly tracks: readonly YardTrack[];
  /** Crossovers and leads: rails that are not counted. */
  readonly links: readonly YardTrack[];
}

export interface LayoutOptions {
  readonly seed: number;
  readonly lengthMetres: number;
  readonly tracks: number;
  readonly gaugeMetres: number;
  /** Ground beyond the outermost tracks, metres. Default 14. */
  readonly marginMetres?: number;
}

/** Distance in u between samples of a track, metres. */
export const LINE_STEP = 1;

/** Cars on neighbouring tracks foul one another when the tracks are closer than this, metres (3.5 m: UIC 505-6 reach). */
const FOULING_METRES = 3.7;

/**
 * Lays out a yard of roughly parallel tracks: straight or curved, sometimes closing up at one end, with crossovers.
 *
 * Spacing is 4.3 to 5.2 m, now and then 6 to 9 (a road or a platform between): UIC yards lie at 4.5 to 4.75 m, those of
 * the former Soviet Union at 4.8 to 5.3, North America's at 4.0 to 4.6 (13 to 15 ft).
 *
 * Checked by its own truth only (yard.test.ts).
 *
 * @throws RangeError unless there are 1 to 40 tracks of 30 to 5000 m
 */
export function layYard(options: LayoutOptions): YardLayout {
  if (!(options.tracks >= 1 && options.tracks <= 40))
    throw new RangeError(`a yard has 1 to 40 tracks, asked for ${options.tracks}`);
  if (!(options.lengthMetres >= 30 && options.lengthMetres <= 5000))
    throw new RangeError(`a yard is 30 to 5000 m long, asked for ${options.lengthMetres}`);
  const random = new RandomStream(options.seed);
  const margin = options.marginMetres ?? 14;
  const length = options.lengthMetres;
  const samples = Math.round(length / LINE_STEP) + 1;
  const spacing = random.uniform(4.3, 5.2);
  const offsets: number[] = [margin];
  while (offsets.length < options.tracks) {
    const gap = random.chance(0.12) ? random.uniform(6, 9) : spacing + random.normal() * 0.08;
    offsets.push((offsets.at(-1) ?? 0) + gap);
  }
  // Sagitta of the arc: up to 4 % of the length (a 150 m chord with 6 m is a radius of 470 m).
  const sagitta = random.chance(0.55) ? 0 : random.normal() * 0.015 * length;
  const closing = options.tracks > 2 && random.chance(0.4);
  const closingEnd = random.chance(0.5);
  const pivot = random.integer(0, options.tracks - 1);
  const closingLength = Math.min(length * 0.6, 25 + 9 * options.tracks);

  const lowest = Math.min(0, sagitta);
  const lineOf = (shiftAt: (u: number) => number): Float64Array => {
    const v = new Float64Array(samples);
    for (let i = 0; i < samples; i++) {
      const u = i * LINE_STEP;
      const t = (2 * u) / length - 1;
      v[i] = shiftAt(u) + sagitta * (1 - t * t) - lowest;
    }
    return v;
  };
  const place = (track: number) => (u: number) => {
    const own = offsets[track] ?? 0;
    if (!closing) return own;
    const end = offsets[pivot] ?? 0;
    const fromEnd = closingEnd ? length - u : u;
    // Tracks further from the pivot leave the ladder later.
    const start = 4 + 9 * Math.abs(track - pivot);
    return end + (own - end) * smoothStep((fromEnd - start + closingLength * 0.5) / closingLength);
  };
  const lines = offsets.map((_, track) => lineOf(place(track)));
  const tracks = lines.map((v, track): YardTrack => {
    const clear = (i: number) =>
      [lines[track - 1], lines[track + 1]].every(
        (other) => other === undefined || Math.abs((other[i] ?? 0) - (v[i] ?? 0)) > FOULING_METRES,
      );
    const alongMetres = alongOf(v);
    return {
      name: `${track + 1}`,
      v,
      alongMetres,
      gaugeMetres: options.gaugeMetres,
      standing: stretchesWhere(alongMetres, clear),
    };
  });

  const links: YardTrack[] = [];
  const crossovers = options.tracks > 1 && random.chance(0.6) ? random.integer(1, 6) : 0;
  for (let n = 0; n < crossovers; n++) {
    const from = random.integer(0, options.tracks - 2);
    const kind = random.uniform();
    // To the next track, across several (a ladder, turnouts of 1:9 or so), or out of the yard.
    const to = kind < 0.55 ? from + 1 : kind < 0.8 ? random.integer(from + 1, options.tracks - 1) : from;
    const away = to === from ? random.uniform(-9, 9) : 0;
    const start = random.uniform(-30, length);
    const run = to - from > 1 ? (to - from) * spacing * random.uniform(6, 11) : random.uniform(28, 60);
    const flip = random.chance(0.5);
    const v = lineOf((u) => {
      const share = smoothStep((u - start) / run);
      const mixed = flip ? 1 - share : share;
      return place(from)(u) * (1 - mixed) + (place(to)(u) + away) * mixed;
    });
    links.push({ name: `link ${n + 1}`, v, alongMetres: alongOf(v), gaugeMetres: options.gaugeMetres, standing: [] });
  }
  const widthMetres = (offsets.at(-1) ?? 0) + margin + Math.abs(sagitta);
  return { lengthMetres: length, widthMetres, tracks, links };
}

function alongOf(v: Float64Array): Float64Array {
  const along = new Float64Array(v.length);
  for (let i = 1; i < v.length; i++)
    along[i] = (along[i - 1] ?? 0) + Math.hypot(LINE_STEP, (v[i] ?? 0) - (v[i - 1] ?? 0));
  return along;
}

function stretchesWhere(along: Float64Array, isTrue: (i: number) => boolean): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  let from = -1;
  for (let i = 0; i <= along.length; i++) {
    const inside = i < along.length && isTrue(i);
    if (inside && from < 0) from = i;
    if (!inside && from >= 0) {
      stretches.push({ from: along[from] ?? 0, to: along[i - 1] ?? 0 });
      from = -1;
    }
  }
  return stretches;
}

/** Where a position of a track lies in the yard frame. Positions beyond its ends continue the last metre straight. */
export function pointOnTrack(track: YardTrack, alongMetres: number): { readonly u: number; readonly v: number } {
  const { alongMetres: along, v } = track;
  const last = along.length - 1;
  let low = 0;
  let high = last - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((along[middle] ?? 0) <= alongMetres) low = middle;
    else high = middle - 1;
  }
  const start = along[low] ?? 0;
  const share = (alongMetres - start) / ((along[low + 1] ?? 1) - start);
  return { u: (low + share) * LINE_STEP, v: (v[low] ?? 0) * (1 - share) + (v[low + 1] ?? 0) * share };
}

/** v of a track at any u; constant beyond its ends. */
export function trackV(track: YardTrack, u: number): number {
  const last = track.v.length - 1;
  const at = Math.min(Math.max(u / LINE_STEP, 0), last);
  const left = Math.min(Math.floor(at), last - 1);
  const share = at - left;
  return (track.v[left] ?? 0) * (1 - share) + (track.v[left + 1] ?? 0) * share;
}

/** Length of a track from one side of the frame to the other, metres along it. */
export function trackLength(track: YardTrack): number {
  return track.alongMetres.at(-1) ?? 0;
}
