import { useState } from "react";
import type { Reading } from "../../../src/core/reading/reading.ts";
import type { HiddenMetres } from "../../../src/core/reading/reading-count.ts";
import { ask } from "../api.ts";
import { Problem } from "../parts/waiting.tsx";
import { CountOf } from "../strips/checker.tsx";
import { KeysHelp } from "../strips/keys-help.tsx";
import { Lane } from "../strips/lane.tsx";
import { useChecking } from "../strips/use-checking.ts";
import { useSpeaking } from "../words/words.tsx";
import { laneStrip, PIXELS_PER_METRE, type SceneToRead } from "./scene-paths.ts";
import { useWithheld, type WithheldLook } from "./withheld.tsx";

/** A reviewer brings two readings to one: by the same keys, with a reason; it becomes the observation. */
export function Settling(props: {
  readonly facility: string;
  readonly scene: SceneToRead;
  readonly start: Reading;
  readonly withheld: WithheldLook | null;
  readonly hidden: HiddenMetres;
  readonly settleAt: string;
  /** Told once another count stands. */
  readonly settled: () => void;
  readonly cancel: () => void;
}) {
  const { say } = useSpeaking();
  const { facility, scene } = props;
  const { checking, select, helping, help, undo, lanes } = useChecking(props.start);
  const { reading, selected } = checking.now;
  const { document, hindrance, note } = useWithheld(reading, props.withheld);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<Error | null>(null);
  const [settled, setSettled] = useState<string | null>(null);
  const settle = async () => {
    const body = JSON.stringify({ document, reason });
    try {
      const { method } = await ask<{ method: string }>(props.settleAt, {
        method: "POST",
        body,
      });
      setSettled(method);
      props.settled();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
  };
  if (settled !== null)
    return (
      <section className="card" role="status">
        <h2>{say("settle.done")}</h2>
        <p>{say("settle.done.method", { method: settled })}</p>
        <button type="button" onClick={() => location.reload()}>
          {say("app.done")}
        </button>
      </section>
    );
  return (
    <>
      <div className="reading-status">
        <CountOf reading={reading} hidden={props.hidden} isWithheld={hindrance !== null} />
        <span className="grow" />
        <button type="button" onClick={() => undo("undo")} disabled={checking.past.length === 0}>
          {say("app.undo")}
        </button>
        <button type="button" onClick={help} aria-expanded={helping}>
          {say("strips.keys")}
        </button>
        <button type="button" onClick={props.cancel}>
          {say("app.cancel")}
        </button>
        {checking.refusal !== null && (
          <span className="refusal" role="alert">
            {say(`refused.${checking.refusal}`)}
          </span>
        )}
      </div>
      {helping && <KeysHelp />}
      {note}
      <div className="filters">
        <label className="wide">
          {say("settle.reason")}
          <input value={reason} onChange={(change) => setReason(change.target.value)} dir="auto" />
        </label>
        <button
          type="button"
          className="primary low"
          onClick={settle}
          disabled={hindrance !== null || reason.trim() === ""}
        >
          {say("settle.settle")}
        </button>
      </div>
      {error !== null && <Problem error={error} />}
      <div ref={lanes}>
        {reading.tracks.map((track) => (
          <Lane
            key={track.track}
            strip={laneStrip(facility, scene, track)}
            cars={reading.cars.filter((car) => car.track === track.track)}
            selected={selected}
            pixelsPerMetre={PIXELS_PER_METRE}
            onSelect={select}
          />
        ))}
      </div>
    </>
  );
}
