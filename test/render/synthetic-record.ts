import { createHash } from "node:crypto";
import sharp from "sharp";
import { converter, crsOfEpsg, WGS84 } from "../../src/adapters/cog/crs/crs.ts";
import { syntheticEvidence } from "../../src/adapters/evidence/synthetic.ts";
import { ucumFactor } from "../../src/adapters/evidence/units.ts";
import { fromPlaneAt } from "../../src/core/facility/local-plane.ts";
import type { FacilityId, GeometryVersionId, ObservationId, TrackId } from "../../src/core/ids.ts";
import { countOf } from "../../src/core/observation/count.ts";
import { CAR_TYPES, type Car, type CarType, type Counted } from "../../src/core/observation/observation.ts";
import type { Basis, LookPictures, ReportLook, ReportRecord } from "../../src/core/report/record.ts";
import { recordOf } from "../../src/core/report/record-of.ts";

import { hash, reportLook } from "../report-look.ts";
import { assessment } from "./hand-assessment.ts";
import { fromEvidence } from "./tumangang-record.ts";

const ORIGIN = { lon: 7.62, lat: 47.53 };
const [EAST, NORTH] = converter(WGS84, crsOfEpsg(32632))(ORIGIN.lon, ORIGIN.lat);
const TRANSFORM = {
  epsg: 32632,
  originX: EAST - 60,
  xPerCol: 0.3,
  xPerRow: 0,
  originY: NORTH + 90,
  yPerCol: 0,
  yPerRow: -0.3,
};
const TRACKS = Array.from({ length: 5 }, (_, i) => ({
  id: `t${i + 1}` as TrackId,
  name: `Track ${i + 1}`,
  lengthMetres: 420 - i * 30,
}));

/** A synthetic yard, its newest look counted on five tracks; `republish`: whether its pixels may be shown. */
export async function syntheticRecord(
  republish = true,
): Promise<{ readonly record: ReportRecord; readonly pictures: ReadonlyMap<string, Uint8Array> }> {
  const facility = "synthetic-yard" as FacilityId;
  const geometry = "synthetic-yard@1" as GeometryVersionId;
  const ground = fromPlaneAt(ORIGIN);
  const lines = TRACKS.map((track, i) => ({
    id: track.id,
    name: track.name,
    line: [
      ground({ east: 30 + i * 8, north: -i * 6 }),
      ground({ east: 30 + i * 8 + track.lengthMetres * 0.97, north: -i * 6 - track.lengthMetres * 0.24 }),
    ] as const,
    zone: null,
    service: "yard",
    usage: null,
    gaugeMillimetres: 1435,
    canopies: i === 4 ? [{ from: 0, to: 40 }] : [],
  }));
  const looks = dates().map((date, i): ReportLook => look(date, i, facility, geometry, republish));
  const newest = looks.at(-1);
  if (newest === undefined) throw new Error("no looks");
  const { pictures, files } = await drawnPictures(newest.observation.id);
  const evidence = syntheticEvidence(facility, newest.observation.id, "summit");
  const basis: Basis = {
    ...fromEvidence(evidence),
    facility: {
      id: facility,
      names: { en: "Lauterfeld Yard", ar: "ساحة لاوترفلد" },
      geometry: {
        version: geometry,
        area: [
          ground({ east: 0, north: 30 }),
          ground({ east: 500, north: -60 }),
          ground({ east: 480, north: -170 }),
          ground({ east: 0, north: -60 }),
        ],
        tracks: [lines[0] ?? fail(), ...lines.slice(1)],
        zones: [],
      },
    },
    synthetic: true,
    generatedAt: "2026-01-05T09:30:00Z",
    looks,
    pictures,
    published: [],
    events: [
      {
        id: "summit",
        date: "2025-09-13",
        label: { en: "Summit (synthetic)", ar: "قمة (مصطنعة)" },
        source: "synthetic",
      },
      {
        id: "strike",
        date: "2025-04-02",
        label: { en: "Strike at the port (synthetic)", ar: "إضراب في المرفأ (مصطنع)" },
        source: "synthetic",
      },
    ],
    assessed: {
      id: facility,
      looks: looks.flatMap(({ observation: o }) =>
        o.status === "counted" ? [{ date: o.acquiredAt.slice(0, 10), count: o.count.median }] : [],
      ),
    },
    method: {
      id: "strips@1",
      description: {
        en: "A small network on straightened tracks, then a segment model.",
        ar: "شبكة صغيرة على السكك المقوَّمة، ثم نموذج للمقاطع.",
      },
      models: { "strips.onnx": "5e".repeat(32) },
      accuracy: [
        {
          measure: {
            en: "Cars counted within one of the truth, by track",
            ar: "نسبة السكك التي أُحصيت عرباتها بفارق عربة واحدة على الأكثر",
          },
          value: 0.913,
          format: "share",
          on: { en: "held-out synthetic yards", ar: "ساحات مصطنعة لم يُدرَّب عليها" },
        },
      ],
      faults: [
        {
          text: {
            en: "Two short cars with closed buffers may be taken for one.",
            ar: "قد تُحسب عربتان قصيرتان متلاصقتان عربةً واحدة.",
          },
        },
      ],
    },
    revision: { number: 1, reason: null, previous: null },
  };
  return {
    record: recordOf(basis, { assess: (each) => assessment(each, "2025-01-08"), unitFactor: ucumFactor }),
    pictures: files,
  };
}

function dates(): string[] {
  return Array.from({ length: 24 }, (_, i) =>
    new Date(Date.UTC(2025, 0, 8) + i * 14.6 * 86_400_000).toISOString().slice(0, 10),
  );
}

