import type { AlertMessage } from "../../adapters/alerts/alert-text.ts";
import { type Alert, lastAlert, raiseAlert } from "../../adapters/alerts/alerts.ts";
import { channelsOf } from "../../adapters/alerts/send.ts";
import type { AlertSettings } from "../../adapters/alerts/settings.ts";
import { type CountOnDrawing, countRegistered } from "../../adapters/counting/count-registered.ts";
import type { Fetch } from "../../adapters/fetch-guard/guarded-fetch.ts";
import { readStacItem } from "../../adapters/stac/item-file.ts";
import type { ImageAccess } from "../../adapters/stac-search/image-fetch.ts";
import type { SkippedItem } from "../../adapters/stac-search/item.ts";
import { httpAddress } from "../../adapters/stac-search/s3-address.ts";
import { searchCatalogue } from "../../adapters/stac-search/search.ts";
import type { Catalogue } from "../../adapters/stac-search/settings.ts";
import type { Database } from "../../adapters/store/database.ts";
import { facilityById } from "../../adapters/store/facilities.ts";
import { currentObservations, type StoredObservation } from "../../adapters/store/observations.ts";
import { listScenes } from "../../adapters/store/scenes.ts";
import { looksOfSeries } from "../../adapters/store/series.ts";
import { type Watching, watchDone, watchFailed } from "../../adapters/watching/watches.ts";
import type { Assessment, LookAssessment } from "../../core/assessment/assessment.ts";
import type { Facility } from "../../core/facility/facility.ts";
import type { FacilityId, SceneId } from "../../core/ids.ts";
import { STRIP_LIMITS } from "../../core/observation/limits.ts";
import { alarmEvidence, episodesOf, looksPerYear, toAlert } from "../../core/watch/alarm.ts";
import { bestOfEachInstant, type Candidate, candidateFor } from "../../core/watch/candidate.ts";
import { nextSearch, searchedUpTo, searchWindow, toRetry, type WatchSettings } from "../../core/watch/schedule.ts";
import { YardcheckError } from "../../errors.ts";
import { assessFacility } from "./assess-facility.ts";
import { registerItem } from "./register-item.ts";

/** What watching needs from outside. */
export interface WatchTools {
  readonly catalogues: Readonly<Record<string, Catalogue>>;
  readonly alerts: AlertSettings;
  /** For catalogues: guarded, patient, and with each catalogue's credentials. */
  readonly searchFetch: Fetch;
  /** For webhooks: guarded. */
  readonly alertFetch: Fetch;
  /** By what images are fetched: guarded, with credentials, in the threads that read them. */
  readonly access: ImageAccess;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly count: CountOnDrawing;
  readonly now: () => string;
  readonly signal?: AbortSignal;
  readonly say?: (line: string) => void;
}

export interface WatchOutcome {
  readonly facility: FacilityId;
  readonly offered: number;
  readonly taken: readonly SceneId[];
  readonly observations: readonly StoredObservation[];
  /** What could not be used, each with why. */
  readonly skipped: readonly SkippedItem[];
  readonly alert: Alert | null;
}

/** An image that a search found and could not open or count. */
interface LeftOut extends SkippedItem {
  readonly acquiredAt: string;
}

/**
 * Looks once for new images of a facility: finds, counts, assesses, and raises an alert where an onset is new.
 *
 * Done twice, or half and then again, it does nothing twice: scenes and observations are what they are made of. What could
 * not be opened or counted is tried again by the next searches, until it is 30 days older than the look-back.
 *
 * @throws YardcheckError when a catalogue or the database cannot be reached; the schedule then tries again sooner
 */
