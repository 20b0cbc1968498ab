import type { Agreement } from "../../../src/core/reading/agreement.ts";
import type { Reading } from "../../../src/core/reading/reading.ts";
import type { HiddenMetres } from "../../../src/core/reading/reading-count.ts";
import { choose, useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { Answered } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { Checker } from "../strips/checker.tsx";
import { useSpeaking } from "../words/words.tsx";
import { newestOf, type SavedReading } from "./saved-reading.ts";
import { type SceneToRead, scenePath } from "./scene-paths.ts";
import { TwoReadings } from "./two-readings.tsx";
import type { WithheldLook } from "./withheld.tsx";

/** Readings of a scene that were handed in, as far as the asker may see them. */
export interface SharedReadings {
  readonly withheld: WithheldLook | null;
  readonly hidden: readonly { readonly track: string; readonly metres: number }[];
  readonly readers: readonly { readonly reader: string; readonly submittedAt: string }[];
  readonly blind: boolean;
  readonly readings: readonly {
    readonly id: string;
    readonly reader: string;
    readonly median: number;
    readonly document: Reading;
  }[];
  readonly agreement: Agreement | null;
}

/** What could not be seen of each track. */
function hiddenIn({ hidden }: SharedReadings): HiddenMetres {
  return new Map(hidden.map(({ track, metres }) => [track, metres]));
}

/** One's own reading; once it is handed in, how far the two readers agree. */
export function SceneReading(props: {
  readonly facility: string;
  readonly scene: SceneToRead;
  /** Told once another count stands. */
  readonly settled: () => void;
}) {
  const { facility, scene } = props;
  const { choices } = useAddress();
  const { name, kind } = useSession();
  const reader = kind === "local" ? (choices.reader ?? name ?? "") : (name ?? "");
  const query = kind === "local" ? `?reader=${encodeURIComponent(reader)}` : "";
  const path = scenePath(facility, scene.id);
  const [shared, again] = useAnswer<SharedReadings>(`${path}/readings${query}`);
  return (
    <Answered asked={shared} again={again}>
      {(readings) => {
        // Who reads no longer, or never did, sees what two have handed in; a reviewer settles it.
        if (!readings.blind)
          return (
            <TwoReadings
              facility={facility}
              scene={scene}
              readings={readings}
              hidden={hiddenIn(readings)}
              settleAt={`${path}/settlement${query}`}
              settled={props.settled}
            />
          );
        const mine = readings.readers.some((one) => one.reader === reader);
        if (mine) return <Awaiting readings={readings} again={again} />;
        return <Own facility={facility} scene={scene} query={query} readings={readings} handedIn={again} />;
      }}
    </Answered>
  );
}

function Own(props: {
  readonly facility: string;
  readonly scene: SceneToRead;
  readonly query: string;
  readonly readings: SharedReadings;
  readonly handedIn: () => void;
}) {
  const { facility, scene, query, readings } = props;
  const { choices } = useAddress();
  const { say } = useSpeaking();
  const path = `${scenePath(facility, scene.id)}/reading${query}`;
  const blank = choices.from === "nothing" ? `${query === "" ? "?" : "&"}from=nothing` : "";
  const [asked, again] = useAnswer<SavedReading>(`${path}${blank}`);
  return (
    <>
      {readings.readers.length > 0 && (
        <p className="note">{say("readers.blind", { count: readings.readers.length })}</p>
      )}
      <Answered asked={asked} again={again}>
        {(there) => (
          <Checker
            path={path}
            facility={facility}
            scene={scene}
            start={newestOf(path, there)}
            withheld={readings.withheld}
            hidden={hiddenIn(readings)}
            handInAt={`${scenePath(facility, scene.id)}/readings${query}`}
            handedIn={props.handedIn}
          />
        )}
      </Answered>
    </>
  );
}

/** Handed in, and the other reader has not: nothing is shown that could be told on. */
function Awaiting(props: { readonly readings: SharedReadings; readonly again: () => void }) {
  const { say, formats } = useSpeaking();
  const { kind } = useSession();
  return (
    <section className="card">
      <h2>{say("readers.awaiting")}</h2>
      <p>{say("readers.awaiting.why")}</p>
      <ul>
        {props.readings.readers.map(({ reader, submittedAt }) => (
          <li key={reader}>{say("readers.handed-in-by", { reader, when: formats.moment(submittedAt) })}</li>
        ))}
      </ul>
      <div className="actions">
        <button type="button" onClick={props.again}>
          {say("readers.look-again")}
        </button>
        {kind === "local" && (
          <button type="button" onClick={() => choose({ reader: "second-reader", from: null })}>
            {say("readers.as-second")}
          </button>
        )}
      </div>
    </section>
  );
}
