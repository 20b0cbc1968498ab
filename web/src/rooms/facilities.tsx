import { lazy, Suspense, useDeferredValue } from "react";
import {
  FACILITY_STATES,
  type FacilityState,
  type NewestCount,
  outsideUsual,
} from "../../../src/core/watch/facility-state.ts";
import { nextAtUsualPace } from "../../../src/core/watch/usual-pace.ts";
import { choose, linkTo, useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { Sparkline } from "../parts/sparkline.tsx";
import { Answered, Waiting } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";

interface Overview {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly state: FacilityState;
  readonly lastLook: {
    readonly acquiredAt: string;
    readonly status: "counted" | "withheld";
    readonly median: number | null;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  readonly lastPublished: (NewestCount & { readonly day: string; readonly publisher: string }) | null;
  readonly baseline: { readonly low: number; readonly high: number } | null;
  readonly sparkline: readonly { readonly acquiredAt: string; readonly median: number | null }[];
  readonly nextSearch: string | null;
}

const SORTS = ["id", "last-look", "cars", "evidence"] as const;
/** Rows at first, rows that "Show more" adds, and most rows of one page: beyond them a new page begins. */
const PAGE = 50;
const MOST = 500;

const FacilityMap = lazy(() => import("../map/facility-map.tsx"));

/** All facilities, a page at a time: search and state are asked of the server, so that ten thousand stay quick. */
export function Facilities() {
  const { choices } = useAddress();
  const { say } = useSpeaking();
  const search = useDeferredValue(choices.search ?? "");
  const rows = Math.min(MOST, Math.max(PAGE, Number(choices.rows) || PAGE));
  const found = new URLSearchParams();
  if (search !== "") found.set("search", search);
  if (choices.state !== undefined) found.set("state", choices.state);
  const query = new URLSearchParams(found);
  query.set("limit", String(rows));
  if (choices.sort !== undefined) query.set("sort", choices.sort);
  if (choices.box !== undefined) query.set("bbox", choices.box);
  if (choices.after !== undefined) query.set("cursor", choices.after);
  const [asked, again] = useAnswer<{ facilities: Overview[]; next: string | null }>(`/api/facilities?${query}`);
  const anew = { after: null, rows: null };
  return (
    <>
      <h1>{say("room.facilities")}</h1>
      <search className="filters">
        <label>
          {say("facilities.search")}
          <input
            type="search"
            value={choices.search ?? ""}
            onChange={(change) => choose({ search: change.target.value || null, ...anew }, true)}
          />
        </label>
        <label>
          {say("facilities.state")}
          <select
            value={choices.state ?? ""}
            onChange={(change) => choose({ state: change.target.value || null, ...anew })}
          >
            <option value="">{say("facilities.state.all")}</option>
            {FACILITY_STATES.map((state) => (
              <option key={state} value={state}>
                {say(`state.${state}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say("facilities.sort")}
          <select
            value={choices.sort ?? "id"}
            onChange={({ target }) => choose({ sort: target.value === "id" ? null : target.value, ...anew })}
          >
            {SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {say(sort === "cars" ? "facilities.sort.count" : `facilities.sort.${sort}`)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="bottom"
          aria-pressed={choices.show !== "list"}
          onClick={() => choose({ show: choices.show === "list" ? null : "list", box: null })}
        >
          {say("map.show")}
        </button>
      </search>
      {choices.show !== "list" && (
        <Suspense fallback={<Waiting />}>
          <FacilityMap query={found.toString()} />
        </Suspense>
      )}
      <Answered asked={asked} again={again}>
        {({ facilities, next }) =>
          facilities.length === 0 ? (
            <p className="empty">
              {say(search !== "" || choices.state || choices.box ? "facilities.none" : "facilities.empty")}
            </p>
          ) : (
            <>
              <FacilityTable facilities={facilities} />
              <p className="pages">
                {next !== null && rows < MOST && (
                  <button type="button" onClick={() => choose({ rows: String(Math.min(MOST, rows + PAGE)) }, true)}>
                    {say("facilities.more")}
                  </button>
                )}
                {next !== null && rows >= MOST && (
                  <button type="button" onClick={() => choose({ after: next, rows: null })}>
                    {say("facilities.further")}
                  </button>
                )}
                {choices.after !== undefined && (
                  <button type="button" onClick={() => choose(anew)}>
                    {say("facilities.first")}
                  </button>
                )}
              </p>
            </>
          )
        }
      </Answered>
    </>
  );
}

function FacilityTable({ facilities }: { readonly facilities: readonly Overview[] }) {
  const { say, nameIn } = useSpeaking();
  return (
    <div className="scroll">
      <table>
        <caption>{say("facilities.caption")}</caption>
        <thead>
          <tr>
            {(["name", "state", "count", "usual", "course", "last", "next-look"] as const).map((column) => (
              <th key={column} scope="col">
                {say(`facilities.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facilities.map(({ id, names, state, lastLook, lastPublished, baseline, sparkline, nextSearch }) => (
            <tr key={id}>
              <th scope="row">
                <a href={linkTo(["f", id, "history"])}>
                  <bdi>{nameIn(names)}</bdi>
                </a>
              </th>
              <td>
                <State
                  state={state}
                  isWithheld={lastLook?.status === "withheld"}
                  outside={outsideUsual(newestCount(sparkline, lastPublished), baseline)}
                />
              </td>
              <td>
                <CountCell look={lastLook} published={lastPublished} />
              </td>
              <td>{baseline === null ? "–" : <Between low={baseline.low} high={baseline.high} />}</td>
              <td dir="ltr">
                <Sparkline counts={sparkline.map(({ median }) => median)} label={say("facilities.course")} />
              </td>
              <td>
                <LastDay day={lastLook?.acquiredAt ?? lastPublished?.day ?? null} />
              </td>
              <td>
                <NextLook looks={sparkline.map(({ acquiredAt }) => acquiredAt)} nextSearch={nextSearch} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The newest look that was counted, else the newest count that somebody published. */
function newestCount(sparkline: Overview["sparkline"], published: NewestCount | null): NewestCount | null {
  const cars = sparkline.findLast(({ median }) => median !== null)?.median;
  return cars == null ? published : { cars, precision: "exact" };
}

/** The state in a word; beside it what the word does not tell: a withheld newest image, a last count far off. */
function State(props: {
  readonly state: FacilityState;
  readonly isWithheld: boolean;
  readonly outside: "above" | "below" | null;
}) {
  const { say } = useSpeaking();
  const { state, isWithheld, outside } = props;
  return (
    <>
      <span className={`state ${state} ${outside === null ? "" : "outside"}`}>{say(`state.${state}`)}</span>
      {isWithheld && state !== "nothing-usable" && <small>{say("state.newest-withheld")}</small>}
      {outside !== null && <small>{say(`state.outside.${outside}`)}</small>}
    </>
  );
}

function LastDay({ day }: { readonly day: string | null }) {
  const { say, formats } = useSpeaking();
  return day === null ? say("facilities.never") : <bdi>{formats.day(day)}</bdi>;
}

function CountCell(props: { readonly look: Overview["lastLook"]; readonly published: Overview["lastPublished"] }) {
  const { say, formats } = useSpeaking();
  const { look, published } = props;
  if (look === null && published !== null)
    return (
      <>
        {say(`published.${published.precision}`, { cars: formats.number(published.cars) })}
        <small>
          <bdi>{published.publisher}</bdi>
        </small>
      </>
    );
  if (look === null) return <>{say("facilities.never")}</>;
  if (look.status === "withheld") return <>{say("facilities.withheld")}</>;
  const [median, low, high] = [look.median, look.low, look.high].map((cars) => formats.number(cars ?? Number.NaN));
  return <>{say("facilities.count.of", { median: median ?? "", low: low ?? "", high: high ?? "" })}</>;
}

/** When the next image is to be expected, and when the archives are searched for it. */
function NextLook({ looks, nextSearch }: { readonly looks: readonly string[]; readonly nextSearch: string | null }) {
  const { say, formats } = useSpeaking();
  const expected = nextAtUsualPace(looks);
  if (expected === null && nextSearch === null) return <>–</>;
  const due = expected !== null && Date.parse(expected) < Date.now();
  return (
    <>
      {expected !== null && (
        <span title={say("facilities.pace.why")}>
          {say(due ? "facilities.was-due" : "facilities.about", { day: formats.day(expected) })}
        </span>
      )}
      {nextSearch !== null && (
        <small className="search-day">{say("facilities.searched", { day: formats.day(nextSearch) })}</small>
      )}
    </>
  );
}

function Between({ low, high }: { readonly low: number; readonly high: number }) {
  const { formats } = useSpeaking();
  return (
    <bdi dir="ltr">
      {formats.number(low)}–{formats.number(high)}
    </bdi>
  );
}