export async function watchFacility(db: Database, watching: Watching, tools: WatchTools): Promise<WatchOutcome> {
  const { facility: id, settings } = watching;
  const started = tools.now();
  try {
    const facility = await facilityById(db, id);
    const window = searchWindow(settings, watching.searchedTo, started);
    const skipped: SkippedItem[] = [];
    const candidates = await candidatesOf(facility, window, settings.catalogues, tools, skipped);
    const useful = usefulOf(candidates, settings);
    const leftOut: LeftOut[] = [];
    const taken = await takeNew(db, id, useful, tools, leftOut);
    const observations: StoredObservation[] = [];
    for (const { scene, acquiredAt } of taken) {
      tools.signal?.throwIfAborted();
      const options = { signal: tools.signal };
      try {
        const { observation } = await countRegistered(db, id, scene, tools.count, () => new Date(tools.now()), options);
        observations.push(observation);
        tools.say?.(`${id}: ${observation.acquiredAt} ${observation.status}`);
      } catch (error) {
        if (!isOfOneImage(error)) throw error;
        leftOut.push({ catalogue: "", item: scene, acquiredAt, why: error.message });
      }
    }
    const alert = await assessAndAlert(db, facility, settings, tools);
    const retried = toRetry(settings, leftOut, tools.now());
    const done = { searchedTo: searchedUpTo(window.to, retried), nextAt: nextSearch(settings, 0, tools.now()) };
    await watchDone(db, id, { ...done, leftOut: leftOutText(retried) }, tools.now());
    const all = [...skipped, ...leftOut.map(({ catalogue, item, why }) => ({ catalogue, item, why }))];
    return {
      facility: id,
      offered: candidates.length,
      taken: taken.map(({ scene }) => scene),
      observations,
      skipped: all,
      alert,
    };
  } catch (error) {
    // Stopped is not failed: the next round goes on where this one was.
    if (tools.signal?.aborted) throw error;
    const failures = watching.failures + 1;
    const why = error instanceof Error ? error.message : String(error);
    await watchFailed(db, id, failures, nextSearch(settings, failures, tools.now()), why, tools.now()).catch(() => {});
    throw error;
  }
}

/** As `watch list` says it. */
function leftOutText(retried: readonly LeftOut[]): string | null {
  if (retried.length === 0) return null;
  const each = retried.map(
    ({ item, catalogue, why }) => `${item}${catalogue === "" ? "" : ` of ${catalogue}`}: ${why}`,
  );
  return `${retried.length === 1 ? "1 image" : `${retried.length} images`} left out, tried again at the next search: ${each.join("; ")}`;
}

/**
 * Every image that the catalogues offer of a facility, and what each is good for. Nothing of them is read.
 *
 * @param names    catalogues to ask; empty: all
 * @param skipped  gets what could not be read
 */
export async function candidatesOf(
  facility: Facility,
  window: { readonly from: string; readonly to: string },
  names: readonly string[],
  tools: Pick<WatchTools, "catalogues" | "searchFetch" | "environment" | "signal" | "say">,
  skipped: SkippedItem[],
): Promise<readonly Candidate[]> {
  const { geometry } = facility;
  if (geometry === null)
    throw new YardcheckError("not-found", `facility "${facility.id}" has no drawing: nobody knows where to look`);
  refuseUnknown(names, tools.catalogues);
  const chosen = Object.entries(tools.catalogues).filter(([name]) => names.length === 0 || names.includes(name));
  if (chosen.length === 0)
    throw new YardcheckError(
      "usage",
      "there is no catalogue to search: put one under parts.catalogues of settings.json, or give --catalogue URL",
    );
  const candidates: Candidate[] = [];
  for (const [name, catalogue] of chosen) {
    tools.say?.(`Searching ${name} (${catalogue.url}) ...`);
    const wanted = { area: geometry.area, ...window };
    const found = searchCatalogue(name, catalogue, wanted, {
      fetch: tools.searchFetch,
      environment: tools.environment,
      onSkipped: (one) => skipped.push(one),
      onCutShort: (_name, why) => skipped.push({ catalogue: name, item: "(the rest of the search)", why }),
      ...(tools.signal ? { signal: tools.signal } : {}),
    });
    for await (const image of found) candidates.push(candidateFor(image, geometry, STRIP_LIMITS));
  }
  return candidates.sort((a, b) => Date.parse(a.conditions.acquiredAt) - Date.parse(b.conditions.acquiredAt));
}

/** @throws YardcheckError "usage" for a name that the settings have not */
export function refuseUnknown(names: readonly string[], catalogues: Readonly<Record<string, Catalogue>>): void {
  const unknown = names.find((name) => !Object.hasOwn(catalogues, name));
  if (unknown === undefined) return;
  const known = Object.keys(catalogues);
  throw new YardcheckError(
    "usage",
    `there is no catalogue "${unknown}" in the settings; there is ${known.length === 0 ? "none yet: put one under parts.catalogues of settings.json" : known.join(", ")}`,
  );
}

function usefulOf(
  candidates: readonly Candidate[],
  { takeCoarse, minCoveredFraction }: WatchSettings,
): readonly Candidate[] {
  const worth = candidates.filter(
    ({ goodFor, coveredFraction, imageUrl }) =>
      imageUrl !== null &&
      goodFor !== "nothing" &&
      (takeCoarse || goodFor === "cars") &&
      coveredFraction >= minCoveredFraction,
  );
  return bestOfEachInstant(worth);
}

