import { CAR_TYPES } from "../../../src/core/observation/observation.ts";
import { choose, linkTo } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";
import { dashOf, SURE, TYPE_COLOURS } from "./car-picture.ts";
import type { SeenCar, YardScene } from "./yard-records.ts";

/** Which cars are shown. */
export interface CarChoice {
  /** Least probability, 0 to 1. */
  readonly least: number;
  /** Null: all. */
  readonly types: readonly string[] | null;
  /** Null: all. */
  readonly track: string | null;
}

export function chosenCars(cars: readonly SeenCar[], { least, types, track }: CarChoice): readonly SeenCar[] {
  return cars.filter(
    (car) =>
      car.probability >= least &&
      (types === null || types.includes(car.type)) &&
      (track === null || car.track === track),
  );
}

/** The legend, which is the filter as well, and the cars of one track as buttons: the map's cars for the keys. */
export function CarsPanel(props: {
  readonly cars: readonly SeenCar[];
  readonly shown: readonly SeenCar[];
  readonly choice: CarChoice;
  readonly selected: string | null;
  readonly scene: YardScene;
  readonly facility: string;
  readonly onSelect: (car: SeenCar) => void;
}) {
  const { say, formats } = useSpeaking();
  const { cars, shown, choice } = props;
  const percent = (share: number) => formats.number(share, { style: "percent" });
  const metres = (along: number) => formats.number(along, { maximumFractionDigits: 0 });
  const tracks = [...new Map(cars.map(({ track, trackName }) => [track, trackName]))];
  const selected = cars.find(({ id }) => id === props.selected);
  const toggle = (type: string) => {
    const now = choice.types ?? [...CAR_TYPES];
    const next = now.includes(type) ? now.filter((one) => one !== type) : [...now, type];
    choose({ types: next.length === CAR_TYPES.length ? null : next.join(".") }, true);
  };
  if (cars.length === 0)
    return (
      <section className="panel">
        <h2>{say("yard.cars")}</h2>
        <p>{say("yard.cars.none")}</p>
      </section>
    );
  return (
    <section className="panel">
      <h2>{say("yard.cars")}</h2>
      <p role="status">{say("yard.cars.shown", { shown: shown.length, all: cars.length })}</p>
      <fieldset className="legend">
        <legend>{say("yard.types")}</legend>
        {CAR_TYPES.map((type) => (
          <label key={type}>
            <input
              type="checkbox"
              checked={choice.types === null || choice.types.includes(type)}
              onChange={() => toggle(type)}
            />
            <svg width="34" height="20" aria-hidden="true">
              <rect className="key-back" width="34" height="20" rx="2" />
              <rect x="3" y="3" width="28" height="14" fill="none" stroke={TYPE_COLOURS[type]} strokeWidth="2" />
              <text x="17" y="14.5" textAnchor="middle" fill={TYPE_COLOURS[type]}>
                {say(`yard.letter.${type}`)}
              </text>
            </svg>
            {say(`type.${type}`)}
          </label>
        ))}
      </fieldset>
      <label className="stacked">
        <span>
          {say("yard.least")}: <bdi>{percent(choice.least)}</bdi>
        </span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={choice.least}
          aria-valuetext={percent(choice.least)}
          onChange={({ target }) => choose({ least: target.value === "0" ? null : target.value }, true)}
        />
      </label>
      <Dashes />
      <label className="stacked">
        {say("yard.on-track")}
        <select
          value={choice.track ?? ""}
          onChange={({ target }) => choose({ track: target.value || null, car: null }, true)}
        >
          <option value="">{say("yard.on-track.all")}</option>
          {tracks.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {choice.track !== null && (
        <ul className="car-list">
          {shown.map((car) => (
            <li key={car.id}>
              <button type="button" aria-pressed={car.id === props.selected} onClick={() => props.onSelect(car)}>
                {say("yard.car", {
                  letter: say(`yard.letter.${car.type}`),
                  from: metres(car.from),
                  to: metres(car.to),
                  probability: percent(car.probability),
                })}
              </button>
            </li>
          ))}
        </ul>
      )}
      {selected !== undefined && (
        <p className="selected-car" role="status">
          {say("yard.car.of", {
            type: say(`type.${selected.type}`),
            track: selected.trackName,
            from: metres(selected.from),
            to: metres(selected.to),
            probability: percent(selected.probability),
          })}{" "}
          <a href={linkTo(["f", props.facility, "strips"], { scene: props.scene.id })}>{say("yard.car.check")}</a>
        </p>
      )}
    </section>
  );
}

function Dashes() {
  const { say, formats } = useSpeaking();
  const percent = (share: number) => formats.number(share, { style: "percent" });
  return (
    <p className="note dashes">
      <svg width="34" height="26" aria-hidden="true">
        {[1, SURE.dashed, 0].map((probability, k) => (
          <line
            key={probability}
            x1="1"
            x2="33"
            y1={5 + k * 8}
            y2={5 + k * 8}
            stroke="currentColor"
            strokeWidth="2"
            strokeDasharray={dashOf(probability).join(" ")}
          />
        ))}
      </svg>
      <span>{say("yard.dashes", { whole: percent(SURE.whole), dashed: percent(SURE.dashed) })}</span>
    </p>
  );
}
