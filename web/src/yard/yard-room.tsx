import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { choose, useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { useSpeaking } from "../words/words.tsx";
import { type CarChoice, CarsPanel, chosenCars } from "./cars-panel.tsx";
import { DrawPanel } from "./draw-panel.tsx";
import { FactsPanel } from "./facts-panel.tsx";
import { MeasurePanel } from "./measure-panel.tsx";
import { planeOf } from "./plane.ts";
import { pointCommandOf } from "./point-keys.ts";
import { SceneBar, wantsLittleMotion } from "./scene-bar.tsx";
import { useDrawing } from "./use-drawing.ts";
import { type Showing, YardMap } from "./yard-map.tsx";
import {
  type Crs,
  carsOf,
  type DrawnFacility,
  type LookSummary,
  type YardLook,
  type YardScene,
} from "./yard-records.ts";
import type { YardEvents, YardView } from "./yard-view.ts";

const TOOLS = ["look", "measure", "draw"] as const;
export type Tool = (typeof TOOLS)[number];
type Points = readonly (readonly number[])[];

/** How long a view rests before the address names it, and how long each date is shown while blinking, milliseconds. */
const RESTED_MS = 300;
const BLINK_MS = 900;
const NO_POINTS: Points = [];

/** The map, what lies over it, and the tools. All that is chosen is in the address. */
export function YardRoom(props: {
  readonly facility: DrawnFacility;
  readonly scenes: readonly YardScene[];
  readonly scene: YardScene;
  readonly crs: Crs;
  readonly other: YardScene | null;
  readonly looks: readonly LookSummary[];
}) {
  const { facility, scenes, scene, crs, other, looks } = props;
  const { choices } = useAddress();
  const { say } = useSpeaking();
  const plane = useMemo(() => planeOf(crs), [crs]);
  const [view, setView] = useState<YardView | null>(null);
  const tool: Tool = TOOLS.find((name) => name === choices.tool) ?? "look";
  const showing: Showing = other === null ? "one" : choices.show === "blink" ? "blink" : "swipe";
  const looked = useCars(looks, scene);
  const compared = useCars(looks, other);
  const cars: CarChoice = {
    least: numberOf(choices.least, 0),
    types: choices.types?.split(".") ?? null,
    track: choices.track ?? null,
  };
  const shown = useMemo(() => chosenCars(looked.cars, cars), [looked.cars, cars.least, choices.types, cars.track]);
  const shownOther = useMemo(
    () => chosenCars(compared.cars, cars),
    [compared.cars, cars.least, choices.types, cars.track],
  );
  const drawing = useDrawing(facility, plane);
  const [measured, setMeasured] = useState<Points>(NO_POINTS);
  const points = tool === "measure" ? measured : tool === "draw" ? drawing.line : NO_POINTS;
  const setPoints = tool === "measure" ? setMeasured : drawing.setLine;
  const takesPoints = tool === "measure" || (tool === "draw" && drawing.isDrawing);
  const sketch = useMemo(
    () => ({ points, point: tool === "draw" ? drawing.point : null }),
    [points, tool, drawing.point],
  );
  const [second, setSecond] = useBlinking(showing === "blink" && choices.blinking === "yes");
  const start = useRef(startOf(choices.at, plane));

  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  const events: YardEvents = {
    onMoved: (centre, resolution) => {
      clearTimeout(rest.current);
      rest.current = setTimeout(() => {
        const { lon, lat } = plane.toLonLat(centre);
        const metres = resolution * plane.groundAt(centre).metres;
        choose({ at: [lon.toFixed(6), lat.toFixed(6), metres.toPrecision(4)].join(",") }, true);
      }, RESTED_MS);
    },
    onClicked: (at, hit) => {
      if (takesPoints) setPoints([...points, at]);
      else if (tool === "draw") drawing.select(hit.shape);
      else choose({ car: hit.car }, true);
    },
    onReshaped: drawing.reshape,
  };
  const setPointHere = useCallback(() => {
    if (view !== null) setPoints([...points, view.centre]);
  }, [view, points, setPoints]);
  const { point, at, count } = drawing;
  const holdsPoint = tool === "draw" && !drawing.isDrawing && point !== null;
  // The point that the keys have hold of comes into sight; a shape that is only chosen moves no map.
  const held = useRef<string | null>(null);
  useEffect(() => {
    const sameShape = held.current === drawing.selected;
    held.current = drawing.selected;
    if (sameShape && holdsPoint && point !== null) view?.keepInSight(point);
  }, [drawing.selected, holdsPoint, point, view]);
  const movesPoint = (press: React.KeyboardEvent): boolean => {
    const command = holdsPoint && view !== null ? pointCommandOf(press, at, count) : null;
    if (command === null || view === null) return false;
    if (command.kind === "hold") drawing.hold(command.at);
    else if (command.kind === "insert") drawing.insertHalfway();
    else if (command.kind === "remove") drawing.remove();
    else drawing.nudge(command.right * view.resolution, command.up * view.resolution);
    return true;
  };
  const onKey = (press: React.KeyboardEvent) => {
    const onMap = press.target instanceof Element && press.target.classList.contains("yard-map");
    if (!onMap) return;
    if (takesPoints && press.code === "Enter") setPointHere();
    else if (takesPoints && press.code === "Backspace") setPoints(points.slice(0, -1));
    else if (showing === "blink" && press.code === "KeyB") setSecond(!second);
    else if (!movesPoint(press)) return;
    press.preventDefault();
  };
  const tools = (
    <fieldset className="tools">
      <legend className="unseen">{say("yard.tool")}</legend>
      {TOOLS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={tool === name}
          onClick={() => choose({ tool: name === "look" ? null : name })}
        >
          {say(`yard.tool.${name}`)}
        </button>
      ))}
    </fieldset>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the map within
    <div className="yard" onKeyDown={onKey}>
      <SceneBar
        scenes={scenes}
        scene={scene}
        other={other}
        showing={showing}
        second={second}
        onSecond={setSecond}
        tools={tools}
      />
      <YardMap
        plane={plane}
        scenes={[scene, other]}
        cars={[shown, shownOther]}
        drawing={drawing.drawing}
        selectedCar={choices.car ?? null}
        selectedShape={tool === "draw" ? drawing.selected : null}
        editing={tool === "draw" && !drawing.isDrawing}
        sketch={sketch}
        showing={showing}
        split={numberOf(choices.split, 0.5)}
        onSplit={(split) => choose({ split: split.toFixed(3) }, true)}
        second={second}
        brightness={numberOf(choices.bright, 1)}
        contrast={numberOf(choices.contrast, 1)}
        start={start.current}
        events={events}
        aiming={takesPoints || (tool === "draw" && drawing.selected !== null)}
        onView={setView}
      />
      <div className="yard-side">
        {tool === "measure" && (
          <MeasurePanel plane={plane} points={measured} onPoints={setMeasured} onHere={setPointHere} />
        )}
        {tool === "draw" && <DrawPanel drawing={drawing} scene={scene} view={view} onHere={setPointHere} />}
        {tool === "look" && (
          <CarsPanel
            cars={looked.cars}
            shown={shown}
            choice={cars}
            selected={choices.car ?? null}
            scene={scene}
            facility={facility.id}
            onSelect={(car) => {
              choose({ car: car.id }, true);
              const [[x = 0, y = 0] = [], , [far = 0, up = 0] = []] = car.ring;
              view?.goTo([(x + far) / 2, (y + up) / 2], null);
            }}
          />
        )}
        <FactsPanel scene={scene} look={looked.summary} />
      </div>
    </div>
  );
}

