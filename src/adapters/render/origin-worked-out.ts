import type { SourceRef } from "../../core/report/finding.ts";
import { type Context, findingsOf, linkedText, separated } from "./context.ts";
import type { Inline } from "./document.ts";
import type { MessageKey } from "./messages/en.ts";
import { code, type Described } from "./origin-observed.ts";
import { claimName, fact, text } from "./sections/sources.ts";
import { dateValue, inlineOf, shareValue } from "./sentence.ts";

/** A number of the statistics: its place in the record, and every look that they read. */
export function assessmentEntry(context: Context, pointer: string): Described {
  const { label, locale } = context;
  const { assessed, looks, published } = context.record.basis;
  const inputs = (assessed?.looks ?? []).flatMap((read): Inline[][] => {
    const look = looks.find(({ observation }) => observation.acquiredAt.slice(0, 10) === read.date);
    if (look !== undefined)
      return [[inlineOf(locale, dateValue(read.date, { kind: "observation", id: look.observation.id }))]];
    const entry = published.find(({ from, to }) => from === read.date && to === (read.until ?? read.date));
    return entry === undefined ? [] : [[inlineOf(locale, dateValue(entry.to, { kind: "entry", id: entry.id }))]];
  });
  return {
    name: code(pointer),
    facts: [
      fact(label("fact.value"), [code(shown(valueAt(context.record.assessment, pointer)))]),
      fact(label("fact.meaning"), [text(label("assessment.meaning"))]),
      fact(label("fact.worked-out-from"), separated(inputs, label("list.comma"))),
    ],
  };
}

/** RFC 6901, without its escapes: no field of an assessment needs them. */
function valueAt(root: unknown, pointer: string): unknown {
  let at = root;
  for (const step of pointer.split("/").slice(1)) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? "-";
  return json.length > 200 ? `${json.slice(0, 200)}…` : json;
};

export function computationEntry(context: Context, id: string): Described {
  const { label } = context;
  const computation = context.record.computations.find((each) => each.id === id);
  if (computation === undefined) return { name: code(id), facts: [] };
  const sentence = findingsOf(context.record, "computations").find(
    ({ key, sources }) =>
      key !== "computation.weakest" && sources.some((ref) => ref.kind === "computation" && ref.id === id),
  );
  return {
    name: context.text(computation.title),
    facts: [
      ...(sentence === undefined
        ? []
        : [fact(label("fact.worked-out"), context.sentence(sentence.key, sentence.values))]),
      fact(
        label("fact.inputs"),
        separated(
          computation.claims.map((claim) => [claimName(context, claim)]),
          label("list.comma"),
        ),
      ),
      fact(label("fact.weakest"), [code(`${computation.weakest.reliability}${computation.weakest.credibility}`)]),
    ],
  };
}

export function matrixEntry(context: Context, id: string): Described {
  const { label, locale, record } = context;
  const { matrix } = record;
  const hypothesis = matrix?.hypotheses.find((each) => each.id === id);
  const row = matrix?.rows.find((each) => each.id === id);
  const ref: SourceRef = { kind: "matrix", id };
  const number = (value: number) => [inlineOf(locale, { format: "number", value, significant: 3, source: ref })];
  if (row !== undefined)
    return {
      name: context.text(row.label),
      facts: [
        fact(label("column.evidence"), [linkedText(context, row.label, row.evidence)]),
        fact(label("column.weight"), number(row.weight)),
        fact(label("column.diagnosticity"), number(row.diagnosticity)),
        fact(label("fact.changes-order"), [text(label(row.changesOrder ? "value.yes" : "value.no"))]),
      ],
    };
  const ranked = matrix?.ranking.find((each) => each.hypothesis === id);
  if (hypothesis === undefined || ranked === undefined) return { name: code(id), facts: [] };
  return {
    name: context.text(hypothesis.name),
    facts: [
      fact(label("column.rank"), number(ranked.rank)),
      fact(label("column.inconsistency"), number(ranked.inconsistency)),
      ...hypothesis.predictions.map((prediction) =>
        fact(label(`prediction.${prediction.status}` as MessageKey), [context.text(prediction.text)]),
      ),
    ],
  };
}

export function judgementEntry(context: Context, ref: SourceRef & { kind: "judgement" }): Described {
  const { label, locale } = context;
  const { judgement } = context.record;
  if (judgement === null) return { name: code(ref.id), facts: [] };
  return {
    name: context.text(judgement.by),
    facts: [
      fact(label("column.hypothesis"), [matrixName(context, judgement.hypothesis)]),
      fact(label("fact.probability"), [inlineOf(locale, shareValue(judgement.probability, 0, ref))]),
      fact(label("fact.reason"), [context.text(judgement.reason)]),
    ],
  };
}

function matrixName(context: Context, id: string): Inline {
  const hypothesis = context.record.matrix?.hypotheses.find((each) => each.id === id);
  return linkedText(context, hypothesis?.name ?? { en: id }, { kind: "matrix", id });
}
