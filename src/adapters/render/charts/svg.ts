import { escapeMarkup } from "../../../core/markup.ts";
import { originId, type SourceRef } from "../../../core/report/finding.ts";
import type { Theme } from "../document.ts";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; numbers are written to a tenth of a unit. Children are markup already. */
export function tag(name: string, attributes: Attributes, children: string | readonly string[] = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? tenth(value) : escapeMarkup(String(value))}"`)
    .join("");
  const inside = typeof children === "string" ? children : children.join("");
  return inside === "" ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/** A coordinate, to a tenth of a point. */
export const tenth = (value: number) => String(Math.round(value * 10) / 10);

/** A picture of `width` x `height` units; always left to right. `label`: what it shows, for screen readers. */
export function picture(
  width: number,
  height: number,
  theme: Theme,
  label: string,
  children: readonly string[],
): string {
  return tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      "xmlns:xlink": "http://www.w3.org/1999/xlink",
      viewBox: `0 0 ${tenth(width)} ${tenth(height)}`,
      width: theme.links ? undefined : width,
      height: theme.links ? undefined : height,
      // An image hides what is in it from screen readers; one whose marks can be followed is a group.
      role: theme.links && children.some((child) => child.includes("<a ")) ? "group" : "img",
      "aria-label": label,
      direction: "ltr",
      "font-family": theme.font,
    },
    children,
  );
}

/** Slanted lines over a rectangle: what could not be seen. Without a pattern, whose name another picture of the page could have too. */
export function hatch({ x, y, width, height }: Rectangle, colour: string): string {
  const lines: string[] = [];
  for (let k = HATCH_GAP; k < width + height; k += HATCH_GAP) {
    const [x1, y1] = k <= width ? [x + k, y] : [x + width, y + k - width];
    const [x2, y2] = k <= height ? [x, y + k] : [x + k - height, y + height];
    lines.push(`M${tenth(x1)} ${tenth(y1)}L${tenth(x2)} ${tenth(y2)}`);
  }
  return tag("path", { d: lines.join(""), stroke: colour, "stroke-width": 0.8, fill: "none" });
}

const HATCH_GAP = 6;

export interface LabelStyle {
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly fill: string;
  readonly weight?: number;
  /** Halo in the colour of the paper, so that a label on a line stays legible. */
  readonly halo?: string;
  readonly rotate?: number;
  /** Digits that are no number of the record: the scale of an axis, or part of a name. */
  readonly plain?: "scale" | "name";
}

/** A label; isolated, so that digits and Arabic words in it keep their order in a picture that runs left to right. */
export function textLabel(x: number, y: number, words: string, style: LabelStyle): string {
  const { size = 11, anchor = "start", fill, weight, halo, rotate, plain } = style;
  return tag(
    "text",
    {
      x,
      y,
      "font-size": size,
      "text-anchor": anchor,
      fill,
      "font-weight": weight,
      stroke: halo,
      "stroke-width": halo === undefined ? undefined : 3,
      "stroke-linejoin": halo === undefined ? undefined : "round",
      "paint-order": halo === undefined ? undefined : "stroke",
      transform: rotate === undefined ? undefined : `rotate(${rotate} ${tenth(x)} ${tenth(y)})`,
      "data-plain": plain,
    },
    escapeMarkup(/[\u0590-\u08ff]/.test(words) ? `\u2068${words}\u2069` : words),
  );
}

/** A mark that leads to its origin where pictures can hold links. `title`: shown on hover and read aloud. */
export function linked(theme: Theme, source: SourceRef, title: string, children: readonly string[]): string {
  const inside = [tag("title", {}, escapeMarkup(title)), ...children];
  return theme.links ? tag("a", { href: `#${originId(source)}`, class: "mark" }, inside) : tag("g", {}, children);
}

/** A halo in the colour of the paper, on screens only: typesetters paint it over the letters. */
export function haloOf(theme: Theme): { readonly halo?: string } {
  return theme.links ? { halo: theme.paper } : {};
}

/** Rough width of a text in units: enough to keep labels apart. Arabic letters are narrower than Latin ones. */
export function textWidth(words: string, size: number): number {
  let width = 0;
  for (const letter of words) width += /[\u0590-\u08ff]/.test(letter) ? 0.47 : /[iljtf.,' ]/.test(letter) ? 0.32 : 0.56;
  return width * size;
}

/** Between a picture's edge and a label, units. */
const EDGE = 3;

/** A label of a scale, its middle at `x`, or as near as a picture of `width` units has room for it. */
export function tickLabel(x: number, y: number, words: string, width: number, fill: string): string {
  const size = 10;
  const half = textWidth(words, size) / 2 + EDGE;
  return textLabel(Math.min(width - half, Math.max(half, x)), y, words, {
    anchor: "middle",
    size,
    fill,
    plain: "scale",
  });
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Breaks words into lines of at most `width` units; a longer word stands alone. */
export function wrapped(words: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
