import { firstClaim, rootOf } from "../evidence/independence.ts";
import type { Matrix } from "../evidence/matrix.ts";
import { CONFIDENCES, type Confidence, type ConfidenceReason } from "./judgement.ts";
import type { Basis } from "./record.ts";

/** What of a record bears on the confidence; of our own looks only whether one was counted. */
export interface ConfidenceBasis extends Pick<Basis, "claims" | "sources" | "traits"> {
  readonly looks: readonly { readonly observation: { readonly status: "counted" | "withheld" } }[];
}

/**
 * What the record says of the confidence that a judgement deserves: each reason limits it, or supports it.
 *
 * Confidence speaks of the quality and quantity of the evidence, not of the probability. Which lack allows at most
 * which level is ours (docs/methods/evidence.md); no reason ever raises what the analyst said.
 *
 * Source: US ODNI, ICD 203 (2015), D.6.e.(2): confidence rests on the logic and the evidentiary base, quantity and
 *   quality of source material, and understanding of the topic.
 */
export function confidenceReasons(
  basis: ConfidenceBasis,
  hypothesis: string,
  matrix: Matrix | null,
): ConfidenceReason[] {
  const reasons: ConfidenceReason[] = [];
  const about = basis.claims.filter((c) => c.supports.includes(hypothesis) || c.opposes.includes(hypothesis));
  const firsts = about.map((claim) => firstClaim(claim, basis.claims));
  const origins = new Set(firsts.map(({ source }) => rootNamed(source, basis)));
  const own = basis.looks.some(({ observation }) => observation.status === "counted");
  const voices = origins.size + (own ? 1 : 0);
  const [origin] = origins;
  const at = { kind: "judgement", id: "ours" } as const;

  if (voices === 0) reasons.push({ code: "no-evidence", atMost: "low", source: at });
  else if (voices === 1)
    reasons.push({
      code: "one-origin",
      atMost: "low",
      source: origin === undefined ? at : { kind: "source", id: origin },
    });
  else reasons.push({ code: "several-origins", atMost: null, source: at });

  const reliable = basis.sources.some((s) => origins.has(s.id) && ["A", "B"].includes(s.reliability.value));
  if (origins.size > 0 && !reliable) reasons.push({ code: "no-reliable-source", atMost: "low", source: at });

  if (matrix !== null) {
    const first = matrix.ranking.filter(({ rank }) => rank === 1);
    const decides = matrix.rows.find(({ changesOrder }) => changesOrder);
    if (first.length !== 1 || first[0]?.hypothesis !== hypothesis)
      reasons.push({ code: "rivals-not-separated", atMost: "low", source: { kind: "matrix", id: hypothesis } });
    if (decides !== undefined)
      reasons.push({ code: "single-row-decides", atMost: "moderate", source: { kind: "matrix", id: decides.id } });
    else if (matrix.rows.length > 0 && first.length === 1)
      reasons.push({ code: "order-robust", atMost: null, source: { kind: "matrix", id: hypothesis } });
  }

  const { cargo, direction } = basis.traits;
  if (cargo.value === "covered" || cargo.value === "partly-covered")
    reasons.push({ code: "loads-covered", atMost: "moderate", source: cargo.source ?? at });
  if (direction.value === "unknown")
    reasons.push({ code: "direction-unknown", atMost: "moderate", source: direction.source ?? at });
  if (!own) reasons.push({ code: "no-image-of-ours", atMost: "moderate", source: at });
  return reasons;
}

function rootNamed(id: string, basis: Pick<Basis, "sources">): string {
  const source = basis.sources.find((s) => s.id === id);
  if (source === undefined) throw new RangeError(`no source ${id}`);
  return rootOf(source, basis.sources);
}

/** The lowest of what the analyst said and what every reason allows. */
export function confidenceAllowed(said: Confidence, reasons: readonly ConfidenceReason[]): Confidence {
  const level = (c: Confidence) => CONFIDENCES.indexOf(c);
  return reasons.reduce<Confidence>(
    (lowest, { atMost }) => (atMost !== null && level(atMost) < level(lowest) ? atMost : lowest),
    said,
  );
}
