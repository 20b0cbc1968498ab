import assert from "node:assert/strict";
import { test } from "node:test";
import type { AcquisitionId, FacilityId, GeometryVersionId, MethodId, ObservationId, SceneId } from "../../core/ids.ts";
import type { StoredObservation } from "./observations.ts";
import { looksOfSeries } from "./series.ts";

const look = (id: string, day: string, changes: Partial<Record<"geometry" | "method" | "recordedAt", string>> = {}) =>
  ({
    id: id as ObservationId,
    facility: "yard" as FacilityId,
    geometry: (changes.geometry ?? "yard@1") as GeometryVersionId,
    scene: `scene-${day}` as SceneId,
    acquisition: `acq-${day}` as AcquisitionId,
    acquiredAt: `${day}T10:00:00Z`,
    method: (changes.method ?? "strips@1") as MethodId,
    inputs: {},
    usableFraction: 1,
    warnings: [],
    read: { bytes: 1, requests: 1, fileBytes: 1 },
    status: "withheld",
    reasons: [{ code: "too-dark", got: 1, limit: 5 }],
    recordedAt: changes.recordedAt ?? "2025-01-01T00:00:00Z",
    correction: null,
  }) satisfies StoredObservation;
const ids = (observations: readonly StoredObservation[], method?: string) =>
  looksOfSeries(observations, method as MethodId | undefined).map(({ id }) => id);

test("an image counted on two drawings is one look, on the newer drawing", () => {
  const looks = [look("a", "2024-01-01"), look("b", "2024-01-01", { geometry: "yard@2" }), look("c", "2024-02-01")];
  assert.deepEqual(ids(looks), ["b", "c"]);
});

test("of several methods the one by which the newest image was counted last is taken, whatever the ids", () => {
  const later = { method: "strips@2", recordedAt: "2025-06-01T00:00:00Z" };
  const looks = [
    look("a", "2024-01-01"),
    look("b", "2024-01-01", later),
    look("c", "2024-02-01", later),
    look("d", "2024-02-01"),
  ];
  assert.deepEqual(ids(looks), ["b", "c"]);
  assert.deepEqual(ids(looks, "strips@1"), ["a", "d"]);
  assert.deepEqual(ids([]), []);
});
