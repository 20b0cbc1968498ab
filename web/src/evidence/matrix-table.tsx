import { type Hypothesis, type MatrixRow, RATINGS, type RankedRow } from "../../../src/core/evidence/matrix.ts";
import { choose, linkTo, useAddress } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";
import { withRating } from "./edits.ts";
import { Said } from "./grade-badge.tsx";
import type { Ranked } from "./ranking.ts";
import type { EvidenceEditing } from "./use-evidence.ts";

/** Largest diagnosticity that a row can have: from very consistent to very inconsistent. */
const MOST_DIAGNOSTIC = 4;

/** Evidence in rows, hypotheses in columns, a rating with its reason in each cell. */
export function MatrixTable(props: {
  readonly ranked: Ranked;
  readonly off: ReadonlySet<string>;
  readonly turn: (row: string) => void;
  readonly editing: EvidenceEditing;
  readonly onRow: (row: MatrixRow) => void;
  readonly onHypothesis: (hypothesis: Hypothesis) => void;
  readonly onReason: (row: MatrixRow, hypothesis: Hypothesis) => void;
}) {
  const { say, nameIn } = useSpeaking();
  const { choices } = useAddress();
  const { ranked, off, editing } = props;
  const { whole, left } = ranked;
  const reasons = choices.reasons === "shown";
  const shown = whole.rows.map((row) => left.rows.find(({ id }) => id === row.id) ?? row);
  return (
    <>
      <label className="ticked">
        <input
          type="checkbox"
          checked={reasons}
          onChange={(change) => choose({ reasons: change.target.checked ? "shown" : null }, true)}
        />
        {say("matrix.reasons")}
      </label>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys */}
      <section className="scroll" tabIndex={0} aria-label={say("matrix.caption")}>
        <table className="matrix">
          <caption>{say("matrix.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("matrix.counts")}</th>
              <th scope="col">{say("matrix.evidence")}</th>
              <th scope="col">{say("matrix.weight")}</th>
              {whole.hypotheses.map((hypothesis) => (
                <th key={hypothesis.id} scope="col" className="hypothesis">
                  {editing.mayEdit ? (
                    <button type="button" className="link" onClick={() => props.onHypothesis(hypothesis)}>
                      <Said texts={hypothesis.name} />
                    </button>
                  ) : (
                    <Said texts={hypothesis.name} />
                  )}
                </th>
              ))}
              <th scope="col">{say("matrix.diagnosticity")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id} className={off.has(row.id) ? "off" : row.changesOrder ? "decides" : ""}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={say("matrix.row-counts", { row: nameIn(row.label) })}
                    checked={!off.has(row.id)}
                    onChange={() => props.turn(row.id)}
                  />
                </td>
                <th scope="row">
                  <RowHead row={row} onRow={editing.mayEdit ? () => props.onRow(row) : null} />
                </th>
                <td className="number">
                  <Weight row={row} />
                </td>
                {whole.hypotheses.map((hypothesis) => (
                  <RatingCell
                    key={hypothesis.id}
                    row={row}
                    hypothesis={hypothesis}
                    editing={editing}
                    reasons={reasons}
                    onReason={() => props.onReason(row, hypothesis)}
                  />
                ))}
                <td>
                  <Diagnosticity value={row.diagnosticity} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="note legend">
        {RATINGS.map((rating) => (
          <span key={rating}>
            <span className={`rating ${rating}`}>{rating}</span> {say(`rating.${rating}`)}
          </span>
        ))}
      </p>
    </>
  );
}

function RowHead({ row, onRow }: { readonly row: RankedRow; readonly onRow: (() => void) | null }) {
  const { say } = useSpeaking();
  const { path } = useAddress();
  const claim = row.evidence.kind === "claim" ? row.evidence.id : null;
  return (
    <>
      {onRow === null ? (
        <Said texts={row.label} />
      ) : (
        <button type="button" className="link" onClick={onRow}>
          <Said texts={row.label} />
        </button>
      )}
      <span className="facts">
        {claim === null ? (
          say(`row-kind.${row.kind}`)
        ) : (
          <a href={linkTo(path, { part: "claims", at: claim })}>{say(`row-kind.${row.kind}`)}</a>
        )}
        {row.changesOrder && <strong className="decides"> {say("matrix.decides")}</strong>}
      </span>
    </>
  );
}

function Weight({ row }: { readonly row: RankedRow }) {
  const { say, formats } = useSpeaking();
  if (row.repeats !== null) return <>{say("matrix.repeats")}</>;
  return <>{formats.number(row.weight, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}</>;
}

function RatingCell(props: {
  readonly row: RankedRow;
  readonly hypothesis: Hypothesis;
  readonly editing: EvidenceEditing;
  readonly reasons: boolean;
  readonly onReason: () => void;
}) {
  const { say, nameIn } = useSpeaking();
  const { row, hypothesis, editing, reasons } = props;
  const cell = row.cells.find((one) => one.hypothesis === hypothesis.id);
  if (cell === undefined) return <td />;
  const name = say("matrix.cell", { row: nameIn(row.label), hypothesis: nameIn(hypothesis.name) });
  return (
    <td className="cell">
      <span className="rate">
        {editing.mayEdit ? (
          <select
            className={`rating ${cell.rating}`}
            aria-label={name}
            value={cell.rating}
            onChange={(change) => {
              const rating = RATINGS.find((one) => one === change.target.value) ?? "NA";
              editing.edit((before) => withRating(before, row.id, hypothesis.id, rating));
            }}
          >
            {RATINGS.map((rating) => (
              <option key={rating} value={rating} title={say(`rating.${rating}`)}>
                {rating}
              </option>
            ))}
          </select>
        ) : (
          <span className={`rating ${cell.rating}`}>{cell.rating}</span>
        )}
        {editing.mayEdit && (
          <button
            type="button"
            className="why"
            aria-label={say("matrix.edit-reason", { cell: name })}
            title={nameIn(cell.reason)}
            onClick={props.onReason}
          >
            …
          </button>
        )}
      </span>
      {reasons && (
        <span className="reason">
          <Said texts={cell.reason} />
        </span>
      )}
    </td>
  );
}

/** How far a row tells hypotheses apart: four steps filled as far as it does, and the number. */
function Diagnosticity({ value }: { readonly value: number }) {
  const { formats } = useSpeaking();
  return (
    <span className="diagnosticity">
      <span className="steps" aria-hidden="true" dir="ltr">
        {Array.from({ length: MOST_DIAGNOSTIC }, (_, k) => (
          <span key={k} className={k < value ? "full" : ""} />
        ))}
      </span>
      {formats.number(value)}
    </span>
  );
}
