import { useDeferredValue } from "react";
import { choose, linkTo, useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { Sparkline } from "../parts/sparkline.tsx";
import { Answered } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";

interface Overview {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly state: (typeof STATES)[number];
  readonly lastLook: {
    readonly acquiredAt: string;
    readonly status: "counted" | "withheld";
    readonly median: number | null;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  readonly baseline: { readonly low: number; readonly high: number } | null;
  readonly sparkline: readonly { readonly acquiredAt: string; readonly median: number | null }[];
  readonly nextSearch: string | null;
}

const STATES = ["usual", "raised", "surge", "too-few-looks", "nothing-usable", "not-looked"] as const;
const PAGE = 50;

/** All facilities, a page at a time: search and state are asked of the server, so that ten thousand stay quick. */
export function Facilities() {
  const { choices } = useAddress();
  const { say } = useSpeaking();
  const search = useDeferredValue(choices.search ?? "");
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (search !== "") query.set("search", search);
  if (choices.state !== undefined) query.set("state", choices.state);
  if (choices.after !== undefined) query.set("cursor", choices.after);
  const [asked, again] = useAnswer<{ facilities: Overview[]; next: string | null }>(`/api/facilities?${query}`);
  return (
    <>
      <h1>{say("room.facilities")}</h1>
      <search className="filters">
        <label>
          {say("facilities.search")}
          <input
            type="search"
            value={choices.search ?? ""}
            onChange={(change) => choose({ search: change.target.value || null, after: null }, true)}
          />
        </label>
        <label>
          {say("facilities.state")}
          <select
            value={choices.state ?? ""}
            onChange={(change) => choose({ state: change.target.value || null, after: null })}
          >
            <option value="">{say("facilities.state.all")}</option>
            {STATES.map((state) => (
              <option key={state} value={state}>
                {say(`state.${state}`)}
              </option>
            ))}
          </select>
        </label>
      </search>
      <Answered asked={asked} again={again}>
        {({ facilities, next }) =>
          facilities.length === 0 ? (
            <p className="empty">{say(search !== "" || choices.state ? "facilities.none" : "facilities.empty")}</p>
          ) : (
            <>
              <FacilityTable facilities={facilities} />
              {next !== null && (
                <button type="button" onClick={() => choose({ after: next })}>
                  {say("facilities.more")}
                </button>
              )}
            </>
          )
        }
      </Answered>
    </>
  );
}

function FacilityTable({ facilities }: { readonly facilities: readonly Overview[] }) {
  const { say, nameIn, formats } = useSpeaking();
  return (
    <div className="scroll">
      <table>
        <caption>{say("facilities.caption")}</caption>
        <thead>
          <tr>
            {(["name", "state", "count", "usual", "course", "last", "next"] as const).map((column) => (
              <th key={column} scope="col">
                {say(`facilities.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facilities.map(({ id, names, state, lastLook, baseline, sparkline, nextSearch }) => (
            <tr key={id}>
              <th scope="row">
                <a href={linkTo(["f", id, "history"])}>
                  <bdi>{nameIn(names)}</bdi>
                </a>
              </th>
              <td>
                <span className={`state ${state}`}>{say(`state.${state}`)}</span>
              </td>
              <td>
                <CountCell look={lastLook} />
              </td>
              <td>{baseline === null ? "–" : <Between low={baseline.low} high={baseline.high} />}</td>
              <td dir="ltr">
                <Sparkline counts={sparkline.map(({ median }) => median)} label={say("facilities.course")} />
              </td>
              <td>{lastLook === null ? say("facilities.never") : <bdi>{formats.day(lastLook.acquiredAt)}</bdi>}</td>
              <td>{nextSearch === null ? "–" : <bdi>{formats.day(nextSearch)}</bdi>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CountCell({ look }: { readonly look: Overview["lastLook"] }) {
  const { say, formats } = useSpeaking();
  if (look === null) return <>{say("facilities.never")}</>;
  if (look.status === "withheld") return <>{say("facilities.withheld")}</>;
  const [median, low, high] = [look.median, look.low, look.high].map((cars) => formats.number(cars ?? Number.NaN));
  return <>{say("facilities.count.of", { median: median ?? "", low: low ?? "", high: high ?? "" })}</>;
}

function Between({ low, high }: { readonly low: number; readonly high: number }) {
  const { formats } = useSpeaking();
  return (
    <bdi dir="ltr">
      {formats.number(low)}–{formats.number(high)}
    </bdi>
  );
}
