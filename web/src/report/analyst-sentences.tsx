import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import type { Texts } from "../../../src/core/report/finding.ts";
import "../evidence/evidence.css";
import { linkTo } from "../address.ts";
import { EvidenceBar } from "../evidence/evidence-bar.tsx";
import { TextsField } from "../evidence/fields.tsx";
import { ProseField } from "../evidence/prose-field.tsx";
import { useChecked } from "../evidence/use-checked.ts";
import { type EvidenceEditing, useEvidence, useLoadedEvidence } from "../evidence/use-evidence.ts";
import { Problem, Waiting } from "../parts/waiting.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";

type Limit = Evidence["limits"][number];

/** The analyst's own sentences of the report, with the check of words as one types. All others follow from the record. */
export function AnalystSentences({ facility }: { readonly facility: string }) {
  const [loaded, again] = useLoadedEvidence(facility);
  if (loaded.state === "waiting") return <Waiting />;
  if (loaded.state === "failed") return <Problem error={loaded.error} again={again} />;
  return <Sentences key={facility} facility={facility} start={loaded.start} />;
}

function Sentences(props: { readonly facility: string; readonly start: Parameters<typeof useEvidence>[1] }) {
  const { say } = useSpeaking();
  const { facility } = props;
  const editing = useEvidence(facility, props.start);
  const { wrong } = useChecked(facility, editing.evidence);
  const { judgement } = editing.evidence;
  return (
    <section className="analyst" aria-label={say("report.yours")}>
      <EvidenceBar editing={editing} wrong={wrong} />
      <p className="note">{say("report.yours.why")}</p>
      {judgement === null ? (
        <p className="empty">
          {say("report.no-judgement")}{" "}
          <a href={linkTo(["f", facility, "evidence"], { part: "judgement" })}>{say("evidence.judgement")}</a>
        </p>
      ) : (
        <div className="card">
          <h2>{say("report.why-judgement")}</h2>
          <ProseField
            label={say("judgement.reason")}
            value={judgement.reason}
            onChange={(reason) => editing.edit((before) => ({ ...before, judgement: { ...judgement, reason } }))}
          />
        </div>
      )}
      <Limits editing={editing} />
    </section>
  );
}

/** What the analyst adds to what cannot be seen; what is worked out of the record cannot be taken away. */
function Limits({ editing }: { readonly editing: EvidenceEditing }) {
  const { say } = useSpeaking();
  const { name } = useSession();
  const { limits, sources, claims } = editing.evidence;
  const put = (changed: readonly Limit[]) => editing.edit((before) => ({ ...before, limits: changed }));
  const change = (at: number, changes: Partial<Limit>) =>
    put(limits.map((limit, k) => (k === at ? { ...limit, ...changes } : limit)));
  const grounds = [
    ...claims.map(({ id, by }) => ({ kind: "claim" as const, id: String(id), by })),
    ...sources.map(({ id, publisher }) => ({ kind: "source" as const, id: String(id), by: publisher })),
  ];
  const first = grounds[0];
  const by: Texts = { en: name ?? "", ar: name ?? "" };
  return (
    <>
      <h2>{say("report.limits")}</h2>
      <p className="note">{say("report.limits.why")}</p>
      {limits.map((limit, k) => (
        <div key={k} className="card editor-fields">
          <ProseField label={say("report.limit")} value={limit.text} onChange={(text) => change(k, { text })} />
          <TextsField label={say("report.limit.by")} value={limit.by} onChange={(texts) => change(k, { by: texts })} />
          <GroundChoice limit={limit} grounds={grounds} onChange={(source) => change(k, { source })} />
          <button type="button" onClick={() => put(limits.filter((_, i) => i !== k))}>
            {say("app.delete")}
          </button>
        </div>
      ))}
      {editing.mayEdit && (
        <button
          type="button"
          onClick={() =>
            put([...limits, { text: {}, by, source: first === undefined ? { kind: "judgement", id: "ours" } : first }])
          }
        >
          {say("report.limit.add")}
        </button>
      )}
    </>
  );
}

function GroundChoice(props: {
  readonly limit: Limit;
  readonly grounds: readonly { readonly kind: "claim" | "source"; readonly id: string; readonly by: Texts }[];
  readonly onChange: (source: Limit["source"]) => void;
}) {
  const { say, nameIn } = useSpeaking();
  const { limit, grounds } = props;
  const here = `${limit.source.kind}:${limit.source.id}`;
  const known = grounds.some(({ kind, id }) => `${kind}:${id}` === here);
  return (
    <label className="field">
      {say("report.limit.source")}
      <select
        value={here}
        onChange={(change) => {
          const ground = grounds.find(({ kind, id }) => `${kind}:${id}` === change.target.value);
          if (ground !== undefined) props.onChange({ kind: ground.kind, id: ground.id });
        }}
      >
        {!known && <option value={here}>{here}</option>}
        {grounds.map(({ kind, id, by }) => (
          <option key={`${kind}:${id}`} value={`${kind}:${id}`}>
            {nameIn(by)} · {id}
          </option>
        ))}
      </select>
    </label>
  );
}
