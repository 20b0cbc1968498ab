import { useMemo } from "react";
import type { Assessment } from "../../../src/core/assessment/assessment.ts";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { confidenceAllowed, confidenceReasons } from "../../../src/core/report/confidence.ts";
import { nextLookTold } from "../../../src/core/report/focus.ts";
import { CONFIDENCES } from "../../../src/core/report/judgement.ts";
import { LIKELIHOOD_BANDS, likelihoodBand } from "../../../src/core/report/likelihood.ts";
import type { JudgementBasis } from "../../../src/core/report/record.ts";
import { useAddress } from "../address.ts";
import { useAnswer } from "../api.ts";
import { methodAsked } from "../parts/method-choice.tsx";
import { useSession } from "../session.tsx";
import { useSpeaking } from "../words/words.tsx";
import { withHypothesis } from "./edits.ts";
import { Choice, TextsField } from "./fields.tsx";
import { Said } from "./grade-badge.tsx";
import { PREDICTION_STATES } from "./hypothesis-editor.tsx";
import { ProseField } from "./prose-field.tsx";
import { rankedOf } from "./ranking.ts";
import type { Checked } from "./use-checked.ts";
import type { EvidenceEditing } from "./use-evidence.ts";

interface PartProps {
  readonly editing: EvidenceEditing;
  readonly named: Evidence;
  readonly checked: Checked;
}

/** The judgement, its likelihood and its confidence apart, and what would change our mind. */
export function JudgementPart(props: PartProps & { readonly facility: string }) {
  const { say } = useSpeaking();
  const { name } = useSession();
  const { editing, named } = props;
  const { evidence, mayEdit, edit } = editing;
  const { judgement, matrix } = evidence;
  if (matrix === null || matrix.hypotheses.length === 0) return <p className="empty">{say("judgement.no-matrix")}</p>;
  const put = (changed: JudgementBasis | null) => edit((before) => ({ ...before, judgement: changed }));
  return (
    <section aria-label={say("evidence.judgement")}>
      {judgement === null ? (
        <>
          <p className="empty">{say("judgement.empty")}</p>
          {mayEdit && (
            <button
              type="button"
              onClick={() =>
                put({
                  by: { en: name ?? "", ar: name ?? "" },
                  hypothesis: matrix.hypotheses[0]?.id ?? "",
                  probability: 0.5,
                  reason: {},
                  confidence: "low",
                })
              }
            >
              {say("judgement.begin")}
            </button>
          )}
        </>
      ) : (
        <>
          <Statement judgement={judgement} named={named} checked={props.checked} />
          {mayEdit && <JudgementForm judgement={judgement} named={named} put={put} />}
        </>
      )}
      <ChangeOfMind {...props} />
    </section>
  );
}

