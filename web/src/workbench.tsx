import { type ComponentType, lazy, Suspense, useEffect } from "react";
import { linkTo, useAddress } from "./address.ts";
import "./parts/parts.css";
import { FacilityBar } from "./parts/facility-bar.tsx";
import { OutboxBar } from "./parts/outbox-bar.tsx";
import { Preferences } from "./parts/preferences.tsx";
import { Waiting } from "./parts/waiting.tsx";
import { WhoIsHere } from "./parts/who-is-here.tsx";
import { Facilities } from "./rooms/facilities.tsx";
import { SignedIn, useSession } from "./session.tsx";
import { TourButton } from "./tour/tour-button.tsx";
import type { en } from "./words/en.ts";
import { useSpeaking } from "./words/words.tsx";

/** A room of one facility; opened, and its script loaded, when it is entered. */
export interface RoomProps {
  readonly facility: string;
}

export interface Room<Props> {
  readonly name: string;
  readonly title: keyof typeof en;
  readonly Room: ComponentType<Props>;
}

const ROOMS: readonly Room<RoomProps>[] = [
  { name: "history", title: "room.history", Room: lazy(() => import("./rooms/history.tsx")) },
  { name: "yard", title: "room.yard", Room: lazy(() => import("./rooms/yard.tsx")) },
  { name: "strips", title: "room.strips", Room: lazy(() => import("./rooms/strips.tsx")) },
  { name: "evidence", title: "room.evidence", Room: lazy(() => import("./rooms/evidence.tsx")) },
  { name: "report", title: "room.report", Room: lazy(() => import("./rooms/report.tsx")) },
];

/** Rooms of the whole workspace, each with what one must be allowed to do there. */
const COMMON: readonly (Room<object> & { readonly needs: "job:read" | "settings:read" | "own-account:use" | null })[] =
  [
    { name: "facilities", title: "room.facilities", Room: Facilities, needs: null },
    { name: "jobs", title: "room.jobs", Room: lazy(() => import("./rooms/jobs.tsx")), needs: "job:read" },
    { name: "settings", title: "room.settings", Room: lazy(() => import("./rooms/settings.tsx")), needs: null },
  ];

const SignIn = lazy(() => import("./rooms/sign-in.tsx"));
const Tour = lazy(() => import("./tour/tour.tsx"));

/** The frame: `#/facilities`, `#/jobs`, `#/settings`, `#/f/<facility>/<room>`. */
export function Workbench() {
  return (
    <div className="frame">
      <SignedIn signIn={(again) => <SignIn again={again} />} framed={(content) => <Framed>{content}</Framed>}>
        <Rooms />
      </SignedIn>
    </div>
  );
}

function Framed({ children }: { readonly children: React.ReactNode }) {
  return (
    <>
      <header className="top">
        <span className="brand">
          <img src="./icon.svg" alt="" width="28" height="28" />
          Yardcheck
        </span>
        <Preferences />
      </header>
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>{children}</Suspense>
      </main>
    </>
  );
}

function Rooms() {
  const { path } = useAddress();
  const { say } = useSpeaking();
  const { may, role } = useSession();
  const facility = path[0] === "f" ? (path[1] ?? null) : null;
  const room = facility === null ? undefined : ROOMS.find(({ name }) => name === path[2]);
  const common = COMMON.find(({ name }) => name === path[0]) ?? COMMON[0];
  const title = say(room?.title ?? common?.title ?? "room.facilities");
  useEffect(() => {
    document.title = `${title} · Yardcheck`;
  }, [title]);
  return (
    <>
      <button type="button" className="skip" onClick={() => document.getElementById("content")?.focus()}>
        {say("app.skip")}
      </button>
      <header className="top">
        <a className="brand" href={linkTo(["facilities"])}>
          <img src="./icon.svg" alt="" width="28" height="28" />
          Yardcheck
        </a>
        <nav aria-label={say("app.workspace")}>
          <ul className="rooms">
            {COMMON.filter(({ needs }) => needs === null || may(needs)).map(({ name, title }) => (
              <li key={name}>
                <a
                  href={linkTo([name])}
                  aria-current={room === undefined && common?.name === name ? "page" : undefined}
                >
                  {say(title)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Preferences />
        <TourButton />
        <WhoIsHere />
      </header>
      {facility !== null && <FacilityBar facility={facility} rooms={ROOMS} room={room?.name ?? null} />}
      <OutboxBar />
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          {facility !== null && room !== undefined ? (
            <room.Room facility={facility} />
          ) : (
            common !== undefined &&
            (common.needs === null || may(common.needs) ? (
              <common.Room />
            ) : (
              <>
                <h1>{title}</h1>
                <p className="empty">{say("app.not-for-role", { role: role === null ? "" : say(`role.${role}`) })}</p>
              </>
            ))
          )}
        </Suspense>
      </main>
      <Suspense fallback={null}>
        <Tour />
      </Suspense>
    </>
  );
}
