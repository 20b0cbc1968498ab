import { facilityId } from "../../adapters/store/facilities.ts";
import type { Assessment } from "../../core/assessment/assessment.ts";
import type { MethodId } from "../../core/ids.ts";
import { isPossible, type JudgedPart, judgedPart, tierOfOnset } from "../../core/report/focus.ts";
import { assessFacility } from "../steps/assess-facility.ts";
import { inWorkspace, type WorkspaceOptions } from "./in-workspace.ts";
import { tellLeftOut, tellSeries } from "./tell-left-out.ts";

/** Assesses a facility, keeps the answer and prints it. */
export async function assessAndPrint(
  id: string,
  options: WorkspaceOptions & { readonly json?: boolean; readonly method?: MethodId },
): Promise<void> {
  const facility = facilityId(id);
  const { assessment } = await inWorkspace(options, "assess", async ({ db }) => {
    const assessed = await assessFacility(db, facility, new Date().toISOString(), { method: options.method });
    await tellLeftOut(db, facility);
    await tellSeries(db, facility, options.method);
    return assessed;
  });
  process.stdout.write(options.json ? `${JSON.stringify(assessment, null, 2)}\n` : assessmentText(assessment));
}

/** Where a change may lie before the looks that were judged, and there is no sign of one among them. */
const JUDGED_PART: Readonly<Record<JudgedPart, string>> = {
  newest: "Only the newest look was judged: a change before it is part of what is usual here.",
  regime: "Only looks of the regime of the newest one were weighed, and no change from another regime to it.",
  some: "A change before the first of these looks is part of what is usual here.",
};

/** An assessment in plain lines. What there is no sign of is told as possible, without its size. */
export function assessmentText(assessment: Assessment): string {
  if (assessment.status === "too-few-looks")
    return `${assessment.id}: too few looks to assess (${assessment.usable} usable, ${assessment.needed} needed).\n`;
  const { id, baseline, looks, onset, ratio, events, changes, typeMix } = assessment;
  const { predictive } = baseline;
  const lines = [
    `${id}: ${baseline.looks} earlier looks from ${baseline.from} to ${baseline.to}; usual is ` +
      `${predictive.median} cars (${predictive.low}-${predictive.high}, ${percent(predictive.level)}).`,
  ];
  for (const look of looks)
    lines.push(
      `${look.date}: probability ${look.p.toPrecision(2)} of a count this high, ${look.pLow.toPrecision(2)} of one this low; ` +
        `evidence for a lasting rise ${look.evidence.toPrecision(3)} (${look.tier}), for a fall ${look.evidenceFall.toPrecision(3)} (${look.tierFall}).`,
    );
  const tier = tierOfOnset(assessment);
  const part = judgedPart(assessment);
  if (part !== null && tier === "none") lines.push(JUDGED_PART[part]);
  if (onset)
    lines.push(
      `${isPossible(assessment) ? `If there was a ${onset.direction}, it` : `A ${onset.direction}`} began between ${onset.low} and ` +
        `${onset.high} (${percent(onset.level)}), most likely by ${onset.median}.`,
    );
  if (onset && ratio && tier !== "none")
    lines.push(
      `The level ${tier === "ended" ? "while it lasted was" : tier === "watch" ? "since, if so, is" : "since is"} ${ratio.median.toPrecision(2)} times the usual (${ratio.low.toPrecision(2)}-${ratio.high.toPrecision(2)}, ${percent(ratio.level)}).`,
    );
  if (typeMix)
    lines.push(
      `Types of cars, ${typeMix.looksBefore} looks before and ${typeMix.looksAfter} since: probability ` +
        `${typeMix.probability.toPrecision(2)} of another mix (even odds beforehand); ${typeMix.shares
          .map(({ type, before, after }) => `${type} ${percent(before.mean)} to ${percent(after.mean)}`)
          .join(", ")}.`,
    );
  for (const { direction, alarm, until } of changes)
    lines.push(`Lasting ${direction}: alarm on ${alarm}, ${until === null ? "it lasts" : `over by ${until}`}.`);
  for (const { id: event, date, follows, precedes } of events)
    lines.push(
      `Event ${event}, ${date}: probability ${follows.toFixed(2)} that the change began within 30 days after it, ` +
        `${precedes.toFixed(2)} within 30 days before. An order in time, not a cause.`,
    );
  return `${lines.join("\n")}\n`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
