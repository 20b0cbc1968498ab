import type { Colour } from "./canvas.ts";
import type { RandomStream } from "./random.ts";
import type { Region } from "./rolling-stock.ts";

/** The look of a yard: its ground, its season and whose cars stand in it. */
export interface YardStyle {
  readonly name: string;
  readonly region: Region;
  /** Colour between the tracks and beyond them. */
  readonly ground: Colour;
  /** Colour of the bed that a track lies in, and of its sleepers and rails. */
  readonly bed: Colour;
  readonly sleeper: Colour;
  readonly rail: Colour;
  /** 0 one even surface, 1 strongly patched. */
  readonly patchiness: number;
  /** Share of ground under grass and weeds, and its colour. */
  readonly weeds: number;
  readonly weedColour: Colour;
  /** Share of the ground and of roofs under snow. */
  readonly snow: number;
  /** 0 dry, 1 soaked and dark. */
  readonly wet: number;
  /** Share of dust that lies on everything, cars included. */
  readonly dust: number;
  /** How dark oil, rust and brake dust have made the ballast between the rails: 0 clean, 1 black. */
  readonly stain: number;
  /** Nothing stands or lies beside the tracks. */
  readonly bare: boolean;
}

const style = (
  name: string,
  region: Region,
  ground: Colour,
  bed: Colour,
  sleeper: Colour,
  rail: Colour,
  rest: Partial<YardStyle> = {},
): YardStyle => ({
  name,
  region,
  ground,
  bed,
  sleeper,
  rail,
  patchiness: 0.4,
  weeds: 0.08,
  weedColour: [92, 104, 66],
  snow: 0,
  wet: 0,
  dust: 0,
  stain: 0,
  bare: false,
  ...rest,
});

/** Styles that training draws from. */
export const TRAINING_STYLES: readonly YardStyle[] = [
  style("grey gravel, brown beds", "europe", [150, 151, 154], [112, 103, 92], [84, 76, 66], [98, 92, 88]),
  style("old brown yard", "europe", [122, 113, 98], [110, 98, 82], [96, 84, 70], [88, 78, 70], {
    weeds: 0.3,
    patchiness: 0.8,
  }),
  style("new concrete sleepers", "europe", [142, 138, 134], [136, 130, 124], [176, 174, 168], [92, 86, 80]),
  style("weedy sidings", "europe", [118, 112, 94], [116, 106, 90], [100, 92, 80], [92, 84, 76], {
    weeds: 0.55,
    weedColour: [84, 102, 58],
    patchiness: 0.7,
  }),
  style("dark cinder", "europe", [84, 82, 80], [78, 74, 70], [70, 64, 58], [104, 96, 90], { patchiness: 0.5 }),
  style("alpine winter", "europe", [150, 150, 152], [116, 108, 98], [90, 82, 74], [70, 66, 64], { snow: 0.75 }),
  style("wet autumn", "europe", [128, 124, 118], [104, 96, 86], [82, 76, 68], [86, 80, 76], { wet: 0.8, weeds: 0.2 }),
  style("steppe summer", "soviet", [166, 154, 130], [138, 126, 108], [108, 96, 82], [104, 94, 84], {
    weeds: 0.25,
    weedColour: [142, 136, 92],
    dust: 0.15,
  }),
  style("border yard", "soviet", [132, 126, 116], [118, 108, 96], [96, 86, 76], [92, 84, 76], { weeds: 0.2 }),
  style("siberian winter", "soviet", [142, 140, 138], [112, 106, 98], [92, 84, 76], [66, 62, 60], { snow: 0.9 }),
  style("oil depot", "soviet", [104, 100, 96], [84, 80, 74], [76, 70, 62], [96, 88, 82], { patchiness: 0.9 }),
  style("concrete sleepers, steppe", "soviet", [158, 148, 132], [144, 136, 124], [182, 178, 170], [98, 90, 84]),
  style("port", "asia", [154, 150, 144], [132, 124, 114], [158, 154, 146], [98, 90, 84], { dust: 0.1 }),
  style("coal town", "asia", [96, 94, 92], [88, 84, 80], [104, 100, 96], [98, 92, 86], { dust: 0.2, patchiness: 0.8 }),
  style("loess", "asia", [176, 156, 122], [152, 136, 110], [168, 160, 146], [112, 100, 86], { dust: 0.35 }),
  style("monsoon", "asia", [116, 106, 92], [102, 94, 82], [122, 116, 106], [82, 76, 70], { wet: 0.7, weeds: 0.35 }),
  style("desert", "north-america", [192, 178, 154], [164, 152, 134], [122, 108, 92], [118, 108, 96], { dust: 0.2 }),
  style("prairie", "north-america", [152, 144, 126], [138, 132, 124], [108, 98, 86], [98, 90, 82], {
    weeds: 0.35,
    weedColour: [128, 132, 84],
  }),
  style("rust belt", "north-america", [112, 106, 100], [104, 96, 90], [84, 74, 66], [92, 80, 70], {
    patchiness: 0.9,
    weeds: 0.2,
  }),
  style("plains snow", "north-america", [148, 146, 142], [124, 118, 112], [96, 88, 80], [72, 68, 64], { snow: 0.6 }),
];

