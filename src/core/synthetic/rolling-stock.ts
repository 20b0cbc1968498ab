import type { Colour } from "./canvas.ts";

/** What can be told from above: the classes of the count's type mix. Locomotives include passenger coaches. */
export type CarClass = "tank" | "covered" | "open" | "flat" | "locomotive";

/** Where a car runs; decides gauge, gaps and the length prior. */
export type Region = "europe" | "soviet" | "asia" | "north-america";

/** How the top of a car is built, hence painted. */
export type Build =
  | "flat-roof"
  | "arched-roof"
  | "hatched-roof"
  | "cylinder"
  | "open-box"
  | "open-hopper"
  | "deck"
  | "skeleton"
  | "stanchions"
  | "centre-beam"
  | "tarpaulin"
  | "cab-locomotive"
  | "hood-locomotive"
  | "coach";

/** One kind of car, to 0.1 m; where its length comes from, {@link ROLLING_STOCK} says. */
export interface CarModel {
  readonly name: string;
  readonly carClass: CarClass;
  readonly build: Build;
  readonly region: Region;
  /** Over the body or underframe: what an outline drawn from above encloses. Without buffers or couplers. */
  readonly lengthMetres: number;
  readonly widthMetres: number;
  /** Top of the body above the ground (rail top + 0.2 m). */
  readonly heightMetres: number;
  /** How common it is in its region, relative. */
  readonly weight: number;
}

const model = (
  region: Region,
  name: string,
  carClass: CarClass,
  build: Build,
  lengthMetres: number,
  widthMetres: number,
  heightMetres: number,
  weight: number,
): CarModel => ({ name, carClass, build, region, lengthMetres, widthMetres, heightMetres, weight });

/**
 * Typical cars by region. Lengths are meant as those over buffers or coupler faces less the draw gear (1.2 m for buffers, 1.0 to
 * 1.2 m for automatic couplers). Weights are judgement: what a freight yard usually shows.
 *
 * Source: docs/methods/rolling-stock.md, model by model. For 78 of the 87 a publication was read (by makers, dealers, lessors, museums and
 * enthusiasts, encyclopedias, tables in public repositories), and all 78 lengths are within half a metre of it. For the other 9 none was
 * found that fits: their lengths are from general knowledge of the type, and how near they are is not known. A changed length changes every
 * rendered scene and all that was measured on them, so it waits for a training. Widths and heights
 * are from general knowledge but for two types: enough to draw from, not to identify by.
 */
