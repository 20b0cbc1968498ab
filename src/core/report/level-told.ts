import type { AssessmentReady } from "../assessment/assessment.ts";
import { type Finding, finding } from "./finding.ts";
import { levelChanges } from "./focus.ts";
import { count, date } from "./printed.ts";

/** That the level of the series changed within what is taken as usual, and how often; nothing where it did not. */
export function levelTold(section: "key" | "brief", assessment: AssessmentReady): Finding[] {
  const changes = levelChanges(assessment);
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return [];
  const head = section === "key" ? "baseline" : "brief";
  const day = ({ from, pointer }: typeof first) => date(from, { kind: "assessment", id: pointer });
  if (first === last) return [finding("", section, `${head}.level-changed`, { from: day(first) })];
  const times = count(changes.length, { kind: "assessment", id: "/proposedRegimes" });
  return [finding("", section, `${head}.levels-changed`, { times, first: day(first), last: day(last) })];
}
