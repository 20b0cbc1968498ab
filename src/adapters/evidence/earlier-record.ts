/**
 * A published report is frozen, and records have gained fields since the first were frozen. What a record of an earlier
 * program lacks is filled in with what was true of it then, so that its report is read, compared and drafted again by
 * every later program:
 *
 * - `assessedWith`: the first statistical model had no name in the record; it was statistics@1.
 * - `basis.law[].checked`: was one English sentence, is a text in several languages.
 * - sentences with quantities: had no word of whether a figure is known as about; computations printed none, the brief did.
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
    ...(Array.isArray(document["findings"]) ? { findings: document["findings"].map(withPrecision) } : {}),
    ...(isObject(basis) && law ? { basis: { ...basis, law: law.map(withCheckedTexts) } } : {}),
  };
}

/** What a sentence without it printed, and the value whose figure it speaks of. */
const PRECISIONS: Readonly<
  Record<string, { readonly printed: string; readonly of: Readonly<Record<string, string>> }>
> = {
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
  "brief.quantities": { printed: "about", of: { usePrecision: "use" } },
  "brief.quantities-follow": { printed: "about", of: { precision: "gap" } },
};

function withPrecision(finding: unknown): unknown {
  if (!isObject(finding) || !isObject(finding["values"])) return finding;
  const { values } = finding;
  const earlier = PRECISIONS[String(finding["key"])];
  const added = Object.entries(earlier?.of ?? {}).flatMap(([name, of]) => {
    const figure = values[of];
    return name in values || !isObject(figure)
      ? []
      : [[name, { format: "choice", value: earlier?.printed, source: figure["source"] }] as const];
  });
  return { ...finding, values: { ...values, ...Object.fromEntries(added) } };
}

function withCheckedTexts(resolution: unknown): unknown {
  return isObject(resolution) && typeof resolution["checked"] === "string"
    ? { ...resolution, checked: { en: resolution["checked"] } }
    : resolution;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
