import { type Count, countOf } from "../../core/observation/count.ts";
import { assessedAgain, type BasisCheck, basisChecks, wordChecks } from "../../core/report/basis-checks.ts";
import { canonicalJson } from "../../core/report/canonical.ts";
import type { Finding, Printed } from "../../core/report/finding.ts";
import type { ReportRecord } from "../../core/report/record.ts";
import { type RecordTools, recordOf } from "../../core/report/record-of.ts";
import { methodCard } from "../detectors/method-card.ts";
import { shippedResolutions } from "../evidence/shipped.ts";
import { entryId } from "../store/entry-id.ts";
import { type BundleCheck, check } from "./bundle-check.ts";

/** What another version may explain: figures of the statistics, and wording. Plain arithmetic never differs. */
interface Versions {
  readonly statistics: boolean;
  readonly program: boolean;
}

/**
 * Every figure of the report, worked out again from its basis.
 *
 * Where the record names another version than this program's, a difference in what that version works out is of the
 * kind "version": it can be confirmed by that version only. Counts, sums, ranks and weights are the same in all.
 */
export function figureChecks(record: ReportRecord, tools: RecordTools): BundleCheck[] {
  const again = recomputed(record, tools);
  if (typeof again === "string") return [check("figure", "the whole record", "given", again)];
  const program = record.madeWith !== again.madeWith;
  const other: Versions = { program, statistics: program || record.assessedWith !== again.assessedWith };
  const checks = [
    check("version", "version of Yardcheck", record.madeWith, again.madeWith),
    check("version", "version of the statistics", record.assessedWith, again.assessedWith),
  ];
  const ofBasis = ({ name, was, is }: BasisCheck) => check("figure", `basis: ${name}`, was, is);
  checks.push(...basisChecks(record.basis).map(ofBasis), ...excused(wordChecks(record.basis).map(ofBasis), program));
  checks.push(
    ...excused(leafChecks("basis/assessed", record.basis.assessed, assessedAgain(record.basis)), other.statistics),
    ...excused(shippedChecks(record), program),
  );
  checks.push(...record.basis.looks.flatMap(({ observation }) => countChecks(observation)));
  checks.push(...publishedChecks(record.basis));
  checks.push(...findingChecks(record.findings, again.findings, other));
  checks.push(...excused(leafChecks("assessment", record.assessment, again.assessment), other.statistics));
  // Which reasons bear on a confidence are rules of ours, not arithmetic: another version may have had others.
  for (const part of ["groups", "computations", "origins", "matrix", "judgement"] as const)
    for (const one of leafChecks(part, record[part], again[part]))
      checks.push(...excused([one], program && one.name.startsWith("judgement/confidenceReasons")));
  const order = (findings: readonly Finding[]) => findings.map(({ id }) => id).join(" ");
  const ordered = check("figure", "order of the sentences", order(record.findings), order(again.findings));
  checks.push(...excused([ordered], other.statistics));
  return checks;
}

/**
 * What of the basis this program knows itself: the facts of the law, and how the counting method was measured where it is
 * that of the weights that ship with it.
 */
function shippedChecks({ basis }: ReportRecord): BundleCheck[] {
  const known = new Map(shippedResolutions().map((resolution) => [resolution.id, resolution]));
  const law = basis.law.flatMap(({ checked: _, ...facts }) => {
    const { checked: __, ...shipped } = known.get(facts.id) ?? { checked: null };
    // Facts never change; our summaries are worded anew now and then, with no new version of the figures.
    return leafChecks(`law/${facts.id}`, facts, shipped).flatMap((one) =>
      excused([one], one.name.includes("/summary/")),
    );
  });
  const { method } = basis;
  if (method === null) return law;
  const card = methodCard();
  const isOurs = method.id === card.id && canonicalJson(method.models) === canonicalJson(card.models);
  return isOurs ? [...law, ...leafChecks("method", method, card)] : law;
}

/** What differs is put down to the other version, where there is one. */
function excused(checks: readonly BundleCheck[], isOther: boolean): BundleCheck[] {
  return checks.map((one) => (isOther && !one.agrees ? { ...one, kind: "version" } : one));
}

function recomputed(record: ReportRecord, tools: RecordTools): ReportRecord | string {
  try {
    return recordOf(record.basis, tools);
  } catch (error) {
    if (error instanceof RangeError) return `cannot be worked out: ${error.message}`;
    throw error;
  }
}

/** Published counts against their ids, which are made of their content. */
function publishedChecks({ facility, published }: ReportRecord["basis"]): BundleCheck[] {
  return published
    .filter(({ id }) => id.startsWith("pub-"))
    .map(({ id, regime: _, ...entry }) => check("figure", `published ${id}`, id, entryId(facility.id, entry)));
}

