import { linkTo, useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { useSpeaking } from "../words/words.tsx";
import type { Room, RoomProps } from "../workbench.tsx";

/** Which facility one is at, and its rooms. */
export function FacilityBar(props: {
  readonly facility: string;
  readonly rooms: readonly Room<RoomProps>[];
  readonly room: string | null;
}) {
  const { say, nameIn } = useSpeaking();
  const { facility } = props;
  // Whose counts are shown goes along from room to room of a facility.
  const { method = null } = useAddress().choices;
  const [asked] = useAnswer<{ names: Readonly<Record<string, string>> }>(
    `/api/facilities/${encodeURIComponent(facility)}`,
  );
  return (
    <nav className="facility-bar" aria-label={say("app.rooms")}>
      <strong>
        <bdi>{asked.state === "there" ? nameIn(asked.answer.names) : facility}</bdi>
      </strong>
      <ul className="rooms">
        {props.rooms.map(({ name, title }) => (
          <li key={name}>
            <a href={linkTo(["f", facility, name], { method })} aria-current={props.room === name ? "page" : undefined}>
              {say(title)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
