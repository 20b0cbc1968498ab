import type { Hypothesis, Prediction } from "../../../src/core/evidence/matrix.ts";
import { useSpeaking } from "../words/words.tsx";
import { Editor } from "./editor.tsx";
import { freshId } from "./edits.ts";
import { Choice, TextsField } from "./fields.tsx";

export const PREDICTION_STATES = ["not-seen", "seen", "cannot-be-seen"] as const satisfies Prediction["status"][];

/** A hypothesis with what one should see if it were true. */
export function HypothesisEditor(props: {
  readonly hypothesis: Hypothesis;
  readonly onDone: (hypothesis: Hypothesis) => void;
  readonly onCancel: () => void;
  readonly onDelete?: (() => void) | undefined;
}) {
  const { say } = useSpeaking();
  return (
    <Editor
      title={say("evidence.hypothesis")}
      start={props.hypothesis}
      onDone={props.onDone}
      onCancel={props.onCancel}
      onDelete={props.onDelete}
    >
      {(edited, change) => {
        const { predictions } = edited;
        const put = (prediction: Prediction) =>
          change({ predictions: predictions.map((one) => (one.id === prediction.id ? prediction : one)) });
        return (
          <>
            <TextsField label={say("hypothesis.name")} value={edited.name} onChange={(name) => change({ name })} />
            {predictions.map((prediction) => (
              <div key={prediction.id} className="prediction">
                <TextsField
                  label={say("hypothesis.prediction")}
                  value={prediction.text}
                  onChange={(text) => put({ ...prediction, text })}
                />
                <Choice
                  label={say("hypothesis.status")}
                  value={prediction.status}
                  of={PREDICTION_STATES.map((status) => [status, say(`prediction.${status}`)] as const)}
                  onChange={(status) => put({ ...prediction, status: status ?? "not-seen" })}
                />
                <button
                  type="button"
                  onClick={() => change({ predictions: predictions.filter(({ id }) => id !== prediction.id) })}
                >
                  {say("app.delete")}
                </button>
              </div>
            ))}
            <button
              type="button"
              onClick={() =>
                change({
                  predictions: [
                    ...predictions,
                    { id: freshId(predictions, `${edited.id}-sees`), text: {}, status: "not-seen" },
                  ],
                })
              }
            >
              {say("hypothesis.add-prediction")}
            </button>
          </>
        );
      }}
    </Editor>
  );
}
