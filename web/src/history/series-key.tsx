import type { Assessment } from "../../../src/core/assessment/assessment.ts";
import { isPossible } from "../../../src/core/report/focus.ts";
import { useSpeaking } from "../words/words.tsx";
import type { EventMark, LookPoint } from "./series-picture.tsx";

/** What the marks and bands of the series' picture mean: those that are there. */
export function SeriesKey(props: {
  readonly looks: readonly LookPoint[];
  readonly assessment: Assessment | null;
  readonly events: readonly EventMark[];
}) {
  const { say } = useSpeaking();
  const { looks, assessment, events } = props;
  const ready = assessment?.status === "ready" ? assessment : null;
  const marks = [
    looks.some(({ median, precision }) => median !== null && precision === undefined) && ("look" as const),
    looks.some(({ precision }) => precision !== undefined) && ("published" as const),
    looks.some(({ median }) => median === null) && ("withheld" as const),
    ready !== null && ("usual" as const),
    ready?.onset != null && (`onset.${ready.onset.direction}${isPossible(ready) ? ".unsure" : ""}` as const),
    events.length > 0 && ("event" as const),
  ].filter((mark) => mark !== false);
  return (
    <ul className="series-key">
      {marks.map((mark) => (
        <li key={mark}>
          <i className={mark.split(".")[0]} aria-hidden="true" />
          {say(`history.key.${mark}`)}
        </li>
      ))}
    </ul>
  );
}
