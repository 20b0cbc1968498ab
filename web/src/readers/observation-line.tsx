import { useState } from "react";
import type { MethodId } from "../../../src/core/ids.ts";
import { methodFamily, readersIn, readersOf } from "../../../src/core/reading/counted-of.ts";
import { useAnswer } from "../api.ts";
import { useSpeaking } from "../words/words.tsx";
import type { SceneToRead } from "./scene-paths.ts";

/** An observation in short. */
export interface Summary {
  readonly id: string;
  readonly scene: string;
  readonly method: MethodId;
  readonly status: "counted" | "withheld";
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const LABELS = [
  ["coco", "COCO", "json"],
  ["yolo-obb", "YOLO-OBB", "txt"],
  ["geojson", "GeoJSON", "geojson"],
] as const;

/** The observation that stands for a scene; undefined: none, or not known yet. */
export function useStanding(facility: string, scene: SceneToRead): Summary | undefined {
  const at = encodeURIComponent(scene.conditions.acquiredAt);
  const [asked] = useAnswer<{ observations: readonly Summary[] }>(
    `/api/facilities/${encodeURIComponent(facility)}/observations?from=${at}&to=${at}&limit=20`,
  );
  return asked.state === "there" ? asked.answer.observations.find((one) => one.scene === scene.id) : undefined;
}

/** The count that stands for a scene: which method or reader made it, and its cars as labels for training. */
export function ObservationLine({ facility, scene }: { readonly facility: string; readonly scene: SceneToRead }) {
  const { say, formats, language } = useSpeaking();
  const standing = useStanding(facility, scene);
  const [open, setOpen] = useState(false);
  if (standing === undefined) return null;
  const { method, median, low, high } = standing;
  const [counted, readers] = [methodFamily(method), readersOf(method)];
  return (
    <div className="observation-line">
      <span>
        {median === null || low === null || high === null
          ? say("facilities.withheld")
          : say("readers.stands", {
              median: formats.number(median),
              low: formats.number(low),
              high: formats.number(high),
            })}
      </span>
      <span>
        {readers.length === 0
          ? say(standing.status === "withheld" ? "readers.withheld-by" : "readers.by-method", { method: counted })
          : say("readers.by-reader", { reader: readersIn(language, readers), method: counted })}
      </span>
      <details onToggle={(toggle) => setOpen(toggle.currentTarget.open)}>
        <summary>{say("readers.labels")}</summary>
        {open && (
          <ul className="downloads">
            {LABELS.map(([format, name, ending]) => (
              <li key={format}>
                <a
                  href={`/api/observations/${encodeURIComponent(standing.id)}/labels?f=${format}`}
                  download={`${scene.id}.${format}.${ending}`}
                >
                  <bdi>{name}</bdi>
                </a>
              </li>
            ))}
          </ul>
        )}
      </details>
    </div>
  );
}