export const ROLLING_STOCK: readonly CarModel[] = [
  model("europe", "Eas, Eaos", "open", "open-box", 12.8, 3.0, 3.3, 10),
  model("europe", "Eanos", "open", "open-box", 14.5, 3.0, 3.5, 5),
  model("europe", "Fals, Falns", "open", "open-hopper", 11.5, 3.0, 4.2, 4),
  model("europe", "Fcs", "open", "open-hopper", 8.4, 3.0, 3.6, 3),
  model("europe", "Tds, Tdgs", "covered", "hatched-roof", 8.4, 2.9, 4.2, 2),
  model("europe", "Gbs", "covered", "arched-roof", 12.8, 2.8, 4.2, 5),
  model("europe", "Hbbins", "covered", "arched-roof", 14.3, 2.9, 4.3, 7),
  model("europe", "Habbillnss", "covered", "arched-roof", 22.0, 2.9, 4.4, 5),
  model("europe", "Tadgs", "covered", "hatched-roof", 18.0, 3.0, 4.4, 4),
  model("europe", "Uacns", "tank", "cylinder", 14.5, 2.9, 4.3, 2),
  model("europe", "Zas", "tank", "cylinder", 12.0, 2.8, 4.2, 4),
  model("europe", "Zacns", "tank", "cylinder", 14.9, 2.9, 4.4, 6),
  model("europe", "Zacns, 17 m", "tank", "cylinder", 15.7, 2.9, 4.3, 4),
  model("europe", "gas tank, 119 m3", "tank", "cylinder", 17.3, 3.0, 4.5, 2),
  model("europe", "Zs, two axles", "tank", "cylinder", 8.2, 2.7, 4.0, 2),
  model("europe", "Shimmns", "covered", "tarpaulin", 10.9, 2.9, 4.1, 5),
  model("europe", "Rils", "covered", "tarpaulin", 18.7, 2.9, 4.2, 4),
  model("europe", "Res, Rens", "flat", "stanchions", 18.7, 2.8, 1.4, 3),
  model("europe", "Snps", "flat", "stanchions", 18.0, 2.8, 1.4, 2),
  model("europe", "Ks", "flat", "deck", 12.7, 2.8, 1.4, 3),
  model("europe", "Sgns", "flat", "skeleton", 18.5, 2.5, 1.3, 6),
  model("europe", "Lgns", "flat", "skeleton", 12.5, 2.5, 1.3, 3),
  model("europe", "Sggrss unit", "flat", "skeleton", 25.0, 2.5, 1.3, 1.5),
  model("europe", "Bo'Bo' main line", "locomotive", "cab-locomotive", 17.8, 3.0, 4.4, 2.5),
  model("europe", "Re 420", "locomotive", "cab-locomotive", 14.3, 2.9, 4.4, 1.5),
  model("europe", "shunter", "locomotive", "hood-locomotive", 9.6, 3.0, 4.2, 2),
  model("europe", "four-axle shunter", "locomotive", "hood-locomotive", 13.9, 3.0, 4.2, 1.5),
  model("europe", "UIC-Z coach", "locomotive", "coach", 25.5, 2.85, 4.2, 3),
  model("europe", "EW II coach", "locomotive", "coach", 23.8, 2.85, 4.2, 2),

  model("soviet", "12-132 gondola", "open", "open-box", 12.9, 3.1, 3.7, 16),
  model("soviet", "12-1303 gondola", "open", "open-box", 12.9, 3.15, 3.9, 6),
  model("soviet", "pellet hopper, 10 m", "open", "open-hopper", 9.0, 3.1, 3.4, 2),
  model("soviet", "11-739 grain hopper", "covered", "hatched-roof", 13.6, 3.2, 4.8, 5),
  model("soviet", "cement hopper", "covered", "hatched-roof", 10.9, 3.1, 4.6, 3),
  model("soviet", "box, 120 m3", "covered", "arched-roof", 13.8, 3.1, 4.7, 5),
  model("soviet", "box, 140 m3", "covered", "arched-roof", 15.8, 3.2, 4.8, 4),
  model("soviet", "ZB-5 refrigerator", "covered", "arched-roof", 21.0, 3.1, 4.8, 1),
  model("soviet", "15-9049 tank", "tank", "cylinder", 10.9, 3.0, 4.7, 11),
  model("soviet", "15-1547-03 tank", "tank", "cylinder", 10.9, 3.1, 4.9, 5),
  model("soviet", "15-871 eight-axle tank", "tank", "cylinder", 20.0, 3.1, 5.0, 1.5),
  model("soviet", "gas tank, 12 m", "tank", "cylinder", 11.0, 3.0, 4.9, 2),
  model("soviet", "flat, frame of 13.4 m", "flat", "stanchions", 13.5, 3.1, 1.5, 4),
  model("soviet", "container flat, frame of 18.4 m", "flat", "skeleton", 18.5, 2.6, 1.4, 4),
  model("soviet", "container flat, 25.6 m", "flat", "skeleton", 24.7, 2.6, 1.4, 2),
  model("soviet", "gondola under cover", "covered", "tarpaulin", 12.9, 3.1, 4.0, 2),
  model("soviet", "VL80 section", "locomotive", "cab-locomotive", 15.4, 3.1, 4.9, 2),
  model("soviet", "TE3 section", "locomotive", "cab-locomotive", 15.9, 3.1, 4.8, 2),
  model("soviet", "TEM2", "locomotive", "hood-locomotive", 15.9, 3.1, 4.8, 1.5),
  model("soviet", "coach", "locomotive", "coach", 23.6, 3.1, 4.6, 2),

  model("asia", "83 m3 gondola", "open", "open-box", 12.5, 3.1, 3.4, 12),
  model("asia", "C70 gondola", "open", "open-box", 13.0, 3.2, 3.5, 8),
  model("asia", "C80 gondola", "open", "open-box", 11.0, 3.2, 3.9, 4),
  model("asia", "ballast hopper", "open", "open-hopper", 11.0, 3.1, 3.6, 2),
  model("asia", "P63 box", "covered", "arched-roof", 15.5, 3.2, 4.6, 5),
  model("asia", "P70 box", "covered", "arched-roof", 16.1, 3.2, 4.8, 4),
  model("asia", "L18 grain hopper", "covered", "hatched-roof", 15.3, 3.2, 4.7, 2),
  model("asia", "BTPN tank, heavy oil", "tank", "cylinder", 11.1, 3.0, 4.6, 7),
  model("asia", "BTPN tank", "tank", "cylinder", 11.4, 3.1, 4.7, 3),
  model("asia", "NX70 flat", "flat", "stanchions", 15.4, 3.0, 1.4, 4),
  model("asia", "X6K container flat", "flat", "skeleton", 12.5, 2.6, 1.3, 4),
  model("asia", "X4K container flat", "flat", "skeleton", 18.4, 2.6, 1.3, 2),
  model("asia", "C70 gondola under cover", "covered", "tarpaulin", 12.7, 3.1, 3.9, 3),
  model("asia", "DF4B", "locomotive", "cab-locomotive", 20.1, 3.1, 4.8, 2),
  model("asia", "DF7", "locomotive", "hood-locomotive", 17.2, 3.1, 4.7, 1.5),
  model("asia", "YZ25 coach", "locomotive", "coach", 25.5, 3.1, 4.5, 3),

  model("north-america", "50 ft box", "covered", "flat-roof", 16.6, 3.2, 4.8, 7),
  model("north-america", "60 ft box", "covered", "flat-roof", 19.8, 3.2, 5.2, 4),
  model("north-america", "cylindrical grain hopper", "covered", "hatched-roof", 17.2, 3.2, 4.8, 10),
  model("north-america", "cement hopper", "covered", "hatched-roof", 11.9, 3.2, 4.6, 4),
  model("north-america", "plastics hopper", "covered", "hatched-roof", 19.0, 3.2, 4.8, 4),
  model("north-america", "coal gondola", "open", "open-box", 15.1, 3.2, 3.9, 7),
  model("north-america", "mill gondola, 52 ft", "open", "open-box", 16.4, 3.1, 2.9, 5),
  model("north-america", "mill gondola, 65 ft", "open", "open-box", 20.6, 3.1, 2.9, 2),
  model("north-america", "coal hopper", "open", "open-hopper", 14.8, 3.2, 3.9, 4),
  model("north-america", "30,000 gal tank", "tank", "cylinder", 17.1, 3.1, 4.7, 9),
  model("north-america", "20,000 gal tank", "tank", "cylinder", 13.8, 3.0, 4.5, 4),
  model("north-america", "acid tank", "tank", "cylinder", 12.0, 2.7, 4.2, 2),
  model("north-america", "pressure tank", "tank", "cylinder", 19.3, 3.1, 4.8, 3),
  model("north-america", "F68AH bulkhead flat", "flat", "stanchions", 20.5, 3.1, 1.6, 2),
  model("north-america", "centre-beam flat", "flat", "centre-beam", 23.2, 3.1, 4.6, 3),
  model("north-america", "89 ft flat", "flat", "deck", 27.2, 2.8, 1.4, 1.5),
  model("north-america", "53 ft well car", "flat", "skeleton", 22.2, 2.9, 1.4, 4),
  model("north-america", "autorack", "covered", "flat-roof", 27.2, 3.2, 5.8, 3),
  model("north-america", "G52S coil car", "covered", "tarpaulin", 15.4, 3.0, 3.6, 3),
  model("north-america", "AC4400CW", "locomotive", "hood-locomotive", 21.2, 3.1, 4.8, 3),
  model("north-america", "four-axle diesel", "locomotive", "hood-locomotive", 16.9, 3.1, 4.7, 2),
  model("north-america", "coach", "locomotive", "coach", 25.0, 3.1, 4.6, 1),
];

