import { join, resolve } from "node:path";
import { countingHere, countRegistered } from "../../adapters/counting/count-registered.ts";
import { syntheticDrawing, writeSyntheticScene } from "../../adapters/demo/synthetic-scenes.ts";
import { tumangangEvidence } from "../../adapters/evidence/shipped.ts";
import { syntheticEvidence } from "../../adapters/evidence/synthetic.ts";
import { importSeriesFile } from "../../adapters/published/import-file.ts";
import { shippedSeries } from "../../adapters/published/shipped.ts";
import { readStacItem } from "../../adapters/stac/item-file.ts";
import type { Database } from "../../adapters/store/database.ts";
import { putEvents } from "../../adapters/store/events.ts";
import { facilityId, putFacility } from "../../adapters/store/facilities.ts";
import type { StoredObservation } from "../../adapters/store/observations.ts";
import { addRevision } from "../../adapters/store/revisions.ts";
import { initWorkspace, openWorkspace, type Workspace } from "../../adapters/workspace/workspace.ts";
import { configFrom } from "../../config.ts";
import type { FacilityId } from "../../core/ids.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { demoPlan } from "../../core/synthetic/demo-plan.ts";
import { publishFacilityReport } from "../steps/publish-facility-report.ts";
import { registerItem } from "../steps/register-item.ts";
import { REPORT_FORMATS } from "../steps/report-files.ts";
import { interruptible, MAKING } from "./in-workspace.ts";

const SYNTHETIC = facilityId("synthetic-yard");
const TUMANGANG = facilityId("tumangang");
const LANGUAGES = ["en", "ar"] as const;

/** The whole path, twice: a rendered yard of our own counts, and Tumangang as others published it. */
export async function runDemo(dir: string): Promise<void> {
  const folder = resolve(dir);
  const { databaseUrl } = configFrom(process.env);
  await interruptible(async (signal) => {
    say(`Making the workspace ${folder}`);
    await initWorkspace(folder, databaseUrl, new Date(), signal);
    const workspace = await openWorkspace(folder, databaseUrl, "yardcheck demo", new Date());
    try {
      const { db, reports } = workspace;
      await fillSyntheticYard(workspace, signal);
      const yard = await report(workspace, SYNTHETIC, signal);
      await fillTumangang(db);
      const tumangang = await report(workspace, TUMANGANG, signal);
      process.stdout.write(`\nReports in ${reports}:\n`);
      for (const found of [yard, tumangang]) process.stdout.write(foundText(found, reports));
    } finally {
      await workspace.close();
    }
  }, MAKING);
}

async function fillSyntheticYard({ db, scenes, settings }: Workspace, signal: AbortSignal): Promise<void> {
  const plan = demoPlan();
  const names = { en: "Synthetic yard", ar: "ساحة اصطناعية" };
  const origin = "drawn by the renderer";
  await putFacility(db, { id: SYNTHETIC, names, drawing: syntheticDrawing(plan), origin }, now());
  const { event } = plan;
  await putEvents(db, SYNTHETIC, [{ id: "invented", ...event, source: "invented for the demonstration" }]);
  const count = countingHere(2);
  let newest: StoredObservation | null = null;
  for (const [k, date] of plan.dates.entries()) {
    signal.throwIfAborted();
    const day = date.acquiredAt.slice(0, 10);
    const rendered = await writeSyntheticScene(plan, date, join(scenes, SYNTHETIC), `synthetic-${day}`);
    const item = await readStacItem(rendered.item, { catalogues: {} });
    const scene = await registerItem(db, SYNTHETIC, item, now(), { settings, environment: {} }, signal);
    const { observation } = await countRegistered(db, SYNTHETIC, scene, count, () => new Date(), { signal });
    say(
      `Synthetic image ${k + 1} of ${plan.dates.length}, ${day}: ${countedText(observation)} (rendered: ${rendered.cars})`,
    );
    if (observation.status === "counted") newest = observation;
  }
  const evidence = syntheticEvidence(SYNTHETIC, newest?.id ?? null, "invented");
  await addRevision(db, "evidence", SYNTHETIC, evidence, now());
}

async function fillTumangang(db: Database): Promise<void> {
  say("Tumangang: taking over the counts that others published");
  const names = { en: "Tumangang Rail Facility", ar: "منشأة تومانغانغ للسكك الحديد", ko: "두만강역" };
  await putFacility(db, { id: TUMANGANG, names, drawing: null, origin: "known from published counts" }, now());
  await importSeriesFile(db, TUMANGANG, shippedSeries(TUMANGANG), now());
  await addRevision(db, "evidence", TUMANGANG, tumangangEvidence(), now());
}

async function report(
  { db, reports, settings }: Workspace,
  facility: FacilityId,
  signal: AbortSignal,
): Promise<ReportRecord> {
  say(`${facility}: assessing and writing the report`);
  const options = {
    languages: LANGUAGES,
    formats: REPORT_FORMATS,
    reason: null,
    access: { settings, environment: {} },
    signal,
  };
  const onFile = (path: string) => say(`  ${path}`);
  return (await publishFacilityReport(db, facility, reports, now(), { ...options, onFile })).record;
}

function countedText(observation: StoredObservation): string {
  if (observation.status === "withheld") return `withheld (${observation.reasons.map(({ code }) => code).join(", ")})`;
  const { median, low, high } = observation.count;
  return `${median} cars (${low} to ${high})`;
}

function foundText({ basis, assessment }: ReportRecord, folder: string): string {
  const { id } = basis.facility;
  const title = `\n${basis.facility.names["en"] ?? id}${basis.synthetic ? " (SYNTHETIC)" : ""}`;
  const pages = LANGUAGES.flatMap((language) =>
    ["html", "pdf"].map((format) => join(folder, `${id}.${language}.${format}`)),
  );
  const looks = assessment?.status === "ready" ? assessment.looks : [];
  const newest = looks.at(-1);
  const found =
    assessment === null || assessment.status !== "ready" || newest === undefined
      ? "too few looks to assess"
      : `${newest.date}: a count this high has probability ${newest.p.toPrecision(2)} under its own past; ` +
        `evidence for a lasting rise ${newest.evidence.toPrecision(3)} (${newest.tier}); ` +
        (assessment.onset === null ? "no onset" : `began ${assessment.onset.low} to ${assessment.onset.high}`);
  return `${title}\n  ${found}\n${pages.map((path) => `  ${path}\n`).join("")}`;
}

const now = () => new Date().toISOString();
const say = (line: string) => void process.stderr.write(`${line}\n`);
