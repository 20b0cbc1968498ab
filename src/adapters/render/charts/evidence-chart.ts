import { TIERS } from "../../../core/assessment/tiers.ts";
import type { SourceRef } from "../../../core/report/finding.ts";
import type { Context } from "../context.ts";
import type { FigureBlock } from "../document.ts";
import { dateText, numberText } from "../numbers.ts";
import { plainText } from "../sentence.ts";
import { dayNumber, dayText, linearScale, timeTicks } from "./scale.ts";
import { haloOf, linked, picture, tag, textLabel, tickLabel } from "./svg.ts";

const WIDTH = 720;
const HEIGHT = 210;
const PLOT = { left: 60, right: 704, top: 22, bottom: 168 };

const ALARM = TIERS.alarm;

/** The running evidence for a lasting rise, on a scale of powers of ten, with the threshold of alarm. Null: not assessed. */
export function evidenceChart(context: Context): FigureBlock | null {
  const { assessment } = context.record;
  if (assessment?.status !== "ready" || assessment.looks.length < 2) return null;
  const points = assessment.looks.map(({ date, evidence }, i) => ({
    day: dayNumber(date),
    evidence: Math.max(evidence, 0.1),
    title: `${dateText(context.locale, date)}: ${numberText(context.locale, evidence, { maximumSignificantDigits: 3 })}`,
    source: { kind: "assessment", id: `/looks/${i}/evidence` } satisfies SourceRef,
  }));
  const most = Math.ceil(Math.log10(Math.max(ALARM * 2, ...points.map(({ evidence }) => evidence))));
  const least = Math.min(0, Math.floor(Math.log10(Math.min(...points.map(({ evidence }) => evidence)))));
  const [first, last] = [Math.min(...points.map(({ day }) => day)), Math.max(...points.map(({ day }) => day))];
  const pad = Math.max(2, (last - first) * 0.03);
  const x = linearScale(first - pad, last + pad, PLOT.left, PLOT.right);
  const y = (value: number) => linearScale(least, most, PLOT.bottom, PLOT.top)(Math.log10(value));
  const step = Math.max(1, Math.ceil((most - least) / 6));
  const powers = Array.from({ length: Math.floor((most - least) / step) + 1 }, (_, i) => 10 ** (least + i * step));
  const alternative = plainText(context.sentence("evidence.alternative"));
  return {
    kind: "figure",
    id: "figure-evidence",
    caption: context.sentence("evidence.caption"),
    alternative,
    aspect: WIDTH / HEIGHT,
    links: points.map(({ source }) => source),
    svg: (theme) =>
      picture(WIDTH, HEIGHT, theme, alternative, [
        ...powers.flatMap((power) => [
          tag("line", {
            x1: PLOT.left,
            x2: PLOT.right,
            y1: y(power),
            y2: y(power),
            stroke: theme.grid,
            "stroke-width": 0.8,
          }),
          textLabel(PLOT.left - 6, y(power) + 4, powerText(context, power), {
            anchor: "end",
            size: 10,
            fill: theme.quiet,
            plain: "scale",
          }),
        ]),
        tag("line", {
          x1: PLOT.left,
          x2: PLOT.right,
          y1: y(ALARM),
          y2: y(ALARM),
          stroke: theme.event,
          "stroke-width": 1.4,
          "stroke-dasharray": "6 3",
        }),
        textLabel(PLOT.left + 6, y(ALARM) - 5, `${context.label("axis.alarm")} ${numberText(context.locale, ALARM)}`, {
          size: 10,
          fill: theme.event,
          weight: 600,
          ...haloOf(theme),
          plain: "scale",
        }),
        ...timeTicks(first - pad, last + pad, 9).map(({ day, precision }) =>
          tickLabel(
            x(day),
            PLOT.bottom + 18,
            dateText(context.locale, dayText(day).slice(0, precision === "year" ? 4 : precision === "month" ? 7 : 10)),
            WIDTH,
            theme.quiet,
          ),
        ),
        tag("path", {
          d: points
            .map(({ day, evidence }, i) => `${i === 0 ? "M" : "L"}${round(x(day))} ${round(y(evidence))}`)
            .join(""),
          fill: "none",
          stroke: theme.ours,
          "stroke-width": 1.8,
        }),
        ...points.map(({ day, evidence, title, source }) =>
          linked(theme, source, title, [
            tag("circle", { cx: x(day), cy: y(evidence), r: 3.2, fill: theme.ours, stroke: theme.paper }),
          ]),
        ),
      ]),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

function powerText(context: Context, power: number): string {
  return numberText(
    context.locale,
    power,
    power >= 1e6 ? { notation: "scientific", maximumFractionDigits: 0 } : { maximumSignificantDigits: 1 },
  );
}
