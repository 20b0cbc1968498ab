import { type ComponentType, lazy, Suspense, useEffect } from "react";
import { linkTo, useAddress } from "./address.ts";
import { Preferences } from "./parts/preferences.tsx";
import { Waiting } from "./parts/waiting.tsx";
import { Facilities } from "./rooms/facilities.tsx";
import type { en } from "./words/en.ts";
import { useSpeaking } from "./words/words.tsx";

/** A room of one facility; opened, and its script loaded, when it is entered. */
export interface RoomProps {
  readonly facility: string;
}

const ROOMS: readonly {
  readonly name: string;
  readonly title: keyof typeof en;
  readonly Room: ComponentType<RoomProps>;
}[] = [
  { name: "history", title: "room.history", Room: lazy(() => import("./rooms/history.tsx")) },
  { name: "strips", title: "room.strips", Room: lazy(() => import("./rooms/strips.tsx")) },
  { name: "report", title: "room.report", Room: lazy(() => import("./rooms/report.tsx")) },
];

/** The frame: rooms on one side, the room's content on the other. `#/facilities`, `#/f/<facility>/<room>`. */
export function Workbench() {
  const { path } = useAddress();
  const { say } = useSpeaking();
  const facility = path[0] === "f" ? (path[1] ?? null) : null;
  const room = ROOMS.find(({ name }) => name === path[2]);
  const title = say(facility === null ? "room.facilities" : (room?.title ?? "room.facilities"));
  useEffect(() => {
    document.title = `${title} · Yardcheck`;
  }, [title]);
  return (
    <div className="frame">
      <button type="button" className="skip" onClick={() => document.getElementById("content")?.focus()}>
        {say("app.skip")}
      </button>
      <header className="top">
        <a className="brand" href={linkTo(["facilities"])}>
          <img src="./icon.svg" alt="" width="28" height="28" />
          Yardcheck
        </a>
        {facility !== null && (
          <nav aria-label={say("app.rooms")}>
            <ul className="rooms">
              {ROOMS.map(({ name, title }) => (
                <li key={name}>
                  <a href={linkTo(["f", facility, name])} aria-current={room?.name === name ? "page" : undefined}>
                    {say(title)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <Preferences />
      </header>
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          {facility !== null && room !== undefined ? <room.Room facility={facility} /> : <Facilities />}
        </Suspense>
      </main>
    </div>
  );
}
