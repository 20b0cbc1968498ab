import type { SourceId } from "../../../src/core/ids.ts";
import {
  CREDIBILITIES,
  type Grade,
  RELIABILITIES,
  SOURCE_KINDS,
  type Source,
} from "../../../src/core/report/source.ts";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { Editor } from "./editor.tsx";
import { Choice, TextField, TextsField } from "./fields.tsx";

export function newSource(id: string): Source {
  return {
    id: id as SourceId,
    kind: "news",
    title: {},
    publisher: {},
    author: null,
    language: "en",
    publishedOn: null,
    retrievedOn: null,
    url: null,
    archived: null,
    licence: null,
    reliability: { value: "F", reason: {}, by: "" },
    credibility: { value: 6, reason: {}, by: "" },
    derivedFrom: null,
  };
}

export function SourceEditor(props: {
  readonly source: Source;
  readonly sources: readonly Source[];
  readonly onDone: (source: Source) => void;
  readonly onCancel: () => void;
  readonly onDelete?: (() => void) | undefined;
}) {
  const { say, nameIn } = useSpeaking();
  const { name } = useSession();
  const by = name ?? "";
  const start = {
    ...props.source,
    reliability: signed(props.source.reliability, by),
    credibility: signed(props.source.credibility, by),
  };
  const others = props.sources.filter(({ id }) => id !== props.source.id);
  return (
    <Editor
      title={say("evidence.source")}
      start={start}
      onDone={props.onDone}
      onCancel={props.onCancel}
      onDelete={props.onDelete}
    >
      {(source, change) => (
        <>
          <Choice
            label={say("source.kind")}
            value={source.kind}
            of={SOURCE_KINDS.map((kind) => [kind, say(`source-kind.${kind}`)] as const)}
            onChange={(kind) => change({ kind: kind ?? "news" })}
          />
          <TextField
            label={say("source.language")}
            value={source.language}
            onChange={(language) => change({ language: language ?? "" })}
            required
          />
          <TextsField
            label={say("source.publisher")}
            value={source.publisher}
            onChange={(publisher) => change({ publisher })}
          />
          <TextsField label={say("source.title")} value={source.title} onChange={(title) => change({ title })} />
          <TextsField
            label={say("source.author")}
            value={source.author ?? {}}
            onChange={(author) => change({ author: Object.keys(author).length === 0 ? null : author })}
          />
          <TextField label={say("source.url")} type="url" value={source.url} onChange={(url) => change({ url })} />
          <TextField
            label={say("source.published-on")}
            value={source.publishedOn}
            placeholder="2023-10-05"
            onChange={(publishedOn) => change({ publishedOn })}
          />
          <TextField
            label={say("source.retrieved-on")}
            value={source.retrievedOn}
            placeholder="2023-10-06"
            onChange={(retrievedOn) => change({ retrievedOn })}
          />
          <TextField label={say("source.licence")} value={source.licence} onChange={(licence) => change({ licence })} />
          <Choice
            label={say("source.derived-from")}
            value={source.derivedFrom}
            of={[
              [null, say("source.own-knowledge")],
              ...others.map(
                ({ id, publisher, publishedOn }) => [id, `${nameIn(publisher)} ${publishedOn ?? ""}`] as const,
              ),
            ]}
            onChange={(derivedFrom) => change({ derivedFrom })}
          />
          <Choice
            label={say("grade.reliability")}
            value={source.reliability.value}
            of={RELIABILITIES.map((value) => [value, `${value} · ${say(`reliability.${value}`)}`] as const)}
            onChange={(value) => change({ reliability: { ...source.reliability, value: value ?? "F", by } })}
          />
          <TextsField
            label={say("grade.reason")}
            value={source.reliability.reason}
            onChange={(reason) => change({ reliability: { ...source.reliability, reason, by } })}
          />
          <Choice
            label={say("grade.credibility")}
            value={source.credibility.value}
            of={CREDIBILITIES.map((value) => [value, `${value} · ${say(`credibility.${value}`)}`] as const)}
            onChange={(value) => change({ credibility: { ...source.credibility, value: value ?? 6, by } })}
          />
          <TextsField
            label={say("grade.reason")}
            value={source.credibility.reason}
            onChange={(reason) => change({ credibility: { ...source.credibility, reason, by } })}
          />
        </>
      )}
    </Editor>
  );
}

/** A grade that nobody has given yet is this person's. */
function signed<Value>(grade: Grade<Value>, by: string): Grade<Value> {
  return grade.by === "" ? { ...grade, by } : grade;
}
