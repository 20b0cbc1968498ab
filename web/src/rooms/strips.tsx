import { useEffect, useMemo, useRef, useState } from "react";
import type { Reading } from "../../../src/core/reading/reading.ts";
import { nextDoubtful, standingCars } from "../../../src/core/reading/reading.ts";
import { countOfReading } from "../../../src/core/reading/reading-count.ts";
import { choose, useAddress } from "../address.ts";
import { ask, useAnswer } from "../api.ts";
import { Answered } from "../parts/waiting.tsx";
import { unsentDraft, useSavedDraft } from "../saved-draft.ts";
import { afterCommand, beginChecking } from "../strips/checking.ts";
import { commandOf } from "../strips/keys.ts";
import { Lane } from "../strips/lane.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { RoomProps } from "../workbench.tsx";

interface Scene {
  readonly id: string;
  readonly conditions: { readonly acquiredAt: string };
  readonly synthetic: boolean;
  readonly pixels: string | null;
}

/** Half of what the server's strips show across a track, metres (STRIP_HALF_WIDTH_METRES). */
const HALF_WIDTH_METRES = 7;
const PIXELS_PER_METRE = 5;

/** Every track as a lane: the place to check cars, by keys. The newest scene unless the address names one. */
export default function Strips({ facility }: RoomProps) {
  const { choices } = useAddress();
  const { say, formats } = useSpeaking();
  const [asked, again] = useAnswer<{ scenes: Scene[] }>(
    `/api/facilities/${encodeURIComponent(facility)}/scenes?limit=200`,
  );
  return (
    <>
      <h1>{say("room.strips")}</h1>
      <Answered asked={asked} again={again}>
        {({ scenes }) => {
          const inOrder = scenes.toSorted((a, b) => (a.conditions.acquiredAt < b.conditions.acquiredAt ? 1 : -1));
          const scene = inOrder.find(({ id }) => id === choices.scene) ?? inOrder[0];
          if (scene === undefined) return <p className="empty">{say("strips.empty")}</p>;
          return (
            <>
              <div className="filters">
                <label>
                  {say("strips.scene")}
                  <select value={scene.id} onChange={(change) => choose({ scene: change.target.value })}>
                    {inOrder.map(({ id, conditions }) => (
                      <option key={id} value={id}>
                        {formats.moment(conditions.acquiredAt)}
                      </option>
                    ))}
                  </select>
                </label>
                {scene.synthetic && (
                  <p className="synthetic" title={say("app.synthetic.why")}>
                    {say("app.synthetic")}
                  </p>
                )}
              </div>
              <SceneReading key={scene.id} facility={facility} scene={scene} />
            </>
          );
        }}
      </Answered>
    </>
  );
}

function SceneReading({ facility, scene }: { readonly facility: string; readonly scene: Scene }) {
  const path = `/api/facilities/${encodeURIComponent(facility)}/scenes/${encodeURIComponent(scene.id)}/reading`;
  const [asked, again] = useAnswer<{ revision: number; document: Reading }>(path);
  return (
    <Answered asked={asked} again={again}>
      {(draft) => <Checker path={path} scene={scene} facility={facility} start={unsentDraft<Reading>(path) ?? draft} />}
    </Answered>
  );
}

function Checker(props: {
  readonly path: string;
  readonly facility: string;
  readonly scene: Scene;
  readonly start: { readonly revision: number; readonly document: Reading };
}) {
  const { say, formats } = useSpeaking();
  const { path, scene, facility, start } = props;
  const [checking, setChecking] = useState(() => beginChecking(start.document));
  const [helping, setHelping] = useState(false);
  const [handedIn, setHandedIn] = useState<string | null>(null);
  const { reading, selected } = checking;
  const saving = useSavedDraft(path, start.revision, reading, reading !== start.document);
  const count = useMemo(() => countOfReading(reading), [reading]);
  const unchecked = standingCars(reading).filter(({ verdict }) => verdict === "unchecked").length;
  const lanes = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const onKey = (press: KeyboardEvent) => {
      const typing = press.target instanceof Element && press.target.closest("input, select, textarea, button");
      const command = typing ? null : commandOf(press);
      if (command === null) return;
      press.preventDefault();
      if (command.kind === "help") setHelping((before) => !before);
      else setChecking((before) => afterCommand(before, command, () => crypto.randomUUID()));
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  useEffect(() => {
    if (selected !== null)
      lanes.current?.querySelector(".selected")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [selected]);

  const handIn = async () => {
    const body = JSON.stringify({ document: reading });
    const answer = await ask<{ id: string }>(`${path}s`, { method: "POST", body }).catch((error: Error) => error);
    setHandedIn(answer instanceof Error ? answer.message : say("strips.handed-in"));
  };
  return (
    <>
      <div className="reading-status" role="status">
        <strong>
          {say("strips.count", {
            median: formats.number(count.median),
            low: formats.number(count.low),
            high: formats.number(count.high),
          })}
        </strong>
        <span>{say("strips.unchecked", { count: unchecked })}</span>
        <span>{say(`saving.${saving}`)}</span>
        {checking.refusal !== null && <span className="refusal">{checking.refusal}</span>}
        <button type="button" onClick={() => setHelping(!helping)} aria-expanded={helping}>
          {say("strips.keys")}
        </button>
        <button type="button" onClick={handIn} disabled={nextDoubtful(reading) !== null}>
          {say("strips.hand-in")}
        </button>
        {handedIn !== null && <span>{handedIn}</span>}
      </div>
      {helping && <p className="keys">{say("strips.keys.help")}</p>}
      <div ref={lanes}>
        {reading.tracks.map(({ track, name, lengthMetres }) => (
          <Lane
            key={track}
            strip={{
              track,
              name,
              lengthMetres,
              halfWidthMetres: HALF_WIDTH_METRES,
              picture:
                scene.pixels === null
                  ? null
                  : `/api/facilities/${encodeURIComponent(facility)}/scenes/${encodeURIComponent(scene.id)}/tracks/${encodeURIComponent(track)}/strip.png`,
            }}
            cars={reading.cars.filter((car) => car.track === track)}
            selected={selected}
            pixelsPerMetre={PIXELS_PER_METRE}
            onSelect={(car) => setChecking({ ...checking, selected: car })}
          />
        ))}
      </div>
    </>
  );
}
