import { firstClaim, rootOf, rootSource, sourceNamed } from "../evidence/independence.ts";
import type { Matrix, RankedRow } from "../evidence/matrix.ts";
import { originId } from "./finding.ts";
import { CONFIDENCES, type Confidence, type ConfidenceReason } from "./judgement.ts";
import type { Basis } from "./record.ts";

/** What of a record bears on the confidence; of our own looks only whether one was counted. */
export interface ConfidenceBasis extends Pick<Basis, "claims" | "sources" | "traits" | "published" | "events"> {
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
  const own = basis.looks.some(({ observation }) => observation.status === "counted");
  const about = basis.claims.filter((c) => c.supports.includes(hypothesis) || c.opposes.includes(hypothesis));
  const origins = new Set([
    ...about.map((claim) => rootNamed(firstClaim(claim, basis.claims).source, basis)),
    ...(matrix?.rows ?? []).flatMap((row) => originsOfRow(row, basis, own)),
  ]);
  const graded = basis.sources.filter(({ id }) => origins.has(id));
  const [origin] = graded;
  const at = { kind: "judgement", id: "ours" } as const;

  if (origins.size === 0) reasons.push({ code: "no-evidence", atMost: "low", source: at });
  else if (origins.size === 1)
    reasons.push({
      code: "one-origin",
      atMost: "low",
      source: origin === undefined ? at : { kind: "source", id: origin.id },
    });
  else reasons.push({ code: "several-origins", atMost: null, source: at });

  const reliable = graded.some(({ reliability }) => ["A", "B"].includes(reliability.value));
  if (graded.length > 0 && !reliable) reasons.push({ code: "no-reliable-source", atMost: "low", source: at });

  if (matrix !== null) {
    const first = matrix.ranking.filter(({ rank }) => rank === 1);
    const decides = matrix.rows.find(({ changesOrder }) => changesOrder);
    const here = { kind: "matrix", id: hypothesis } as const;
    if (!first.some((one) => one.hypothesis === hypothesis))
      reasons.push({ code: "not-leading", atMost: "low", source: here });
    else if (first.length > 1) reasons.push({ code: "rivals-not-separated", atMost: "low", source: here });
    if (decides !== undefined)
      reasons.push({ code: "single-row-decides", atMost: "moderate", source: { kind: "matrix", id: decides.id } });
    else if (matrix.rows.length > 0 && first.length === 1)
      reasons.push({ code: "order-robust", atMost: null, source: here });
  }

  const { cargo, direction } = basis.traits;
  if (cargo.value === "covered" || cargo.value === "partly-covered")
    reasons.push({ code: "loads-covered", atMost: "moderate", source: cargo.source ?? at });
  if (direction.value === "unknown")
    reasons.push({ code: "direction-unknown", atMost: "moderate", source: direction.source ?? at });
  if (!own) reasons.push({ code: "no-image-of-ours", atMost: "moderate", source: at });
  return reasons;
}

/** What the counts of our own images go back to, beside the ids and addresses of sources. */
const OWN_IMAGES = "our own images";

/** Whom the evidence of a row of the matrix goes back to. */
function originsOfRow({ evidence }: RankedRow, basis: ConfidenceBasis, own: boolean): string[] {
  const ofEntry = (id: string): string[] => {
    const entry = basis.published.find((one) => one.id === id);
    return entry?.origin.kind === "published" ? [rootOfName(entry.origin.source, basis)] : [];
  };
  const known = ((): string[] => {
    switch (evidence.kind) {
      case "claim": {
        const claim = basis.claims.find(({ id }) => id === evidence.id);
        return claim === undefined ? [] : [rootNamed(firstClaim(claim, basis.claims).source, basis)];
      }
      case "entry":
        return ofEntry(evidence.id);
      case "event":
        return basis.events.filter(({ id }) => id === evidence.id).map(({ source }) => rootOfName(source, basis));
      case "observation":
      case "track":
        return [OWN_IMAGES];
      case "assessment":
        return own ? [OWN_IMAGES] : basis.published.flatMap(({ id }) => ofEntry(id));
      default:
        return [];
    }
  })();
  return known.length > 0 ? known : [originId(evidence)];
}

/** As {@link rootNamed}, of what a count or an event names, by id or by address; the name itself where no source has it. */
function rootOfName(name: string, { sources }: Pick<Basis, "sources">): string {
  const source = sourceNamed(name, sources);
  return source === undefined ? name : rootSource(source, sources).id;
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
