import { useState } from "react";
import { ask } from "../api.ts";
import { Answered, Problem } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { Entry, SettingsForm, textOf } from "./settings-form.tsx";
import { useSettings } from "./use-settings.ts";

interface MapSettingsShape {
  readonly tiles?: string | null;
  readonly attribution?: string;
}

/** The ground of the facilities' map: tiles of one's own, fetched by the server, or the outlines that are shipped. */
export function MapSettings() {
  const { say } = useSpeaking();
  const { may } = useSession();
  const [asked, again] = useSettings<MapSettingsShape>("map");
  return (
    <Answered asked={asked} again={again}>
      {({ value: map = {}, tag, put }) => (
        <>
          <SettingsForm
            label={say("map.ground")}
            action={say("app.save")}
            disabled={!may("settings:write")}
            send={(fields, over) => {
              const tiles = textOf(fields, "tiles");
              return put({ tiles: tiles === "" ? null : tiles, attribution: textOf(fields, "attribution") }, over);
            }}
            theirs={again}
          >
            <Entry name="tiles" label={say("map.tiles")} value={map.tiles ?? ""} whole />
            <Entry name="attribution" label={say("map.attribution")} value={map.attribution} whole />
          </SettingsForm>
          <p className="note">{say("map.ground.how")}</p>
          {map.tiles ? <FirstTile key={tag} /> : <p className="note">{say("map.natural-earth")}</p>}
        </>
      )}
    </Answered>
  );
}

/** The tile of the whole earth, asked for as the map asks: shows at once whether the address is right. */
function FirstTile() {
  const { say } = useSpeaking();
  const [failed, setFailed] = useState<Error | null>(null);
  const tile = "/api/map/tiles/0/0/0";
  const why = () =>
    ask(tile).then(
      () => undefined,
      (error: Error) => setFailed(error),
    );
  if (failed !== null) return <Problem error={failed} again={() => setFailed(null)} />;
  return (
    <figure className="first-tile">
      <img src={tile} alt={say("map.first-tile")} width="256" height="256" onError={why} />
      <figcaption className="note">{say("map.first-tile")}</figcaption>
    </figure>
  );
}
