import { type Colour, varied } from "./canvas.ts";
import { trackV, type YardLayout } from "./layout.ts";
import type { RandomStream } from "./random.ts";

/** Portals, masts and wires: too thin for the height field, so drawn as lines on the light and on the picture. */
export interface OverheadLine {
  readonly fromU: number;
  readonly fromV: number;
  readonly toU: number;
  readonly toV: number;
  readonly widthMetres: number;
  readonly highMetres: number;
  readonly colour: Colour;
  /** Opacity of the thing itself, and of its shadow. */
  readonly share: number;
}

/** Catenary portals across the yard, lamp masts between the tracks, sometimes contact wires along them. */
export function overheadLines(layout: YardLayout, random: RandomStream): OverheadLine[] {
  const lines: OverheadLine[] = [];
  if (random.chance(0.55)) {
    const spacing = random.uniform(28, 65);
    const lean = random.uniform(-0.25, 0.25);
    const colour = varied(random.chance(0.7) ? [182, 184, 186] : [96, 92, 88], random, 14);
    const first = layout.tracks[random.integer(0, Math.floor(layout.tracks.length / 2))];
    const last = layout.tracks[random.integer(Math.floor(layout.tracks.length / 2), layout.tracks.length - 1)];
    for (let u = random.uniform(0, spacing); u < layout.lengthMetres; u += spacing) {
      const top = first ? trackV(first, u) - 2.5 : 0;
      const bottom = last ? trackV(last, u) + 2.5 : 0;
      lines.push({
        fromU: u,
        fromV: top,
        toU: u + lean * (bottom - top),
        toV: bottom,
        widthMetres: random.uniform(0.3, 0.9),
        highMetres: random.uniform(6.5, 8.5),
        colour,
        share: random.uniform(0.4, 0.95),
      });
    }
    if (random.chance(0.6))
      for (const track of layout.tracks)
        for (let u = 0; u < layout.lengthMetres; u += 10)
          lines.push({
            fromU: u,
            fromV: trackV(track, u),
            toU: u + 10,
            toV: trackV(track, u + 10),
            widthMetres: 0.06,
            highMetres: 5.7,
            colour: [70, 66, 62],
            share: 0.5,
          });
  }
  for (let n = random.integer(0, 6); n > 0; n--) {
    const u = random.uniform(0, layout.lengthMetres);
    const v = trackV(random.pick(layout.tracks), u) + random.pick([-1, 1]) * 2.3;
    const high = random.uniform(5, 24);
    const thick = random.uniform(0.25, 0.9);
    for (let z = 0; z < high; z += 0.25)
      lines.push({
        fromU: u,
        fromV: v,
        toU: u,
        toV: v + 0.3,
        widthMetres: thick,
        highMetres: z,
        colour: [170, 170, 168],
        share: 0.7,
      });
  }
  return lines;
}
