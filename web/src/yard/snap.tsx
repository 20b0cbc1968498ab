import { useState } from "react";
import { ask } from "../api.ts";
import { Problem } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import type { DrawingWork } from "./use-drawing.ts";
import type { YardDrawing, YardScene } from "./yard-records.ts";

/** What the server found: the shift from the tracks as drawn to the tracks as seen, metres. */
interface Snapped {
  readonly outcome: "found" | "unseen" | "ambiguous" | "contradicted" | "withheld";
  readonly east: number;
  readonly north: number;
  /** Null: of one track, or not found. */
  readonly residualMetres: number | null;
  readonly reasons: readonly string[];
  /** Moved; null unless found. */
  readonly drawing: YardDrawing | null;
}

/** Brings the drawing onto the rails of the scene; asks for a rough shift where two would fit, and again where the scene contradicts it. */
export function Snap(props: { readonly work: DrawingWork; readonly drawing: YardDrawing; readonly scene: YardScene }) {
  const { say, formats, reasonsIn } = useSpeaking();
  const { work, drawing, scene } = props;
  const [running, setRunning] = useState(false);
  const [snapped, setSnapped] = useState<Snapped | Error | null>(null);
  const [shift, setShift] = useState({ east: "", north: "" });
  const metres = (length: number) => formats.number(length, { maximumFractionDigits: 2, signDisplay: "negative" });
  const asksShift =
    snapped !== null && !(snapped instanceof Error) && ["ambiguous", "contradicted"].includes(snapped.outcome);
  const snap = async () => {
    setRunning(true);
    const given = asksShift ? { shift: { east: Number(shift.east), north: Number(shift.north) } } : {};
    const body = JSON.stringify({ drawing, scene: scene.id, ...given });
    const answer = await ask<Snapped>(`${work.path}/snap`, { method: "POST", body }).catch((error: Error) => error);
    setRunning(false);
    setSnapped(answer);
    if (!(answer instanceof Error) && answer.drawing !== null) work.change(answer.drawing);
  };
  return (
    <div className="snap" aria-busy={running}>
      <p className="note">{say("yard.snap.how")}</p>
      {asksShift && (
        <div className="buttons">
          {(["east", "north"] as const).map((way) => (
            <label key={way} className="stacked">
              {say(`yard.snap.${way}`)}
              <input
                type="number"
                step="0.5"
                value={shift[way]}
                onChange={({ target }) => setShift({ ...shift, [way]: target.value })}
              />
            </label>
          ))}
        </div>
      )}
      <button
        type="button"
        disabled={running || (asksShift && (shift.east === "" || shift.north === ""))}
        onClick={snap}
      >
        {say("yard.snap")}
      </button>
      <p role="status">
        {running && say("yard.snap.running")}
        {!running &&
          snapped !== null &&
          !(snapped instanceof Error) &&
          say(
            `yard.snap.${snapped.outcome === "found" && snapped.residualMetres === null ? "found-one" : snapped.outcome}`,
            {
              east: metres(snapped.east),
              north: metres(snapped.north),
              residual: metres(snapped.residualMetres ?? 0),
              reasons: reasonsIn(snapped.reasons),
            },
          )}
      </p>
      {!running && snapped instanceof Error && <Problem error={snapped} />}
    </div>
  );
}
