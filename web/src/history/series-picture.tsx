import { useEffect, useRef, useState } from "react";
import type { Assessment, AssessmentReady } from "../../../src/core/assessment/assessment.ts";
import type { NewestCount } from "../../../src/core/watch/facility-state.ts";
import { isolated } from "../numbers.ts";
import { useSpeaking } from "../words/words.tsx";

export interface LookPoint {
  readonly observation: string;
  readonly acquiredAt: string;
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reasons: readonly string[];
  /** Of a count that somebody else published: how it is meant. */
  readonly precision?: NewestCount["precision"];
  /** Of a figure that speaks of a period: its first day. */
  readonly since?: string;
}

export interface EventMark {
  readonly id: string;
  readonly date: string;
  readonly label: Readonly<Record<string, string>>;
}

/** Points of the picture: as many as of the page, so that words keep their size on a narrow screen; a wide one enlarges it. */
const WIDEST = 960;
const HEIGHT = 320;
const EDGE = { left: 48, right: 16, top: 34, bottom: 28 };

/**
 * The series with its intervals, the usual range as a band, the onset shaded, events as lines. Withheld looks are marks
 * on the axis, never zeros. Time runs to the right in every language.
 */
export function SeriesPicture(props: {
  readonly looks: readonly LookPoint[];
  readonly assessment: Assessment | null;
  readonly events: readonly EventMark[];
  /** The baseline window that was chosen, by day; null: the facility's own. */
  readonly window: { readonly from: string | null; readonly to: string | null } | null;
}) {
  const { say, formats, nameIn, reasonsIn } = useSpeaking();
  const { looks, events } = props;
  const [picture, width] = useWidth(WIDEST);
  const ready: AssessmentReady | null = props.assessment?.status === "ready" ? props.assessment : null;
  const times = looks.flatMap(({ acquiredAt, since = acquiredAt }) => [Date.parse(since), Date.parse(acquiredAt)]);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const top =
    Math.max(10, ...looks.map(({ median, high }) => high ?? median ?? 0), ready?.baseline.predictive.high ?? 0) * 1.05;
  const x = (time: number) =>
    EDGE.left + ((width - EDGE.left - EDGE.right) * (time - first)) / Math.max(1, last - first);
  const y = (cars: number) => HEIGHT - EDGE.bottom - ((HEIGHT - EDGE.top - EDGE.bottom) * cars) / top;
  const within = (iso: string) => Math.min(Math.max(x(Date.parse(iso)), EDGE.left), width - EDGE.right);
  const step = niceStep(top / 5);
  const label = say("history.picture", { looks: looks.length });
  return (
    <svg
      ref={picture}
      className="series-picture"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={label}
      direction="ltr"
    >
      {ready !== null && (
        <rect
          className="usual"
          x={EDGE.left}
          width={width - EDGE.left - EDGE.right}
          y={y(ready.baseline.predictive.high)}
          height={y(ready.baseline.predictive.low) - y(ready.baseline.predictive.high)}
        />
      )}
      {props.window !== null && (
        <path
          className="window"
          d={`M${props.window.from === null ? EDGE.left : within(props.window.from)} ${EDGE.top + 6}v-6H${props.window.to === null ? width - EDGE.right : within(props.window.to)}v6`}
        />
      )}
      {ready?.onset != null && (
        <rect
          className="onset"
          x={within(ready.onset.low)}
          width={Math.max(2, within(ready.onset.high) - within(ready.onset.low))}
          y={EDGE.top}
          height={HEIGHT - EDGE.top - EDGE.bottom}
        />
      )}
      {Array.from({ length: Math.floor(top / step) + 1 }, (_, k) => k * step).map((cars) => (
        <g key={cars} className="grid">
          <line x1={EDGE.left} x2={width - EDGE.right} y1={y(cars)} y2={y(cars)} />
          <text x={EDGE.left - 6} y={y(cars) + 4} textAnchor="end">
            {formats.number(cars)}
          </text>
        </g>
      ))}
      {events
        .filter(({ date }) => Date.parse(date) >= first && Date.parse(date) <= last)
        .map(({ id, date, label: names }) => (
          <g key={id} className="event">
            <line x1={within(date)} x2={within(date)} y1={EDGE.top - 6} y2={HEIGHT - EDGE.bottom} />
            <text x={within(date)} y={EDGE.top - 12} textAnchor={within(date) > width - 160 ? "end" : "start"}>
              {nameIn(names)}
            </text>
          </g>
        ))}
      {looks.map(({ observation, acquiredAt, median, low, high, reasons, precision, since }) => {
        const at = x(Date.parse(acquiredAt));
        return median === null ? (
          <g key={observation} className="withheld">
            <title>{`${formats.day(acquiredAt)}: ${say("facilities.withheld")} (${reasonsIn(reasons)})`}</title>
            <path d={`M${at - 4} ${HEIGHT - EDGE.bottom - 4}l8 8m0 -8l-8 8`} />
          </g>
        ) : (
          <g key={observation} className={precision === undefined ? "look" : "look published"}>
            <title>
              {`${formats.day(acquiredAt)}: ${precision === undefined ? formats.number(median) : say(`published.${precision}`, { cars: formats.number(median) })}`}
            </title>
            {precision?.startsWith("at-") ? (
              <Bound
                from={since === undefined ? at : within(since)}
                to={at}
                y={y(median)}
                isLeast={precision.startsWith("at-least")}
              />
            ) : (
              <>
                <line x1={at} x2={at} y1={y(low ?? median)} y2={y(high ?? median)} />
                {since === undefined ? (
                  <circle cx={at} cy={y(median)} r="4" />
                ) : (
                  <line x1={within(since)} x2={at} y1={y(median)} y2={y(median)} />
                )}
              </>
            )}
          </g>
        );
      })}
      {[first, (first + last) / 2, last].map((time, k) => (
        <text
          key={time}
          className="axis"
          x={x(time)}
          y={HEIGHT - 6}
          textAnchor={k === 0 ? "start" : k === 1 ? "middle" : "end"}
        >
          {isolated(formats.day(new Date(time).toISOString()))}
        </text>
      ))}
    </svg>
  );
}

/** "At least" and "at most", as the report's chart draws them: a line with an arrow up, or a dashed one with arrows down. */
function Bound(props: { readonly from: number; readonly to: number; readonly y: number; readonly isLeast: boolean }) {
  const { from, to, y, isLeast } = props;
  return isLeast ? (
    <>
      <line x1={from - 5} x2={to + 5} y1={y} y2={y} />
      <path d={`M${(from + to) / 2} ${y}v-18m-4 5l4 -5l4 5`} />
    </>
  ) : (
    <>
      <line x1={from} x2={to} y1={y} y2={y} strokeDasharray="5 3" />
      <path d={[...new Set([from, to])].map((end) => `M${end} ${y}v9m-3 -4l3 4l3 -4`).join("")} />
    </>
  );
}

/** The width of a picture on the page, at most `widest`, and what to give the picture for it to be told. */
function useWidth(widest: number) {
  const picture = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(widest);
  useEffect(() => {
    const place = picture.current;
    if (place === null) return;
    const watching = new ResizeObserver(() => setWidth(Math.min(widest, Math.max(1, place.clientWidth))));
    watching.observe(place);
    return () => watching.disconnect();
  }, [widest]);
  return [picture, width] as const;
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}