/** As it will be printed: likelihood and confidence never share a sentence (ICD 203, D.6.e.(2)(b)). */
function Statement(props: { readonly judgement: JudgementBasis; readonly named: Evidence; readonly checked: Checked }) {
  const { say, nameIn } = useSpeaking();
  const { judgement, named, checked } = props;
  const hypothesis = named.matrix?.hypotheses.find(({ id }) => id === judgement.hypothesis);
  const reasons = useMemo(() => {
    const ranked = rankedOf(named, checked, new Set());
    const matrix = ranked === null || typeof ranked === "string" ? null : ranked.whole;
    const looks = checked.counted ? [{ observation: { status: "counted" as const } }] : [];
    try {
      return confidenceReasons(
        { ...named, published: checked.published, events: checked.events, looks },
        judgement.hypothesis,
        matrix,
      );
    } catch (error) {
      if (error instanceof RangeError) return [];
      throw error;
    }
  }, [named, checked, judgement.hypothesis]);
  const allowed = confidenceAllowed(judgement.confidence, reasons);
  return (
    <div className="card statement">
      <h2>{say("judgement.likelihood")}</h2>
      <p className="lead">
        {say("judgement.likely", {
          by: nameIn(judgement.by),
          hypothesis: hypothesis === undefined ? "" : nameIn(hypothesis.name),
          likelihood: nameIn(likelihoodBand(judgement.probability).phrase),
        })}
      </p>
      <Bands probability={judgement.probability} />
      <h2>{say("judgement.confidence")}</h2>
      <p className="lead">{say(`confidence.sentence.${allowed}`)}</p>
      {allowed !== judgement.confidence && (
        <p className="note">{say("confidence.lowered", { said: say(`confidence.${judgement.confidence}`) })}</p>
      )}
      <ul>
        {reasons.map(({ code, atMost }) => (
          <li key={code}>
            {say(`confidence.reason.${code}`)}{" "}
            <span className="note">
              {atMost === null
                ? say("confidence.supports")
                : say("confidence.at-most", { level: say(`confidence.${atMost}`) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The seven bands, the one that the probability lies in marked. */
function Bands({ probability }: { readonly probability: number }) {
  const { formats, nameIn } = useSpeaking();
  const here = likelihoodBand(probability).id;
  return (
    <ol className="bands">
      {LIKELIHOOD_BANDS.map(({ id, from, below, phrase }) => (
        <li key={id} aria-current={id === here ? "true" : undefined}>
          <span>{nameIn(phrase)}</span>
          <bdi dir="ltr">
            {formats.number(100 * from)}–{formats.number(100 * Math.min(below, 0.99))}
          </bdi>
        </li>
      ))}
    </ol>
  );
}

function JudgementForm(props: {
  readonly judgement: JudgementBasis;
  readonly named: Evidence;
  readonly put: (judgement: JudgementBasis | null) => void;
}) {
  const { say, nameIn, formats } = useSpeaking();
  const { judgement, named, put } = props;
  return (
    <details className="card">
      <summary>{say("judgement.edit")}</summary>
      <div className="editor-fields">
        <Choice
          label={say("judgement.of")}
          value={judgement.hypothesis}
          of={named.matrix?.hypotheses.map(({ id, name }) => [id, nameIn(name)] as const) ?? []}
          onChange={(hypothesis) => hypothesis !== null && put({ ...judgement, hypothesis })}
        />
        <label className="field">
          {say("judgement.probability")}
          <span className="slider">
            <input
              type="range"
              min={1}
              max={99}
              value={Math.round(100 * judgement.probability)}
              aria-valuetext={nameIn(likelihoodBand(judgement.probability).phrase)}
              onChange={(change) => put({ ...judgement, probability: Number(change.target.value) / 100 })}
            />
            <output>{formats.number(judgement.probability, { style: "percent" })}</output>
          </span>
        </label>
        <Choice
          label={say("judgement.confidence-said")}
          value={judgement.confidence}
          of={CONFIDENCES.map((level) => [level, say(`confidence.${level}`)] as const)}
          onChange={(confidence) => confidence !== null && put({ ...judgement, confidence })}
        />
        <TextsField label={say("judgement.by")} value={judgement.by} onChange={(by) => put({ ...judgement, by })} />
        <ProseField
          label={say("judgement.reason")}
          value={judgement.reason}
          onChange={(reason) => put({ ...judgement, reason })}
        />
        <button type="button" onClick={() => put(null)}>
          {say("judgement.none")}
        </button>
      </div>
    </details>
  );
}

/** What each hypothesis predicts, and what one more image would settle. */
function ChangeOfMind({ editing, facility }: PartProps & { readonly facility: string }) {
  const { say, formats } = useSpeaking();
  const { evidence, mayEdit, edit } = editing;
  const { choices } = useAddress();
  const method = new URLSearchParams(methodAsked(choices.method));
  const [asked] = useAnswer<Assessment>(`/api/facilities/${encodeURIComponent(facility)}/assessment?${method}`);
  const next = asked.state === "there" ? nextLookTold(asked.answer) : null;
  return (
    <>
      <h2>{say("mind.title")}</h2>
      {next?.confirmsFrom != null && (
        <p>{say("mind.confirms", { cars: next.confirmsFrom, n: formats.number(next.confirmsFrom) })}</p>
      )}
      {next?.endsBelow != null && (
        <p>{say("mind.ends", { cars: next.endsBelow, n: formats.number(next.endsBelow) })}</p>
      )}
      {evidence.matrix?.hypotheses.map((hypothesis) => (
        <article key={hypothesis.id} className="card">
          <h3>
            <Said texts={hypothesis.name} />
          </h3>
          {hypothesis.predictions.length === 0 && <p className="note">{say("mind.nothing")}</p>}
          <ul className="predictions">
            {hypothesis.predictions.map((prediction) => (
              <li key={prediction.id} className={prediction.status}>
                <Said texts={prediction.text} />
                {mayEdit ? (
                  <select
                    aria-label={say("hypothesis.status")}
                    value={prediction.status}
                    onChange={(change) => {
                      const status = PREDICTION_STATES.find((one) => one === change.target.value) ?? "not-seen";
                      const predictions = hypothesis.predictions.map((one) =>
                        one.id === prediction.id ? { ...one, status } : one,
                      );
                      edit((before) => withHypothesis(before, { ...hypothesis, predictions }));
                    }}
                  >
                    {PREDICTION_STATES.map((status) => (
                      <option key={status} value={status}>
                        {say(`prediction.${status}`)}
                      </option>
                    ))}
                  </select>
                ) : (
                  <strong>{say(`prediction.${prediction.status}`)}</strong>
                )}
              </li>
            ))}
          </ul>
        </article>
      ))}
    </>
  );
}
