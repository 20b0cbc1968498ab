import type { ReactNode } from "react";
import { choose, useAddress } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";
import type { Showing } from "./yard-map.tsx";
import type { YardScene } from "./yard-records.ts";

/** Which dates are looked at and how; brightness and contrast; the tools. */
export function SceneBar(props: {
  readonly scenes: readonly YardScene[];
  readonly scene: YardScene;
  readonly other: YardScene | null;
  readonly showing: Showing;
  readonly second: boolean;
  readonly onSecond: (second: boolean) => void;
  readonly tools: ReactNode;
}) {
  const { say, formats } = useSpeaking();
  const { choices } = useAddress();
  const { scenes, scene, other, showing } = props;
  const options = (of: readonly YardScene[]) =>
    of.map(({ id, conditions }) => (
      <option key={id} value={id}>
        {formats.moment(conditions.acquiredAt)}
      </option>
    ));
  return (
    <div className="scene-bar">
      <label>
        {say("yard.scene")}
        <select value={scene.id} onChange={(change) => choose({ scene: change.target.value, car: null })}>
          {options(scenes)}
        </select>
      </label>
      <label>
        {say("yard.other")}
        <select value={other?.id ?? ""} onChange={(change) => choose({ with: change.target.value || null })}>
          <option value="">{say("yard.other.none")}</option>
          {options(scenes.filter(({ id, crs }) => id !== scene.id && crs !== null))}
        </select>
      </label>
      {other !== null && (
        <fieldset className="choices">
          <legend>{say("yard.showing")}</legend>
          {(["swipe", "blink"] as const).map((way) => (
            <button
              key={way}
              type="button"
              aria-pressed={showing === way}
              onClick={() => choose({ show: way === "swipe" ? null : way })}
            >
              {say(`yard.showing.${way}`)}
            </button>
          ))}
          {showing === "blink" && (
            <>
              <button type="button" onClick={() => props.onSecond(!props.second)}>
                {say("yard.swap")}
              </button>
              <button
                type="button"
                aria-pressed={choices.blinking === "yes" && !wantsLittleMotion()}
                disabled={wantsLittleMotion()}
                title={wantsLittleMotion() ? say("yard.blinking.still") : undefined}
                onClick={() => choose({ blinking: choices.blinking === "yes" ? null : "yes" })}
              >
                {say("yard.blinking")}
              </button>
            </>
          )}
        </fieldset>
      )}
      <fieldset className="choices">
        <legend className="unseen">{`${say("yard.brightness")}, ${say("yard.contrast")}`}</legend>
        <Slider name="bright" label={say("yard.brightness")} most={2.5} />
        <Slider name="contrast" label={say("yard.contrast")} most={2.5} />
        {(choices.bright !== undefined || choices.contrast !== undefined) && (
          <button type="button" onClick={() => choose({ bright: null, contrast: null }, true)}>
            {say("yard.reset")}
          </button>
        )}
      </fieldset>
      {scene.synthetic && (
        <p className="synthetic" title={say("app.synthetic.why")}>
          {say("app.synthetic")}
        </p>
      )}
      {props.tools}
    </div>
  );
}

/** Whether this person's system asks for little motion: then nothing moves by itself. */
export const wantsLittleMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A multiple of what the image has; 1 is the image as it is. */
function Slider(props: { readonly name: "bright" | "contrast"; readonly label: string; readonly most: number }) {
  const { choices } = useAddress();
  const { formats } = useSpeaking();
  const value = Number(choices[props.name] ?? 1) || 1;
  return (
    <label>
      {props.label}
      <input
        type="range"
        min={0.4}
        max={props.most}
        step={0.05}
        value={value}
        aria-valuetext={formats.number(value, { style: "percent" })}
        onChange={({ target }) => choose({ [props.name]: target.value === "1" ? null : target.value }, true)}
      />
    </label>
  );
}
