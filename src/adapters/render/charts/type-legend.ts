import type { CarType } from "../../../core/observation/observation.ts";
import type { Context } from "../context.ts";
import type { Theme } from "../document.ts";
import type { MessageKey } from "../messages/en.ts";
import { type Rectangle, tag, textLabel, textWidth } from "./svg.ts";

/** Outline of each type: colours that a colour-blind reader can tell (Okabe and Ito 2008), and dashes for print in grey. */
export const TYPE_STYLE: Readonly<Record<CarType, { readonly colour: string; readonly dash: string | undefined }>> = {
  tank: { colour: "#0072B2", dash: undefined },
  covered: { colour: "#D55E00", dash: undefined },
  open: { colour: "#009E73", dash: "5 2" },
  flat: { colour: "#CC79A7", dash: "2 2" },
  locomotive: { colour: "#E69F00", dash: "8 2 2 2" },
  unknown: { colour: "#56B4E9", dash: "1 2" },
};

/** A line of the legend: its length, of a sign and of the space after an entry, at most; the size of its words. */
const LINE = 700;
const SIGN = 22;
const GAP = 16;
const SIZE = 10.5;

/** Marks a car whose load is under covers: a line across its box. */
export function coverLine({ x, y, width, height }: Rectangle, colour: string): string {
  return tag("path", { d: `M${x} ${y + height}l${width} ${-height}`, stroke: colour, "stroke-width": 1 });
}

/** What the boxes mean: the types that are there, and, where a box is crossed, that its load is under covers. */
export function typeLegend(
  context: Context,
  { types, covered }: { readonly types: readonly CarType[]; readonly covered: boolean },
  { left, y }: { readonly left: number; readonly y: number },
  theme: Theme,
): string[] {
  const entries = [
    ...types.map((type) => ({
      words: context.label(`type.${type}` as MessageKey),
      ...TYPE_STYLE[type],
      crossed: false,
    })),
    ...(covered
      ? [{ words: context.label("legend.covered-load"), colour: theme.quiet, dash: undefined, crossed: true }]
      : []),
  ];
  const words = entries.reduce((sum, entry) => sum + SIGN + textWidth(entry.words, SIZE), 0);
  const gap = Math.min(GAP, (LINE - words) / entries.length);
  // In the order of reading: from the right where the language runs that way, each sign before its word.
  const rightToLeft = context.locale.language.direction === "rtl";
  let x = left;
  return entries.flatMap(({ words, colour, dash, crossed }) => {
    const start = rightToLeft ? 2 * left + LINE - x : x;
    const box = { x: rightToLeft ? start - 16 : start, y: y - 9, width: 16, height: 10 };
    const outline = { fill: "none", stroke: colour, "stroke-width": 1.8, "stroke-dasharray": dash, rx: 1.5 };
    const label = { size: SIZE, fill: theme.ink, anchor: rightToLeft ? ("end" as const) : ("start" as const) };
    const word = textLabel(rightToLeft ? start - SIGN : start + SIGN, y, words, label);
    x += SIGN + textWidth(words, SIZE) + gap;
    return [tag("rect", { ...box, ...outline }), ...(crossed ? [coverLine(box, colour)] : []), word];
  });
}
