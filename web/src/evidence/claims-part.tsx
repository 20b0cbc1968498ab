import { useState } from "react";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { gradeOfClaim } from "../../../src/core/evidence/grade.ts";
import type { Claim } from "../../../src/core/report/claim.ts";
import { useSpeaking } from "../words/words.tsx";
import { ClaimEditor, newClaim } from "./claim-editor.tsx";
import { freshId, without, withPart } from "./edits.ts";
import { GradeMark, Said } from "./grade-badge.tsx";
import { quantityText } from "./quantity-words.ts";
import type { EvidenceEditing } from "./use-evidence.ts";

/** Who says what, in their own words; claims that contradict each other stand side by side. */
export function ClaimsPart({ editing }: { readonly editing: EvidenceEditing }) {
  const { say } = useSpeaking();
  const { evidence, mayEdit, edit } = editing;
  const { claims } = evidence;
  const [edited, setEdited] = useState<Claim | null>(null);
  const pairs = contradictionsOf(claims);
  const onEdit = mayEdit ? setEdited : null;
  return (
    <section aria-label={say("evidence.claims")}>
      {claims.length === 0 && <p className="empty">{say("evidence.claims.empty")}</p>}
      {mayEdit && evidence.sources.length > 0 && (
        <button
          type="button"
          onClick={() => setEdited(newClaim(freshId(claims, "claim"), evidence.sources[0]?.id ?? ""))}
        >
          {say("evidence.claims.add")}
        </button>
      )}
      {pairs.length > 0 && (
        <>
          <h2>{say("evidence.contradictions")}</h2>
          {pairs.map(([one, other]) => (
            <div key={`${one.id} ${other.id}`} className="contradiction">
              <ClaimCard claim={one} evidence={evidence} onEdit={onEdit} />
              <span className="against" role="img" aria-label={say("evidence.contradicts")}>
                ≠
              </span>
              <ClaimCard claim={other} evidence={evidence} onEdit={onEdit} />
            </div>
          ))}
        </>
      )}
      {claims.length > 0 && <h2>{say("evidence.claims.all", { count: claims.length })}</h2>}
      <div className="claims">
        {claims.map((claim) => (
          <ClaimCard key={claim.id} claim={claim} evidence={evidence} onEdit={onEdit} />
        ))}
      </div>
      {edited !== null && (
        <ClaimEditor
          claim={edited}
          evidence={evidence}
          onCancel={() => setEdited(null)}
          onDone={(claim) => {
            edit((before) => ({ ...before, claims: withPart(before.claims, claim) }));
            setEdited(null);
          }}
          onDelete={
            claims.includes(edited)
              ? () => {
                  edit((before) => ({ ...before, claims: without(before.claims, edited.id) }));
                  setEdited(null);
                }
              : undefined
          }
        />
      )}
    </section>
  );
}

/** Each contradiction once, from whichever side it was named. */
function contradictionsOf(claims: readonly Claim[]): [Claim, Claim][] {
  const pairs: [Claim, Claim][] = [];
  for (const claim of claims)
    for (const id of claim.contradicts) {
      const other = claims.find((one) => one.id === id);
      const told = pairs.some(([a, b]) => (a === claim && b === other) || (a === other && b === claim));
      if (other !== undefined && !told) pairs.push([claim, other]);
    }
  return pairs;
}

function ClaimCard(props: {
  readonly claim: Claim;
  readonly evidence: Evidence;
  readonly onEdit: ((claim: Claim) => void) | null;
}) {
  const speaking = useSpeaking();
  const { say, formats } = speaking;
  const { claim, evidence, onEdit } = props;
  const { words, saidOn, quantity, repeats } = claim;
  const source = evidence.sources.find(({ id }) => id === claim.source);
  const repeated = evidence.claims.find(({ id }) => id === repeats);
  const translation = words.translations[speaking.language];
  return (
    <article className="card claim" id={`claim-${claim.id}`}>
      <p className="facts">
        <span className="kind">{say(`claim-kind.${claim.kind}`)}</span>
        <strong>
          <Said texts={claim.by} />
        </strong>
        {saidOn !== null && <span>{saidOn.length > 7 ? formats.day(saidOn) : saidOn}</span>}
        {source !== undefined && <GradeMark {...gradeOfClaim(claim, evidence.sources)} />}
        {onEdit !== null && (
          <button type="button" className="link" onClick={() => onEdit(claim)}>
            {say("app.edit")}
          </button>
        )}
      </p>
      <blockquote lang={words.language} dir="auto" className={words.verbatim ? "verbatim" : ""}>
        {words.verbatim ? <q>{words.text}</q> : words.text}
      </blockquote>
      {!words.verbatim && <p className="note">{say("claim.summary")}</p>}
      {translation !== undefined && speaking.language !== words.language && (
        <p className="translation">
          <span className="note">{say("claim.translation")}</span> <span dir="auto">{translation}</span>
        </p>
      )}
      {quantity !== null && (
        <p>
          <strong>{quantityText(speaking, quantity)}</strong>
        </p>
      )}
      {source !== undefined && (
        <p className="note">
          {say("claim.from")} <Said texts={source.publisher} />
        </p>
      )}
      {repeated !== undefined && (
        <p className="note">
          {say("claim.repeats")} <Said texts={repeated.by} />
        </p>
      )}
      <Bearing claim={claim} evidence={evidence} />
    </article>
  );
}

/** Which hypotheses a claim speaks for and against. */
function Bearing({ claim, evidence }: { readonly claim: Claim; readonly evidence: Evidence }) {
  const { say } = useSpeaking();
  const named = (ids: readonly string[]) => evidence.matrix?.hypotheses.filter(({ id }) => ids.includes(id)) ?? [];
  const [supports, opposes] = [named(claim.supports), named(claim.opposes)];
  if (supports.length + opposes.length === 0) return null;
  return (
    <ul className="bearing">
      {supports.map(({ id, name }) => (
        <li key={id}>
          + {say("claim.for")} <Said texts={name} />
        </li>
      ))}
      {opposes.map(({ id, name }) => (
        <li key={id}>
          − {say("claim.against")} <Said texts={name} />
        </li>
      ))}
    </ul>
  );
}
