import { useEffect } from "react";
import { WATCH_DEFAULTS, type WatchSettings } from "../../../src/core/watch/schedule.ts";
import { useEditing } from "../editing.ts";
import { NONE_YET } from "../letter-form.ts";
import { useSpeaking } from "../words/words.tsx";
import { SettingsBar } from "./settings-bar.tsx";
import { EditedForm, Entry } from "./settings-form.tsx";

/** What a person sets of a watch. */
export interface WatchSet {
  readonly settings: WatchSettings;
  readonly enabled: boolean;
}

/** How a facility is watched before anybody says otherwise. */
export const FIRST_SET: WatchSet = { settings: WATCH_DEFAULTS, enabled: true };

export const watchPath = (facility: string) => `/api/facilities/${encodeURIComponent(facility)}/watch`;

/**
 * How one facility is watched.
 *
 * @param tag  ETag of what stands; null: it is not watched yet
 */
export function WatchForm(props: {
  readonly facility: string;
  readonly set: WatchSet;
  readonly tag: string | null;
  readonly mayEdit: boolean;
  readonly onSaved: () => void;
}) {
  const { say } = useSpeaking();
  const { facility, set, tag, mayEdit, onSaved } = props;
  const path = watchPath(facility);
  const editing = useEditing<WatchSet>({
    path,
    form: "watch",
    readAt: path,
    start: { revision: tag ?? NONE_YET, document: set },
  });
  const { saves, document } = editing;
  useEffect(() => {
    if (saves > 0) onSaved();
  }, [saves, onSaved]);
  const { everyHours, lookBackDays, minCoveredFraction, falseAlarmsPerYear, takeCoarse } = document.settings;
  return (
    <>
      <SettingsBar editing={editing} mayEdit={mayEdit} />
      <EditedForm
        editing={editing}
        label={`${say("watches.title")}: ${facility}`}
        mayEdit={mayEdit}
        take={({ settings }, fields) => ({
          settings: { ...settings, ...settingsOf(fields) },
          enabled: fields.get("enabled") !== null,
        })}
      >
        <Entry name="everyHours" type="number" label={say("watches.every")} value={everyHours} />
        <Entry name="lookBackDays" type="number" label={say("watches.look-back")} value={lookBackDays} />
        <Entry name="minCoveredFraction" type="number" label={say("watches.covered")} value={minCoveredFraction} />
        <Entry name="falseAlarmsPerYear" type="number" label={say("watches.false-alarms")} value={falseAlarmsPerYear} />
        <label className="tick">
          <input type="checkbox" name="takeCoarse" defaultChecked={takeCoarse} />
          {say("watches.coarse")}
        </label>
        <label className="tick">
          <input type="checkbox" name="enabled" defaultChecked={document.enabled} />
          {say("watches.enabled")}
        </label>
      </EditedForm>
    </>
  );
}

/** What stands in the fields; the catalogues and the overlap have none. */
function settingsOf(fields: FormData): Omit<WatchSettings, "catalogues" | "overlapDays"> {
  const number = (name: string) => Number(fields.get(name));
  return {
    everyHours: number("everyHours"),
    lookBackDays: number("lookBackDays"),
    minCoveredFraction: number("minCoveredFraction"),
    falseAlarmsPerYear: number("falseAlarmsPerYear"),
    takeCoarse: fields.get("takeCoarse") !== null,
  };
}
