import type { Car, TrackCount } from "../../../core/observation/observation.ts";
import { CAR_TYPES } from "../../../core/observation/observation.ts";
import type { SourceRef } from "../../../core/report/finding.ts";
import type { ReportLook, ReportStrip } from "../../../core/report/record.ts";
import { hiddenStretches, isUnseen, seenOnTrack } from "../../../core/report/seen-of.ts";
import type { Context } from "../context.ts";
import type { FigureBlock, Theme } from "../document.ts";
import { numberText } from "../numbers.ts";
import { countValue, plainText } from "../sentence.ts";
import { hatch, linked, picture, tag, textLabel, textWidth } from "./svg.ts";
import { coverLine, TYPE_STYLE, typeLegend } from "./type-legend.ts";

const WIDTH = 720;
const LANE = { left: 10, right: 710, gap: 34, top: 20 };
/** Metres of track in one row of the picture; a long track is broken into rows, never more than this many. */
const ROW_METRES = 230;
const MOST_ROWS = 16;
/** Metres shown to either side of the track's line. */
const SHOWN_HALF_WIDTH = 5;
/** Half the width of the box drawn around a car, metres: cars are 2.8 to 3.3 m wide, and the box must not hide them. */
const CAR_HALF_WIDTH = 1.8;

/**
 * One track straightened, with the cars that were counted on it outlined and metres along it. Pixels where they may be
 * shown, white where not. Null where the record lists no cars of this look one by one.
 */
export function stripFigure(context: Context, look: ReportLook, track: TrackCount): FigureBlock | null {
  if (context.record.basis.pictures?.observation !== look.observation.id && track.cars.length === 0) return null;
  const { strip, pixels } = shownOf(context, look, track);
  const source: SourceRef = { kind: "track", observation: look.observation.id, id: track.track };
  const seen = seenOnTrack(look.observation, track);
  const cars = countValue(track.cars.length, source);
  // The part that cannot be seen has no car to be drawn.
  const counted = (seen ?? track.count).median;
  const alternative = plainText(context.sentence("strip.alternative", { track: track.name, cars }));
  const rowMetres = Math.max(ROW_METRES, track.lengthMetres / MOST_ROWS);
  const rows = Math.max(1, Math.ceil(track.lengthMetres / rowMetres - 0.02));
  const scale = (LANE.right - LANE.left) / rowMetres;
  const laneHeight = 2 * SHOWN_HALF_WIDTH * scale;
  const used = CAR_TYPES.filter((type) => track.cars.some((car) => car.type === type));
  const covered = track.cars.some((car) => car.covered === true);
  const isHatched = pixels === null && hiddenStretches(look.observation, track).length > 0;
  const height = LANE.top + rows * (laneHeight + LANE.gap) + (used.length > 0 || isHatched ? 18 : 0);
  return {
    kind: "figure",
    id: `figure-strip-${track.track.replace(/[^A-Za-z0-9]+/g, "-")}`,
    caption: context.sentence(pixels === null ? "strip.caption-outlines" : "strip.caption", {
      track: track.name,
      cars,
      counted: countValue(counted, source),
      differs: counted === track.cars.length ? "no" : "yes",
      seen: isUnseen(look.observation, track) ? "none" : seen === null ? "all" : "part",
    }),
    alternative,
    aspect: WIDTH / height,
    links: [source],
    svg: (theme) =>
      picture(WIDTH, height, theme, alternative, [
        tag("rect", { x: 0, y: 0, width: WIDTH, height, fill: theme.paper }),
        textLabel(LANE.left, 13, track.name, { plain: "name", fill: theme.ink, weight: 600 }),
        ...(look.scene.synthetic ? [syntheticLabel(context, WIDTH - 10, 13)] : []),
        ...Array.from({ length: rows }, (_, row) =>
          lane(context, { row, rowMetres, scale, laneHeight, look, track, strip, pixels, theme, source }),
        ).flat(),
        ...typeLegend(context, { types: used, covered }, { left: LANE.left, y: height - 6 }, theme),
        ...(isHatched ? [unseenLabel(context, WIDTH - 10, height - 6, theme)] : []),
      ]),
  };
}

/** Whether the picture of a track would show nothing: none of it could be seen, and there are no pixels that show why. */
export function isEmptyBox(context: Context, look: ReportLook, track: TrackCount): boolean {
  const { pixels } = shownOf(context, look, track);
  return pixels === null && isUnseen(look.observation, track);
}

/** The strip of a track where the record holds one, and its pixels where they may be shown. */
function shownOf({ record, pixels }: Context, look: ReportLook, { track }: TrackCount) {
  const { pictures } = record.basis;
  const strip =
    pictures?.observation === look.observation.id ? pictures.strips.find((each) => each.track === track) : undefined;
  return { strip, pixels: strip === undefined ? null : pixels(strip.picture) };
}

interface Lane {
  readonly row: number;
  readonly rowMetres: number;
  readonly scale: number;
  readonly laneHeight: number;
  readonly look: ReportLook;
  readonly track: TrackCount;
  readonly strip: ReportStrip | undefined;
  readonly pixels: Uint8Array | null;
  readonly theme: Theme;
  readonly source: SourceRef;
}

