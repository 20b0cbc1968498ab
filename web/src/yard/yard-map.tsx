import { useEffect, useRef, useState } from "react";
import { Detail } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import { tracksWithin } from "./overlays.ts";
import type { Plane } from "./plane.ts";
import { extentOf, sceneLayer } from "./scene-layer.ts";
import { SunAndNorth } from "./sun-and-north.tsx";
import type { SeenCar, YardDrawing, YardScene } from "./yard-records.ts";
import { type YardEvents, YardView } from "./yard-view.ts";

/** How two dates are looked at. */
export type Showing = "one" | "swipe" | "blink";

export interface YardMapProps {
  readonly plane: Plane;
  readonly scenes: readonly [YardScene, YardScene | null];
  readonly cars: readonly [readonly SeenCar[], readonly SeenCar[]];
  readonly drawing: YardDrawing | null;
  readonly selectedCar: string | null;
  readonly selectedShape: string | null;
  readonly editing: boolean;
  readonly sketch: { readonly points: readonly (readonly number[])[]; readonly point: readonly number[] | null };
  readonly showing: Showing;
  /** Where the two dates meet, share of the width from the left, 0 to 1. */
  readonly split: number;
  readonly onSplit: (split: number) => void;
  /** Which date is shown while blinking. */
  readonly second: boolean;
  readonly brightness: number;
  readonly contrast: number;
  /** Where to begin: centre and metres a pixel; null: the whole scene. */
  readonly start: { readonly centre: readonly [number, number]; readonly metres: number } | null;
  readonly events: YardEvents;
  /** A point is wanted: the middle of the map is marked for the keys. */
  readonly aiming: boolean;
  /** Given the view once it is there, to steer it by. */
  readonly onView: (view: YardView | null) => void;
}

/** The map with all that lies over it. Not mirrored in any language: west stays on the left. */
export function YardMap(props: YardMapProps) {
  const { plane, scenes, cars, drawing, events } = props;
  const { say, formats } = useSpeaking();
  const target = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<YardView | null>(null);
  const [state, setState] = useState<{ centre: readonly number[]; resolution: number } | null>(null);
  const [trouble, setTrouble] = useState<Error | null>(null);
  /** Which scenes have been drawn whole; others are on their way. */
  const [drawn, setDrawn] = useState("");
  /** Counted up to open the files anew. */
  const [turn, setTurn] = useState(0);
  const wantedKey = `${scenes[0].id} ${scenes[1]?.id} ${turn}`;
  const isBusy = drawn !== wantedKey;
  const latest = useRef(events);
  latest.current = events;
  const begin = useRef(props.start);
  const firstDrawing = useRef(drawing);
  const [scene, other] = scenes;
  const { onView } = props;

  useEffect(() => {
    if (target.current === null) return;
    const extent = extentOf(scene.grid);
    const made = new YardView(
      target.current,
      plane,
      extent,
      (extent[2] - extent[0]) / scene.grid.width,
      (type) => say(`yard.letter.${type}`),
      {
        onMoved: (centre, resolution) => {
          setState({ centre, resolution });
          latest.current.onMoved(centre, resolution);
        },
        onClicked: (at, hit) => latest.current.onClicked(at, hit),
        onReshaped: (shape, points) => latest.current.onReshaped(shape, points),
      },
    );
    const { current: start } = begin;
    if (start === null) made.fit(tracksWithin(firstDrawing.current, plane, extent) ?? extent);
    else made.goTo(start.centre, start.metres / plane.groundAt(start.centre).metres);
    setView(made);
    onView(made);
    return () => {
      made.close();
      setView(null);
      onView(null);
    };
  }, [plane, scene, say, onView]);

  useEffect(() => {
    if (view === null) return;
    let wanted = true;
    setTrouble(null);
    const show = async (place: 0 | 1, which: YardScene | null, name: string) => {
      view.showScene(place, null);
      if (which === null || which.pixels === null) return;
      const layer = await sceneLayer(which, name, (error) => wanted && setTrouble(error));
      if (wanted) view.showScene(place, layer);
    };
    Promise.all([show(0, scene, "pixels scene-one"), show(1, other, "pixels scene-two")])
      .catch((error: Error) => wanted && setTrouble(error))
      .then(() => {
        if (!wanted) return;
        view.whenDrawn(() => {
          performance.mark("yardcheck-scene-drawn");
          setDrawn(wantedKey);
        });
      });
    return () => {
      wanted = false;
    };
  }, [view, scene, other, wantedKey]);
  useEffect(() => view?.showCars(0, cars[0]), [view, cars[0]]);
  useEffect(() => view?.showCars(1, cars[1]), [view, cars[1]]);
  useEffect(() => view?.selectCar(props.selectedCar), [view, props.selectedCar]);
  useEffect(
    () => view?.showDrawing(drawing, props.selectedShape, props.editing),
    [view, drawing, props.selectedShape, props.editing],
  );
  useEffect(() => view?.showSketch(props.sketch.points, props.sketch.point), [view, props.sketch]);
  useEffect(() => {
    const style = frame.current?.style;
    style?.setProperty("--split", `${props.split * 100}%`);
    // No filter where it would change nothing: one is worked out for each pixel in each frame.
    const { brightness, contrast } = props;
    const changes = brightness !== 1 || contrast !== 1;
    style?.setProperty("--filter", changes ? `brightness(${brightness}) contrast(${contrast})` : "none");
  }, [props.split, props.brightness, props.contrast]);
  useEffect(() => {
    const again = () => setTurn((before) => before + 1);
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);

  const ground = state === null ? null : plane.groundAt(state.centre);
  const shown = other === null ? "one" : props.showing;
  return (
    <div
      ref={frame}
      className={`yard-frame showing-${shown}${props.second ? " second" : ""}`}
      dir="ltr"
      aria-busy={isBusy}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the map is moved by keys */}
      <div ref={target} className="yard-map" role="application" aria-label={say("yard.map")} tabIndex={0} />
      {props.aiming && <div className="aim" aria-hidden="true" />}
      {shown === "swipe" && <SwipeHandle split={props.split} onSplit={props.onSplit} />}
      {shown === "swipe" && other !== null && (
        <>
          <span className="date-left">
            <bdi>{formats.day(scene.conditions.acquiredAt)}</bdi>
          </span>
          <span className="date-right">
            <bdi>{formats.day(other.conditions.acquiredAt)}</bdi>
          </span>
        </>
      )}
      {shown === "blink" && other !== null && (
        <span className="date-left" role="status">
          <bdi>{formats.day((props.second ? other : scene).conditions.acquiredAt)}</bdi>
        </span>
      )}
      {ground !== null && state !== null && (
        <>
          <SunAndNorth northDegrees={ground.northDegrees} conditions={scene.conditions} />
          <ScaleBar metresPerPixel={state.resolution * ground.metres} />
        </>
      )}
      <fieldset className="zoom">
        <legend className="unseen">{say("yard.zoom")}</legend>
        <button type="button" aria-label={say("yard.zoom.in")} onClick={() => view?.zoomBy(1)}>
          +
        </button>
        <button type="button" aria-label={say("yard.zoom.out")} onClick={() => view?.zoomBy(-1)}>
          −
        </button>
        <button type="button" aria-label={say("yard.zoom.all")} onClick={() => view?.fit(extentOf(scene.grid))}>
          ⤢
        </button>
      </fieldset>
      {isBusy && trouble === null && (
        <span className="map-waiting" role="status" dir="auto">
          {say("app.waiting")}
        </span>
      )}
      {trouble !== null && (
        <div className="map-trouble" role="alert" dir="auto">
          <p>{say("yard.trouble")}</p>
          <Detail text={trouble.message} />
          <button type="button" onClick={() => setTurn((before) => before + 1)}>
            {say("app.again")}
          </button>
        </div>
      )}
    </div>
  );
}

