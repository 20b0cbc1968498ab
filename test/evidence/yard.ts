import { recordTools } from "../../src/adapters/evidence/record-tools.ts";
import { syntheticEvidence } from "../../src/adapters/evidence/synthetic.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import type { FacilityId, GeometryVersionId, TrackId } from "../../src/core/ids.ts";
import { countOf } from "../../src/core/observation/count.ts";
import type { Car } from "../../src/core/observation/observation.ts";
import type { ReportLook, ReportRecord } from "../../src/core/report/record.ts";
import { draftReport, type ReportInputs } from "../../src/pipeline/draft-report.ts";
import { hash, reportLook } from "../report-look.ts";

/** A yard of two tracks with four looks, one of them withheld; small, for tests of what follows from a record. */
const facility = "yard" as FacilityId;
const geometry = "yard@1" as GeometryVersionId;
const TRACKS = ["t1", "t2"] as const;

/** The bytes of a picture in these tests stand for a PNG: only their hash matters here. */
const pictureBytes = (name: string) => new TextEncoder().encode(`pixels of ${name}`);

export function picturesOf({ basis }: ReportRecord): ReadonlyMap<string, Uint8Array> {
  const files = [basis.pictures?.overview, ...(basis.pictures?.strips ?? []).map(({ picture }) => picture)];
  return new Map(files.flatMap((file) => (file ? [[file.name, pictureBytes(file.name)] as const] : [])));
}

export function yardInputs(mayBeRepublished: boolean): ReportInputs {
  const looks = [3, 5, null, 21].map((cars, i) => look(`2025-0${i + 1}-10`, cars, mayBeRepublished));
  const newest = looks.at(-1)?.observation.id ?? null;
  const file = (name: string) => ({ name, sha256: hash(pictureBytes(name)), width: 8, height: 2 });
  const event = { id: "opening", date: "2025-03-20", label: { en: "Opening", ar: "افتتاح" }, source: "test" };
  return {
    facility: {
      id: facility,
      names: { en: "Test yard", ar: "ساحة الاختبار" },
      geometry: {
        version: geometry,
        area: [
          { lon: 7, lat: 47 },
          { lon: 7.01, lat: 47 },
          { lon: 7.01, lat: 47.01 },
        ],
        tracks: [track("t1", [{ from: 0, to: 26 }]), track("t2", [])],
        zones: [],
      },
    },
    synthetic: true,
    generatedAt: "2025-05-01T08:00:00Z",
    looks,
    pictures: {
      observation: newest ?? "",
      overview: file("overview.png"),
      strips: TRACKS.map((id) => ({
        track: id,
        lengthMetres: 400,
        spacingMetres: 0.25,
        halfWidthMetres: 7,
        picture: file(`strip-${id}.png`),
      })),
    },
    published: [],
    events: [event],
    assessed: null,
    evidence: syntheticEvidence(facility, newest, event.id),
    law: [],
    method: {
      id: "strips@1",
      description: { en: "A small network on straightened tracks.", ar: "شبكة صغيرة على السكك المقوَّمة." },
      models: { "strips.onnx": hash("weights") },
      accuracy: [{ measure: { en: "Recall", ar: "الاستدعاء" }, value: 0.9, format: "share", on: { en: "yards" } }],
      faults: [{ text: { en: "Short cars may merge.", ar: "قد تندمج العربات القصيرة." } }],
    },
    previous: null,
    reason: null,
  };
}

export function yardRecord(mayBeRepublished: boolean, changed: Partial<ReportInputs> = {}): ReportRecord {
  return draftReport({ ...yardInputs(mayBeRepublished), ...changed }, recordTools);
}

/** A yard that is said to be real, with nothing but what is given. */
export function realYard(changed: Partial<ReportInputs>): ReportRecord {
  return yardRecord(true, { synthetic: false, events: [], evidence: noEvidence("yard"), pictures: null, ...changed });
}

function track(id: string, canopies: readonly { readonly from: number; readonly to: number }[]) {
  return {
    id: id as TrackId,
    name: id,
    line: [
      { lon: 7.001, lat: 47.001 },
      { lon: 7.005, lat: 47.002 },
    ] as const,
    zone: null,
    service: "yard",
    usage: null,
    gaugeMillimetres: 1435,
    canopies,
  };
}

/** A look with so many cars, shared between the two tracks; null: withheld. */
export function look(day: string, cars: number | null, mayBeRepublished: boolean): ReportLook {
  return reportLook({
    facility,
    geometry,
    acquiredAt: `${day}T10:00:00Z`,
    inputs: { model: hash("weights") },
    usableFraction: cars === null ? 0.3 : 0.9,
    warnings: [],
    read: { bytes: 1000, requests: 3, fileBytes: 9000 },
    answer:
      cars === null ? { status: "withheld", reasons: [{ code: "too-hidden", got: 0.3, limit: 0.6 }] } : counted(cars),
    file: `${day}.tif`,
    conditions: {
      gsdMetres: 0.3,
      offNadirDegrees: null,
      sunAzimuthDegrees: 150,
      sunElevationDegrees: 40,
      sceneCloudFraction: 0.1,
    },
    grid: {
      width: 100,
      height: 100,
      bands: 3,
      sampleType: "uint8",
      transform: { epsg: 32632, originX: 0, xPerCol: 0.3, xPerRow: 0, originY: 0, yPerCol: 0, yPerRow: -0.3 },
      pixelSizeMetres: 0.3,
    },
    licence: "CC0-1.0",
    mayBeRepublished,
  });
}

function counted(cars: number) {
  const all = Array.from({ length: cars }, (_, i): Car => {
    const outline = { type: "Polygon" as const, coordinates: [] };
    const type = i % 4 === 0 ? "unknown" : "covered";
    return {
      from: i * 15,
      to: i * 15 + 14,
      probability: 0.9,
      type,
      typeProbability: 0.8,
      covered: i % 2 === 0,
      outline,
    };
  });
  const types = { tank: 0, covered: 0, open: 0, flat: 0, locomotive: 0, unknown: 0 };
  for (const { type } of all) types[type]++;
  return {
    status: "counted" as const,
    reasons: [] as const,
    basis: "cars" as const,
    count: about(cars),
    registration: { x: 0.1, y: 0.2, residualMetres: 0.1, ambiguous: false },
    tracks: TRACKS.map((id, t) => ({
      track: id as TrackId,
      name: id,
      zone: null,
      lengthMetres: 400,
      usableFraction: 0.9,
      count: about(t === 0 ? cars : 0),
      emptyProbability: t === 0 ? 0 : 1,
      occupiedMetres: t === 0 ? cars * 14 : 0,
      cars: t === 0 ? all : [],
    })),
    zones: [],
    types: {
      tank: about(types.tank),
      covered: about(types.covered),
      open: about(types.open),
      flat: about(types.flat),
      locomotive: about(types.locomotive),
      unknown: about(types.unknown),
    },
  };
}

/** Cars give or take one, four times in ten; none for certain where there are none. */
function about(cars: number) {
  const pmf = new Array<number>(cars + 2).fill(0);
  if (cars === 0) return countOf([1]);
  pmf[cars] = 0.6;
  pmf[cars - 1] = 0.2;
  pmf[cars + 1] = 0.2;
  return countOf(pmf);
}
