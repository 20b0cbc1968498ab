import type { SourceRef } from "../../../core/report/finding.ts";
import type { Context } from "../context.ts";
import type { Theme } from "../document.ts";
import { dateText, textIn } from "../numbers.ts";
import { dayNumber } from "./scale.ts";
import type { Plot } from "./series-marks.ts";
import { haloOf, linked, tag, textLabel, textWidth, wrapped } from "./svg.ts";

const LINE = 12;
const SIZE = 10;
/** Widest line of an event's label, units. */
const LABEL_WIDTH = 150;

/**
 * Events as labelled lines. Labels stand in rows above the plot; each takes the lowest row where it does not run into
 * another, so none is left out.
 */
export function eventLines(context: Context, inside: Pick<Plot, "x" | "left" | "right" | "from" | "to">, theme: Theme) {
  /** Lines of the tallest label of each row. */
  const rows: number[] = [];
  const placed = context.record.basis.events
    .map((event) => ({ event, day: dayNumber(event.date) }))
    .filter(({ day }) => day >= inside.from && day <= inside.to)
    .sort((a, b) => b.day - a.day)
    .map(({ event, day }) => {
      const { text } = textIn(event.label, context.locale.language.tag);
      const when = dateText(context.locale, event.date);
      const lines = [...wrapped(text, SIZE, LABEL_WIDTH), when];
      const width = Math.max(...lines.map((line) => textWidth(line, SIZE)));
      const at = inside.x(day);
      const flipped = at + 5 + width > inside.right;
      return { event, at, lines, left: flipped ? at - 5 - width : at + 5, width, flipped, when };
    });
  // From the right: a label to the right of its line must clear the lines and labels already placed there.
  const spans: { left: number; right: number; row: number }[] = [];
  const stacked = placed.map((label) => {
    let row = 0;
    const [left, right] = [Math.min(label.left, label.at) - 2, Math.max(label.left + label.width, label.at) + 2];
    while (spans.some((span) => span.row === row && span.left < right && left < span.right)) row++;
    spans.push({ left, right, row });
    rows[row] = Math.max(rows[row] ?? 0, label.lines.length);
    return { ...label, row };
  });
  /** Height of the rows above this one: row 0 lies next to the plot. */
  const above = (row: number) => rows.slice(row + 1).reduce((sum, lines) => sum + lines * LINE + 6, 0);
  const height = above(-1);
  return {
    height,
    draw: (plot: Plot): string[] =>
      stacked.map(({ event, at, lines, flipped, row, when }) => {
        const y = above(row);
        const source: SourceRef = { kind: "event", id: event.id };
        return linked(theme, source, `${textIn(event.label, context.locale.language.tag).text} (${when})`, [
          tag("line", {
            x1: at,
            x2: at,
            y1: y + 2,
            y2: plot.bottom,
            stroke: theme.event,
            "stroke-width": 1.2,
            "stroke-dasharray": "2 3",
          }),
          ...lines.map((line, i) =>
            textLabel(at + (flipped ? -5 : 5), y + LINE * (i + 0.85), line, {
              size: SIZE,
              anchor: flipped ? "end" : "start",
              fill: theme.event,
              weight: i === lines.length - 1 ? 400 : 600,
              ...haloOf(theme),
            }),
          ),
        ]);
      }),
  };
}

/** The interval of the onset, as a shade over the whole height. */
export function onsetShade(context: Context, plot: Plot, theme: Theme): string[] {
  const { assessment } = context.record;
  if (assessment?.status !== "ready" || assessment.onset === null) return [];
  const left = Math.max(plot.left, plot.x(dayNumber(assessment.onset.low)));
  const right = Math.min(plot.right, plot.x(dayNumber(assessment.onset.high)));
  if (right < plot.left || left > plot.right) return [];
  return [
    tag("rect", {
      x: left,
      y: plot.top,
      width: Math.max(2, right - left),
      height: plot.bottom - plot.top,
      fill: theme.onset,
      "fill-opacity": 0.28,
      stroke: theme.quiet,
      "stroke-width": 0.5,
    }),
  ];
}

/** What a usual day shows: the predictive interval of the baseline, over the time of the baseline and after it. */
export function baselineBand(context: Context, plot: Plot, theme: Theme): string[] {
  const { assessment } = context.record;
  if (assessment?.status !== "ready") return [];
  const { from, predictive } = assessment.baseline;
  const left = Math.max(plot.left, plot.x(dayNumber(from)));
  if (left > plot.right) return [];
  return [
    tag("rect", {
      x: left,
      y: plot.y(predictive.high),
      width: plot.right - left,
      height: plot.y(predictive.low) - plot.y(predictive.high),
      fill: theme.band,
      "fill-opacity": 0.3,
    }),
    tag("line", {
      x1: left,
      x2: plot.right,
      y1: plot.y(predictive.median),
      y2: plot.y(predictive.median),
      stroke: theme.band,
      "stroke-width": 1.4,
    }),
  ];
}
