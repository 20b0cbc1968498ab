/**
 * A published report is frozen, and records have gained fields since the first were frozen. What a record of an earlier
 * program lacks is filled in with what was true of it then, so that its report is read, compared and drafted again by
 * every later program:
 *
 * - `assessedWith`: the first statistical model had no name in the record; it was statistics@1.
 * - `basis.law[].checked`: was one English sentence, is a text in several languages.
 * - sentences with quantities: had no word of whether a figure is known as about; computations printed none, the brief did.
 * - sentences of the onset: had no word of its direction, and printed "rise"; that of an event after it did not say of which
 *   level the interval is that it lies after: that of the onset, told before it.
 * - the brief's sentence of the count: did not say who reviewed the years before, and is told as by whom the count is.
 *
 * Sentences of the revision before, which the record holds too, are filled in alike.
 *
 * @param document  parsed JSON of any kind; what is no such record is given back as it came, for the schema to refuse
 */
export function withLaterFields(document: unknown): unknown {
  if (!isObject(document)) return document;
  const { basis } = document;
  const law = isObject(basis) && Array.isArray(basis["law"]) ? basis["law"] : null;
  return {
    ...document,
    assessedWith: document["assessedWith"] ?? "statistics@1",
    ...withFindings(document),
    ...(isObject(basis) && law ? { basis: { ...basis, law: law.map(withCheckedTexts), ...withRevision(basis) } } : {}),
  };
}

function withFindings({ findings }: Readonly<Record<string, unknown>>): object {
  if (!Array.isArray(findings)) return {};
  const onset = findings.find((told) => isObject(told) && told["key"] === "rise.onset");
  return { findings: findings.map((told) => withReviewer(withLevel(withChoices(told), onset))) };
}

function withRevision({ revision }: Readonly<Record<string, unknown>>): object {
  if (!isObject(revision) || !isObject(revision["previous"])) return {};
  return { revision: { ...revision, previous: { ...revision["previous"], ...withFindings(revision["previous"]) } } };
}

/** What a sentence printed without it, and the value beside which each new one stands. */
const CHOICES: Readonly<Record<string, { readonly printed: string; readonly of: Readonly<Record<string, string>> }>> = {
  "computation.over": { printed: "exact", of: { precision: "outcome", ratePrecision: "rate" } },
  "computation.sum": { printed: "exact", of: { precision: "outcome" } },
  "computation.difference": {
    printed: "exact",
    of: { precision: "outcome", fromPrecision: "from", subtractPrecision: "subtract" },
  },
  "computation.share": {
    printed: "exact",
    of: { precision: "outcome", partPrecision: "part", wholePrecision: "whole" },
  },
  "rise.onset": { printed: "rise", of: { direction: "low" } },
  "event.before-onset": { printed: "rise", of: { direction: "days" } },
  "event.after-onset": { printed: "rise", of: { direction: "days" } },
  "event.undecided": { printed: "rise", of: { direction: "follows" } },
  "brief.onset": { printed: "rise", of: { direction: "low" } },
  "brief.event-undecided": { printed: "rise", of: { direction: "follows" } },
  "brief.quantities": { printed: "about", of: { usePrecision: "use" } },
  "brief.quantities-follow": { printed: "about", of: { precision: "gap" } },
};

function withChoices(finding: unknown): unknown {
  if (!isObject(finding) || !isObject(finding["values"])) return finding;
  const { values } = finding;
  const earlier = CHOICES[String(finding["key"])];
  const added = Object.entries(earlier?.of ?? {}).flatMap(([name, of]) => {
    const figure = values[of];
    return name in values || !isObject(figure)
      ? []
      : [[name, { format: "choice", value: earlier?.printed, source: figure["source"] }] as const];
  });
  return { ...finding, values: { ...values, ...Object.fromEntries(added) } };
}

function withLevel(finding: unknown, onset: unknown): unknown {
  if (!isObject(finding) || finding["key"] !== "event.after-onset" || !isObject(finding["values"])) return finding;
  const level = isObject(onset) && isObject(onset["values"]) ? onset["values"]["level"] : undefined;
  return level === undefined ? finding : { ...finding, values: { level, ...finding["values"] } };
}

function withReviewer(finding: unknown): unknown {
  if (!isObject(finding) || finding["key"] !== "brief.count" || !isObject(finding["values"])) return finding;
  return { ...finding, values: { usualBy: finding["values"]["publisher"], ...finding["values"] } };
}

function withCheckedTexts(resolution: unknown): unknown {
  return isObject(resolution) && typeof resolution["checked"] === "string"
    ? { ...resolution, checked: { en: resolution["checked"] } }
    : resolution;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
