import type { SourceRef } from "../../../core/report/finding.ts";
import { figureCars, focusOf } from "../../../core/report/focus.ts";
import type { SeriesEntry } from "../../../core/series/entry.ts";
import type { Context } from "../context.ts";
import type { Theme } from "../document.ts";
import { dateText, numberText } from "../numbers.ts";
import { figureWords, periodCell } from "../sections/published.ts";
import { plainText } from "../sentence.ts";
import type { LegendKey } from "./legend.ts";
import { dayNumber, type Scale } from "./scale.ts";
import { linked, tag } from "./svg.ts";

/** One thing on the chart: where it lies in time and in cars, and how it is drawn. */
export interface Mark {
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

export function drawMark(mark: Mark, plot: Plot, theme: Theme): string {
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

export function marksOf(context: Context): Mark[] {
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
