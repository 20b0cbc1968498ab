import { type Canvas, type Colour, mixIn, smoothNoise, varied } from "./canvas.ts";
import { bandOf } from "./ground.ts";
import { trackV, type YardLayout, type YardTrack } from "./layout.ts";
import type { RandomStream } from "./random.ts";
import type { YardStyle } from "./styles.ts";

/** Sleepers are 2.5 to 2.75 m long, 0.25 m wide, 0.6 m apart (EN 13230; 1520 mm lines 2.75 m, 0.54 m). */
const SLEEPER_SPACING = 0.6;

const SLEEPERS: readonly Colour[] = [
  [186, 183, 176],
  [160, 150, 134],
  [62, 54, 48],
];

/** Paints the beds, sleepers and rails of all tracks and links. */
export function paintTracks(canvas: Canvas, layout: YardLayout, style: YardStyle, random: RandomStream): void {
  const patches = smoothNoise(random, canvas.width, canvas.height, 1.2 / canvas.pixelMetres, 6);
  const shared = {
    bed: varied(style.bed, random, 14),
    // Concrete among timber and timber among concrete: whichever, sleepers stand out from their bed or hardly do.
    sleeper: varied(random.chance(0.3) ? random.pick(SLEEPERS) : style.sleeper, random, 14),
    rail: varied(style.rail, random, 16),
  };
  const bedShare = random.uniform(0.35, 1);
  const sleeperShare = random.chance(0.5) ? random.uniform(0.6, 1) : random.uniform(0.2, 0.7);
  const bedHalfWidth = random.uniform(1.2, 1.9);
  const edgeMetres = random.chance(0.5) ? random.uniform(0.05, 0.2) : random.uniform(0.2, 0.6);
  // The rail's foot is 0.15 m wide (EN 13674-1, 60E1); its shadow and dirt widen what is seen.
  const railHalfWidth = random.uniform(0.06, 0.12);
  const shine = random.uniform(0, 0.6);
  const railSide = random.uniform(0.3, 1);
  const stain = style.stain > 0 ? stainOf(style.stain, canvas, random) : null;
  for (const track of [...layout.links, ...layout.tracks]) {
    const own = random.chance(0.25);
    const look: TrackLook = {
      bed: own ? varied(style.bed, random, 16) : varied(shared.bed, random, 4),
      sleeper: own ? varied(random.chance(0.3) ? random.pick(SLEEPERS) : style.sleeper, random, 12) : shared.sleeper,
      rail: shared.rail,
      bedShare: bedShare * random.uniform(0.7, 1),
      sleeperShare: sleeperShare * random.uniform(0.6, 1),
      bedHalfWidth: bedHalfWidth + random.normal() * 0.06,
      edgeMetres,
      stretches: stretchesOf(style, canvas.width * canvas.pixelMetres, random),
      railHalfWidth,
      sleeperHalfLength: track.gaugeMetres > 1.5 ? 1.37 : random.uniform(1.25, 1.32),
      // Rails of used tracks shine on top; the sun decides whether the sensor sees it.
      shine: random.chance(0.6) ? shine : 0,
      railSide: railSide * random.uniform(0.8, 1),
      patchiness: random.uniform(0.05, 0.4),
      // Six in a hundred tracks lie buried in dirt or grass up to the rail's head.
      buried: random.chance(0.06) ? random.uniform(0.5, 1) : 0,
      stain,
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
  /** Over how many metres the bed fades into the ground beside it. */
  readonly edgeMetres: number;
  /** Stretches of other ballast, in order: laid anew, stained, or washed. */
  readonly stretches: readonly BedStretch[];
  readonly railHalfWidth: number;
  readonly sleeperHalfLength: number;
  readonly shine: number;
  readonly railSide: number;
  readonly buried: number;
  readonly patchiness: number;
  readonly stain: Stain | null;
}

interface Stain {
  readonly colour: Colour;
  readonly halfWidth: number;
  readonly edgeMetres: number;
  /** Share of the ballast that it hides, by column and row. */
  readonly shares: Float32Array;
}

/** A stain reaches from little more than between the rails to past the sleepers' ends, in patches of any length. */
function stainOf(strength: number, canvas: Canvas, random: RandomStream): Stain {
  const { width, height, pixelMetres } = canvas;
  const shares = smoothNoise(random, width, height, random.logUniform(8, 80) / pixelMetres);
  const short = smoothNoise(random, width, height, random.logUniform(0.7, 8) / pixelMetres);
  const [longShare, shortShare] = [random.uniform(0, 1), random.uniform(0, 0.5)];
  for (let i = 0; i < shares.length; i++) {
    const uneven = longShare * (shares[i] as number) + shortShare * (short[i] as number);
    shares[i] = Math.min(1, Math.max(0, strength * (1 + uneven)));
  }
  const dark = random.uniform(28, 84);
  return {
    colour: [dark * random.uniform(1, 1.15), dark, dark * random.uniform(0.85, 1)],
    halfWidth: random.uniform(0.8, 1.7),
    edgeMetres: random.uniform(0.1, 0.8),
    shares,
  };
}

interface BedStretch {
  readonly from: number;
  readonly to: number;
  readonly bed: Colour;
}

function stretchesOf(style: YardStyle, length: number, random: RandomStream): BedStretch[] {
  if (!random.chance(0.4)) return [];
  return Array.from({ length: random.integer(1, 3) }, () => {
    const from = random.uniform(-20, length);
    const kind = random.uniform();
    const like = kind < 0.4 ? style.ground : kind < 0.7 ? style.bed : style.sleeper;
    return { from, to: from + random.uniform(5, 60), bed: varied(like, random, 26) };
  });
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
    const bed = look.stretches.find(({ from, to }) => u >= from && u < to)?.bed ?? look.bed;
    bandOf(canvas, v, look.bedHalfWidth + 0.4, (row, away) => {
      const at = row * canvas.width + col;
      const far = Math.abs(away);
      const edge = Math.min(1, Math.max(0, (look.bedHalfWidth - far) / look.edgeMetres + 0.5));
      const patch = 0.85 + look.patchiness * (patches[at] as number);
      mixIn(canvas, at, bed, Math.min(1, Math.max(0, look.bedShare * edge * patch * visible)));
      if (far < look.sleeperHalfLength && sleeperHere > 0)
        mixIn(canvas, at, look.sleeper, look.sleeperShare * sleeperHere * visible * (0.85 + 0.15 * patch));
      if (look.stain && far < look.stain.halfWidth + look.stain.edgeMetres) {
        const inside = Math.min(1, Math.max(0, (look.stain.halfWidth - far) / look.stain.edgeMetres + 0.5));
        mixIn(canvas, at, look.stain.colour, inside * (look.stain.shares[at] as number) * visible);
      }
      // Coverage of the pixel by the rail, split between its dark side and its shiny head.
      const fromRail = far - rail;
      const cover = Math.min(1, Math.max(0, (look.railHalfWidth + p / 2 - Math.abs(fromRail)) / p));
      if (cover > 0) {
        mixIn(canvas, at, look.rail, cover * look.railSide);
        if (look.shine > 0) mixIn(canvas, at, SHINE, cover * look.shine * 0.45);
      }
    });
  }
}
