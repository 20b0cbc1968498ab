import type { Context } from "../context.ts";
import { numberText } from "../numbers.ts";
import { tag, tenth, textLabel } from "./svg.ts";

/** A picture of the ground, north up. */
interface Frame {
  /** Points a metre. */
  readonly scale: number;
  /** Points. */
  readonly width: number;
  readonly height: number;
}

/** Scale bar, north arrow, and the way to the sun. @param sunAzimuthDegrees  clockwise from north; null: not stated */
export function furniture(context: Context, sunAzimuthDegrees: number | null, frame: Frame): string[] {
  const metres = [1000, 500, 200, 100, 50, 20, 10].find((length) => length * frame.scale <= 170) ?? 10;
  const [x, y] = [16, frame.height - 16];
  const length = metres * frame.scale;
  const [nx, ny] = [frame.width - 28, frame.height - 34];
  const ink = "#111111";
  const sun = (sunAzimuthDegrees ?? 0) * (Math.PI / 180);
  const [sx, sy] = [nx - 52, ny];
  return [
    plate(x - 8, y - 20, length + 16, 28),
    tag("path", { d: `M${x} ${y - 4}v6h${tenth(length)}v-6`, fill: "none", stroke: ink, "stroke-width": 1.4 }),
    textLabel(x + length / 2, y - 7, `${numberText(context.locale, metres)} ${context.label("axis.metres")}`, {
      size: 10,
      anchor: "middle",
      fill: ink,
      plain: "scale",
    }),
    plate(nx - 16, ny - 24, 32, 50),
    tag("path", { d: `M${nx} ${ny - 20}l6 26l-6 -6l-6 6z`, fill: ink }),
    textLabel(nx, ny + 20, context.label("picture.north"), { size: 10, anchor: "middle", fill: ink, weight: 700 }),
    ...(sunAzimuthDegrees === null
      ? []
      : [
          plate(sx - 24, sy - 24, 48, 50),
          tag("circle", {
            cx: sx + 14 * Math.sin(sun),
            cy: sy - 4 - 14 * Math.cos(sun),
            r: 4,
            fill: "#E69F00",
            stroke: ink,
            "stroke-width": 0.8,
          }),
          tag("path", {
            d: `M${tenth(sx - 12 * Math.sin(sun))} ${tenth(sy - 4 + 12 * Math.cos(sun))}L${tenth(sx + 9 * Math.sin(sun))} ${tenth(sy - 4 - 9 * Math.cos(sun))}`,
            stroke: ink,
            "stroke-width": 1.4,
          }),
          textLabel(sx, sy + 20, context.label("picture.sun"), { size: 10, anchor: "middle", fill: ink }),
        ]),
  ];
}

/** A light ground under lettering that lies on an image. */
export const plate = (x: number, y: number, width: number, height: number) =>
  tag("rect", { x, y, width, height, fill: "#ffffff", "fill-opacity": 0.82, rx: 3 });
