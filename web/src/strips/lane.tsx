import { memo } from "react";
import type { ReadCar } from "../../../src/core/reading/reading.ts";
import { useSpeaking } from "../words/words.tsx";

export interface LaneStrip {
  readonly track: string;
  readonly name: string;
  readonly lengthMetres: number;
  readonly halfWidthMetres: number;
  /** Address of the strip as PNG; null: its pixels may not be shown to this reader. */
  readonly picture: string | null;
}

interface LaneProps {
  readonly strip: LaneStrip;
  readonly cars: readonly ReadCar[];
  readonly selected: string | null;
  /** Whose reading it is, where two stand side by side. */
  readonly reader?: string;
  /** Cars that the other reader does not have. */
  readonly marked?: ReadonlySet<string>;
  readonly pixelsPerMetre: number;
  readonly onSelect: (car: string) => void;
}

/**
 * One track as a lane: the straightened picture, the cars as blocks over it, metres along it. Never mirrored. Drawn anew
 * where one of its own cars changed: a key changes one car of a yard.
 */
export const Lane = memo(DrawnLane, isSame);

function isSame(before: LaneProps, after: LaneProps): boolean {
  const own = ({ cars, selected }: LaneProps) => cars.find(({ id }) => id === selected)?.id;
  return (
    before.strip.track === after.strip.track &&
    before.strip.name === after.strip.name &&
    before.strip.lengthMetres === after.strip.lengthMetres &&
    before.strip.picture === after.strip.picture &&
    before.reader === after.reader &&
    before.marked === after.marked &&
    before.pixelsPerMetre === after.pixelsPerMetre &&
    before.onSelect === after.onSelect &&
    before.cars.length === after.cars.length &&
    before.cars.every((car, k) => car === after.cars[k]) &&
    own(before) === own(after)
  );
}

function DrawnLane(props: LaneProps) {
  const { strip, cars, selected, pixelsPerMetre: scale } = props;
  const { say, formats } = useSpeaking();
  const width = strip.lengthMetres * scale;
  const height = 2 * strip.halfWidthMetres * scale;
  const name = props.reader === undefined ? strip.name : `${strip.name} · ${props.reader}`;
  const ticks = Array.from({ length: Math.floor(strip.lengthMetres / 50) + 1 }, (_, k) => 50 * k);
  return (
    <section className="lane" aria-label={say("strips.track", { name })}>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <div className="lane-scroll" dir="ltr">
        <svg width={width} height={height + 16} viewBox={`0 0 ${width} ${height + 16}`}>
          <title>{say("strips.track", { name: strip.name })}</title>
          {strip.picture === null ? (
            <rect className="blank" width={width} height={height} />
          ) : (
            <image href={strip.picture} width={width} height={height} preserveAspectRatio="none" />
          )}
          {cars.map((car) => (
            <CarBlock
              key={car.id}
              car={car}
              isSelected={car.id === selected}
              isMarked={props.marked?.has(car.id) ?? false}
              scale={scale}
              middle={height / 2}
              onSelect={props.onSelect}
            />
          ))}
          {ticks.map((metres) => (
            <text key={metres} x={metres * scale + 2} y={height + 12}>
              {formats.number(metres)}
            </text>
          ))}
        </svg>
      </div>
    </section>
  );
}

/** Half of what a block spans across its track, metres: a car is some 3 m wide, its outline stays clear of it. */
const HALF_BLOCK_METRES = 1.9;

/** A car as a block in its lane; drawn anew where it changed itself: of a track of 300 cars, a key changes one or two. */
const CarBlock = memo(function DrawnCar(props: {
  readonly car: ReadCar;
  readonly isSelected: boolean;
  readonly isMarked: boolean;
  readonly scale: number;
  /** Of the lane, pixels from its top. */
  readonly middle: number;
  readonly onSelect: (car: string) => void;
}) {
  const { car, isSelected, isMarked, scale, middle, onSelect } = props;
  const { say, formats } = useSpeaking();
  const [left, right] = [car.from * scale, car.to * scale];
  const [top, bottom] = [middle - HALF_BLOCK_METRES * scale, middle + HALF_BLOCK_METRES * scale];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a block inside a picture cannot be a button element
    <g
      role="button"
      tabIndex={-1}
      aria-pressed={isSelected}
      aria-label={say("strips.car", {
        type: say(`type.${car.type}`),
        from: formats.number(car.from, { maximumFractionDigits: 0 }),
        to: formats.number(car.to, { maximumFractionDigits: 0 }),
        verdict: say(`verdict.${car.verdict}`),
      })}
      className={`car ${car.verdict} ${car.type} ${isSelected ? "selected" : ""} ${isMarked ? "alone" : ""}`}
      onClick={() => onSelect(car.id)}
      onKeyDown={(press) => press.key === " " && onSelect(car.id)}
    >
      <rect x={left} y={top} width={right - left} height={bottom - top} />
      {isMarked && (
        <text className="mark" x={(left + right) / 2} y={middle + 5}>
          ≠
        </text>
      )}
      {car.verdict === "rejected" && <line x1={left} y1={top} x2={right} y2={bottom} />}
    </g>
  );
});
