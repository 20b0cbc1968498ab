import { createHash } from "node:crypto";
import type {
  AcquisitionId,
  FacilityId,
  GeometryVersionId,
  MethodId,
  ObservationId,
  SceneId,
} from "../src/core/ids.ts";
import type { ViewConditions } from "../src/core/imagery/scene.ts";
import type { Counted, Observation, Withheld } from "../src/core/observation/observation.ts";
import type { ReportLook, ReportScene } from "../src/core/report/record.ts";

export const hash = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

type Given = "method" | "inputs" | "usableFraction" | "warnings" | "read";

/** What a test says of a look: when, how it was seen, what was counted. */
export interface LookPlan extends Pick<Observation, "inputs" | "usableFraction" | "warnings" | "read"> {
  readonly facility: FacilityId;
  readonly geometry: GeometryVersionId;
  readonly acquiredAt: string;
  readonly answer: Omit<Counted, Given> | Omit<Withheld, Given>;
  readonly file: string;
  readonly conditions: Omit<ViewConditions, "acquiredAt">;
  readonly grid: ReportScene["grid"];
  readonly licence: string;
  readonly mayBeRepublished: boolean;
}

/** A look at a synthetic yard as the record of a report holds it, for tests; named by its day. */
export function reportLook(plan: LookPlan): ReportLook {
  const { facility, geometry, acquiredAt, inputs, usableFraction, warnings, read, answer } = plan;
  const day = acquiredAt.slice(0, 10);
  const scene = `scene-${day}` as SceneId;
  return {
    observation: {
      id: `obs-${day}` as ObservationId,
      facility,
      geometry,
      scene,
      acquiredAt,
      method: "strips@1" as MethodId,
      inputs: { scene: hash(day), ...inputs },
      usableFraction,
      warnings,
      read,
      ...answer,
    },
    scene: {
      id: scene,
      acquisition: `acq-${day}` as AcquisitionId,
      file: plan.file,
      fingerprint: { kind: "sha256", sha256: hash(day), bytes: read.fileBytes },
      conditions: { acquiredAt, ...plan.conditions },
      grid: plan.grid,
      licence: plan.licence,
      mayBeRepublished: plan.mayBeRepublished,
      synthetic: true,
    },
  };
}