/** Styles that no training scene uses: for evaluation only. */
export const HELD_OUT_STYLES: readonly YardStyle[] = [
  style("basalt and light sleepers", "europe", [112, 114, 120], [104, 104, 108], [190, 188, 182], [86, 82, 80], {
    weeds: 0.12,
  }),
  style("red ballast", "europe", [148, 118, 104], [140, 108, 94], [104, 88, 78], [100, 86, 78], { weeds: 0.15 }),
  style("thaw", "soviet", [126, 118, 106], [110, 102, 92], [90, 82, 74], [76, 70, 66], { snow: 0.35, wet: 0.5 }),
  style("pale limestone", "asia", [196, 190, 178], [178, 172, 160], [150, 144, 134], [112, 104, 96], { dust: 0.1 }),
  style("grassed-over yard", "north-america", [132, 128, 104], [122, 116, 100], [98, 90, 80], [94, 86, 78], {
    weeds: 0.7,
    weedColour: [98, 116, 68],
  }),
];

/**
 * A look that nobody named: ground, bed and sleepers of any lightness, from bluish to reddish, in any season. Weights that
 * saw only the twenty styles above took sleepers lighter than their bed for cross bars of hoppers.
 */
export function inventedStyle(random: RandomStream): YardStyle {
  const ground = tinted(random.uniform(72, 204), random);
  const bed = mixed(ground, tinted(random.uniform(64, 188), random), random.uniform(0.2, 1));
  const sleeper = random.chance(0.4)
    ? tinted(random.uniform(140, 200), random)
    : mixed(bed, [20, 16, 12], random.uniform(0.05, 0.45));
  return style(
    "invented",
    random.pick(["europe", "soviet", "asia", "north-america"]),
    ground,
    bed,
    sleeper,
    tinted(random.uniform(64, 120), random),
    {
      patchiness: random.uniform(0.1, 1),
      weeds: random.chance(0.6) ? random.uniform(0, 0.7) : 0.05,
      weedColour: random.pick<Colour>([
        [92, 104, 66],
        [142, 136, 92],
        [84, 102, 58],
        [110, 118, 80],
      ]),
      snow: random.chance(0.15) ? random.uniform(0.2, 0.95) : 0,
      wet: random.chance(0.2) ? random.uniform(0, 0.9) : 0,
      dust: random.chance(0.25) ? random.uniform(0, 0.4) : 0,
    },
  );
}

/** The style's ground with a track that is little more than a dark line on it. */
export function openCountry(style: YardStyle, random: RandomStream): YardStyle {
  const pale = random.chance(0.6) ? mixed(style.ground, [214, 206, 176], random.uniform(0.3, 1)) : style.ground;
  const dark = random.uniform(0.3, 0.75);
  const sleeper: Colour = [pale[0] * dark, pale[1] * dark, pale[2] * dark];
  return {
    ...style,
    ground: pale,
    bed: mixed(pale, sleeper, random.uniform(0, 0.35)),
    sleeper,
    rail: mixed(sleeper, [70, 62, 56], random.uniform(0, 0.8)),
    patchiness: random.uniform(0.2, 1),
  };
}

/**
 * Open country whose track is a dark band as wide as its sleepers, darker and paler in turn: what oil, rust and brake dust
 * leave on pale ballast. Two in three have nothing beside the track, so that the band is all that stands out. At 1 m it
 * looks like a row of cars to whoever has seen none.
 */
export function stainedCountry(style: YardStyle, random: RandomStream): YardStyle {
  return { ...openCountry(style, random), stain: random.uniform(0.35, 1), bare: random.chance(0.67) };
}

function tinted(lightness: number, random: RandomStream): Colour {
  const warm = random.normal() * 0.08 + 0.04;
  return [lightness * (1 + warm), lightness * (1 + random.normal() * 0.02), lightness * (1 - 1.2 * warm)];
}

function mixed(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2])];
}
