import type { SourceRef } from "../../../core/report/finding.ts";
import { focusOf } from "../../../core/report/focus.ts";
import type { Context } from "../context.ts";
import type { FigureBlock, Theme } from "../document.ts";
import { dateText, numberText } from "../numbers.ts";
import { plainText } from "../sentence.ts";
import { baselineBand, eventLines, onsetOf, onsetShade } from "./annotations.ts";
import { chartLegend } from "./legend.ts";
import { dayNumber, dayText, linearScale, niceTicks, timeTicks } from "./scale.ts";
import { drawMark, type Mark, marksOf, type Plot } from "./series-marks.ts";
import { haloOf, linked, overlaps, picture, type Rectangle, tag, textLabel, textWidth, tickLabel } from "./svg.ts";

const WIDTH = 720;
const PLOT = { left: 44, right: 704, height: 230, nearHeight: 160 };

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
  const alternative = plainText(context.sentence("series.alternative"));
  const shown = marks.filter(({ from, to }) => to >= first && from <= last);
  const plotHeight = around === null ? PLOT.height : PLOT.nearHeight;
  const draw = (theme: Theme) => drawn(context, shown, first - pad, last + pad, plotHeight, theme, alternative);
  const { height, also } = draw(MEASURING);
  const caption =
    around === null
      ? context.sentence("series.caption", {
          band: also.band ? "yes" : "no",
          onset: also.onset ?? "none",
          events: also.events ? "yes" : "no",
        })
      : context.sentence("series.caption-near");
  return {
    kind: "figure",
    id: around === null ? "figure-series" : "figure-series-near",
    caption,
    alternative,
    svg: (theme) => draw(theme).svg,
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

function drawn(
  context: Context,
  marks: readonly Mark[],
  from: number,
  to: number,
  plotHeight: number,
  theme: Theme,
  alternative: string,
) {
  const x = linearScale(from, to, PLOT.left, PLOT.right);
  const inside = { left: PLOT.left, right: PLOT.right, from, to, x };
  const events = eventLines(context, inside, theme);
  // Room for the unit above the axis where no event has any.
  const top = Math.max(events.height + 10, 24);
  const bottom = top + plotHeight;
  const { assessment } = context.record;
  const band = assessment?.status === "ready" ? assessment.baseline.predictive.high : 0;
  const ticks = niceTicks(Math.max(band, ...marks.flatMap(({ cars }) => cars), 4) * 1.05, 5);
  const y = linearScale(0, ticks.at(-1) ?? 1, bottom, top);
  const plot: Plot = { ...inside, y, top, bottom };
  const also = { band: band > 0, onset: onsetOf(context)?.direction ?? null, events: events.height > 0 };
  const legend = chartLegend(
    context,
    [...new Set(marks.map(({ kind }) => kind))],
    also,
    PLOT.left,
    bottom + 50,
    PLOT.right,
    theme,
  );
  const height = bottom + 50 + legend.height;
  return {
    height,
    also,
    svg: picture(WIDTH, height, theme, alternative, [
      ...onsetShade(context, plot, theme),
      ...baselineBand(context, plot, theme),
      ...yAxis(context, plot, ticks, theme),
      ...xAxis(context, plot, theme),
      ...events.draw(plot),
      ...marks.map((mark) => drawMark(mark, plot, theme)),
      ...valueLabels(context, marks, events.lines, plot, theme),
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
      tickLabel(x(day), bottom + 34, words, WIDTH, theme.quiet),
    ];
  });
}

/** Left free beside a number: "7" and "8" set side by side read 78. Units. */
const BESIDE = 4;

/**
 * Numbers beside the marks of single days, the look in focus first; one that would lie on another or on the line of an
 * event is left out, but for the one in focus, which a line may cross.
 */
function valueLabels(
  context: Context,
  marks: readonly Mark[],
  lines: readonly number[],
  plot: Plot,
  theme: Theme,
): string[] {
  const taken: Rectangle[] = marks
    .filter(({ from, to, cars }) => cars.length > 0 && (from === to || cars.length === 1))
    .map(({ from, to, cars }) => ({
      x: plot.x(from) - 5,
      y: plot.y(cars.at(-1) ?? 0) - (from === to ? 5 : 1),
      width: plot.x(to) - plot.x(from) + 10,
      height: plot.y(cars[0] ?? 0) - plot.y(cars.at(-1) ?? 0) + (from === to ? 10 : 2),
    }));
  const crossed = lines.map((at): Rectangle => ({ x: at - 1, y: 0, width: 2, height: plot.bottom }));
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
    const isFree = (at: Rectangle, others: readonly Rectangle[]) =>
      at.x + at.width < plot.right + 14 && !others.some((other) => overlaps(at, other));
    const place =
      places.find((at) => isFree(at, [...taken, ...crossed])) ??
      (mark.focus ? places.find((at) => isFree(at, taken)) : undefined);
    if (place === undefined) return [];
    taken.push({ ...place, x: place.x - BESIDE, width: width + 2 * BESIDE });
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
