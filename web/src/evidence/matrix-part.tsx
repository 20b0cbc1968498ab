import { useMemo, useState } from "react";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import type { Hypothesis, MatrixRow } from "../../../src/core/evidence/matrix.ts";
import { choose, useAddress } from "../address.ts";
import { Detail } from "../parts/waiting.tsx";
import { useSpeaking } from "../words/words.tsx";
import { freshId, withHypothesis, withMatrixRow, withoutHypothesis, withoutMatrixRow, withReason } from "./edits.ts";
import { Said } from "./grade-badge.tsx";
import { HypothesisEditor } from "./hypothesis-editor.tsx";
import { MatrixTable } from "./matrix-table.tsx";
import { type Ranked, rankedOf } from "./ranking.ts";
import { type NewRow, ReasonEditor, RowEditor } from "./row-editor.tsx";
import type { Checked } from "./use-checked.ts";
import type { EvidenceEditing } from "./use-evidence.ts";

type Edited =
  | { readonly kind: "row"; readonly row: NewRow; readonly known: boolean }
  | { readonly kind: "hypothesis"; readonly hypothesis: Hypothesis; readonly known: boolean }
  | { readonly kind: "reason"; readonly row: MatrixRow; readonly hypothesis: Hypothesis };

/** The matrix of hypotheses, ranked anew with each rating that is changed and each row that is switched off. */
export function MatrixPart(props: {
  readonly editing: EvidenceEditing;
  /** The evidence with counts and events named by id. */
  readonly named: Evidence;
  readonly checked: Checked;
}) {
  const { say } = useSpeaking();
  const { choices } = useAddress();
  const { editing, named, checked } = props;
  const { mayEdit, edit } = editing;
  const off = useMemo(() => new Set((choices.off ?? "").split(",").filter(Boolean)), [choices.off]);
  const ranked = useMemo(() => rankedOf(named, checked, off), [named, checked, off]);
  const [edited, setEdited] = useState<Edited | null>(null);
  const { matrix } = named;
  const turn = (row: string) => {
    const rows = off.has(row) ? [...off].filter((one) => one !== row) : [...off, row];
    choose({ off: rows.length === 0 ? null : rows.join(",") }, true);
  };
  const close = () => setEdited(null);
  return (
    <section aria-label={say("evidence.matrix")}>
      {matrix === null || matrix.hypotheses.length === 0 ? (
        <p className="empty">{say("matrix.empty")}</p>
      ) : (
        <h2>
          <Said texts={matrix.question} />
        </h2>
      )}
      {typeof ranked === "string" && (
        <div className="problem" role="alert">
          <p>{say("matrix.unranked")}</p>
          <Detail text={ranked} />
        </div>
      )}
      {ranked !== null && typeof ranked !== "string" && (
        <>
          <Ranking ranked={ranked} off={off.size} />
          <MatrixTable
            ranked={ranked}
            off={off}
            turn={turn}
            editing={editing}
            onRow={(row) => setEdited({ kind: "row", row, known: true })}
            onHypothesis={(hypothesis) => setEdited({ kind: "hypothesis", hypothesis, known: true })}
            onReason={(row, hypothesis) => setEdited({ kind: "reason", row, hypothesis })}
          />
        </>
      )}
      {mayEdit && (
        <div className="actions">
          <button
            type="button"
            onClick={() =>
              setEdited({
                kind: "hypothesis",
                hypothesis: { id: freshId(matrix?.hypotheses ?? [], "hypothesis"), name: {}, predictions: [] },
                known: false,
              })
            }
          >
            {say("matrix.add-hypothesis")}
          </button>
          <button
            type="button"
            disabled={matrix === null}
            onClick={() =>
              setEdited({
                kind: "row",
                row: { id: freshId(matrix?.rows ?? [], "row"), kind: "claim", label: {}, evidence: null },
                known: false,
              })
            }
          >
            {say("matrix.add-row")}
          </button>
        </div>
      )}
      {edited?.kind === "row" && (
        <RowEditor
          row={edited.row}
          evidence={named}
          checked={checked}
          onCancel={close}
          onDone={(row) => {
            edit((before) => withMatrixRow(before, row));
            close();
          }}
          onDelete={
            edited.known
              ? () => {
                  edit((before) => withoutMatrixRow(before, edited.row.id));
                  close();
                }
              : undefined
          }
        />
      )}
      {edited?.kind === "hypothesis" && (
        <HypothesisEditor
          hypothesis={edited.hypothesis}
          onCancel={close}
          onDone={(hypothesis) => {
            edit((before) => withHypothesis(before, hypothesis));
            close();
          }}
          onDelete={
            edited.known
              ? () => {
                  edit((before) => withoutHypothesis(before, edited.hypothesis.id));
                  close();
                }
              : undefined
          }
        />
      )}
      {edited?.kind === "reason" && (
        <ReasonEditor
          row={edited.row}
          hypothesis={edited.hypothesis}
          onCancel={close}
          onDone={(reason) => {
            edit((before) => withReason(before, edited.row.id, edited.hypothesis.id, reason));
            close();
          }}
        />
      )}
    </section>
  );
}

/** Hypotheses in order of what speaks against them, and whether one single row decides it. */
function Ranking({ ranked, off }: { readonly ranked: Ranked; readonly off: number }) {
  const { say, formats, nameIn } = useSpeaking();
  const { whole, left, unweighted } = ranked;
  const most = Math.max(1e-9, ...left.ranking.map(({ inconsistency }) => inconsistency));
  const rankIn = (matrix: typeof whole, id: string) => matrix.ranking.find((one) => one.hypothesis === id)?.rank ?? 0;
  const deciding = left.rows.filter(({ changesOrder }) => changesOrder);
  return (
    <div className="ranking card">
      <h3>{say("matrix.ranking")}</h3>
      <p className="note">{say("matrix.ranking.how")}</p>
      <ol aria-live="polite">
        {left.ranking.map(({ hypothesis, rank, inconsistency }) => {
          const before = rankIn(whole, hypothesis);
          const plain = rankIn(unweighted, hypothesis);
          return (
            <li key={hypothesis} className={rank === 1 ? "first" : ""}>
              <span className="rank">{formats.number(rank)}</span>
              <span className="name">
                <Said texts={left.hypotheses.find(({ id }) => id === hypothesis)?.name ?? {}} />
                {before !== rank && (
                  <span className="moved"> {say("matrix.was", { rank: formats.number(before) })}</span>
                )}
                {plain !== rank && (
                  <span className="moved"> {say("matrix.unweighted", { rank: formats.number(plain) })}</span>
                )}
              </span>
              <span className="against-bar" aria-hidden="true">
                <span style={{ inlineSize: `${(100 * inconsistency) / most}%` }} />
              </span>
              <span className="number">
                {formats.number(inconsistency, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
              </span>
            </li>
          );
        })}
      </ol>
      {off > 0 && (
        <p>
          {say("matrix.off", { count: off })}{" "}
          <button type="button" className="link" onClick={() => choose({ off: null })}>
            {say("matrix.all-on")}
          </button>
        </p>
      )}
      {deciding.length === 0 ? (
        <p>{say("matrix.robust")}</p>
      ) : (
        <ul className="deciding">
          {deciding.map((row) => (
            <li key={row.id}>{say("matrix.row-decides", { row: nameIn(row.label) })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
