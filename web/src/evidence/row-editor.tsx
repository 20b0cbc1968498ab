import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import type { Hypothesis, MatrixRow } from "../../../src/core/evidence/matrix.ts";
import type { SourceRef, Texts } from "../../../src/core/report/finding.ts";
import { TYPE_MIX } from "../../../src/core/report/type-mix-findings.ts";
import { useSpeaking } from "../words/words.tsx";
import { Editor } from "./editor.tsx";
import { Choice, TextsField } from "./fields.tsx";
import type { Checked } from "./use-checked.ts";

/** A row that may not rest on anything yet. */
export type NewRow = Omit<MatrixRow, "cells" | "evidence"> & { readonly evidence: SourceRef | null };

const KINDS = ["observation", "types", "event", "claim"] as const;

export function RowEditor(props: {
  readonly row: NewRow;
  readonly evidence: Evidence;
  readonly checked: Checked;
  readonly onDone: (row: Omit<MatrixRow, "cells">) => void;
  readonly onCancel: () => void;
  readonly onDelete?: (() => void) | undefined;
}) {
  const { say, nameIn } = useSpeaking();
  const { row, evidence, checked } = props;
  const known: SourceRef[] = [
    ...evidence.claims.map(({ id }) => ({ kind: "claim", id }) as const),
    ...checked.events.map(({ id }) => ({ kind: "event", id }) as const),
    ...checked.published.map(({ id }) => ({ kind: "entry", id }) as const),
    ...(checked.typeMix ? [TYPE_MIX] : []),
  ];
  const all =
    row.evidence === null || known.some((one) => refText(one) === refText(row.evidence))
      ? known
      : [row.evidence, ...known];
  const nameOf = (ref: SourceRef): string => {
    const claim = ref.kind === "claim" ? evidence.claims.find(({ id }) => id === ref.id) : undefined;
    if (claim !== undefined) return `${say("row-kind.claim")}: ${nameIn(claim.by)} · ${claim.id}`;
    const event = ref.kind === "event" ? checked.events.find(({ id }) => id === ref.id) : undefined;
    if (event !== undefined) return `${say("row-kind.event")}: ${nameIn(event.label)}`;
    const entry = ref.kind === "entry" ? checked.published.find(({ id }) => id === ref.id) : undefined;
    if (entry !== undefined)
      return `${say("matrix.entry")}: ${entry.origin.kind === "published" ? entry.origin.publisher : ""} ${entry.from}`;
    if (refText(ref) === refText(TYPE_MIX)) return say("matrix.type-mix");
    return `${say("row-kind.observation")}: ${ref.id}`;
  };
  return (
    <Editor
      title={say("matrix.row")}
      start={row}
      onDone={({ evidence: ref, ...rest }) => ref !== null && props.onDone({ ...rest, evidence: ref })}
      onCancel={props.onCancel}
      onDelete={props.onDelete}
    >
      {(edited, change) => (
        <>
          <TextsField label={say("matrix.label")} value={edited.label} onChange={(label) => change({ label })} />
          <Choice
            label={say("matrix.kind")}
            value={edited.kind}
            of={KINDS.map((kind) => [kind, say(`row-kind.${kind}`)] as const)}
            onChange={(kind) => change({ kind: kind ?? "claim" })}
          />
          <Choice
            label={say("matrix.rests-on")}
            value={refText(edited.evidence)}
            of={[[null, "–"], ...all.map((ref) => [refText(ref), nameOf(ref)] as const)]}
            onChange={(text) => change({ evidence: all.find((ref) => refText(ref) === text) ?? null })}
          />
        </>
      )}
    </Editor>
  );
}

const refText = (ref: SourceRef | null) => (ref === null ? null : `${ref.kind}:${ref.id}`);

export function ReasonEditor(props: {
  readonly row: MatrixRow;
  readonly hypothesis: Hypothesis;
  readonly onDone: (reason: Texts) => void;
  readonly onCancel: () => void;
}) {
  const { say, nameIn } = useSpeaking();
  const { row, hypothesis } = props;
  const reason = row.cells.find((cell) => cell.hypothesis === hypothesis.id)?.reason ?? {};
  return (
    <Editor
      title={say("matrix.cell", { row: nameIn(row.label), hypothesis: nameIn(hypothesis.name) })}
      start={{ reason }}
      onDone={(edited) => props.onDone(edited.reason)}
      onCancel={props.onCancel}
    >
      {(edited, change) => (
        <TextsField
          label={say("matrix.reason")}
          value={edited.reason}
          lines={3}
          onChange={(changed) => change({ reason: changed })}
        />
      )}
    </Editor>
  );
}
