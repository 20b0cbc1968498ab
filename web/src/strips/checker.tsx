import { useMemo, useState } from "react";
import { readersOf } from "../../../src/core/reading/counted-of.ts";
import { nextDoubtful, type Reading, standingCars } from "../../../src/core/reading/reading.ts";
import { countOfReading, type HiddenMetres } from "../../../src/core/reading/reading-count.ts";
import { choose } from "../address.ts";
import { ask } from "../api.ts";
import { Problem } from "../parts/waiting.tsx";
import { type Summary, useStanding } from "../readers/observation-line.tsx";
import { type SavedReading, useSavedReading } from "../readers/saved-reading.ts";
import { laneStrip, PIXELS_PER_METRE, type SceneToRead } from "../readers/scene-paths.ts";
import { useWithheld, type WithheldLook } from "../readers/withheld.tsx";
import { useSpeaking } from "../words/words.tsx";
import { KeysHelp } from "./keys-help.tsx";
import { Lane } from "./lane.tsx";
import { useChecking } from "./use-checking.ts";

/** Checks one reader's reading of a scene, car by car, and hands it in. */
export function Checker(props: {
  readonly path: string;
  readonly facility: string;
  readonly scene: SceneToRead;
  readonly start: SavedReading;
  readonly withheld: WithheldLook | null;
  readonly hidden: HiddenMetres;
  readonly handInAt: string;
  readonly handedIn: () => void;
}) {
  const { say } = useSpeaking();
  const { path, scene, facility } = props;
  const [start] = useState(props.start);
  const { checking, select, helping, help, undo, lanes } = useChecking(start.document);
  const { reading, selected } = checking.now;
  const saving = useSavedReading(path, start, reading);
  const standing = useStanding(facility, scene);
  const { document, hindrance, note } = useWithheld(reading, props.withheld);
  const [refused, setRefused] = useState<Error | null>(null);

  // Offered once the last edit has arrived: one still under way would come after the end of its reading.
  const handIn = async () => {
    try {
      await ask(props.handInAt, { method: "POST", body: JSON.stringify({ document }) });
      props.handedIn();
    } catch (error) {
      setRefused(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return (
    <>
      <div className="reading-status">
        <CountOf
          reading={reading}
          hidden={props.hidden}
          methods={standing !== undefined && readersOf(standing.method).length > 0 ? undefined : standing}
          isWithheld={hindrance !== null}
        />
        <span role="status" className={`saving ${saving}`}>
          {say(`saving.${saving}`)}
        </span>
        <span className="grow" />
        <button type="button" onClick={() => undo("undo")} disabled={checking.past.length === 0}>
          {say("app.undo")}
        </button>
        <button type="button" onClick={() => undo("redo")} disabled={checking.future.length === 0}>
          {say("app.redo")}
        </button>
        <button type="button" onClick={help} aria-expanded={helping}>
          {say("strips.keys")}
        </button>
        <button
          type="button"
          className="primary"
          onClick={handIn}
          disabled={
            hindrance !== null || nextDoubtful(reading) !== null || !(saving === "saved" || saving === "refused")
          }
        >
          {say("strips.hand-in")}
        </button>
        {checking.refusal !== null && (
          <span className="refusal" role="alert">
            {say(`refused.${checking.refusal}`)}
          </span>
        )}
      </div>
      {refused !== null && <Problem error={refused} />}
      {helping && <KeysHelp />}
      {note}
      {reading === start.document && start.revision === 0 && reading.cars.length > 0 && (
        <p className="note">
          {say("readers.from-method")}{" "}
          <button type="button" className="link" onClick={() => choose({ from: "nothing" })}>
            {say("readers.from-nothing")}
          </button>
        </p>
      )}
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

/**
 * The count of a reading under way, with its interval, and what is still to be checked.
 *
 * @param hidden  what of its tracks could not be seen, and may hold cars
 * @param isWithheld  nothing was said of the scene yet: there is no count, and no zero
 * @param methods  the method's own count, which stands until the first verdict: its interval knows of cars that it may
 *                 have missed, a sum over the cars that it found does not
 */
export function CountOf(props: {
  readonly reading: Reading;
  readonly hidden: HiddenMetres;
  readonly methods?: Summary | undefined;
  readonly isWithheld: boolean;
}) {
  const { say, formats } = useSpeaking();
  const { reading, hidden, methods } = props;
  const count = useMemo(() => {
    const { median, low, high } = methods ?? {};
    const isUntouched = reading.cars.length > 0 && reading.cars.every(({ verdict }) => verdict === "unchecked");
    return isUntouched && median != null && low != null && high != null
      ? { median, low, high }
      : countOfReading(reading, hidden);
  }, [reading, hidden, methods]);
  if (props.isWithheld) return <strong className="count">{say("strips.no-count")}</strong>;
  const unchecked = standingCars(reading).filter(({ verdict }) => verdict === "unchecked").length;
  return (
    <>
      <strong className="count" aria-live="polite">
        {say("strips.count", {
          median: formats.number(count.median),
          low: formats.number(count.low),
          high: formats.number(count.high),
        })}
      </strong>
      <span aria-live="polite">{say("strips.unchecked", { count: unchecked })}</span>
    </>
  );
}
