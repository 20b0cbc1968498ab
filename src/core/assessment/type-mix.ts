import { tellsOf } from "../baseline/sighting.ts";
import type { AssessTypes, LastingChange, Onset, TypeMix } from "./assessment.ts";
import { typeMixChange } from "./type-mix-change.ts";

/**
 * The mix of types before the onset against the mix since, where both sides hold cars whose type was told.
 *
 * Days within the onset's interval are left out, but for its last: until then nobody knows on which side they stand.
 * When the change has ended, so are the days from its end on. Days of another change of the regime that has ended are on neither
 * side, as its looks are: what came with it is not usual. Days of another regime are left out, since a closed border
 * changes the mix by itself; a day under no regime holds in each.
 *
 * @param types    in any order; type names of one set
 * @param changes  that reached the alarm, in order. The last one of the regime is that of the onset, but for one that ended before it
 * @param regime   of the newest look that was judged; empty for none
 * @returns null without an onset, or when a side is empty or there is one type only
 */
export function typeMixAround(
  types: readonly AssessTypes[],
  onset: Onset | null,
  changes: readonly Pick<LastingChange, "regime" | "from" | "until">[],
  regime: string,
): TypeMix | null {
  if (onset === null) return null;
  const isOwn = (one: { readonly regime?: string }) => tellsOf({ regime: one.regime ?? "" }, regime);
  const last = changes.findLast((change) => (change.regime ?? "") === regime);
  const until = last?.until ?? null;
  const end = until !== null && until > onset.low ? until : null;
  const others = changes.filter((change) => isOwn(change) && (change !== last || end === null));
  const isApart = (day: string) =>
    others.some((other) => other.until !== null && day >= other.from && day < other.until);
  const own = types
    .filter((look) => isOwn(look) && !isApart(look.date))
    .filter(({ cars }) => Object.values(cars).some((n) => n > 0))
    .map((look) => ({ look, key: orderKey(look) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ look }) => look);
  const before = own.filter(({ date }) => date < onset.low);
  const after = own.filter(({ date }) => date >= onset.high && (end === null || date < end));
  const change = typeMixChange(
    before.map(({ cars }) => cars),
    after.map(({ cars }) => cars),
  );
  const lastBefore = before.at(-1);
  const firstAfter = after[0];
  if (change === null || lastBefore === undefined || firstAfter === undefined) return null;
  return {
    ...change,
    looksBefore: before.length,
    looksAfter: after.length,
    lastBefore: lastBefore.date,
    firstAfter: firstAfter.date,
  };
}

/** By day, then by content: sums of hundredths depend on the order, and that of input does not matter. */
function orderKey({ date, cars, regime }: AssessTypes): string {
  return `${date} ${JSON.stringify([Object.entries(cars).sort(([a], [b]) => (a < b ? -1 : 1)), regime ?? ""])}`;
}
