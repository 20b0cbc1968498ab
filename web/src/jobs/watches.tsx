import { useState } from "react";
import { ask, useAnswer } from "../api.ts";
import { Answered } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { Entry, SettingsForm } from "./settings-form.tsx";

interface Watch {
  readonly facility: string;
  readonly settings: {
    readonly everyHours: number;
    readonly catalogues: readonly string[];
    readonly lookBackDays: number;
    readonly overlapDays: number;
    readonly takeCoarse: boolean;
    readonly minCoveredFraction: number;
    readonly falseAlarmsPerYear: number;
  };
  readonly enabled: boolean;
  /** ETag of settings and enabled. */
  readonly tag: string;
  readonly checkedAt: string | null;
  readonly nextAt: string;
  readonly failures: number;
  readonly lastFailure: string | null;
}

/** Facilities whose archives are searched on a schedule. */
export function Watches() {
  const { say, formats } = useSpeaking();
  const { may } = useSession();
  const [asked, again] = useAnswer<{ watches: readonly Watch[] }>("/api/watches");
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <Answered asked={asked} again={again}>
      {({ watches }) => (
        <>
          {watches.length === 0 ? (
            <p className="empty">{say("watches.empty")}</p>
          ) : (
            <div className="scroll">
              <table>
                <caption>{say("watches.caption")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{say("jobs.facility")}</th>
                    <th scope="col">{say("watches.every")}</th>
                    <th scope="col">{say("watches.last")}</th>
                    <th scope="col">{say("watches.next")}</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {watches.map(({ facility, settings, enabled, checkedAt, nextAt, failures, lastFailure }) => (
                    <tr key={facility}>
                      <th scope="row">
                        <bdi>{facility}</bdi>
                      </th>
                      <td>{formats.number(settings.everyHours)}</td>
                      <td>
                        {checkedAt === null ? say("facilities.never") : formats.moment(checkedAt)}
                        {failures > 0 && (
                          <div className="failure">
                            <p>{say("watches.failures", { count: failures })}</p>
                            <p dir="auto">{lastFailure}</p>
                          </div>
                        )}
                      </td>
                      <td>{enabled ? formats.moment(nextAt) : say("watches.paused")}</td>
                      <td>
                        <button type="button" onClick={() => setEdited(facility)}>
                          {say("app.edit")}
                        </button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <WatchForm
            key={`${edited} ${watches.find(({ facility }) => facility === edited)?.tag}`}
            watch={watches.find(({ facility }) => facility === edited) ?? null}
            mayWrite={may("watch:write")}
            saved={again}
          />
        </>
      )}
    </Answered>
  );
}

function WatchForm(props: { readonly watch: Watch | null; readonly mayWrite: boolean; readonly saved: () => void }) {
  const { say, nameIn } = useSpeaking();
  const { watch } = props;
  const [asked] = useAnswer<{ facilities: readonly { id: string; names: Record<string, string> }[] }>(
    "/api/facilities?limit=200",
  );
  const save = async (fields: FormData, over: boolean) => {
    const number = (name: string) => Number(fields.get(name));
    const settings = {
      ...(watch?.settings ?? {}),
      everyHours: number("everyHours"),
      lookBackDays: number("lookBackDays"),
      minCoveredFraction: number("minCoveredFraction"),
      falseAlarmsPerYear: number("falseAlarmsPerYear"),
      takeCoarse: fields.get("takeCoarse") !== null,
    };
    const facility = watch?.facility ?? String(fields.get("facility"));
    const body = JSON.stringify({ settings, enabled: fields.get("enabled") !== null });
    await ask(`/api/facilities/${encodeURIComponent(facility)}/watch`, {
      method: "PUT",
      headers: watch === null || over ? {} : { "if-match": watch.tag },
      body,
    });
    props.saved();
  };
  return (
    <SettingsForm
      label={watch === null ? say("watches.title") : `${say("watches.title")}: ${watch.facility}`}
      action={say(watch === null ? "watches.watch" : "app.save")}
      disabled={!props.mayWrite}
      send={save}
      theirs={props.saved}
    >
      {watch === null && (
        <label>
          {say("watches.facility")}
          <select name="facility">
            {(asked.state === "there" ? asked.answer.facilities : []).map(({ id, names }) => (
              <option key={id} value={id}>
                {nameIn(names)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Entry name="everyHours" type="number" label={say("watches.every")} value={watch?.settings.everyHours ?? 24} />
      <Entry
        name="lookBackDays"
        type="number"
        label={say("watches.look-back")}
        value={watch?.settings.lookBackDays ?? 30}
      />
      <Entry
        name="minCoveredFraction"
        type="number"
        label={say("watches.covered")}
        value={watch?.settings.minCoveredFraction ?? 0.25}
      />
      <Entry
        name="falseAlarmsPerYear"
        type="number"
        label={say("watches.false-alarms")}
        value={watch?.settings.falseAlarmsPerYear ?? 0.1}
      />
      <label className="tick">
        <input type="checkbox" name="takeCoarse" defaultChecked={watch?.settings.takeCoarse ?? true} />
        {say("watches.coarse")}
      </label>
      <label className="tick">
        <input type="checkbox" name="enabled" defaultChecked={watch?.enabled ?? true} />
        {say("watches.enabled")}
      </label>
    </SettingsForm>
  );
}