/** The cars of the newest count of a scene. */
function useCars(looks: readonly LookSummary[], scene: YardScene | null) {
  const summary = scene === null ? null : (looks.find((look) => look.scene === scene.id) ?? null);
  const counted = summary?.status === "counted" ? summary.id : null;
  const [asked] = useAnswer<YardLook>(counted === null ? null : `/api/observations/${encodeURIComponent(counted)}`);
  const look = asked.state === "there" && asked.answer.id === counted ? asked.answer : null;
  const cars = useMemo(() => carsOf(look), [look]);
  return { summary, cars };
}

/** Which of two dates is shown; by itself one after the other where asked, never where motion is to be reduced. */
function useBlinking(byItself: boolean): readonly [boolean, (second: boolean) => void] {
  const [second, setSecond] = useState(false);
  useEffect(() => {
    if (!byItself || wantsLittleMotion()) return;
    const timer = setInterval(() => setSecond((before) => !before), BLINK_MS);
    return () => clearInterval(timer);
  }, [byItself]);
  return [second, setSecond];
}

function numberOf(text: string | undefined, otherwise: number): number {
  const number = Number(text);
  return text === undefined || !Number.isFinite(number) ? otherwise : number;
}

function startOf(at: string | undefined, plane: ReturnType<typeof planeOf>) {
  if (at === undefined) return null;
  const [lon = Number.NaN, lat = Number.NaN, metres = Number.NaN] = at.split(",").map(Number);
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && metres > 0)) return null;
  const centre = plane.fromLonLat({ lon, lat });
  return centre.every(Number.isFinite) ? { centre, metres } : null;
}
