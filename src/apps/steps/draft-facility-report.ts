import { assessApart } from "../../adapters/assessing/assess-apart.ts";
import { methodCard } from "../../adapters/detectors/method-card.ts";
import { parseRecord } from "../../adapters/evidence/record-file.ts";
import { recordTools } from "../../adapters/evidence/record-tools.ts";
import { resolutionsNamed } from "../../adapters/evidence/shipped.ts";
import { storedEvidence } from "../../adapters/evidence/stored.ts";
import type { ImageAccess } from "../../adapters/stac-search/image-fetch.ts";
import type { Database } from "../../adapters/store/database.ts";
import { eventsOf, regimesOf } from "../../adapters/store/events.ts";
import { facilityById, geometryAt, versionNumber } from "../../adapters/store/facilities.ts";
import { currentObservations, type StoredObservation } from "../../adapters/store/observations.ts";
import { newestRevision, type Revision } from "../../adapters/store/revisions.ts";
import { type RegisteredScene, sceneById } from "../../adapters/store/scenes.ts";
import { chosenSeries, focusInSeries, looksOfSeries, publishedEntries, seriesOf } from "../../adapters/store/series.ts";
import { noEvidence } from "../../core/evidence/evidence.ts";
import type { FacilityId, MethodId } from "../../core/ids.ts";
import type { Texts } from "../../core/report/finding.ts";
import type { ReportLook, ReportRecord, ReportScene } from "../../core/report/record.ts";
import type { RecordTools } from "../../core/report/record-of.ts";
import { assessedSeries } from "../../core/series/to-looks.ts";
import { YardcheckError } from "../../errors.ts";
import { draftReport } from "../../pipeline/draft-report.ts";
import type { TakenPictures } from "./look-pictures.ts";
import { takePicturesApart } from "./report-apart.ts";

export interface DraftOptions {
  /** Why there is a new revision; null where there is none to tell. */
  readonly reason: Texts | null;
  /** By what the image of the newest look is fetched, where it is elsewhere. */
  readonly access: ImageAccess;
  /** Whose series it tells; none: that of the newest count. */
  readonly method?: MethodId | undefined;
  readonly signal?: AbortSignal;
}

export interface Draft {
  readonly record: ReportRecord;
  /** Bytes of the pictures that the record names. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** The newest revision when it was drafted; null: there was none. */
  readonly follows: Revision | null;
  /** Nothing has changed since, and the record is the one that was frozen then. */
  readonly isUnchanged: boolean;
}

/**
 * Drafts a facility's report from all that the workspace holds of it. Nothing is stored.
 *
 * @param generatedAt  ISO 8601, UTC
 * @throws YardcheckError "not-found", "usage" (nothing was counted by the method), "evidence-invalid", "image-unreadable"
 */
export async function draftFacilityReport(
  db: Database,
  facilityId: FacilityId,
  generatedAt: string,
  options: DraftOptions,
): Promise<Draft> {
  const facility = await facilityById(db, facilityId);
  const { method } = options;
  const current = await currentObservations(db, facilityId);
  const { method: taken, others } = chosenSeries(current, method);
  const observations = looksOfSeries(current, method);
  const scenes = new Map<string, RegisteredScene>();
  for (const { scene } of observations) scenes.set(scene, await sceneById(db, scene));
  const looks = observations.flatMap((observation): ReportLook[] => {
    const scene = scenes.get(observation.scene);
    return scene === undefined ? [] : [{ observation, scene: withoutPath(scene) }];
  });
  const events = await eventsOf(db, facilityId);
  const evidence = (await storedEvidence(db, facilityId)) ?? noEvidence(facilityId);
  const frozen = await newestRevision(db, "report", facilityId);
  const entries = await seriesOf(db, facilityId, method);
  const named = await focusInSeries(db, facilityId, evidence.focus, entries, method);
  if (named === null && evidence.focus !== null) {
    const having = [];
    for (const other of others)
      if ((await focusInSeries(db, facilityId, evidence.focus, [], other)) !== null) having.push(other);
    throw notInSeries(evidence.focus, taken, having);
  }
  const pictures = await newestPictures(db, observations, scenes, options);
  const focus = named ?? observations.at(-1)?.id ?? null;
  const assessed = assessedSeries(facilityId, entries, events, focus);
  const answer = assessed && (await assessApart(assessed, options.signal));
  const assess: RecordTools["assess"] = (series) =>
    series === assessed && answer ? answer : recordTools.assess(series);
  const previous = frozen && {
    record: parseRecord(JSON.stringify(frozen.document), `report of ${facilityId}, revision ${frozen.revision}`),
    sha256: frozen.sha256,
  };
  const record = draftReport(
    {
      facility,
      synthetic: looks.some(({ scene }) => scene.synthetic),
      generatedAt,
      looks,
      pictures: pictures?.pictures ?? null,
      published: await publishedEntries(db, facilityId),
      events,
      regimes: await regimesOf(db, facilityId),
      assessed,
      evidence: { ...evidence, focus: named },
      law: resolutionsNamed(evidence.law),
      method: looks.length > 0 ? methodCard() : null,
      otherMethods: others,
      previous,
      reason: options.reason,
    },
    { ...recordTools, assess },
  );
  return { record, pictures: pictures?.bytes ?? new Map(), follows: frozen, isUnchanged: record === previous?.record };
}

/** @param having  methods that counted the image of the look */
function notInSeries(focus: string, method: MethodId | null, having: readonly MethodId[]): YardcheckError {
  const message = `the evidence is about look ${focus}, and of its image the series of ${method} has none`;
  const other = having.length === 0 ? "" : `, or tell the series of another method: ${having.join(", ")}`;
  const fix = `Name another look in the evidence (\`focus\`) or none${other}.`;
  return new YardcheckError("evidence-invalid", message, { fix });
}

async function newestPictures(
  db: Database,
  observations: readonly StoredObservation[],
  scenes: ReadonlyMap<string, RegisteredScene>,
  { access, signal }: DraftOptions,
): Promise<TakenPictures | null> {
  const newest = observations.findLast(({ status }) => status === "counted");
  const scene = newest && scenes.get(newest.scene);
  if (newest?.status !== "counted" || scene === undefined) return null;
  const geometry = await geometryAt(db, newest.facility, versionNumber(newest.geometry));
  return await takePicturesApart(geometry, scene, newest, access, signal);
}

/** What a report says of a scene: not where it lies on our disk, nor what only the workspace needs. */
function withoutPath(scene: RegisteredScene): ReportScene {
  const { id, acquisition, fingerprint, conditions, grid, licence, mayBeRepublished, synthetic, location } = scene;
  const remote = /^https?:/i.test(location);
  const file = remote ? location : (location.split(/[\\/]/).at(-1) ?? location);
  return { id, acquisition, fingerprint, conditions, grid, licence, mayBeRepublished, synthetic, file };
}