function lane(context: Context, lane: Lane): string[] {
  const { row, rowMetres, scale, laneHeight, look, track, strip, pixels, theme, source } = lane;
  const from = row * rowMetres;
  const to = Math.min(track.lengthMetres, from + rowMetres);
  const top = LANE.top + row * (laneHeight + LANE.gap);
  const width = (to - from) * scale;
  const middle = top + laneHeight / 2;
  const x = (metres: number) => LANE.left + (metres - from) * scale;
  const background =
    strip !== undefined && pixels !== null
      ? imagePart(strip, pixels, { from, to, x: LANE.left, y: top, width, height: laneHeight })
      : [
          tag("rect", {
            x: LANE.left,
            y: top,
            width,
            height: laneHeight,
            fill: "#ffffff",
            stroke: "#bbbbbb",
            "stroke-width": 0.6,
          }),
          ...hiddenStretches(look.observation, track).flatMap((hidden) => {
            const [left, right] = [x(Math.max(hidden.from, from)), x(Math.min(hidden.to, to))];
            return right > left ? [hatch({ x: left, y: top, width: right - left, height: laneHeight }, "#b0b0b0")] : [];
          }),
          ...[-1, 1].map((side) =>
            tag("line", {
              x1: LANE.left,
              x2: LANE.left + width,
              y1: middle + side * 0.75 * scale,
              y2: middle + side * 0.75 * scale,
              stroke: "#cccccc",
              "stroke-width": 0.8,
            }),
          ),
        ];
  const cars = track.cars
    .filter((car) => car.to > from && car.from < to)
    .map((car) =>
      carBox(context, car, {
        x: x(Math.max(car.from, from)),
        right: x(Math.min(car.to, to)),
        middle,
        scale,
        source,
        theme,
      }),
    );
  return [...background, ...cars, ...metreTicks(context, from, to, x, top + laneHeight, theme)];
}

function imagePart(
  strip: ReportStrip,
  pixels: Uint8Array,
  at: { from: number; to: number; x: number; y: number; width: number; height: number },
): string[] {
  const perMetre = 1 / strip.spacingMetres;
  const columns = (at.to - at.from) * perMetre;
  const rows = 2 * SHOWN_HALF_WIDTH * perMetre;
  const firstRow = (strip.halfWidthMetres - SHOWN_HALF_WIDTH) * perMetre;
  const { width = 0, height = 0 } = strip.picture ?? {};
  // The pixels stand in the first row; the rows after it show another part of the same image.
  const id = `pixels-${strip.track.replace(/[^A-Za-z0-9]+/g, "-")}`;
  return [
    tag(
      "svg",
      {
        x: at.x,
        y: at.y,
        width: at.width,
        height: at.height,
        viewBox: `${at.from * perMetre} ${firstRow} ${columns} ${rows}`,
        preserveAspectRatio: "none",
      },
      at.from === 0
        ? tag("image", { id, width, height, "xlink:href": dataUrl(pixels), preserveAspectRatio: "none" })
        : tag("use", { "xlink:href": `#${id}` }),
    ),
  ];
}

export const dataUrl = (png: Uint8Array) => `data:image/png;base64,${Buffer.from(png).toString("base64")}`;

function carBox(
  context: Context,
  car: Car,
  at: { x: number; right: number; middle: number; scale: number; source: SourceRef; theme: Theme },
): string {
  const { colour, dash } = TYPE_STYLE[car.type];
  const half = CAR_HALF_WIDTH * at.scale;
  const box = {
    x: at.x + 0.6,
    y: at.middle - half,
    width: Math.max(1, at.right - at.x - 1.2),
    height: 2 * half,
    rx: 1.5,
  };
  const title = plainText(
    context.sentence("car.place", {
      type: { format: "choice", value: car.type, source: at.source },
      covered: { format: "choice", value: String(car.covered), source: at.source },
      from: { format: "number", value: Math.round(car.from), significant: 5, source: at.source },
      to: { format: "number", value: Math.round(car.to), significant: 5, source: at.source },
      probability: { format: "share", value: car.probability, decimals: 0, source: at.source },
    }),
  );
  return linked(at.theme, at.source, title, [
    tag("rect", {
      ...box,
      fill: "#ffffff",
      "fill-opacity": 0.04,
      stroke: "#ffffff",
      "stroke-width": 3,
      "stroke-opacity": 0.8,
    }),
    tag("rect", { ...box, fill: "none", stroke: colour, "stroke-width": 1.6, "stroke-dasharray": dash }),
    ...(car.covered === true ? [coverLine(box, colour)] : []),
  ]);
}

function metreTicks(
  context: Context,
  from: number,
  to: number,
  x: (metres: number) => number,
  y: number,
  theme: Theme,
): string[] {
  const ticks: string[] = [];
  for (let metres = Math.ceil(from / 10) * 10; metres <= to; metres += 10) {
    const labelled = metres % 50 === 0;
    ticks.push(
      tag("line", {
        x1: x(metres),
        x2: x(metres),
        y1: y,
        y2: y + (labelled ? 6 : 3),
        stroke: theme.quiet,
        "stroke-width": 0.8,
      }),
    );
    if (labelled)
      ticks.push(
        textLabel(x(metres), y + 16, `${numberText(context.locale, metres)} ${context.label("axis.metres")}`, {
          size: 9.5,
          anchor: metres === from && from === 0 ? "start" : "middle",
          fill: theme.quiet,
          plain: "scale",
        }),
      );
  }
  return ticks;
}

/** What hatching means. */
export function unseenLabel(context: Context, x: number, y: number, theme: Theme): string {
  return textLabel(x, y, context.label("picture.unseen"), { anchor: "end", fill: theme.quiet, size: 10 });
}

/** Stands on every picture of a scene that a renderer made. */
export function syntheticLabel(context: Context, x: number, y: number): string {
  const words = context.label("picture.synthetic");
  const width = textWidth(words, 11) * 1.12 + 8;
  return (
    tag("rect", { x: x - width + 4, y: y - 11, width, height: 15, fill: "#ffffff", "fill-opacity": 0.85, rx: 3 }) +
    textLabel(x, y, words, { anchor: "end", fill: "#B00020", weight: 700 })
  );
}
