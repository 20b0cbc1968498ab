import { useSpeaking } from "../words/words.tsx";
import type { YardScene } from "./yard-records.ts";

const SIZE = 76;
const MIDDLE = SIZE / 2;

/** True north, and where the sun stood: shadows fall the other way. Angles are of the picture, clockwise from up. */
export function SunAndNorth(props: {
  /** Of true north in the picture; the grid's north is up. */
  readonly northDegrees: number;
  readonly conditions: YardScene["conditions"];
}) {
  const { say, formats } = useSpeaking();
  const { sunAzimuthDegrees, sunElevationDegrees } = props.conditions;
  const degrees = (angle: number | null) =>
    angle === null
      ? "–"
      : formats.number(angle, { style: "unit", unit: "degree", unitDisplay: "narrow", maximumFractionDigits: 0 });
  const label =
    sunAzimuthDegrees === null
      ? say("yard.north")
      : say("yard.north.sun", { azimuth: degrees(sunAzimuthDegrees), elevation: degrees(sunElevationDegrees) });
  return (
    <svg className="compass" role="img" aria-label={label} width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`}>
      <title>{label}</title>
      <circle className="disc" cx={MIDDLE} cy={MIDDLE} r={MIDDLE - 1} />
      <g transform={`rotate(${props.northDegrees} ${MIDDLE} ${MIDDLE})`}>
        <path className="needle" d={`M${MIDDLE} 18 l7 24 l-7 -5 l-7 5 z`} />
        <text x={MIDDLE} y={14} textAnchor="middle">
          {say("yard.north.letter")}
        </text>
      </g>
      {sunAzimuthDegrees !== null && (
        <g transform={`rotate(${props.northDegrees + sunAzimuthDegrees} ${MIDDLE} ${MIDDLE})`}>
          <circle className="sun" cx={MIDDLE} cy={11} r="5.5" />
          <line className="sun-ray" x1={MIDDLE} y1={17} x2={MIDDLE} y2={30} />
        </g>
      )}
    </svg>
  );
}
