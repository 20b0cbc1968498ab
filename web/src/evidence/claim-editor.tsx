import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import type { Quantity } from "../../../src/core/evidence/quantity.ts";
import type { ClaimId, SourceId } from "../../../src/core/ids.ts";
import { CLAIM_KINDS, type Claim } from "../../../src/core/report/claim.ts";
import { useSpeaking } from "../words/words.tsx";
import { Editor } from "./editor.tsx";
import { Choice, TextField, TextsField, Ticked } from "./fields.tsx";

export function newClaim(id: string, source: string): Claim {
  return {
    id: id as ClaimId,
    kind: "statement",
    by: {},
    source: source as SourceId,
    saidOn: null,
    words: { language: "en", text: "", verbatim: true, translations: {} },
    supports: [],
    opposes: [],
    quantity: null,
    entry: null,
    event: null,
    law: [],
    judgement: null,
    repeats: null,
    contradicts: [],
    credibility: null,
  };
}

const NO_QUANTITY: Quantity = { value: 0, low: 0, high: 0, unit: "{car}", approximately: false };

export function ClaimEditor(props: {
  readonly claim: Claim;
  readonly evidence: Evidence;
  readonly onDone: (claim: Claim) => void;
  readonly onCancel: () => void;
  readonly onDelete?: (() => void) | undefined;
}) {
  const { say, nameIn } = useSpeaking();
  const { evidence } = props;
  const others = evidence.claims.filter(({ id }) => id !== props.claim.id);
  const label = ({ by, id }: Claim) => `${nameIn(by)} · ${id}`;
  return (
    <Editor
      title={say("evidence.claim")}
      start={props.claim}
      onDone={props.onDone}
      onCancel={props.onCancel}
      onDelete={props.onDelete}
    >
      {(claim, change) => {
        const { words } = claim;
        return (
          <>
            <Choice
              label={say("claim.kind")}
              value={claim.kind}
              of={CLAIM_KINDS.map((kind) => [kind, say(`claim-kind.${kind}`)] as const)}
              onChange={(kind) =>
                change({
                  kind: kind ?? "statement",
                  quantity: kind === "quantity" ? (claim.quantity ?? NO_QUANTITY) : null,
                })
              }
            />
            <Choice
              label={say("claim.source")}
              value={claim.source}
              of={evidence.sources.map(({ id, publisher }) => [id, `${nameIn(publisher)} · ${id}`] as const)}
              onChange={(source) => source !== null && change({ source })}
            />
            <TextsField label={say("claim.by")} value={claim.by} onChange={(by) => change({ by })} />
            <TextField
              label={say("claim.said-on")}
              value={claim.saidOn}
              placeholder="2023-10-05"
              onChange={(saidOn) => change({ saidOn })}
            />
            <TextField
              label={say("source.language")}
              value={words.language}
              required
              onChange={(language) => change({ words: { ...words, language: language ?? "" } })}
            />
            <TextField
              label={say("claim.words")}
              value={words.text}
              required
              onChange={(text) => change({ words: { ...words, text: text ?? "" } })}
            />
            <Ticked
              label={say("claim.verbatim")}
              value={words.verbatim}
              onChange={(verbatim) => change({ words: { ...words, verbatim } })}
            />
            <TextsField
              label={say("claim.translations")}
              value={words.translations}
              lines={2}
              onChange={(translations) => change({ words: { ...words, translations } })}
            />
            {claim.quantity !== null && (
              <QuantityFields quantity={claim.quantity} onChange={(quantity) => change({ quantity })} />
            )}
            <Choice
              label={say("claim.repeats")}
              value={claim.repeats}
              of={[[null, say("app.none")], ...others.map((one) => [one.id, label(one)] as const)]}
              onChange={(repeats) => change({ repeats })}
            />
            {[...[...claim.contradicts, null].entries()].map(([k, contradicted]) => (
              <Choice
                key={k}
                label={say("evidence.contradicts")}
                value={contradicted}
                of={[
                  [null, say("app.none")],
                  ...others
                    .filter(({ id }) => id === contradicted || !claim.contradicts.includes(id))
                    .map((one) => [one.id, label(one)] as const),
                ]}
                onChange={(other) =>
                  change({ contradicts: claim.contradicts.toSpliced(k, 1, ...(other === null ? [] : [other])) })
                }
              />
            ))}
            <fieldset className="texts">
              <legend>{say("claim.bearing")}</legend>
              {evidence.matrix?.hypotheses.map(({ id, name }) => (
                <Choice
                  key={id}
                  label={nameIn(name)}
                  value={claim.supports.includes(id) ? "for" : claim.opposes.includes(id) ? "against" : null}
                  of={[
                    [null, say("claim.neither")],
                    ["for", say("claim.for")],
                    ["against", say("claim.against")],
                  ]}
                  onChange={(bearing) =>
                    change({
                      supports: turned(claim.supports, id, bearing === "for"),
                      opposes: turned(claim.opposes, id, bearing === "against"),
                    })
                  }
                />
              ))}
            </fieldset>
          </>
        );
      }}
    </Editor>
  );
}

const turned = (ids: readonly string[], id: string, held: boolean) =>
  held ? [...ids.filter((one) => one !== id), id] : ids.filter((one) => one !== id);

function QuantityFields(props: { readonly quantity: Quantity; readonly onChange: (quantity: Quantity) => void }) {
  const { say } = useSpeaking();
  const { quantity, onChange } = props;
  const number = (text: string | null) => Number(text ?? 0);
  return (
    <fieldset className="texts">
      <legend>{say("claim-kind.quantity")}</legend>
      <TextField
        label={say("quantity.value")}
        type="number"
        value={String(quantity.value)}
        onChange={(text) => {
          const value = number(text);
          const sharp = quantity.low === quantity.value && quantity.high === quantity.value;
          onChange({ ...quantity, value, ...(sharp ? { low: value, high: value } : {}) });
        }}
      />
      <TextField
        label={say("quantity.low")}
        type="number"
        value={String(quantity.low)}
        onChange={(text) => onChange({ ...quantity, low: number(text) })}
      />
      <TextField
        label={say("quantity.high")}
        type="number"
        value={String(quantity.high)}
        onChange={(text) => onChange({ ...quantity, high: number(text) })}
      />
      <TextField
        label={say("quantity.unit")}
        value={quantity.unit}
        placeholder="{round}/d"
        required
        onChange={(unit) => onChange({ ...quantity, unit: unit ?? "" })}
      />
      <Ticked
        label={say("quantity.approximately")}
        value={quantity.approximately}
        onChange={(approximately) => onChange({ ...quantity, approximately })}
      />
    </fieldset>
  );
}