/** Standard gauge (UIC 510) and the 1520 mm of GOST 9238, metres between the rails' inner faces. */
export const GAUGE_METRES: Readonly<Record<Region, number>> = {
  europe: 1.435,
  soviet: 1.52,
  asia: 1.435,
  "north-america": 1.435,
};

/** Side buffers stand 1.75 m apart in Europe (UIC 527-1); elsewhere cars meet at one central coupler. */
export const HAS_BUFFERS: Readonly<Record<Region, boolean>> = {
  europe: true,
  soviet: false,
  asia: false,
  "north-america": false,
};

/** Paint of bodies and roofs, as displayed in full sun. Judgement, from looking at public aerial photographs. */
export const FREIGHT_PAINT: readonly Colour[] = [
  [112, 72, 58],
  [128, 84, 66],
  [92, 62, 52],
  [146, 104, 82],
  [96, 88, 80],
  [128, 126, 122],
  [158, 156, 150],
  [186, 186, 182],
  [222, 222, 218],
  [72, 72, 74],
  [48, 48, 50],
  [74, 96, 128],
  [62, 78, 108],
  [86, 104, 84],
  [120, 132, 104],
  [176, 156, 118],
  [198, 176, 138],
  [190, 150, 70],
  [150, 58, 50],
  [204, 208, 214],
];
export const TANK_PAINT: readonly Colour[] = [
  [40, 40, 42],
  [62, 60, 60],
  [88, 84, 80],
  [126, 124, 122],
  [170, 170, 168],
  [214, 214, 210],
  [232, 232, 228],
  [104, 74, 60],
  [176, 128, 60],
  [84, 108, 132],
];
export const TARPAULIN_PAINT: readonly Colour[] = [
  [72, 92, 150],
  [96, 112, 168],
  [150, 152, 158],
  [196, 198, 200],
  [92, 112, 92],
  [62, 66, 72],
  [134, 164, 168],
  [222, 222, 222],
];
export const COACH_PAINT: readonly Colour[] = [
  [150, 152, 152],
  [186, 188, 188],
  [100, 102, 104],
  [74, 96, 84],
  [70, 80, 110],
  [206, 206, 202],
  [124, 108, 96],
];
export const LOCOMOTIVE_PAINT: readonly Colour[] = [
  [168, 48, 44],
  [78, 100, 78],
  [70, 84, 122],
  [210, 170, 60],
  [96, 98, 100],
  [196, 92, 48],
  [58, 60, 64],
  [160, 160, 160],
];
export const CONTAINER_PAINT: readonly Colour[] = [
  [150, 70, 54],
  [168, 92, 62],
  [64, 92, 138],
  [52, 74, 108],
  [70, 110, 84],
  [206, 206, 202],
  [160, 162, 164],
  [196, 148, 60],
  [112, 44, 42],
  [228, 228, 224],
];
/** Coal, ore, ballast, sand, scrap, timber, salt, woodchips, as displayed in full sun. */
export const BULK_LOADS: readonly Colour[] = [
  [38, 38, 40],
  [44, 42, 42],
  [112, 70, 52],
  [128, 126, 122],
  [184, 164, 126],
  [96, 90, 84],
  [150, 120, 84],
  [214, 212, 206],
  [134, 104, 70],
];
