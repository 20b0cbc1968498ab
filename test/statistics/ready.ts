import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import type { AssessEvent, AssessLook, AssessmentReady } from "../../src/core/assessment/assessment.ts";

/** The answer on looks that are enough for one. */
export function ready(looks: readonly AssessLook[], events: readonly AssessEvent[] = []): AssessmentReady {
  const answer = assessSeries({ id: "yard", looks, events });
  if (answer.status !== "ready") throw new Error("too few looks");
  return answer;
}
