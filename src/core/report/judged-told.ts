import type { AssessmentReady, LookAssessment } from "../assessment/assessment.ts";
import { type Finding, finding } from "./finding.ts";
import { directionOf, judgedPart, levelChanges } from "./focus.ts";
import { choice, count, date } from "./printed.ts";

/**
 * How far back the evidence of a look reaches, in place of "no sign of a lasting change": where a change may lie before the
 * looks that were judged, that none was seen among them does not say that there was none.
 *
 * @param pointer  place of the look among the numbers of the assessment
 * @returns null where every look after a first baseline was judged, or where the change that is told has a tier
 */
export function judgedTold(
  section: "key" | "brief",
  assessment: AssessmentReady,
  look: LookAssessment,
  pointer: string,
): Finding | null {
  const part = judgedPart(assessment);
  const direction = directionOf(assessment, look);
  const [tier, field] =
    direction === "rise" ? [look.tier, "evidence" as const] : [look.tierFall, "evidenceFall" as const];
  if (part === null || tier !== "none") return null;
  const at = (id: string) => ({ kind: "assessment", id }) as const;
  const from = assessment.looks[0]?.date ?? look.date;
  const isDated = assessment.onset !== null || levelChanges(assessment).length > 0;
  const told = {
    part: choice(part, at("/looks")),
    date: date(look.date, at(`${pointer}/date`)),
    looks: count(assessment.looks.length, at("/looks")),
    from: date(from, at("/looks/0/date")),
    onset: choice(isDated ? "told" : "not-told", at("/onset")),
  };
  if (section === "brief") return finding("", section, "brief.judged", told);
  return finding("", section, "judged.part", {
    ...told,
    direction: choice(direction, at(`${pointer}/${field}`)),
    evidence: { format: "number", value: look[field], significant: 2, source: at(`${pointer}/${field}`) },
  });
}