function look(
  date: string,
  i: number,
  facility: FacilityId,
  geometry: GeometryVersionId,
  republish: boolean,
): ReportLook {
  const withheld = i % 6 === 3;
  return reportLook({
    facility,
    geometry,
    acquiredAt: `${date}T10:42:00Z`,
    inputs: { geometry: hash("geometry"), model: "5e".repeat(32) },
    usableFraction: withheld ? 0.41 : 0.97,
    warnings: [{ code: "synthetic", got: null, limit: null }],
    read: { bytes: 812_000, requests: 9, fileBytes: 9_400_000 },
    answer: withheld
      ? {
          status: "withheld",
          reasons:
            i === 3
              ? [{ code: "too-coarse", got: 1.2, limit: 0.75 }]
              : [
                  { code: "too-hidden", got: 0.41, limit: 0.8 },
                  { code: "too-oblique", got: 38, limit: 30 },
                ],
        }
      : counted(i),
    file: `lauterfeld-${date}.tif`,
    conditions: {
      gsdMetres: i === 3 ? 1.2 : 0.3,
      offNadirDegrees: withheld ? 38 : 12.5,
      sunAzimuthDegrees: 152,
      sunElevationDegrees: 41.3,
      sceneCloudFraction: withheld ? 0.6 : 0.05,
    },
    grid: {
      width: 2000,
      height: 1000,
      bands: 3,
      sampleType: "uint8",
      transform: TRANSFORM,
      pixelSizeMetres: 0.3,
    },
    licence: republish ? "CC0-1.0" : "all rights reserved",
    mayBeRepublished: republish,
  });
}

function counted(
  i: number,
): Omit<Counted, keyof Pick<Counted, "method" | "inputs" | "usableFraction" | "warnings" | "read">> {
  const last = i === 23;
  const tracks = TRACKS.map((track, t) => {
    const cars = last ? carsOn(t, track.lengthMetres) : [];
    const n = last ? cars.length : Math.max(0, ((i * 7 + t * 5) % 6) - (t === 3 ? 6 : 0) + (i > 17 ? 7 : 0));
    return {
      track: track.id,
      name: track.name,
      zone: null,
      lengthMetres: track.lengthMetres,
      usableFraction: 0.97,
      count: about(n),
      emptyProbability: n === 0 ? 0.98 : 0.001,
      occupiedMetres: n * 14.2,
      cars,
    };
  });
  const total = tracks.reduce((sum, { count }) => sum + count.median, 0);
  const typed = (type: CarType) => tracks.flatMap(({ cars }) => cars).filter((car) => car.type === type).length;
  return {
    status: "counted",
    reasons: [],
    basis: "cars",
    count: about(total, 3),
    registration: { x: 0.4, y: -1.1, residualMetres: 0.21, ambiguous: false },
    tracks,
    zones: [],
    types: {
      tank: about(typed("tank")),
      covered: about(typed("covered")),
      open: about(typed("open")),
      flat: about(typed("flat")),
      locomotive: about(typed("locomotive")),
      unknown: about(typed("unknown")),
    },
  };
}

function carsOn(t: number, length: number): Car[] {
  if (t === 3) return [];
  return Array.from({ length: 16 - t * 2 }, (_, i): Car => {
    const from = 20 + i * 15.4 + (i > 5 ? 24 : 0);
    return {
      from,
      to: from + 14.2,
      probability: 0.93 - (i % 4) * 0.06,
      type: CAR_TYPES[(i + t) % 5] ?? "unknown",
      typeProbability: 0.8,
      covered: (i + t) % 3 === 0,
      outline: { type: "Polygon", coordinates: [] },
    };
  }).filter(({ to }) => to < length);
}

function about(n: number, spread = 1) {
  const pmf = Array.from({ length: n + 4 * spread + 1 }, (_, k) =>
    Math.exp(-((k - n) ** 2) / (2 * (0.4 * spread) ** 2)),
  );
  const total = pmf.reduce((sum, p) => sum + p, 0);
  return countOf(pmf.map((p) => p / total));
}

/** Pictures of grey ballast with rectangles where the cars are. */
async function drawnPictures(observation: ObservationId) {
  const files = new Map<string, Uint8Array>();
  const add = async (name: string, svg: string) => {
    const bytes = new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
    const { width, height } = await sharp(bytes).metadata();
    files.set(name, bytes);
    return { name, sha256: createHash("sha256").update(bytes).digest("hex"), width, height };
  };
  const strips = [];
  for (const [t, track] of TRACKS.entries()) {
    const width = Math.ceil(track.lengthMetres / 0.25);
    const boxes = carsOn(t, track.lengthMetres)
      .map(
        ({ from, to }, i) =>
          `<rect x="${from * 4}" y="22" width="${(to - from) * 4 - 4}" height="12" fill="${["#6b4a3a", "#3d4a52", "#8c8577"][i % 3]}"/>`,
      )
      .join("");
    const picture = await add(
      `strip-${track.id}.png`,
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="56"><rect width="${width}" height="56" fill="#9a938a"/><rect y="25" width="${width}" height="2" fill="#6a645c"/><rect y="31" width="${width}" height="2" fill="#6a645c"/>${boxes}</svg>`,
    );
    strips.push({
      track: track.id,
      lengthMetres: track.lengthMetres,
      spacingMetres: 0.25,
      halfWidthMetres: 7,
      picture,
    });
  }
  const overview = await add(
    "overview.png",
    `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="500"><rect width="1000" height="500" fill="#8f9480"/><rect y="120" width="1000" height="200" fill="#a39c92"/></svg>`,
  );
  const pictures: LookPictures = { observation, overview, strips };
  return { pictures, files };
}

function fail(): never {
  throw new Error("no tracks");
}