/** Counts against their own distributions. */
function countChecks(observation: ReportRecord["basis"]["looks"][number]["observation"]): BundleCheck[] {
  if (observation.status === "withheld") return [];
  const { id, count, tracks, zones, types, seen } = observation;
  const named: [string, Count][] = [
    ["count", count],
    ...(seen === undefined ? [] : [["seen", seen] as [string, Count]]),
    ...tracks.map((track): [string, Count] => [`track ${track.track}`, track.count]),
    ...zones.map((zone): [string, Count] => [`zone ${zone.zone}`, zone.count]),
    ...Object.entries(types).map(([type, of]): [string, Count] => [`type ${type}`, of]),
  ];
  return named.map(([name, given]) => check("figure", `${id}, ${name}`, countText(given), recountText(given)));
}

function countText({ median, low, high, level }: Count): string {
  return `${median} (${low} to ${high} at ${level})`;
}

function recountText({ pmf, level }: Count): string {
  try {
    return countText(countOf(pmf, level));
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** Sentences by section, message and turn: one that another model adds or drops does not shift all that follow. */
function findingChecks(was: readonly Finding[], is: readonly Finding[], other: Versions): BundleCheck[] {
  const [before, after] = [byTurn(was), byTurn(is)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((turn) => {
    const [given, again] = [before.get(turn), after.get(turn)];
    const isOther = other.program || (other.statistics && (restsOnStatistics(given) || restsOnStatistics(again)));
    if (given === undefined || again === undefined) {
      const id = `${given?.id ?? again?.id} ${given?.key ?? again?.key}`;
      const [there, missing] = [given === undefined ? "missing" : "there", again === undefined ? "missing" : "there"];
      return excused([check("figure", id, there, missing)], isOther);
    }
    const { values, id, ...rest } = given;
    const { values: valuesAgain, id: idAgain, ...restAgain } = again;
    const names = new Set([...Object.keys(values), ...Object.keys(valuesAgain)]);
    return [
      ...excused([check("figure", `${id} ${again.key}: its place`, id, idAgain)], other.statistics).filter(differs),
      ...excused(leafChecks(`${id} ${again.key}`, rest, restAgain).filter(differs), isOther),
      ...[...names].flatMap((name) =>
        excused(
          [check("figure", `${id} ${again.key}: ${name}`, plain(values[name]), plain(valuesAgain[name]))],
          isOther && !(isGiven(name, values[name]) && isGiven(name, valuesAgain[name])),
        ),
      ),
    ];
  });
}

/**
 * Values that go by a rule of ours: tracks told as empty (hidden ones among them up to version 0.5.0); cars of unknown type, of a partly hidden
 * look, and what must be apart to be told apart, from the distance before it was rounded (up to 0.6.0).
 */
const BY_OUR_RULES: ReadonlySet<string> = new Set(["empty", "unknown", "separable"]);

/** Whether a value is read off what was observed or published, the same in every version. */
function isGiven(name: string, value: Printed | undefined): boolean {
  return (
    !BY_OUR_RULES.has(name) &&
    value !== undefined &&
    ["observation", "track", "scene", "entry"].includes(value.source.kind)
  );
}

function byTurn(findings: readonly Finding[]): Map<string, Finding> {
  const turns = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const name = `${finding.section} ${finding.key}`;
      const turn = (turns.get(name) ?? 0) + 1;
      turns.set(name, turn);
      return [`${name} ${turn}`, finding];
    }),
  );
}

function restsOnStatistics(finding: Finding | undefined): boolean {
  return finding?.sources.some(({ kind }) => kind === "assessment") ?? false;
}

const differs = ({ agrees }: BundleCheck) => !agrees;

/** Differences of two JSON values by path; one agreement where there is none. */
function leafChecks(name: string, was: unknown, is: unknown): BundleCheck[] {
  const different = differences(name, was, is);
  return different.length > 0 ? different : [check("figure", name, "", "")];
}

function differences(path: string, was: unknown, is: unknown): BundleCheck[] {
  if (isBranch(was) && isBranch(is) && Array.isArray(was) === Array.isArray(is)) {
    const [a, b] = [new Map(Object.entries(was)), new Map(Object.entries(is))];
    return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) =>
      differences(`${path}/${key}`, a.get(key), b.get(key)),
    );
  }
  return plain(was) === plain(is) ? [] : [check("figure", path, plain(was), plain(is))];
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function plain(value: unknown): string {
  return value === undefined ? "missing" : canonicalJson(value);
}