async function takeNew(
  db: Database,
  facility: FacilityId,
  candidates: readonly Candidate[],
  tools: WatchTools,
  leftOut: LeftOut[],
): Promise<readonly { readonly scene: SceneId; readonly acquiredAt: string }[]> {
  const known = new Map(
    (await listScenes(db, { facility, limit: 1_000_000 })).map((scene) => [scene.location, scene.id]),
  );
  const counted = new Set((await currentObservations(db, facility)).map(({ scene }) => scene));
  const taken: { scene: SceneId; acquiredAt: string }[] = [];
  for (const { catalogue: name, item, itemUrl, imageUrl, conditions } of candidates) {
    const { acquiredAt } = conditions;
    const catalogue = tools.catalogues[name];
    if (catalogue === undefined || itemUrl === null || imageUrl === null) continue;
    const location = httpAddress(imageUrl, catalogue.s3);
    const there = known.get(location);
    if (there !== undefined) {
      // Registered by a round that was stopped before it counted.
      if (!counted.has(there)) taken.push({ scene: there, acquiredAt });
      continue;
    }
    try {
      const { searchFetch: fetch, signal, access } = tools;
      const read = await readStacItem(itemUrl, { fetch, catalogues: { [name]: catalogue }, signal });
      const scene = await registerItem(db, facility, { ...read, location }, tools.now(), access, signal);
      taken.push({ scene, acquiredAt });
      tools.say?.(`${facility}: took ${item} of ${name}`);
    } catch (error) {
      if (!isOfOneImage(error)) throw error;
      leftOut.push({ catalogue: name, item, acquiredAt, why: error.message });
    }
  }
  return taken;
}

/** What is wrong with one image is told, and the others are taken; what is wrong with the service stops all. */
function isOfOneImage(error: unknown): error is YardcheckError {
  return error instanceof YardcheckError && error.handling.exit < 6;
}

async function assessAndAlert(
  db: Database,
  facility: Facility,
  settings: WatchSettings,
  tools: WatchTools,
): Promise<Alert | null> {
  const now = tools.now();
  // What a report is about may be an older look: a watch speaks of what came since.
  const ofNewest = { signal: tools.signal, about: "newest" } as const;
  const { assessment, series } = await assessFacility(db, facility.id, now, ofNewest);
  const threshold = alarmEvidence(looksPerYear(series.looks.map(({ date }) => date)), settings.falseAlarmsPerYear);
  if (assessment.status !== "ready") return null;
  const last = await lastAlert(db, facility.id);
  const episode = toAlert(episodesOf(assessment.looks, threshold), last?.acquiredOn ?? null);
  if (episode === null) return null;
  const crossing = assessment.looks.find(({ date, evidence }) => date === episode.from && evidence >= threshold);
  const looks = looksOfSeries(await currentObservations(db, facility.id));
  const message = crossing && messageOf(facility, assessment, looks, crossing, threshold, settings);
  if (!message) return null;
  const after = last?.acquiredOn ?? null;
  const channels = channelsOf(tools.alerts);
  return await raiseAlert(db, facility.id, { message, tier: crossing.tier, after, channels }, now);
}

/**
 * What is told of an onset: the look at which the evidence reached the threshold, and of several looks of its day the
 * fullest. Null: it is no look of ours.
 *
 * @param observations  those of the series that was assessed
 */
function messageOf(
  facility: Facility,
  assessment: Extract<Assessment, { status: "ready" }>,
  observations: readonly StoredObservation[],
  look: LookAssessment,
  threshold: number,
  { falseAlarmsPerYear }: WatchSettings,
): AlertMessage | null {
  const [observation] = observations
    .flatMap((one) => (one.status === "counted" && one.acquiredAt.startsWith(look.date) ? [one] : []))
    .sort((a, b) => b.count.median - a.count.median);
  if (observation === undefined) return null;
  const { median, low, high, level } = observation.count;
  const { onset } = assessment;
  return {
    version: 1,
    facility: facility.id,
    names: facility.names,
    observation: observation.id,
    acquiredOn: look.date,
    cars: { median, low, high, level },
    usual: look.predictive,
    p: Math.min(...assessment.looks.filter(({ date }) => date === look.date).map(({ p }) => p)),
    evidence: look.evidence,
    threshold,
    falseAlarmsPerYear,
    surge: look.surge,
    onset: onset && { low: onset.low, high: onset.high, level: onset.level },
    synthetic: observation.warnings.some(({ code }) => code === "synthetic"),
  };
}
