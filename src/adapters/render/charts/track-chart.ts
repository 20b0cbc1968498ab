import type { Counted, Observation } from "../../../core/observation/observation.ts";
import type { SourceRef } from "../../../core/report/finding.ts";
import type { Context } from "../context.ts";
import type { FigureBlock } from "../document.ts";
import { numberText } from "../numbers.ts";
import { dateValue, plainText } from "../sentence.ts";
import { linearScale, niceTicks } from "./scale.ts";
import { linked, picture, tag, textLabel, textWidth } from "./svg.ts";

const WIDTH = 720;
const ROW = 24;

/** Cars by track, each with its interval; an empty track is a finding and keeps its row. */
export function trackChart(context: Context, counted: Observation & Counted): FigureBlock {
  const { tracks } = counted;
  const widest = Math.max(...tracks.map(({ name }) => textWidth(name, 11)), 20);
  const left = Math.min(220, widest + 20);
  const right = WIDTH - 50;
  const height = 40 + tracks.length * ROW;
  const ticks = niceTicks(Math.max(...tracks.map(({ count }) => count.high), 1), 6);
  const x = linearScale(0, ticks.at(-1) ?? 1, left, right);
  const alternative = plainText(
    context.sentence("tracks.alternative", {
      date: dateValue(counted.acquiredAt.slice(0, 10), { kind: "observation", id: counted.id }),
    }),
  );
  const refs = tracks.map(({ track }): SourceRef => ({ kind: "track", observation: counted.id, id: track }));
  return {
    kind: "figure",
    id: "figure-tracks",
    caption: context.sentence("tracks.caption", {
      date: dateValue(counted.acquiredAt.slice(0, 10), { kind: "observation", id: counted.id }),
    }),
    alternative,
    aspect: WIDTH / height,
    links: refs,
    svg: (theme) =>
      picture(WIDTH, height, theme, alternative, [
        ...ticks.flatMap((tick) => [
          tag("line", {
            x1: x(tick),
            x2: x(tick),
            y1: 8,
            y2: height - 26,
            stroke: theme.grid,
            "stroke-width": tick === 0 ? 1.4 : 0.8,
          }),
          textLabel(x(tick), height - 10, numberText(context.locale, tick), {
            anchor: "middle",
            size: 10,
            fill: theme.quiet,
            plain: "scale",
          }),
        ]),
        ...tracks.flatMap(({ name, count }, i) => {
          const y = 10 + i * ROW;
          const source = refs[i] ?? { kind: "observation" as const, id: counted.id };
          return [
            textLabel(left - 8, y + 15, name, { plain: "name", anchor: "end", fill: theme.ink }),
            linked(theme, source, `${name}: ${numberText(context.locale, count.median)}`, [
              tag("rect", {
                x: left,
                y: y + 3,
                width: Math.max(0.5, x(count.median) - left),
                height: ROW - 8,
                fill: theme.ours,
                "fill-opacity": 0.75,
              }),
              tag("path", {
                d: `M${x(count.low)} ${y + 11}H${x(count.high)}M${x(count.low)} ${y + 7}v8M${x(count.high)} ${y + 7}v8`,
                stroke: theme.ink,
                "stroke-width": 1.2,
                fill: "none",
              }),
              textLabel(x(count.high) + 7, y + 15, numberText(context.locale, count.median), {
                fill: theme.ink,
                weight: 600,
              }),
            ]),
          ];
        }),
      ]),
  };
}
