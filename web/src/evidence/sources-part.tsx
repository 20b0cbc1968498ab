import { useState } from "react";
import { originTrees } from "../../../src/core/evidence/independence.ts";
import type { Source } from "../../../src/core/report/source.ts";
import { useSpeaking } from "../words/words.tsx";
import { freshId, without, withPart } from "./edits.ts";
import { Grades, Said } from "./grade-badge.tsx";
import { newSource, SourceEditor } from "./source-editor.tsx";
import type { EvidenceEditing } from "./use-evidence.ts";

/** Sources as trees: what repeats one origin counts once, however many repeat it. */
export function SourcesPart({ editing }: { readonly editing: EvidenceEditing }) {
  const { say } = useSpeaking();
  const { evidence, mayEdit, edit } = editing;
  const { sources } = evidence;
  const [edited, setEdited] = useState<Source | null>(null);
  const trees = treesOf(sources);
  return (
    <section aria-label={say("evidence.sources")}>
      {sources.length === 0 ? (
        <p className="empty">{say("evidence.sources.empty")}</p>
      ) : (
        <p className="lead">{say("evidence.sources.count", { sources: sources.length, origins: trees.length })}</p>
      )}
      {mayEdit && (
        <button type="button" onClick={() => setEdited(newSource(freshId(sources, "source")))}>
          {say("evidence.sources.add")}
        </button>
      )}
      {trees.map(({ origin, repeatedBy }) => {
        const source = sources.find(({ id }) => id === origin);
        if (source === undefined) return null;
        return (
          <article key={origin} className="card source" id={`source-${origin}`}>
            <SourceHead source={source} onEdit={mayEdit ? () => setEdited(source) : null} />
            <Grades source={source} />
            {repeatedBy.length > 0 && (
              <details>
                <summary>{say("evidence.repeated", { count: repeatedBy.length })}</summary>
                <Repeats of={origin} sources={sources} onEdit={mayEdit ? setEdited : null} />
              </details>
            )}
          </article>
        );
      })}
      {edited !== null && (
        <SourceEditor
          source={edited}
          sources={sources}
          onCancel={() => setEdited(null)}
          onDone={(source) => {
            edit((before) => ({ ...before, sources: withPart(before.sources, source) }));
            setEdited(null);
          }}
          onDelete={
            sources.includes(edited)
              ? () => {
                  edit((before) => ({ ...before, sources: without(before.sources, edited.id) }));
                  setEdited(null);
                }
              : undefined
          }
        />
      )}
    </section>
  );
}

/** The trees; each source by itself while one of them repeats what is not there (the check says so). */
function treesOf(sources: readonly Source[]) {
  try {
    return originTrees(sources);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return sources.map(({ id }) => ({ origin: id, repeatedBy: [] }));
  }
}

function SourceHead(props: { readonly source: Source; readonly onEdit: (() => void) | null }) {
  const { say, formats } = useSpeaking();
  const { source } = props;
  const { publishedOn, retrievedOn, url, author, archived, licence } = source;
  return (
    <>
      <h2>
        <Said texts={source.publisher} />
        {props.onEdit !== null && (
          <button type="button" className="link" onClick={props.onEdit}>
            {say("app.edit")}
          </button>
        )}
      </h2>
      <p className="title">
        {url === null ? (
          <Said texts={source.title} />
        ) : (
          <a href={url} target="_blank" rel="noreferrer">
            <Said texts={source.title} />
          </a>
        )}
      </p>
      <p className="facts">
        <span>{say(`source-kind.${source.kind}`)}</span>
        {author !== null && <Said texts={author} />}
        {publishedOn !== null && <span>{say("source.published", { day: dayText(formats.day, publishedOn) })}</span>}
        {retrievedOn !== null && <span>{say("source.retrieved", { day: formats.day(retrievedOn) })}</span>}
        <span>{say(archived === null ? "source.no-copy" : "source.copy")}</span>
        {licence !== null && <span dir="auto">{licence}</span>}
      </p>
    </>
  );
}

/** A day, or a month as it is written where the day is not known. */
const dayText = (day: (iso: string) => string, iso: string) => (iso.length > 7 ? day(iso) : iso);

/** What repeats a source, and what repeats that, as a tree. */
function Repeats(props: {
  readonly of: string;
  readonly sources: readonly Source[];
  readonly onEdit: ((source: Source) => void) | null;
}) {
  const { of, sources, onEdit } = props;
  const next = sources.filter(({ derivedFrom }) => derivedFrom === of);
  if (next.length === 0) return null;
  return (
    <ul className="repeats">
      {next.map((source) => (
        <li key={source.id} id={`source-${source.id}`}>
          <SourceHead source={source} onEdit={onEdit === null ? null : () => onEdit(source)} />
          <Grades source={source} />
          <Repeats of={source.id} sources={sources} onEdit={onEdit} />
        </li>
      ))}
    </ul>
  );
}
