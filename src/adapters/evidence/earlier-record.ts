/**
 * A published report is frozen, and records have gained fields since the first were frozen. What a record of an earlier
 * program lacks is filled in with what was true of it then, so that its report is read, compared and drafted again by
 * every later program:
 *
 * - `assessedWith`: the first statistical model had no name in the record; it was statistics@1.
 * - `basis.law[].checked`: was one English sentence, is a text in several languages.
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
    ...(isObject(basis) && law ? { basis: { ...basis, law: law.map(withCheckedTexts) } } : {}),
  };
}

function withCheckedTexts(resolution: unknown): unknown {
  return isObject(resolution) && typeof resolution["checked"] === "string"
    ? { ...resolution, checked: { en: resolution["checked"] } }
    : resolution;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
