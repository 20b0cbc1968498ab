import { type FormEvent, useRef, useState } from "react";
import { choose, useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { NONE_YET } from "../letter-form.ts";
import { openLetter, post, useLetter } from "../outbox.ts";
import { FacilityPicker, type FoundFacility, useFound } from "../parts/facility-picker.tsx";
import { PagedTable, usePage } from "../parts/pages.tsx";
import { Answered } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { FIRST_SET, WatchForm, type WatchSet, watchPath } from "./watch-form.tsx";

interface Watch extends WatchSet {
  readonly facility: string;
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
  const { choices } = useAddress();
  const [asked, again] = useAnswer<{ watches: readonly Watch[]; next: string | null }>(`/api/watches?${usePage(1000)}`);
  // The list of before stands while it is asked for again: what is being edited below stays as it is.
  const shown = useRef(asked);
  if (asked.state !== "waiting") shown.current = asked;
  const mayEdit = may("watch:write");
  const [facilities, more] = useFound("");
  const isBare = facilities.length === 0 && !more;
  return (
    <Answered asked={shown.current} again={again}>
      {({ watches, next }) => (
        <>
          <PagedTable
            caption={say("watches.caption")}
            heads={[say("jobs.facility"), say("watches.every"), say("watches.last"), say("watches.next")]}
            empty={say(isBare ? "facilities.empty" : mayEdit ? "watches.empty" : "watches.none")}
            next={next}
            rows={watches.map(({ facility, settings, enabled, checkedAt, nextAt, failures, lastFailure }) => (
              <tr key={facility}>
                <th scope="row">
                  <bdi>{facility}</bdi>
                </th>
                <td>{formats.number(settings.everyHours)}</td>
                <td>
                  {checkedAt === null ? say("facilities.never") : formats.moment(checkedAt)}
                  {lastFailure !== null && (
                    <div className="failure">
                      <p>{failures > 0 ? say("watches.failures", { count: failures }) : say("watches.left-out")}</p>
                      <p dir="auto">{lastFailure}</p>
                    </div>
                  )}
                </td>
                <td>{enabled ? formats.moment(nextAt) : say("watches.paused")}</td>
                <td>
                  <button type="button" onClick={() => choose({ edit: facility })}>
                    {say("app.edit")}
                  </button>
                </td>
              </tr>
            ))}
          />
          {mayEdit && <WatchAnother watched={watches.map(({ facility }) => facility)} first={facilities} more={more} />}
          {choices.edit !== undefined && (
            <Edited key={choices.edit} facility={choices.edit} watches={watches} mayEdit={mayEdit} onSaved={again} />
          )}
        </>
      )}
    </Answered>
  );
}

function Edited(props: {
  readonly facility: string;
  readonly watches: readonly Watch[];
  readonly mayEdit: boolean;
  readonly onSaved: () => void;
}) {
  const { facility, watches, mayEdit, onSaved } = props;
  const watch = watches.find((one) => one.facility === facility);
  const letter = useLetter(watchPath(facility));
  // Once it was sent its form stays while the list that will have it is asked for; taken back before, it goes.
  const sent = useRef(false);
  if (letter !== null) sent.current = letter.state === "waiting" || letter.state === "offline";
  if (watch === undefined && letter === null && !sent.current) return null;
  const set = watch === undefined ? FIRST_SET : { settings: watch.settings, enabled: watch.enabled };
  return <WatchForm facility={facility} set={set} tag={watch?.tag ?? null} mayEdit={mayEdit} onSaved={onSaved} />;
}

/** Begins to watch one more facility: how is set in its form, and nothing is sent before it is saved. */
function WatchAnother(props: {
  readonly watched: readonly string[];
  /** The first facilities by id, and whether there are more. */
  readonly first: readonly FoundFacility[];
  readonly more: boolean;
}) {
  const { say } = useSpeaking();
  const [facility, setFacility] = useState<FoundFacility | null>(null);
  const { watched, first, more } = props;
  // A pause hides in the list of watches alone, and a watch of another page of it in the next search alone.
  const taken = ({ id, nextSearch }: FoundFacility) => nextSearch !== null || watched.includes(id);
  const chosen = [facility, ...first].find((one) => one !== null && !taken(one)) ?? null;
  if (chosen === null && !more) return null;
  const begin = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    const facility = String(new FormData(submitted.currentTarget).get("facility"));
    const path = watchPath(facility);
    if (openLetter(path) === null)
      post({ path, form: "watch", readAt: path, revision: NONE_YET, document: { ...FIRST_SET } }, true);
    choose({ edit: facility });
  };
  return (
    <form className="card" onSubmit={begin} aria-label={say("watches.facility")}>
      <div className="settings-form">
        <FacilityPicker label={say("watches.facility")} chosen={chosen} onChosen={setFacility} taken={taken} />
        <button type="submit" disabled={chosen === null}>
          {say("watches.watch")}
        </button>
      </div>
    </form>
  );
}
