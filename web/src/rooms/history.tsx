import { useEffect, useMemo, useState } from "react";
import type { Assessment } from "../../../src/core/assessment/assessment.ts";
import type { TrackCount } from "../../../src/core/observation/observation.ts";
import { choose, useAddress } from "../address.ts";
import { ask, useAnswer } from "../api.ts";
import { type EventMark, type LookPoint, SeriesPicture } from "../history/series-picture.tsx";
import { StandingPicture } from "../history/standing-picture.tsx";
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
type Standing = { readonly id: string; readonly acquiredAt: string } & (
  | { readonly status: "counted"; readonly tracks: readonly TrackCount[] }
  | { readonly status: "withheld" }
);

/** How many looks the pictures of single tracks show: the newest. Each is one request. */
const TRACK_LOOKS = 60;

/** The years of a facility: the series and its baseline, then every track with what stood where. */
export default function History({ facility }: RoomProps) {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  const path = `/api/facilities/${encodeURIComponent(facility)}`;
  const window = new URLSearchParams();
  if (choices.from !== undefined) window.set("baselineFrom", choices.from);
  if (choices.to !== undefined) window.set("baselineTo", choices.to);
  const [asked, again] = useAnswer<{ observations: Summary[] }>(`${path}/observations?limit=500`);
  const [assessed] = useAnswer<Assessment>(`${path}/assessment?${window}`);
  const [events] = useAnswer<{ events: EventMark[] }>(`${path}/events`);
  return (
    <>
      <h1>{say("room.history")}</h1>
      <Answered asked={asked} again={again}>
        {({ observations }) => {
          if (observations.length === 0) return <p className="empty">{say("history.empty")}</p>;
          const looks = observations.toReversed().map(({ id, ...look }): LookPoint => ({ observation: id, ...look }));
          const assessment = assessed.state === "there" ? assessed.answer : null;
          return (
            <>
              <BaselineWindow />
              <div dir="ltr">
                <SeriesPicture
                  looks={looks}
                  assessment={assessment}
                  events={events.state === "there" ? events.answer.events : []}
                />
              </div>
              <Found assessment={assessment} />
              <Tracks observations={observations.slice(0, TRACK_LOOKS)} />
            </>
          );
        }}
      </Answered>
    </>
  );
}

function BaselineWindow() {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  return (
    <div className="filters">
      {(["from", "to"] as const).map((end) => (
        <label key={end}>
          {say(`history.baseline.${end}`)}
          <input
            type="date"
            value={choices[end] ?? ""}
            onChange={(change) => choose({ [end]: change.target.value || null }, true)}
          />
        </label>
      ))}
    </div>
  );
}

function Found({ assessment }: { readonly assessment: Assessment | null }) {
  const { say, formats } = useSpeaking();
  if (assessment === null) return <p role="status">{say("app.waiting")}</p>;
  if (assessment.status !== "ready")
    return <p>{say("history.too-few", { usable: assessment.usable, needed: assessment.needed })}</p>;
  const newest = assessment.looks.at(-1);
  const { low, high } = assessment.baseline.predictive;
  const { onset } = assessment;
  return (
    <ul className="found">
      <li>{say("history.usual", { low: formats.number(low), high: formats.number(high) })}</li>
      {newest !== undefined && (
        <li>{say("history.p", { p: formats.number(newest.p, { maximumSignificantDigits: 2 }) })}</li>
      )}
      {newest !== undefined && (
        <li>
          {say("history.evidence", {
            evidence: formats.number(newest.evidence, { maximumSignificantDigits: 2 }),
            tier: say(`tier.${newest.tier}`),
          })}
        </li>
      )}
      {onset !== null && (
        <li>{say("history.onset", { low: formats.day(onset.low), high: formats.day(onset.high) })}</li>
      )}
    </ul>
  );
}

function Tracks({ observations }: { readonly observations: readonly Summary[] }) {
  const { say } = useSpeaking();
  const [standing, setStanding] = useState<readonly Standing[] | null>(null);
  const ids = observations.map(({ id }) => id).join(" ");
  useEffect(() => {
    let wanted = true;
    const each = ids.split(" ").map((id) => ask<Standing>(`/api/observations/${encodeURIComponent(id)}`));
    Promise.all(each).then(
      (all) => wanted && setStanding(all),
      () => wanted && setStanding([]),
    );
    return () => {
      wanted = false;
    };
  }, [ids]);
  const tracks = useMemo(() => {
    const counted = standing?.find((look) => look.status === "counted");
    return counted?.status === "counted" ? counted.tracks : [];
  }, [standing]);
  if (standing === null) return <p role="status">{say("app.waiting")}</p>;
  return (
    <section aria-label={say("history.tracks")}>
      <h2>{say("history.tracks")}</h2>
      {tracks.map(({ track, name, lengthMetres }) => (
        <StandingPicture
          key={track}
          name={name}
          lengthMetres={lengthMetres}
          looks={standing.toReversed().map((look) => ({
            acquiredAt: look.acquiredAt,
            cars: look.status === "counted" ? (look.tracks.find((one) => one.track === track)?.cars ?? []) : null,
          }))}
        />
      ))}
    </section>
  );
}
