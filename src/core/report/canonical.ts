/**
 * JSON with the fields of every object in order of their names: what comes back from a database in another order
 * compares as equal, and is written as the same bytes.
 *
 * @param indent  spaces a level; 0: one line
 * @throws RangeError when a number is not finite: JSON would turn it into null
 */
export function canonicalJson(value: unknown, indent = 0): string {
  return JSON.stringify(
    value,
    (key, inner: unknown) => {
      if (typeof inner === "number" && !Number.isFinite(inner)) throw new RangeError(`${key} is ${inner}`);
      if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
    },
    indent,
  );
}
