import type { SourceRef } from "../../../core/report/finding.ts";
import { figureCars, focusOf } from "../../../core/report/focus.ts";
import type { SeriesEntry } from "../../../core/series/entry.ts";
import type { Context } from "../context.ts";
import type { FigureBlock, Theme } from "../document.ts";
import { dateText, numberText } from "../numbers.ts";
import { figureWords, periodCell } from "../sections/looks.ts";
import { plainText } from "../sentence.ts";
import { baselineBand, eventLines, onsetShade } from "./annotations.ts";
import { chartLegend, type LegendKey } from "./legend.ts";
import { dayNumber, dayText, linearScale, niceTicks, type Scale, timeTicks } from "./scale.ts";
import { haloOf, linked, overlaps, picture, type Rectangle, tag, textLabel, textWidth } from "./svg.ts";

const WIDTH = 720;
const PLOT = { left: 44, right: 704, height: 230 };

/** One thing on the chart: where it lies in time and in cars, and how it is drawn. */
interface Mark {
  readonly source: SourceRef;
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly kind: LegendKey;
  /** Cars: the points of the mark, lowest first; empty for what has no number of cars. */
  readonly cars: readonly number[];
  readonly focus: boolean;
}

export interface Plot {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The series in time: our counts with their intervals, withheld looks as crosses under the axis (never zeros), what
 * others published in marks of its own for each kind of figure, the baseline, the onset and the events.
 *
 * @param around  draws only this many days before and after the look in focus. Null: everything.
 */
export function seriesChart(context: Context, around: number | null): FigureBlock | null {
  const all = marksOf(context);
  const focus = focusOf(context.record.basis);
  if (all.length === 0 || (around !== null && focus === null)) return null;
  const centre = focus === null ? 0 : dayNumber(focus.date);
  const marks = around === null ? all : all.filter(({ from, to }) => to >= centre - around && from <= centre + around);
  const days = marks.flatMap(({ from, to }) => [from, to]);
  const [first, last] =
    around === null
      ? [Math.min(...days), Math.max(...days)]
      : [centre - around, Math.max(centre + around / 3, centre + 14)];
  const pad = Math.max(2, (last - first) * 0.03);
  const caption = context.sentence(around === null ? "series.caption" : "series.caption-near");
  const alternative = plainText(context.sentence("series.alternative"));
  const shown = marks.filter(({ from, to }) => to >= first && from <= last);
  const svg = (theme: Theme) => drawn(context, shown, first - pad, last + pad, theme, alternative).svg;
  const { height } = drawn(context, shown, first - pad, last + pad, MEASURING, alternative);
  return {
    kind: "figure",
    id: around === null ? "figure-series" : "figure-series-near",
    caption,
    alternative,
    svg,
    aspect: WIDTH / height,
    links: [
      ...shown.map(({ source }) => source),
      ...context.record.basis.events.map(({ id }): SourceRef => ({ kind: "event", id })),
    ],
  };
}

const MEASURING: Theme = {
  ink: "",
  quiet: "",
  grid: "",
  paper: "",
  ours: "",
  published: "",
  band: "",
  event: "",
  onset: "",
  withheld: "",
  font: "",
  links: false,
};

/** Days between the first and the last mark: whether a closer view is worth drawing. */
export function seriesSpanDays(context: Context): number {
  const days = marksOf(context).flatMap(({ from, to }) => [from, to]);
  return days.length === 0 ? 0 : Math.max(...days) - Math.min(...days);
}

function drawn(context: Context, marks: readonly Mark[], from: number, to: number, theme: Theme, alternative: string) {
  const x = linearScale(from, to, PLOT.left, PLOT.right);
  const inside = { left: PLOT.left, right: PLOT.right, from, to, x };
  const events = eventLines(context, inside, theme);
  const top = events.height + 10;
  const bottom = top + PLOT.height;
  const { assessment } = context.record;
  const band = assessment?.status === "ready" ? assessment.baseline.predictive.high : 0;
  const ticks = niceTicks(Math.max(band, ...marks.flatMap(({ cars }) => cars), 4) * 1.05, 5);
  const y = linearScale(0, ticks.at(-1) ?? 1, bottom, top);
  const plot: Plot = { ...inside, y, top, bottom };
  const legend = chartLegend(
    context,
    [...new Set(marks.map(({ kind }) => kind))],
    { band: band > 0, onset: assessment?.status === "ready" && assessment.onset !== null, events: events.height > 0 },
    PLOT.left,
    bottom + 50,
    PLOT.right,
    theme,
  );
  const height = bottom + 50 + legend.height;
  return {
    height,
    svg: picture(WIDTH, height, theme, alternative, [
      ...onsetShade(context, plot, theme),
      ...baselineBand(context, plot, theme),
      ...yAxis(context, plot, ticks, theme),
      ...xAxis(context, plot, theme),
      ...events.draw(plot),
      ...marks.map((mark) => drawMark(mark, plot, theme)),
      ...valueLabels(context, marks, plot, theme),
      ...legend.svg,
    ]),
  };
}

function yAxis(context: Context, { y, left, right, top }: Plot, ticks: readonly number[], theme: Theme): string[] {
  return [
    ...ticks.flatMap((tick) => [
      tag("line", {
        x1: left,
        x2: right,
        y1: y(tick),
        y2: y(tick),
        stroke: theme.grid,
        "stroke-width": tick === 0 ? 1.4 : 0.8,
      }),
      textLabel(left - 6, y(tick) + 4, numberText(context.locale, tick), {
        anchor: "end",
        fill: theme.quiet,
        plain: "scale",
      }),
    ]),
    textLabel(left - 38, top - 11, context.label("axis.cars"), { fill: theme.quiet, weight: 600 }),
  ];
}

function xAxis(context: Context, { x, bottom, from, to }: Plot, theme: Theme): string[] {
  return timeTicks(from, to, 9).flatMap(({ day, precision }) => {
    const iso = dayText(day);
    const words =
      precision === "day"
        ? dateText(context.locale, iso)
        : dateText(context.locale, precision === "year" ? iso.slice(0, 4) : iso.slice(0, 7));
    return [
      tag("line", { x1: x(day), x2: x(day), y1: bottom + 18, y2: bottom + 22, stroke: theme.quiet }),
      textLabel(x(day), bottom + 34, words, { anchor: "middle", size: 10, fill: theme.quiet, plain: "scale" }),
    ];
  });
}

function drawMark(mark: Mark, plot: Plot, theme: Theme): string {
  const { x, y, bottom } = plot;
  const left = Math.max(x(mark.from), plot.left);
  const right = Math.min(x(mark.to), plot.right);
  const middle = (left + right) / 2;
  const low = y(mark.cars[0] ?? 0);
  const high = y(mark.cars.at(-1) ?? 0);
  const colour = mark.kind === "ours" ? theme.ours : theme.published;
  const line = { stroke: colour, "stroke-width": mark.focus ? 2.4 : 1.6, "stroke-linecap": "round" };
  const area = tag("rect", {
    x: left - 6,
    y: Math.min(high, low) - 6,
    width: right - left + 12,
    height: Math.abs(low - high) + 12,
    fill: "transparent",
  });
  const shapes: Readonly<Record<LegendKey, () => string[]>> = {
    ours: () => [
      tag("line", { x1: middle, x2: middle, y1: low, y2: high, ...line }),
      tag("circle", {
        cx: middle,
        cy: y(mark.cars[1] ?? 0),
        r: mark.focus ? 5 : 3.4,
        fill: colour,
        stroke: theme.paper,
      }),
    ],
    withheld: () => [cross(middle, bottom + 10, theme.withheld)],
    exact: () => [diamond(middle, low, mark.focus ? 6 : 4.6, colour, colour)],
    about: () => [diamond(middle, low, mark.focus ? 6 : 4.6, theme.paper, colour)],
    "at-least": () => [
      tag("line", { x1: left - 5, x2: right + 5, y1: low, y2: low, ...line }),
      tag("path", { d: `M${middle} ${low}v-18m-4 5l4 -5l4 5`, fill: "none", ...line }),
    ],
    "at-most": () => [
      tag("line", { x1: left, x2: right, y1: low, y2: low, "stroke-dasharray": "5 3", ...line }),
      ...[left, right].map((end) => tag("path", { d: `M${end} ${low}v9m-3 -4l3 4l3 -4`, fill: "none", ...line })),
    ],
    range: () => [
      tag("rect", {
        x: left,
        width: Math.max(right - left, 3),
        y: high,
        height: Math.max(low - high, 1),
        fill: colour,
        "fill-opacity": 0.13,
        stroke: colour,
        "stroke-width": 1,
      }),
      ...(mark.cars.length === 3
        ? [tag("line", { x1: left, x2: right, y1: y(mark.cars[1] ?? 0), y2: y(mark.cars[1] ?? 0), ...line })]
        : []),
    ],
    mean: () => [tag("line", { x1: left, x2: right, y1: low, y2: low, ...line })],
    class: () =>
      mark.cars.map((cars) =>
        tag("rect", {
          x: middle - 3,
          y: y(cars) - 3,
          width: 6,
          height: 6,
          fill: theme.paper,
          stroke: colour,
          "stroke-width": 1.4,
        }),
      ),
    lengths: () => [
      tag("path", {
        d: `M${middle - 5} ${bottom - 2}h10l-5 -8z`,
        fill: theme.paper,
        stroke: colour,
        "stroke-width": 1.4,
      }),
    ],
  };
  return linked(theme, mark.source, mark.title, [area, ...shapes[mark.kind]()]);
}

const cross = (x: number, y: number, colour: string) =>
  tag("path", { d: `M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7`, stroke: colour, "stroke-width": 1.6, fill: "none" });

const diamond = (x: number, y: number, r: number, fill: string, stroke: string) =>
  tag("path", { d: `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}z`, fill, stroke, "stroke-width": 1.6 });

/** Numbers beside the marks of single days, the look in focus first; one that would lie on another is left out. */
function valueLabels(context: Context, marks: readonly Mark[], plot: Plot, theme: Theme): string[] {
  const taken: Rectangle[] = marks
    .filter(({ from, to, cars }) => from === to && cars.length > 0)
    .map(({ from, cars }) => ({
      x: plot.x(from) - 5,
      y: plot.y(cars.at(-1) ?? 0) - 5,
      width: 10,
      height: plot.y(cars[0] ?? 0) - plot.y(cars.at(-1) ?? 0) + 10,
    }));
  const labelled = marks.filter(
    ({ kind }) => kind === "exact" || kind === "about" || kind === "at-least" || kind === "at-most",
  );
  const focus = marks.filter((mark) => mark.focus && !labelled.includes(mark));
  return [...focus, ...labelled.filter((m) => m.focus), ...labelled.filter((m) => !m.focus)].flatMap((mark) => {
    const cars = mark.kind === "ours" ? mark.cars[1] : mark.cars[0];
    if (cars === undefined) return [];
    const words = numberText(context.locale, cars);
    const size = mark.focus ? 14 : 10.5;
    const width = textWidth(words, size);
    const [cx, cy] = [
      (Math.max(plot.x(mark.from), plot.left) + Math.min(plot.x(mark.to), plot.right)) / 2,
      plot.y(cars),
    ];
    const places = [
      { x: cx + 8, y: cy - size / 2 },
      { x: cx - 8 - width, y: cy - size / 2 },
      { x: cx - width / 2, y: cy - size - 8 },
    ].map((at) => ({ ...at, width, height: size }));
    const place = places.find((at) => at.x + at.width < plot.right + 14 && !taken.some((other) => overlaps(at, other)));
    if (place === undefined) return [];
    taken.push(place);
    return [
      linked(theme, mark.source, mark.title, [
        textLabel(place.x, place.y + size * 0.85, words, {
          size,
          fill: mark.kind === "ours" ? theme.ours : theme.published,
          weight: mark.focus ? 700 : 600,
          ...haloOf(theme),
        }),
      ]),
    ];
  });
}

function marksOf(context: Context): Mark[] {
  const { basis } = context.record;
  const focus = focusOf(basis);
  const ours = basis.looks.map(({ observation }): Mark => {
    const day = dayNumber(observation.acquiredAt);
    const source: SourceRef = { kind: "observation", id: observation.id };
    const when = dateText(context.locale, observation.acquiredAt);
    const counted = observation.status === "counted";
    return {
      source,
      from: day,
      to: day,
      title: counted
        ? `${when}: ${numberText(context.locale, observation.count.median)}`
        : `${when}: ${context.label("looks.withheld")}`,
      kind: counted ? "ours" : "withheld",
      cars: counted ? [observation.count.low, observation.count.median, observation.count.high] : [],
      focus: focus?.kind === "observation" && focus.look.observation.id === observation.id,
    };
  });
  const published = basis.published.map(
    (entry): Mark => ({
      source: { kind: "entry", id: entry.id },
      from: dayNumber(entry.from),
      to: dayNumber(entry.to),
      title: plainText([
        ...periodCell(context, entry),
        { kind: "text", text: context.label("list.colon") },
        ...figureWords(context, entry),
      ]),
      ...shapeOf(entry),
      focus: focus?.kind === "entry" && focus.entry.id === entry.id,
    }),
  );
  return [...published, ...ours];
}

function shapeOf(entry: SeriesEntry): Pick<Mark, "kind" | "cars"> {
  const { figure } = entry;
  switch (figure.kind) {
    case "exact":
      return { kind: figureCars(figure)?.precision === "about" ? "about" : "exact", cars: [figure.cars] };
    case "at-least":
    case "at-most":
      return { kind: figure.kind, cars: [figure.cars] };
    case "range":
      return figure.high === null
        ? { kind: "mean", cars: [figure.mean ?? figure.low] }
        : {
            kind: "range",
            cars: figure.mean === null ? [figure.low, figure.high] : [figure.low, figure.mean, figure.high],
          };
    case "by-class":
      return { kind: "class", cars: Object.values(figure.cars).sort((a, b) => a - b) };
    case "train-lengths":
      return { kind: "lengths", cars: [] };
    case "distribution":
      return { kind: "ours", cars: [figure.count.low, figure.count.median, figure.count.high] };
    case "withheld":
      return { kind: "withheld", cars: [] };
  }
}
