import { type Canvas, type Colour, mixIn, smoothNoise, varied } from "./canvas.ts";
import { bandOf } from "./ground.ts";
import { trackV, type YardLayout, type YardTrack } from "./layout.ts";
import type { RandomStream } from "./random.ts";
import type { YardStyle } from "./styles.ts";

/** Sleepers are 2.5 to 2.75 m long, 0.25 m wide, 0.6 m apart (EN 13230; 1520 mm lines 2.75 m, 0.54 m). */
const SLEEPER_SPACING = 0.6;
const RAIL_HALF_WIDTH = 0.075;

/** Paints the beds, sleepers and rails of all tracks and links. */
export function paintTracks(canvas: Canvas, layout: YardLayout, style: YardStyle, random: RandomStream): void {
  const patches = smoothNoise(random, canvas.width, canvas.height, 1.2 / canvas.pixelMetres, 6);
  const shared = {
    bed: varied(style.bed, random, 14),
    sleeper: varied(style.sleeper, random, 14),
    rail: varied(style.rail, random, 16),
  };
  const bedShare = random.uniform(0.35, 1);
  const sleeperShare = random.uniform(0.2, 0.9);
  const shine = random.uniform(0, 0.6);
  for (const track of [...layout.links, ...layout.tracks]) {
    const own = random.chance(0.25);
    const look: TrackLook = {
      bed: own ? varied(style.bed, random, 16) : varied(shared.bed, random, 4),
      sleeper: own ? varied(random.chance(0.3) ? [178, 175, 168] : style.sleeper, random, 12) : shared.sleeper,
      rail: shared.rail,
      bedShare: bedShare * random.uniform(0.7, 1),
      sleeperShare: sleeperShare * random.uniform(0.6, 1),
      bedHalfWidth: random.uniform(1.2, 1.9),
      sleeperHalfLength: track.gaugeMetres > 1.5 ? 1.37 : random.uniform(1.25, 1.32),
      // Rails of used tracks shine on top; the sun decides whether the sensor sees it.
      shine: random.chance(0.6) ? shine : 0,
      railSide: random.uniform(0.3, 0.8),
      patchiness: random.uniform(0.05, 0.4),
      // Six in a hundred tracks lie buried in dirt or grass up to the rail's head.
      buried: random.chance(0.06) ? random.uniform(0.5, 1) : 0,
    };
    paintTrack(canvas, track, look, patches, random);
  }
}

interface TrackLook {
  readonly bed: Colour;
  readonly sleeper: Colour;
  readonly rail: Colour;
  readonly bedShare: number;
  readonly sleeperShare: number;
  readonly bedHalfWidth: number;
  readonly sleeperHalfLength: number;
  readonly shine: number;
  readonly railSide: number;
  readonly buried: number;
  readonly patchiness: number;
}

const SHINE: Colour = [228, 228, 226];

function paintTrack(
  canvas: Canvas,
  track: YardTrack,
  look: TrackLook,
  patches: Float32Array,
  random: RandomStream,
): void {
  const p = canvas.pixelMetres;
  const rail = track.gaugeMetres / 2 + 0.035;
  const phase = random.uniform(0, SLEEPER_SPACING);
  const visible = 1 - look.buried;
  for (let col = 0; col < canvas.width; col++) {
    const u = (col + 0.5) * p;
    const v = trackV(track, u);
    // Sleeper pitch on the raster: the share of the pixel's length that a 0.26 m sleeper covers.
    const along = (u + phase) % SLEEPER_SPACING;
    const sleeperHere = Math.min(1, Math.max(0, (0.13 + p / 2 - Math.abs(along - 0.3)) / p));
    bandOf(canvas, v, look.bedHalfWidth + 0.4, (row, away) => {
      const at = row * canvas.width + col;
      const far = Math.abs(away);
      const edge = Math.min(1, Math.max(0, (look.bedHalfWidth + 0.2 - far) / 0.4));
      const patch = 0.85 + look.patchiness * (patches[at] as number);
      mixIn(canvas, at, look.bed, Math.min(1, Math.max(0, look.bedShare * edge * patch * visible)));
      if (far < look.sleeperHalfLength && sleeperHere > 0)
        mixIn(canvas, at, look.sleeper, look.sleeperShare * sleeperHere * visible * (0.85 + 0.15 * patch));
      // Coverage of the pixel by the rail (0.15 m over the foot, as seen with its dirt), split between head and side.
      const fromRail = far - rail;
      const cover = Math.min(1, Math.max(0, (RAIL_HALF_WIDTH + p / 2 - Math.abs(fromRail)) / p));
      if (cover > 0) {
        mixIn(canvas, at, look.rail, cover * look.railSide);
        if (look.shine > 0) mixIn(canvas, at, SHINE, cover * look.shine * 0.45);
      }
    });
  }
}
