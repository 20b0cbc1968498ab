import { lengthMetres, planeAt } from "../../../src/core/facility/local-plane.ts";
import { useSpeaking } from "../words/words.tsx";
import type { Plane } from "./plane.ts";

type Points = readonly (readonly number[])[];

/** Lengths on the ground along a line of points, by pointer or by keys. */
export function MeasurePanel(props: {
  readonly plane: Plane;
  readonly points: Points;
  readonly onPoints: (points: Points) => void;
  readonly onHere: () => void;
}) {
  const { say, formats } = useSpeaking();
  const { plane, points, onPoints } = props;
  const places = points.map((at) => plane.toLonLat(at));
  const length = (metres: number) => formats.number(metres, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const [from, to] = places.slice(-2);
  return (
    <section className="panel">
      <h2>{say("yard.tool.measure")}</h2>
      <p className="note">{say("yard.measure.how")}</p>
      <p className="measured" role="status">
        {say("yard.measure.length", { length: length(lengthMetres(places)) })}
        {from !== undefined && to !== undefined && (
          <>
            {" · "}
            {say("yard.measure.last", {
              length: length(lengthMetres([from, to])),
              bearing: formats.number(bearingOf(from, to), {
                style: "unit",
                unit: "degree",
                unitDisplay: "narrow",
                maximumFractionDigits: 0,
              }),
            })}
          </>
        )}
      </p>
      <div className="buttons">
        <button type="button" onClick={props.onHere}>
          {say("yard.point.add")}
        </button>
        <button type="button" disabled={points.length === 0} onClick={() => onPoints(points.slice(0, -1))}>
          {say("yard.point.back")}
        </button>
        <button type="button" disabled={points.length === 0} onClick={() => onPoints([])}>
          {say("yard.measure.clear")}
        </button>
      </div>
    </section>
  );
}

/** Clockwise from true north, degrees, 0 to 360. */
function bearingOf(from: { lon: number; lat: number }, to: { lon: number; lat: number }): number {
  const { east, north } = planeAt(from)(to);
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
}
