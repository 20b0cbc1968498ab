import { useState } from "react";
import { Answered, Problem } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { Entry, linesOf, listed, SettingsForm, textOf } from "./settings-form.tsx";
import { useSettings } from "./use-settings.ts";

interface Catalogue {
  readonly url: string;
  readonly collections?: readonly string[];
  readonly assets?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxCloudPercent?: number | null;
}

type Catalogues = Readonly<Record<string, Catalogue>>;

/** Where new images are searched for. */
export function CatalogueSettings() {
  const { say } = useSpeaking();
  const { may } = useSession();
  const [asked, again] = useSettings<Catalogues>("catalogues");
  const [edited, setEdited] = useState<string | null>(null);
  const [refused, setRefused] = useState<Error | null>(null);
  return (
    <Answered asked={asked} again={again}>
      {({ value: catalogues = {}, put }) => {
        return (
          <>
            {Object.keys(catalogues).length === 0 && <p className="empty">{say("catalogues.empty")}</p>}
            {Object.entries(catalogues).map(([name, { url, collections = [] }]) => (
              <article key={name} className="card">
                <h2>
                  <bdi>{name}</bdi>
                </h2>
                <p>
                  <bdi dir="ltr">{url}</bdi>
                </p>
                <p className="note">
                  {collections.length === 0 ? say("catalogues.any") : <bdi dir="ltr">{collections.join(", ")}</bdi>}
                </p>
                {may("settings:write") && (
                  <div className="actions">
                    <button type="button" onClick={() => setEdited(name)}>
                      {say("app.edit")}
                    </button>
                    <button
                      type="button"
                      onClick={() => {
                        const { [name]: _, ...left } = catalogues;
                        setRefused(null);
                        put(left).catch(setRefused);
                      }}
                    >
                      {say("app.delete")}
                    </button>
                  </div>
                )}
              </article>
            ))}
            {refused !== null && <Problem error={refused} again={again} />}
            <CatalogueForm
              key={edited}
              name={edited}
              catalogue={edited === null ? undefined : catalogues[edited]}
              mayWrite={may("settings:write")}
              save={(name, catalogue, over) => put({ ...catalogues, [name]: catalogue }, over)}
              theirs={again}
            />
          </>
        );
      }}
    </Answered>
  );
}

function CatalogueForm(props: {
  readonly name: string | null;
  readonly catalogue: Catalogue | undefined;
  readonly mayWrite: boolean;
  readonly save: (name: string, catalogue: Catalogue, over: boolean) => Promise<void>;
  readonly theirs: () => void;
}) {
  const { say } = useSpeaking();
  const { name, catalogue } = props;
  const send = (fields: FormData, over: boolean) => {
    const cloud = textOf(fields, "cloud");
    const headers = linesOf(fields.get("headers")).map((line) => {
      const [header = "", ...value] = line.split(":");
      return [header.trim(), value.join(":").trim()] as const;
    });
    const changed = {
      ...catalogue,
      url: textOf(fields, "url"),
      collections: listed(fields.get("collections")),
      assets: listed(fields.get("assets")),
      headers: Object.fromEntries(headers),
      maxCloudPercent: cloud === "" ? null : Number(cloud),
    };
    return props.save(name ?? textOf(fields, "name"), changed, over);
  };
  const headers = Object.entries(catalogue?.headers ?? {}).map(([header, value]) => `${header}: ${value}`);
  return (
    <SettingsForm
      label={name === null ? say("catalogues.add") : `${say("catalogues.title")}: ${name}`}
      action={say("app.save")}
      disabled={!props.mayWrite}
      send={send}
      theirs={props.theirs}
    >
      {name === null && <Entry name="name" label={say("catalogues.name")} required />}
      <Entry name="url" type="url" label={say("catalogues.url")} value={catalogue?.url} required />
      <Entry name="collections" label={say("catalogues.collections")} value={catalogue?.collections?.join(", ")} />
      <Entry name="assets" label={say("catalogues.assets")} value={catalogue?.assets?.join(", ")} />
      <Entry
        name="cloud"
        type="number"
        label={say("catalogues.cloud")}
        value={catalogue?.maxCloudPercent ?? undefined}
      />
      <Entry name="headers" label={say("catalogues.headers")} value={headers.join("\n")} lines={2} whole />
    </SettingsForm>
  );
}
