import type { FormEvent } from "react";
import { choose, useAddress } from "../address.ts";
import { type Editing, type Place, useEditing } from "../editing.ts";
import { Answered } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { SettingsBar } from "./settings-bar.tsx";
import { EditedForm, Entry, linesOf, listed, textOf } from "./settings-form.tsx";
import { useSettings } from "./use-settings.ts";

interface Catalogue {
  readonly url: string;
  readonly collections?: readonly string[];
  readonly assets?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxCloudPercent?: number | null;
}

type Catalogues = Readonly<Record<string, Catalogue>>;

const DEFAULTS: Catalogues = {};

/** Where new images are searched for. */
export function CatalogueSettings() {
  const [asked, again] = useSettings("catalogues", DEFAULTS);
  return (
    <Answered asked={asked} again={again}>
      {(place) => <All place={place} />}
    </Answered>
  );
}

function All({ place }: { readonly place: Place<Catalogues> }) {
  const { say } = useSpeaking();
  const { may } = useSession();
  const { choices } = useAddress();
  const editing = useEditing(place);
  const catalogues = editing.document;
  const mayEdit = may("settings:write");
  const edited =
    choices.edit !== undefined && Object.hasOwn(catalogues, choices.edit) ? catalogues[choices.edit] : null;
  return (
    <>
      <SettingsBar editing={editing} mayEdit={mayEdit} />
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
          {mayEdit && (
            <div className="actions">
              <button type="button" onClick={() => choose({ edit: name })}>
                {say("app.edit")}
              </button>
              <button type="button" onClick={() => editing.edit(({ [name]: _, ...left }) => left)}>
                {say("app.delete")}
              </button>
            </div>
          )}
        </article>
      ))}
      {choices.edit !== undefined && edited ? (
        <CatalogueForm key={choices.edit} name={choices.edit} catalogue={edited} editing={editing} mayEdit={mayEdit} />
      ) : (
        mayEdit && (
          <AddCatalogue
            taken={catalogues}
            onAdd={(name) => editing.edit((before) => ({ ...before, [name]: { url: "" } }))}
          />
        )
      )}
    </>
  );
}

function CatalogueForm(props: {
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly editing: Editing<Catalogues>;
  readonly mayEdit: boolean;
}) {
  const { say } = useSpeaking();
  const { name, catalogue, editing, mayEdit } = props;
  const { url, collections = [], assets = [], headers = {}, maxCloudPercent } = catalogue;
  const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}`);
  return (
    <EditedForm
      editing={editing}
      name={name}
      label={`${say("catalogues.title")}: ${name}`}
      mayEdit={mayEdit}
      take={(before, fields) => ({ ...before, [name]: { ...before[name], ...catalogueOf(fields) } })}
    >
      <Entry name="url" type="url" label={say("catalogues.url")} value={url} />
      <Entry name="collections" label={say("catalogues.collections")} value={collections.join(", ")} />
      <Entry name="assets" label={say("catalogues.assets")} value={assets.join(", ")} />
      <Entry name="cloud" type="number" label={say("catalogues.cloud")} value={maxCloudPercent ?? undefined} />
      <Entry name="headers" label={say("catalogues.headers")} value={lines.join("\n")} lines={2} whole />
      <div className="actions">
        <button type="button" onClick={() => choose({ edit: null })}>
          {say("app.done")}
        </button>
      </div>
    </EditedForm>
  );
}

function catalogueOf(fields: FormData): Catalogue {
  const cloud = textOf(fields, "cloud");
  const headers = linesOf(fields.get("headers")).map((line) => {
    const [header = "", ...value] = line.split(":");
    return [header.trim(), value.join(":").trim()] as const;
  });
  return {
    url: textOf(fields, "url"),
    collections: listed(fields.get("collections")),
    assets: listed(fields.get("assets")),
    headers: Object.fromEntries(headers),
    maxCloudPercent: cloud === "" ? null : Number(cloud),
  };
}

/** Gives a new catalogue its name, and opens its form. */
function AddCatalogue({ taken, onAdd }: { readonly taken: Catalogues; readonly onAdd: (name: string) => void }) {
  const { say } = useSpeaking();
  const add = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    const name = textOf(new FormData(submitted.currentTarget), "name");
    if (!Object.hasOwn(taken, name)) onAdd(name);
    choose({ edit: name });
  };
  return (
    <form className="card" onSubmit={add} aria-label={say("catalogues.add")}>
      <h2>{say("catalogues.add")}</h2>
      <div className="settings-form">
        <Entry name="name" label={say("catalogues.name")} required />
        <button type="submit">{say("catalogues.add")}</button>
      </div>
    </form>
  );
}
