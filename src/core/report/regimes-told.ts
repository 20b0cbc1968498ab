import type { AssessmentReady, LookAssessment } from "../assessment/assessment.ts";
import { windowHolds } from "../assessment/baseline-windows.ts";
import type { Regime } from "../series/regime.ts";
import { type Finding, finding, type Printed, type SourceRef } from "./finding.ts";
import { choice, count, date, text } from "./printed.ts";
import type { Basis } from "./record.ts";

/** Under which regime the statistics read a look; empty: under none. */
function regimeOfLook({ assessed }: Basis, { date: day }: LookAssessment): string {
  return assessed?.looks.findLast((one) => (one.until ?? one.date) === day)?.regime ?? "";
}

/** The name of a regime as a sentence prints it: in the words of whoever declared it. */
export function regimeName(name: string): Printed {
  return text({ en: name }, regimeRef(name));
}

function regimeRef(name: string): SourceRef {
  return { kind: "regime", id: name };
}

/** Counts of which regimes make the usual range; nothing where none of them is under any. */
export function regimesBehind(section: "key" | "brief", basis: Basis, assessment: AssessmentReady): Finding[] {
  const { names, hasNone } = behind(basis, assessment);
  const [first] = names;
  const last = names.at(-1);
  if (first === undefined || last === undefined) return [];
  const at: SourceRef = { kind: "assessment", id: "/baseline/window" };
  return [
    finding("", section, "baseline.regimes", {
      regimes: count(names.length, at),
      first: regimeName(first),
      last: regimeName(last),
      none: choice(hasNone ? "some" : "none", at),
    }),
  ];
}

/** What the regimes are that counts of the series are under, each with its days; its reason stands in the list of origins, in the analyst's language. */
export function regimesDeclared(basis: Basis): Finding[] {
  const named = new Set(basis.assessed?.looks.map(({ regime }) => regime));
  return (basis.regimes ?? []).filter(({ name }) => named.has(name)).map(declared);
}

function declared({ name, from, to }: Regime): Finding {
  const at = regimeRef(name);
  const told = { regime: regimeName(name), from: date(from, at) };
  if (to === null) return finding("", "key", "regime.lasting", told);
  return finding("", "key", "regime.past", { ...told, to: date(to, at) });
}

/** Regimes of the window that the usual range is of, by their first looks; whether looks under none are in it, too. */
function behind(basis: Basis, { baseline, looks }: AssessmentReady) {
  const judged = looks.at(-1);
  const own = judged === undefined ? "" : regimeOfLook(basis, judged);
  const { window, to } = baseline;
  // Of a period some images lie before the last look of the range as soon as its first day does.
  const known = (basis.assessed?.looks ?? []).map(({ date: day, regime = "" }) => ({ day, regime }));
  const earlier = known
    .filter(({ day, regime }) => day <= to && windowHolds(window, regime, own))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  const names = [...new Set(earlier.map(({ regime }) => regime))];
  return { names: names.filter((name) => name !== ""), hasNone: names.includes("") };
}
