import { useState } from "react";
import type { Computation, ComputationPlan } from "../../../src/core/evidence/computation.ts";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { linkTo, useAddress } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";
import { ComputationEditor } from "./computation-editor.tsx";
import { freshId, without, withPart } from "./edits.ts";
import { GradeMark, Said } from "./grade-badge.tsx";
import { amountText, quantityText } from "./quantity-words.ts";
import type { Checked } from "./use-checked.ts";
import type { EvidenceEditing } from "./use-evidence.ts";

/** Quantities with their arithmetic: inputs by name, an outcome no better than its weakest input. */
export function QuantitiesPart({ editing, checked }: { readonly editing: EvidenceEditing; readonly checked: Checked }) {
  const { say } = useSpeaking();
  const { evidence, mayEdit, edit } = editing;
  const [edited, setEdited] = useState<ComputationPlan | null>(null);
  const close = () => setEdited(null);
  const inputs = evidence.claims.filter(({ quantity }) => quantity !== null);
  return (
    <section aria-label={say("evidence.quantities")}>
      {evidence.computations.length === 0 && <p className="empty">{say("quantities.empty")}</p>}
      {checked.computations.map((computation) => (
        <ComputationCard
          key={computation.id}
          computation={computation}
          evidence={evidence}
          all={checked.computations}
          onEdit={
            mayEdit ? () => setEdited(evidence.computations.find(({ id }) => id === computation.id) ?? null) : null
          }
        />
      ))}
      {mayEdit && inputs.length > 0 && (
        <button
          type="button"
          onClick={() =>
            setEdited({
              id: freshId(evidence.computations, "computation"),
              title: {},
              step: { operation: "over", rate: inputs[0]?.id ?? "", time: "1 a" },
            })
          }
        >
          {say("quantities.add")}
        </button>
      )}
      {edited !== null && (
        <ComputationEditor
          plan={edited}
          evidence={evidence}
          onCancel={close}
          onDone={(plan) => {
            edit((before) => ({ ...before, computations: withPart(before.computations, plan) }));
            close();
          }}
          onDelete={
            evidence.computations.includes(edited)
              ? () => {
                  edit((before) => ({ ...before, computations: without(before.computations, edited.id) }));
                  close();
                }
              : undefined
          }
        />
      )}
    </section>
  );
}

function ComputationCard(props: {
  readonly computation: Computation;
  readonly evidence: Evidence;
  readonly all: readonly Computation[];
  readonly onEdit: (() => void) | null;
}) {
  const speaking = useSpeaking();
  const { say } = speaking;
  const { computation, onEdit } = props;
  const { title, outcome, weakest } = computation;
  return (
    <article className="card computation" id={`computation-${computation.id}`}>
      <h2>
        <Said texts={title} />
        {onEdit !== null && (
          <button type="button" className="link" onClick={onEdit}>
            {say("app.edit")}
          </button>
        )}
      </h2>
      <p className="arithmetic">
        <Arithmetic {...props} />
        <span className="operator">=</span>
        <strong className="outcome">{quantityText(speaking, outcome)}</strong>
      </p>
      <p className="note">
        {say("quantities.weakest")} <GradeMark {...weakest} />
      </p>
    </article>
  );
}

function Arithmetic(props: {
  readonly computation: Computation;
  readonly evidence: Evidence;
  readonly all: readonly Computation[];
}) {
  const speaking = useSpeaking();
  const { step } = props.computation;
  const input = (id: string) => <Input key={id} id={id} evidence={props.evidence} all={props.all} />;
  switch (step.operation) {
    case "over": {
      const [value, unit = ""] = step.time.split(" ");
      return (
        <>
          {input(step.rate)}
          <span className="operator">×</span>
          <span className="input">{amountText(speaking, Number(value), unit)}</span>
        </>
      );
    }
    case "sum":
      return (
        <>
          {step.terms.map((id, k) => (
            <span key={id} className="term">
              {k > 0 && <span className="operator">+</span>}
              {input(id)}
            </span>
          ))}
        </>
      );
    case "difference":
      return (
        <>
          {input(step.from)}
          <span className="operator">−</span>
          {input(step.subtract)}
        </>
      );
    case "share":
      return (
        <>
          {input(step.part)}
          <span className="operator">÷</span>
          {input(step.whole)}
        </>
      );
  }
}

/** An input by its amount and its name, which leads to the claim or the earlier computation. */
function Input(props: { readonly id: string; readonly evidence: Evidence; readonly all: readonly Computation[] }) {
  const speaking = useSpeaking();
  const { path } = useAddress();
  const earlier = props.all.find(({ id }) => id === props.id);
  const claim = props.evidence.claims.find(({ id }) => id === props.id);
  const quantity = earlier?.outcome ?? claim?.quantity;
  if (quantity === null || quantity === undefined) return <span className="input">{props.id}</span>;
  const link =
    claim === undefined
      ? linkTo(path, { part: "quantities", at: props.id })
      : linkTo(path, { part: "claims", at: props.id });
  return (
    <span className="input">
      {quantityText(speaking, quantity)}
      <a href={link}>{claim === undefined ? <Said texts={earlier?.title ?? {}} /> : <Said texts={claim.by} />}</a>
    </span>
  );
}
