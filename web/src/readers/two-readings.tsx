import { useState } from "react";
import type { Agreement } from "../../../src/core/reading/agreement.ts";
import type { Reading } from "../../../src/core/reading/reading.ts";
import type { HiddenMetres } from "../../../src/core/reading/reading-count.ts";
import { useSession } from "../session.tsx";
import { Lane } from "../strips/lane.tsx";
import { useSpeaking } from "../words/words.tsx";
import { laneStrip, PIXELS_PER_METRE, type SceneToRead } from "./scene-paths.ts";
import type { SharedReadings } from "./scene-reading.tsx";
import { Settling } from "./settling.tsx";

type Read = SharedReadings["readings"][number];

/** Two readings side by side, how far they agree, and the way to a settled count. */
export function TwoReadings(props: {
  readonly facility: string;
  readonly scene: SceneToRead;
  readonly readings: SharedReadings;
  readonly hidden: HiddenMetres;
  readonly settleAt: string;
  /** Told once another count stands. */
  readonly settled: () => void;
}) {
  const { say } = useSpeaking();
  const { may } = useSession();
  const { facility, scene, readings } = props;
  const [first, second] = readings.readings;
  const [settling, setSettling] = useState<Reading | null>(null);
  if (first === undefined || second === undefined || readings.agreement === null) return null;
  if (settling !== null)
    return (
      <Settling
        facility={facility}
        scene={scene}
        start={settling}
        withheld={readings.withheld}
        hidden={props.hidden}
        settleAt={props.settleAt}
        settled={props.settled}
        cancel={() => setSettling(null)}
      />
    );
  return (
    <>
      <section className="card agreement" aria-label={say("agreement.title")}>
        <h2>{say("agreement.title")}</h2>
        <Measures first={first} second={second} agreement={readings.agreement} />
        {may("reading:settle") ? (
          <div className="actions">
            {[first, second].map((one) => (
              <button key={one.id} type="button" onClick={() => setSettling(one.document)}>
                {say("settle.from", { reader: one.reader })}
              </button>
            ))}
          </div>
        ) : (
          <p className="note">{say("settle.not-allowed")}</p>
        )}
      </section>
      <p className="note">{say("agreement.marks")}</p>
      {first.document.tracks.map((track) => (
        <Pair
          key={track.track}
          track={track}
          facility={facility}
          scene={scene}
          reads={[first, second]}
          alone={
            new Set([
              ...(readings.agreement?.onlyFirst.map((id) => `${first.id} ${id}`) ?? []),
              ...(readings.agreement?.onlySecond.map((id) => `${second.id} ${id}`) ?? []),
            ])
          }
        />
      ))}
    </>
  );
}

function Measures(props: { readonly first: Read; readonly second: Read; readonly agreement: Agreement }) {
  const { say, formats } = useSpeaking();
  const { first, second, agreement } = props;
  const { countDifference, matched, onlyFirst, onlySecond, typeKappa } = agreement;
  return (
    <dl className="measures">
      {[first, second].map((one) => (
        <div key={one.id}>
          <dt>{say("agreement.count-of", { reader: one.reader })}</dt>
          <dd>{formats.number(one.median)}</dd>
        </div>
      ))}
      <div>
        <dt>{say("agreement.difference")}</dt>
        <dd>
          <bdi dir="ltr">{formats.number(countDifference, { signDisplay: "exceptZero" })}</bdi>
        </dd>
      </div>
      <div>
        <dt>{say("agreement.matched")}</dt>
        <dd>{formats.number(matched)}</dd>
      </div>
      <div>
        <dt>{say("agreement.only", { reader: first.reader })}</dt>
        <dd>{formats.number(onlyFirst.length)}</dd>
      </div>
      <div>
        <dt>{say("agreement.only", { reader: second.reader })}</dt>
        <dd>{formats.number(onlySecond.length)}</dd>
      </div>
      <div>
        <dt>{say("agreement.kappa")}</dt>
        <dd>
          {typeKappa === null
            ? say("agreement.no-kappa")
            : formats.number(typeKappa, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
        </dd>
      </div>
    </dl>
  );
}

function Pair(props: {
  readonly facility: string;
  readonly scene: SceneToRead;
  readonly track: Reading["tracks"][number];
  readonly reads: readonly Read[];
  readonly alone: ReadonlySet<string>;
}) {
  const { facility, scene, track, reads, alone } = props;
  return (
    <div className="pair">
      {reads.map(({ id, reader, document }) => (
        <Lane
          key={id}
          strip={laneStrip(facility, scene, track)}
          reader={reader}
          cars={document.cars.filter((car) => car.track === track.track && car.verdict !== "rejected")}
          marked={new Set(document.cars.filter((car) => alone.has(`${id} ${car.id}`)).map((car) => car.id))}
          selected={null}
          pixelsPerMetre={PIXELS_PER_METRE}
          onSelect={() => undefined}
        />
      ))}
    </div>
  );
}
