import type { Context } from "../context.ts";
import type { Theme } from "../document.ts";
import type { MessageKey } from "../messages/en.ts";
import { tag, textLabel, textWidth } from "./svg.ts";

/** Kinds of mark, each drawn so that it can be told without colour. */
export type LegendKey =
  | "ours"
  | "withheld"
  | "exact"
  | "about"
  | "at-least"
  | "at-most"
  | "range"
  | "mean"
  | "class"
  | "lengths";

const ROW = 18;
const SIZE = 10.5;

/** What each kind of mark on the chart means; only those that are there. */
export function chartLegend(
  context: Context,
  kinds: readonly LegendKey[],
  also: { readonly band: boolean; readonly onset: "rise" | "fall" | null; readonly events: boolean },
  left: number,
  top: number,
  right: number,
  theme: Theme,
): { readonly svg: readonly string[]; readonly height: number } {
  const entries: { readonly words: string; readonly sign: (x: number, y: number) => string }[] = [
    ...kinds.map((kind) => ({
      words: context.label(`legend.${kind}` as MessageKey),
      sign: (x: number, y: number) => sign(kind, x, y, theme),
    })),
    ...(also.band
      ? [{ words: context.label("legend.band"), sign: (x: number, y: number) => block(x, y, theme.band, 0.4) }]
      : []),
    ...(also.onset === null
      ? []
      : [
          {
            words: context.label(also.onset === "fall" ? "legend.onset-fall" : "legend.onset"),
            sign: (x: number, y: number) => block(x, y, theme.onset, 0.4),
          },
        ]),
    ...(also.events
      ? [
          {
            words: context.label("legend.event"),
            sign: (x: number, y: number) =>
              tag("line", {
                x1: x + 8,
                x2: x + 8,
                y1: y - 10,
                y2: y + 3,
                stroke: theme.event,
                "stroke-width": 1.4,
                "stroke-dasharray": "2 3",
              }),
          },
        ]
      : []),
  ];
  // In the order of reading: from the right where the language runs that way, each sign before its word.
  const rightToLeft = context.locale.language.direction === "rtl";
  let [x, y] = [left, top + 12];
  const svg: string[] = [];
  for (const { words, sign } of entries) {
    const width = 24 + textWidth(words, SIZE) + 16;
    if (x + width > right && x > left) [x, y] = [left, y + ROW];
    const label = { size: SIZE, fill: theme.ink, anchor: rightToLeft ? ("end" as const) : ("start" as const) };
    const start = rightToLeft ? left + right - x : x;
    svg.push(
      sign(rightToLeft ? start - 16 : start, y),
      textLabel(rightToLeft ? start - 22 : start + 22, y, words, label),
    );
    x += width;
  }
  return { svg, height: y - top + 10 };
}

const block = (x: number, y: number, fill: string, opacity: number) =>
  tag("rect", { x, y: y - 9, width: 16, height: 11, fill, "fill-opacity": opacity });

function sign(kind: LegendKey, x: number, y: number, theme: Theme): string {
  const colour = kind === "ours" ? theme.ours : theme.published;
  const line = { stroke: colour, "stroke-width": 1.8, fill: "none" };
  const [cx, cy] = [x + 8, y - 4];
  const diamond = `M${cx} ${cy - 5}l5 5l-5 5l-5 -5z`;
  switch (kind) {
    case "ours":
      return (
        tag("line", { x1: cx, x2: cx, y1: cy - 7, y2: cy + 7, ...line }) +
        tag("circle", { cx, cy, r: 3.4, fill: colour })
      );
    case "withheld":
      return tag("path", {
        d: `M${cx - 3.5} ${cy - 3.5}l7 7m0 -7l-7 7`,
        stroke: theme.withheld,
        "stroke-width": 1.6,
        fill: "none",
      });
    case "exact":
      return tag("path", { d: diamond, fill: colour, stroke: colour });
    case "about":
      return tag("path", { d: diamond, fill: theme.paper, stroke: colour, "stroke-width": 1.6 });
    case "at-least":
      return tag("path", { d: `M${x + 2} ${y + 1}h12m-6 0v-11m-3 4l3 -4l3 4`, ...line });
    case "at-most":
      return tag("path", { d: `M${x} ${y - 7}h16m-8 0v9m-3 -4l3 4l3 -4`, ...line });
    case "range":
      return tag("rect", { x, y: y - 10, width: 16, height: 12, fill: colour, "fill-opacity": 0.13, stroke: colour });
    case "mean":
      return tag("path", { d: `M${x} ${cy}h16`, ...line });
    case "class":
      return tag("rect", {
        x: cx - 3,
        y: cy - 3,
        width: 6,
        height: 6,
        fill: theme.paper,
        stroke: colour,
        "stroke-width": 1.4,
      });
    case "lengths":
      return tag("path", {
        d: `M${cx - 5} ${cy + 4}h10l-5 -8z`,
        fill: theme.paper,
        stroke: colour,
        "stroke-width": 1.4,
      });
  }
}
