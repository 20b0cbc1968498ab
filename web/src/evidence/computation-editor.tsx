import type { ComputationPlan, ComputationStep } from "../../../src/core/evidence/computation.ts";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { useSpeaking } from "../words/words.tsx";
import { Editor } from "./editor.tsx";
import { Choice, TextField, TextsField } from "./fields.tsx";

const OPERATIONS = ["over", "sum", "difference", "share"] as const;

export function ComputationEditor(props: {
  readonly plan: ComputationPlan;
  readonly evidence: Evidence;
  readonly onDone: (plan: ComputationPlan) => void;
  readonly onCancel: () => void;
  readonly onDelete?: (() => void) | undefined;
}) {
  const { say, nameIn } = useSpeaking();
  const { plan, evidence } = props;
  const before = evidence.computations.findIndex(({ id }) => id === plan.id);
  const earlier = before < 0 ? evidence.computations : evidence.computations.slice(0, before);
  const inputs = [
    ...evidence.claims
      .filter(({ quantity }) => quantity !== null)
      .map(({ id, by }) => [id as string, `${nameIn(by)} · ${id}`] as const),
    ...earlier.map(({ id, title }) => [id, nameIn(title)] as const),
  ];
  const first = inputs[0]?.[0] ?? "";
  return (
    <Editor
      title={say("evidence.quantity")}
      start={plan}
      onDone={props.onDone}
      onCancel={props.onCancel}
      onDelete={props.onDelete}
    >
      {({ title, step }, change) => {
        const input = (label: string, value: string, put: (id: string) => ComputationStep) => (
          <Choice label={label} value={value} of={inputs} onChange={(id) => change({ step: put(id ?? first) })} />
        );
        return (
          <>
            <TextsField label={say("quantities.title")} value={title} onChange={(texts) => change({ title: texts })} />
            <Choice
              label={say("quantities.operation")}
              value={step.operation}
              of={OPERATIONS.map((operation) => [operation, say(`operation.${operation}`)] as const)}
              onChange={(operation) => change({ step: begun(operation ?? "over", first) })}
            />
            {step.operation === "over" && (
              <>
                {input(say("operation.rate"), step.rate, (rate) => ({ ...step, rate }))}
                <TextField
                  label={say("operation.time")}
                  value={step.time}
                  placeholder="1 a"
                  required
                  onChange={(time) => change({ step: { ...step, time: time ?? "" } })}
                />
              </>
            )}
            {step.operation === "sum" &&
              [...step.terms, null].map((term, k) => (
                <Choice
                  key={k}
                  label={say("operation.term")}
                  value={term}
                  of={[[null, "–"], ...inputs]}
                  onChange={(id) =>
                    change({
                      step: {
                        ...step,
                        terms:
                          id === null
                            ? step.terms.filter((_, i) => i !== k)
                            : [...step.terms.slice(0, k), id, ...step.terms.slice(k + 1)],
                      },
                    })
                  }
                />
              ))}
            {step.operation === "difference" && (
              <>
                {input(say("operation.from"), step.from, (from) => ({ ...step, from }))}
                {input(say("operation.subtract"), step.subtract, (subtract) => ({ ...step, subtract }))}
              </>
            )}
            {step.operation === "share" && (
              <>
                {input(say("operation.part"), step.part, (part) => ({ ...step, part }))}
                {input(say("operation.whole"), step.whole, (whole) => ({ ...step, whole }))}
              </>
            )}
          </>
        );
      }}
    </Editor>
  );
}

function begun(operation: ComputationStep["operation"], first: string): ComputationStep {
  switch (operation) {
    case "over":
      return { operation, rate: first, time: "1 a" };
    case "sum":
      return { operation, terms: [first] };
    case "difference":
      return { operation, from: first, subtract: first };
    case "share":
      return { operation, part: first, whole: first };
  }
}
