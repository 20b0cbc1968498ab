import type { BesideScene } from "../../src/adapters/store/scenes.ts";
import type { Drawing } from "../../src/core/facility/facility.ts";
import type { AcquisitionId, FacilityId, MethodId, SceneId, TrackId, ZoneId } from "../../src/core/ids.ts";
import type { Scene } from "../../src/core/imagery/scene.ts";
import { countOf } from "../../src/core/observation/count.ts";
import type { Counting } from "../../src/core/observation/observation.ts";

/** Time of every write in the tests of the store. */
export const NOW = "2024-05-06T07:08:09Z";

export const NORTH = "north-yard" as FacilityId;

/** A yard of two tracks and a zone, some 600 m long. */
export const DRAWING: Drawing = {
  area: [
    { lon: 10, lat: 50 },
    { lon: 10.01, lat: 50 },
    { lon: 10.01, lat: 50.005 },
    { lon: 10, lat: 50.005 },
  ],
  tracks: [
    {
      id: "1" as TrackId,
      name: "1",
      line: [
        { lon: 10.001, lat: 50.001 },
        { lon: 10.009, lat: 50.001 },
      ],
      zone: "arrivals" as ZoneId,
      service: "yard",
      usage: null,
      gaugeMillimetres: 1435,
      canopies: [{ from: 10, to: 20.5 }],
    },
    {
      id: "سكة 2" as TrackId,
      name: "سكة 2",
      line: [
        { lon: 10.001, lat: 50.002 },
        { lon: 10.005, lat: 50.0021 },
        { lon: 10.009, lat: 50.002 },
      ],
      zone: null,
      service: null,
      usage: "main",
      gaugeMillimetres: null,
      canopies: [],
    },
  ],
  zones: [
    {
      id: "arrivals" as ZoneId,
      names: { en: "Arrivals", ar: "الوصول" },
      area: [
        { lon: 10, lat: 50 },
        { lon: 10.01, lat: 50 },
        { lon: 10.01, lat: 50.0015 },
        { lon: 10, lat: 50.0015 },
      ],
    },
  ],
};

export function sampleScene(
  n: number,
  acquiredAt = `2024-03-${String(n).padStart(2, "0")}T09:30:00Z`,
): Scene & BesideScene {
  return {
    id: `scene-${n}` as SceneId,
    acquisition: `acquisition-${n}` as AcquisitionId,
    location: `/images/${n}.tif`,
    fingerprint: { kind: "sha256", sha256: String(n).padStart(64, "0"), bytes: 1000 + n },
    conditions: {
      acquiredAt,
      gsdMetres: 0.3,
      offNadirDegrees: 12,
      sunAzimuthDegrees: null,
      sunElevationDegrees: 31.5,
      sceneCloudFraction: 0,
    },
    grid: {
      width: 100,
      height: 80,
      bands: 3,
      sampleType: "uint8",
      transform: { epsg: 32632, originX: 5e5, xPerCol: 0.3, xPerRow: 0, originY: 5.5e6, yPerCol: 0, yPerRow: -0.3 },
      pixelSizeMetres: 0.3,
    },
    licence: "CC0-1.0",
    mayBeRepublished: true,
    synthetic: true,
    footprint: DRAWING.area,
    cloudMask: { location: `/images/${n}-clouds.tif`, hiddenWhereSet: true },
    stacItem: n % 2 === 0 ? null : `item-${n}`,
  };
}

export const METHOD = "strips@1" as MethodId;

/** A counting of `cars` cars for certain. */
export function sampleCounting(cars: number, method: MethodId = METHOD): Counting {
  const count = countOf([...Array(cars).fill(0), 1]);
  const none = countOf([1]);
  return {
    status: "counted",
    reasons: [],
    method,
    inputs: { scene: "0".repeat(64) },
    usableFraction: 0.98,
    warnings: [],
    read: { bytes: 10, requests: 1, fileBytes: 100 },
    basis: "cars",
    count,
    registration: { x: 0.1, y: -0.2, residualMetres: 0.05, ambiguous: false },
    tracks: [],
    zones: [],
    types: { tank: none, covered: count, open: none, flat: none, locomotive: none, unknown: none },
  };
}

export const WITHHELD: Counting = {
  status: "withheld",
  method: METHOD,
  inputs: {},
  usableFraction: 0.2,
  warnings: [],
  read: { bytes: 10, requests: 1, fileBytes: 100 },
  reasons: [{ code: "too-hidden", got: 0.2, limit: 0.6 }],
};
