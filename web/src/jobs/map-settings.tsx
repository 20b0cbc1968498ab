import { useState } from "react";
import { ask } from "../api.ts";
import { type Place, useEditing } from "../editing.ts";
import { Answered, Problem } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { SettingsBar } from "./settings-bar.tsx";
import { EditedForm, Entry, textOf } from "./settings-form.tsx";
import { useSettings } from "./use-settings.ts";

interface MapSettingsShape {
  readonly tiles?: string | null;
  readonly attribution?: string;
}

const DEFAULTS: MapSettingsShape = {};

/** The ground of the facilities' map: tiles of one's own, fetched by the server, or the outlines that are shipped. */
export function MapSettings() {
  const [asked, again] = useSettings("map", DEFAULTS);
  return (
    <Answered asked={asked} again={again}>
      {(place) => <Ground place={place} />}
    </Answered>
  );
}

function Ground({ place }: { readonly place: Place<MapSettingsShape> }) {
  const { say } = useSpeaking();
  const { may } = useSession();
  const mayEdit = may("settings:write");
  const editing = useEditing(place);
  const { tiles, attribution } = editing.document;
  return (
    <>
      <SettingsBar editing={editing} mayEdit={mayEdit} />
      <EditedForm
        editing={editing}
        label={say("map.ground")}
        mayEdit={mayEdit}
        take={(_, fields) => ({ tiles: textOf(fields, "tiles") || null, attribution: textOf(fields, "attribution") })}
      >
        <Entry name="tiles" label={say("map.tiles")} value={tiles ?? ""} whole />
        <Entry name="attribution" label={say("map.attribution")} value={attribution} whole />
      </EditedForm>
      <p className="note">{say("map.ground.how")}</p>
      {tiles ? (
        editing.state === "saved" && <FirstTile key={editing.revision} />
      ) : (
        <p className="note">{say("map.natural-earth")}</p>
      )}
    </>
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
