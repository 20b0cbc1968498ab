import type { AssessSeries } from "../core/assessment/assessment.ts";
import { type Evidence, withIds } from "../core/evidence/evidence.ts";
import type { Resolution } from "../core/evidence/law.ts";
import type { Facility } from "../core/facility/facility.ts";
import type { Observation } from "../core/observation/observation.ts";
import { methodFamily } from "../core/reading/counted-of.ts";
import { canonicalJson } from "../core/report/canonical.ts";
import type { Texts } from "../core/report/finding.ts";
import type { LookPictures, MethodCard, ReportLook, ReportRecord } from "../core/report/record.ts";
import { type RecordTools, recordOf } from "../core/report/record-of.ts";
import { madeFrom } from "../core/report/revision.ts";
import type { DatedEvent, SeriesEntry } from "../core/series/entry.ts";
import type { Regime } from "../core/series/regime.ts";
import { YardcheckError } from "../errors.ts";

/** All that a report is made from. */
export interface ReportInputs {
  readonly facility: Facility;
  readonly synthetic: boolean;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Ours, oldest first. */
  readonly looks: readonly ReportLook[];
  readonly pictures: LookPictures | null;
  readonly published: readonly SeriesEntry[];
  readonly events: readonly DatedEvent[];
  readonly regimes?: readonly Regime[];
  readonly assessed: AssessSeries | null;
  readonly evidence: Evidence;
  /** Those that the evidence names. */
  readonly law: readonly Resolution[];
  readonly method: MethodCard | null;
  /** Of the facility's other series, which are not told. */
  readonly otherMethods?: readonly string[];
  /** The revision before, as frozen; null for the first. */
  readonly previous: { readonly record: ReportRecord; readonly sha256: string } | null;
  /** Why there is a new revision. */
  readonly reason: Texts | null;
}

/**
 * Drafts the record of a report: gathers what it is made from, and lets everything else follow.
 *
 * A published report is frozen: where nothing that it was made from has changed, the revision before is given back as
 * it is, so that drafting again neither dates it anew nor makes a revision that says nothing.
 *
 * @throws YardcheckError "evidence-invalid" when evidence names what is not there
 */
export function draftReport(inputs: ReportInputs, tools: RecordTools): ReportRecord {
  const { facility, published, events, previous, regimes = [], otherMethods = [] } = inputs;
  try {
    const evidence = withIds(inputs.evidence, published, events);
    const record = recordOf(
      {
        facility,
        synthetic: inputs.synthetic,
        generatedAt: inputs.generatedAt,
        looks: withoutOldCars(inputs.looks),
        pictures: inputs.pictures,
        published,
        events,
        // Left out where there are none: a report drafted before there were any in a record is still the same one.
        ...(regimes.length > 0 ? { regimes } : {}),
        focus: evidence.focus,
        assessed: inputs.assessed,
        sources: evidence.sources,
        claims: evidence.claims,
        computationSteps: evidence.computations,
        law: inputs.law,
        matrix: evidence.matrix,
        judgement: evidence.judgement,
        traits: evidence.traits,
        limits: evidence.limits,
        method: cardOf(inputs),
        ...(otherMethods.length > 0 ? { otherMethods } : {}),
        brief: evidence.brief,
        revision: {
          number: (previous?.record.basis.revision.number ?? 0) + 1,
          reason: inputs.reason,
          previous: previous && {
            generatedAt: previous.record.basis.generatedAt,
            sha256: previous.sha256,
            findings: previous.record.findings.filter(({ section }) => section !== "revisions"),
            madeFrom: madeFrom(previous.record.basis),
          },
        },
      },
      tools,
    );
    return previous !== null && contentOf(previous.record) === contentOf(record) ? previous.record : record;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new YardcheckError("evidence-invalid", `${facility.id}: ${error.message}`, { cause: error, fix: FIX });
  }
}

/** No file is being taken over here: what the evidence names has not come in, or not under that name. */
const FIX =
  "Import the counts and events that the evidence names (`yardcheck series import`; for Tumangang `yardcheck series import shipped --facility tumangang`), or evidence that names what is there.";

/** The card of the method, where it speaks of the very method and weights that the looks were counted with. */
function cardOf({ looks, method }: ReportInputs): MethodCard | null {
  const newest = looks.at(-1)?.observation;
  if (newest === undefined || method === null || methodFamily(newest.method) !== method.id) return null;
  const fits = Object.entries(method.models).every(([file, sha256]) => (newest.inputs[file] ?? sha256) === sha256);
  return fits ? method : null;
}

/** What a record was made from, but for when and after which it was drafted. */
function contentOf({ basis }: ReportRecord): string {
  return canonicalJson({ ...basis, generatedAt: null, revision: null });
}

/** Cars one by one are kept for the newest counted look; of older looks their counts are enough. */
function withoutOldCars(looks: readonly ReportLook[]): ReportLook[] {
  const newest = looks.findLast(({ observation }) => observation.status === "counted");
  return looks.map((look) => (look === newest ? look : { ...look, observation: carless(look.observation) }));
}

function carless(observation: Observation): Observation {
  if (observation.status === "withheld") return observation;
  return { ...observation, tracks: observation.tracks.map((track) => ({ ...track, cars: [] })) };
}
