import "../history/history.css";
import type { Assessment } from "../../../src/core/assessment/assessment.ts";
import { figureCars } from "../../../src/core/report/focus.ts";
import { comparable } from "../../../src/core/series/comparable.ts";
import type { SeriesEntry } from "../../../src/core/series/entry.ts";
import { choose, useAddress } from "../address.ts";
import { useAnswer, useWhole } from "../api.ts";
import { Answers, BaselineWindow } from "../history/baseline-window.tsx";
import { SeriesKey } from "../history/series-key.tsx";
import { type EventMark, type LookPoint, SeriesPicture } from "../history/series-picture.tsx";
import { StandingPicture } from "../history/standing-picture.tsx";
import type { Standing } from "../history/standing-pixels.ts";
import { StandingSheet } from "../history/standing-sheet.tsx";
import { MethodChoice, methodAsked, useMethods } from "../parts/method-choice.tsx";
import { Answered } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { RoomProps } from "../workbench.tsx";

interface Summary {
  readonly id: string;
  readonly acquiredAt: string;
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reasons: readonly string[];
}

/** The years of a facility: the series and its baseline, then every track with what stood where. */
export default function History({ facility }: RoomProps) {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  const path = `/api/facilities/${encodeURIComponent(facility)}`;
  const [methods, again] = useMethods(path);
  return (
    <>
      <h1>{say("room.history")}</h1>
      <div className="filters">
        <MethodChoice asked={methods} />
      </div>
      <Answered asked={methods} again={again}>
        {/* Lists show what was counted by any method, where the newest counted nothing; a series is of one. */}
        {({ method, others }) => <Years path={path} by={choices.method ?? (others.length > 0 ? method : null)} />}
      </Answered>
    </>
  );
}

/** The series of one method; `by` null: of the only one. */
function Years({ path, by }: { readonly path: string; readonly by: string | null }) {
  const { choices } = useAddress();
  const method = new URLSearchParams(methodAsked(by));
  const window = new URLSearchParams(method);
  if (choices.from !== undefined) window.set("baselineFrom", choices.from);
  if (choices.to !== undefined) window.set("baselineTo", choices.to);
  const isOther = choices.from !== undefined || choices.to !== undefined;
  const [asked, again] = useWhole<Summary>(`${path}/observations?${method}`, "observations");
  const [assessed] = useAnswer<Assessment>(`${path}/assessment?${method}`);
  const [under] = useAnswer<Assessment>(isOther ? `${path}/assessment?${window}` : null);
  const [events] = useAnswer<{ events: EventMark[] }>(`${path}/events`);
  const own = assessed.state === "there" ? assessed.answer : null;
  const other = !isOther ? "none" : under.state === "there" ? under.answer : null;
  return (
    <Answered asked={asked} again={again}>
      {(observations) => {
        if (observations.length === 0) return <NoneOfOurs path={path} own={own} />;
        const looks = observations.toReversed().map(({ id, ...look }): LookPoint => ({ observation: id, ...look }));
        const drawn = {
          looks,
          assessment: other === "none" ? own : other,
          events: events.state === "there" ? events.answer.events : [],
        };
        return (
          <>
            <BaselineWindow />
            <div dir="ltr">
              <SeriesPicture
                {...drawn}
                window={isOther ? { from: choices.from ?? null, to: choices.to ?? null } : null}
              />
            </div>
            <SeriesKey {...drawn} />
            <Answers own={own} other={other} />
            <Tracks standing={`${path}/standing?${method}`} />
          </>
        );
      }}
    </Answered>
  );
}

/** Where there is no look of our own: what others published, if anything, and what it comes to. */
function NoneOfOurs({ path, own }: { readonly path: string; readonly own: Assessment | null }) {
  const { say } = useSpeaking();
  const [asked, again] = useAnswer<{ entries: readonly SeriesEntry[] }>(`${path}/series`);
  return (
    <Answered asked={asked} again={again}>
      {({ entries }) => {
        const { length: count } = entries;
        const points = publishedPoints(entries);
        return (
          <>
            <p className="empty">{count === 0 ? say("history.empty") : say("history.published", { count })}</p>
            {points.length > 0 && (
              <>
                <SeriesPicture looks={points} assessment={own} events={[]} window={null} />
                <SeriesKey looks={points} assessment={own} events={[]} />
                <p className="note">{say("history.published.drawn", { drawn: points.length })}</p>
              </>
            )}
            {own !== null && <Answers own={own} other="none" />}
          </>
        );
      }}
    </Answered>
  );
}

/** Published counts that are one number, of the ground and class that is assessed: others are other quantities. */
function publishedPoints(entries: readonly SeriesEntry[]): LookPoint[] {
  return (comparable(entries)[0]?.entries ?? []).flatMap(({ id, from, to, figure }): LookPoint[] => {
    const count = figureCars(figure);
    if (count === null) return [];
    const { cars, precision } = count;
    const point = { observation: id, acquiredAt: to, median: cars, low: null, high: null, reasons: [], precision };
    return [from === to ? point : { ...point, since: from }];
  });
}

/** All tracks on one sheet, and one of them large, with the day of each look. */
function Tracks({ standing: path }: { readonly standing: string }) {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  const [asked, again] = useAnswer<Standing>(path);
  return (
    <section aria-label={say("history.tracks")}>
      <h2>{say("history.tracks")}</h2>
      <Answered asked={asked} again={again}>
        {(standing) => {
          const large = standing.tracks.find(({ track }) => track === choices.track);
          return (
            <>
              <label className="track-choice">
                {say("history.track.large")}
                <select value={large?.track ?? ""} onChange={({ target }) => choose({ track: target.value || null })}>
                  <option value="">{say("app.none")}</option>
                  {standing.tracks.map(({ track, name }) => (
                    <option key={track} value={track}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
              {large !== undefined && (
                <StandingPicture
                  name={large.name}
                  lengthMetres={large.lengthMetres}
                  looks={standing.looks.map(({ acquiredAt, cars }) => ({
                    acquiredAt,
                    cars:
                      cars === null
                        ? null
                        : (cars[large.track] ?? []).map(([from = 0, to = 0, probability = 0]) => ({
                            from,
                            to,
                            probability,
                          })),
                  }))}
                />
              )}
              <StandingSheet standing={standing} />
            </>
          );
        }}
      </Answered>
    </section>
  );
}
