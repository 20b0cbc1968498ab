import { useState } from "react";
import { choose, useAddress } from "../address.ts";
import { useWhole } from "../api.ts";
import { NoSuchScene } from "../parts/no-such-scene.tsx";
import { Answered } from "../parts/waiting.tsx";
import { ObservationLine } from "../readers/observation-line.tsx";
import type { SceneToRead } from "../readers/scene-paths.ts";
import { SceneReading } from "../readers/scene-reading.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { RoomProps } from "../workbench.tsx";

/** Every track as a lane: the place to check cars, by keys. The newest scene unless the address names one. */
export default function Strips({ facility }: RoomProps) {
  const { choices } = useAddress();
  const { say } = useSpeaking();
  const { may } = useSession();
  const [settled, setSettled] = useState(0);
  const [asked, again] = useWhole<SceneToRead>(`/api/facilities/${encodeURIComponent(facility)}/scenes`, "scenes");
  return (
    <>
      <h1>{say("room.strips")}</h1>
      <Answered asked={asked} again={again}>
        {(scenes) => {
          const inOrder = scenes.toSorted((a, b) => (a.conditions.acquiredAt < b.conditions.acquiredAt ? 1 : -1));
          const scene = inOrder.find(({ id }) => id === choices.scene) ?? inOrder[0];
          if (scene === undefined) return <p className="empty">{say("strips.empty")}</p>;
          return (
            <>
              <NoSuchScene shown={scene.id} />
              <SceneChoice scenes={inOrder} scene={scene} />
              <ObservationLine key={settled} facility={facility} scene={scene} />
              {may("reading:write") ? (
                <SceneReading
                  key={`${scene.id} ${choices.reader} ${choices.from}`}
                  facility={facility}
                  scene={scene}
                  settled={() => setSettled((before) => before + 1)}
                />
              ) : (
                <p className="note">{say("readers.not-allowed")}</p>
              )}
            </>
          );
        }}
      </Answered>
    </>
  );
}

function SceneChoice(props: { readonly scenes: readonly SceneToRead[]; readonly scene: SceneToRead }) {
  const { say, formats } = useSpeaking();
  const { choices } = useAddress();
  const { kind } = useSession();
  const { scenes, scene } = props;
  return (
    <div className="filters">
      <label>
        {say("strips.scene")}
        <select value={scene.id} onChange={(change) => choose({ scene: change.target.value })}>
          {scenes.map(({ id, conditions }) => (
            <option key={id} value={id}>
              {formats.moment(conditions.acquiredAt)}
            </option>
          ))}
        </select>
      </label>
      {kind === "local" && (
        <label>
          {say("readers.name")}
          <input
            key={choices.reader ?? ""}
            defaultValue={choices.reader ?? ""}
            placeholder="local"
            dir="ltr"
            pattern="[a-z0-9][a-z0-9._\-]{0,62}"
            title={say("readers.name.rule")}
            onInput={(input) => input.currentTarget.setCustomValidity("")}
            onBlur={(blur) => rename(blur.target, say("readers.name.rule"))}
            onKeyDown={(press) => press.key === "Enter" && rename(press.currentTarget, say("readers.name.rule"))}
          />
        </label>
      )}
      {scene.synthetic && (
        <p className="synthetic" title={say("app.synthetic.why")}>
          {say("app.synthetic")}
        </p>
      )}
    </div>
  );
}

/** Reads in another name from now on; one that cannot be a name changes nothing, and its field says the rule. */
function rename(field: HTMLInputElement, rule: string): void {
  field.setCustomValidity(field.validity.patternMismatch ? rule : "");
  if (field.reportValidity()) choose({ reader: field.value || null });
}
