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
            // biome-ignore lint/a11y/useSemanticElements: a block inside a picture cannot be a button element
            <g
              key={car.id}
              role="button"
              tabIndex={-1}
              aria-pressed={car.id === selected}
              aria-label={say("strips.car", {
                type: say(`type.${car.type}`),
                from: formats.number(car.from, { maximumFractionDigits: 0 }),
                to: formats.number(car.to, { maximumFractionDigits: 0 }),
                verdict: say(`verdict.${car.verdict}`),
              })}
              className={`car ${car.verdict} ${car.type} ${car.id === selected ? "selected" : ""} ${props.marked?.has(car.id) ? "alone" : ""}`}
              onClick={() => props.onSelect(car.id)}
              onKeyDown={(press) => press.key === " " && props.onSelect(car.id)}
            >
              <rect
                x={car.from * scale}
                y={height / 2 - 1.9 * scale}
                width={(car.to - car.from) * scale}
                height={3.8 * scale}
              />
              {props.marked?.has(car.id) && (
                <text className="mark" x={((car.from + car.to) / 2) * scale} y={height / 2 + 5}>
                  ≠
                </text>
              )}
              {car.verdict === "rejected" && (
                <line
                  x1={car.from * scale}
                  y1={height / 2 - 1.9 * scale}
                  x2={car.to * scale}
                  y2={height / 2 + 1.9 * scale}
                />
              )}
            </g>
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
