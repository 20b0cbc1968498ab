import type { Colour } from "./canvas.ts";

/** Concrete, roofs and leaves, as displayed in full sun. Judgement, from looking at public aerial photographs. */
export const CONCRETE: Colour = [176, 174, 168];
export const ROOFS: readonly Colour[] = [
  [150, 150, 150],
  [196, 196, 194],
  [122, 84, 70],
  [92, 92, 96],
  [168, 120, 92],
  [110, 128, 140],
  [220, 220, 216],
];
export const LEAVES: readonly Colour[] = [
  [52, 72, 40],
  [66, 88, 48],
  [84, 98, 58],
  [96, 92, 60],
];
