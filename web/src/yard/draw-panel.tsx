import type { DrawingFault } from "../../../src/core/facility/drawing-fault.ts";
import { useSpeaking } from "../words/words.tsx";
import { pointsOf, withName, withoutTrack, withPoints } from "./drawing.ts";
import { Snap } from "./snap.tsx";
import type { DrawingWork } from "./use-drawing.ts";
import type { Position, YardScene } from "./yard-records.ts";
import type { YardView } from "./yard-view.ts";

/** Edits the drawing: by pointer on the map, or by keys with the cross in its middle. Saved as a new version. */
export function DrawPanel(props: {
  readonly drawing: DrawingWork;
  readonly scene: YardScene;
  readonly view: YardView | null;
  readonly onHere: () => void;
}) {
  const { say, formats } = useSpeaking();
  const { drawing: work, scene, view } = props;
  const { drawing, letter } = work;
  if (drawing === null)
    return (
      <section className="panel">
        <h2>{say("yard.tool.draw")}</h2>
        <p>{say("yard.draw.none")}</p>
      </section>
    );
  return (
    <section className="panel">
      <h2>{say("yard.draw.version", { version: formats.number(work.version) })}</h2>
      {work.isDrawing ? (
        <NewTrack work={work} onHere={props.onHere} />
      ) : (
        <>
          <p className="note">{say("yard.draw.how")}</p>
          <ShapeChoice work={work} />
          {work.selected !== null && <ShapePoints work={work} view={view} />}
          <div className="buttons">
            <button type="button" onClick={work.begin}>
              {say("yard.draw.new")}
            </button>
            <button type="button" disabled={!work.canUndo} onClick={work.undo}>
              {say("app.undo")}
            </button>
            <button type="button" disabled={!work.canRedo} onClick={work.redo}>
              {say("app.redo")}
            </button>
          </div>
          <Snap work={work} drawing={drawing} scene={scene} />
        </>
      )}
      {work.problems.length > 0 && (
        <div className="problem" role="alert">
          <p>{say("yard.draw.problems")}</p>
          <ul>
            {work.problems.slice(0, 5).map(({ of, fault, feature, problem }) => (
              <li key={`${feature} ${problem}`}>
                {say(of.kind === "drawing" ? "drawing.whole" : `yard.draw.${of.kind}`, { name: of.name })}:{" "}
                {say(`drawing.fault.${fault.code}`, valuesOf(fault))}
              </li>
            ))}
          </ul>
        </div>
      )}
      {letter !== null && letter.state !== "conflict" && (
        <div className="buttons">
          <button type="button" className="main" disabled={work.problems.length > 0} onClick={work.save}>
            {say("yard.draw.save")}
          </button>
          <button type="button" onClick={work.dropAll}>
            {say("yard.draw.drop")}
          </button>
          <span role="status">{say("yard.draw.kept")}</span>
        </div>
      )}
      {letter === null && work.saved !== null && (
        <p role="status">{say("yard.draw.saved", { version: formats.number(work.saved) })}</p>
      )}
    </section>
  );
}

/** What a sentence about a fault is filled with; metres to the decimetre. */
function valuesOf({ code: _, ...values }: DrawingFault): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]: [string, string | number]) => [
      name,
      typeof value === "number" && name !== "lon" && name !== "lat" ? Math.round(10 * value) / 10 : value,
    ]),
  );
}

function ShapeChoice({ work }: { readonly work: DrawingWork }) {
  const { say, nameIn } = useSpeaking();
  const { drawing } = work;
  if (drawing === null) return null;
  return (
    <label className="stacked">
      {say("yard.draw.shape")}
      <select value={work.selected ?? ""} onChange={({ target }) => work.select(target.value || null)}>
        <option value="">{say("yard.draw.shape.none")}</option>
        <option value="area ">{say("yard.draw.area")}</option>
        {drawing.zones.map(({ id, names }) => (
          <option key={id} value={`zone ${id}`}>
            {say("yard.draw.zone", { name: nameIn(names) })}
          </option>
        ))}
        {drawing.tracks.map(({ id, name }) => (
          <option key={id} value={`track ${id}`}>
            {say("yard.draw.track", { name })}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The points of the selected shape, one at a time, moved to where the cross stands. */
function ShapePoints({ work, view }: { readonly work: DrawingWork; readonly view: YardView | null }) {
  const { say } = useSpeaking();
  const { drawing, selected, at, count } = work;
  if (drawing === null || selected === null) return null;
  const points = pointsOf(drawing, selected);
  const track = drawing.tracks.find(({ id }) => `track ${id}` === selected);
  const hold = (next: number) => {
    const to = (next + count) % count;
    work.hold(to);
  };
  const put = (change: (here: Position) => readonly Position[]) => {
    const here = view?.placeOfCentre();
    if (here !== undefined) work.change(withPoints(drawing, selected, change(here)));
  };
  return (
    <>
      {track !== undefined && (
        <label className="stacked">
          {say("yard.draw.name")}
          <input
            value={track.name}
            maxLength={200}
            onChange={({ target }) => target.value !== "" && work.change(withName(drawing, selected, target.value))}
          />
        </label>
      )}
      <p role="status">{say("yard.draw.point", { number: at + 1, all: count })}</p>
      <p className="note">{say("yard.draw.keys")}</p>
      <div className="buttons">
        <button type="button" onClick={() => hold(at - 1)}>
          {say("yard.draw.point.before")}
        </button>
        <button type="button" onClick={() => hold(at + 1)}>
          {say("yard.draw.point.after")}
        </button>
        <button type="button" onClick={() => put((here) => points.with(at, here))}>
          {say("yard.draw.point.here")}
        </button>
        <button type="button" onClick={() => put((here) => points.toSpliced(at + 1, 0, here))}>
          {say("yard.draw.point.insert")}
        </button>
        <button type="button" disabled={!work.canRemove} onClick={work.remove}>
          {say("yard.draw.point.remove")}
        </button>
        {track !== undefined && (
          <button
            type="button"
            disabled={drawing.tracks.length < 2}
            onClick={() => {
              work.select(null);
              work.change(withoutTrack(drawing, selected));
            }}
          >
            {say("yard.draw.remove")}
          </button>
        )}
      </div>
    </>
  );
}

function NewTrack({ work, onHere }: { readonly work: DrawingWork; readonly onHere: () => void }) {
  const { say } = useSpeaking();
  return (
    <>
      <p className="note">{say("yard.measure.how")}</p>
      <div className="buttons">
        <button type="button" onClick={onHere}>
          {say("yard.point.add")}
        </button>
        <button type="button" disabled={work.line.length === 0} onClick={() => work.setLine(work.line.slice(0, -1))}>
          {say("yard.point.back")}
        </button>
        <button type="button" className="main" disabled={work.line.length < 2} onClick={work.finish}>
          {say("yard.draw.finish")}
        </button>
        <button type="button" onClick={work.give}>
          {say("app.cancel")}
        </button>
      </div>
    </>
  );
}