function SwipeHandle({ split, onSplit }: { readonly split: number; readonly onSplit: (split: number) => void }) {
  const { say, formats } = useSpeaking();
  const line = useRef<HTMLDivElement>(null);
  const drag = (pointer: React.PointerEvent<HTMLDivElement>) => {
    if (pointer.buttons === 0 && pointer.type !== "pointerdown") return;
    const box = line.current?.parentElement?.getBoundingClientRect();
    if (box === undefined) return;
    line.current?.setPointerCapture(pointer.pointerId);
    onSplit(Math.min(1, Math.max(0, (pointer.clientX - box.left) / box.width)));
  };
  const step = (press: React.KeyboardEvent) => {
    const by = { ArrowLeft: -0.02, ArrowRight: 0.02, PageDown: -0.1, PageUp: 0.1 }[press.key];
    if (by === undefined) return;
    press.preventDefault();
    press.stopPropagation();
    onSplit(Math.min(1, Math.max(0, split + by)));
  };
  return (
    <div
      ref={line}
      className="swipe"
      role="slider"
      tabIndex={0}
      aria-label={say("yard.split")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(split * 100)}
      aria-valuetext={formats.number(split, { style: "percent" })}
      aria-orientation="horizontal"
      onPointerDown={drag}
      onPointerMove={drag}
      onKeyDown={step}
    />
  );
}

/** The longest of 1, 2 or 5 times a power of ten metres that fits. */
function ScaleBar({ metresPerPixel }: { readonly metresPerPixel: number }) {
  const { say, formats } = useSpeaking();
  const bar = useRef<HTMLDivElement>(null);
  const most = metresPerPixel * 140;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((factor) => factor * power).find((length) => length <= most) ?? power;
  useEffect(() => {
    bar.current?.style.setProperty("inline-size", `${metres / metresPerPixel}px`);
  }, [metres, metresPerPixel]);
  const label =
    metres >= 1000
      ? say("yard.kilometres", { length: formats.number(metres / 1000) })
      : say("yard.metres", { length: formats.number(metres, { maximumFractionDigits: 2 }) });
  return (
    <div className="scale">
      <div ref={bar} className="scale-bar" />
      <span dir="auto">{label}</span>
    </div>
  );
}
