import type { Onset } from "../../../core/assessment/assessment.ts";
import type { SourceRef } from "../../../core/report/finding.ts";
import type { Context } from "../context.ts";
import type { Theme } from "../document.ts";
import { dateText, textIn } from "../numbers.ts";
import { GAP, placeLabels } from "./event-labels.ts";
import { dayNumber } from "./scale.ts";
import type { Plot } from "./series-marks.ts";
import { haloOf, linked, tag, textLabel, textWidth, wrapped } from "./svg.ts";

const LINE = 12;
const SIZE = 10;
/** Widest line of an event's label, units. */
const LABEL_WIDTH = 150;

/** Events as labelled lines. Labels stand in rows above the plot, where no line crosses them; none is left out. */
export function eventLines(context: Context, inside: Pick<Plot, "x" | "left" | "right" | "from" | "to">, theme: Theme) {
  const labels = context.record.basis.events
    .map((event) => ({ event, day: dayNumber(event.date) }))
    .filter(({ day }) => day >= inside.from && day <= inside.to)
    .map(({ event, day }) => {
      const { text } = textIn(context.locale, event.label);
      const when = dateText(context.locale, event.date);
      const lines = [...wrapped(text, SIZE, LABEL_WIDTH), when];
      return { event, at: inside.x(day), lines, width: Math.max(...lines.map((line) => textWidth(line, SIZE))), when };
    });
  const places = placeLabels(labels, inside.left, inside.right);
  const stacked = labels
    .map((label, i) => ({ ...label, ...(places[i] ?? { row: 0, toTheLeft: false }) }))
    .sort((a, b) => b.row - a.row);
  /** Lines of the tallest label of each row. */
  const rows: number[] = [];
  for (const { row, lines } of stacked) rows[row] = Math.max(rows[row] ?? 0, lines.length);
  /** Height of the rows above this one: row 0 lies next to the plot. */
  const above = (row: number) => rows.slice(row + 1).reduce((sum, lines) => sum + lines * LINE + 6, 0);
  const height = above(-1);
  return {
    height,
    /** Where the lines stand, x. */
    lines: labels.map(({ at }) => at),
    draw: (plot: Plot): string[] =>
      stacked.map(({ event, at, lines, toTheLeft, row, when }) => {
        const y = above(row);
        const source: SourceRef = { kind: "event", id: event.id };
        return linked(theme, source, `${textIn(context.locale, event.label).text} (${when})`, [
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
            textLabel(at + (toTheLeft ? -GAP : GAP), y + LINE * (i + 0.85), line, {
              size: SIZE,
              anchor: toTheLeft ? "end" : "start",
              fill: theme.event,
              weight: i === lines.length - 1 ? 400 : 600,
              ...haloOf(theme),
            }),
          ),
        ]);
      }),
  };
}

/** When the rise or the fall began; null where nothing was assessed, or the record does not tell for sure that one did. */
export function onsetOf({ record: { assessment, findings } }: Context): Onset | null {
  const isTold = findings.some(({ key }) => key === "rise.onset");
  return assessment?.status === "ready" && isTold ? assessment.onset : null;
}

/** The interval of the onset, as a shade over the whole height. */
export function onsetShade(context: Context, plot: Plot, theme: Theme): string[] {
  const onset = onsetOf(context);
  if (onset === null) return [];
  const left = Math.max(plot.left, plot.x(dayNumber(onset.low)));
  const right = Math.min(plot.right, plot.x(dayNumber(onset.high)));
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
