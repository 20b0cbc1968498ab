/**
 * An amount with its unit and its spread. `low` <= `value` <= `high`; equal where the source gives one figure. "About"
 * carries through whatever is computed with it.
 */
export interface Quantity {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** UCUM code, with an annotation for what is counted: `{round}/d`, `{car}`, `m`. */
  readonly unit: string;
  readonly approximately: boolean;
  /** What is stated is a bound ("at least 70 cars"): the amount itself is not known, and nothing is worked out with it. */
  readonly bound?: "at-least" | "at-most" | undefined;
}

/**
 * The factor from one unit to another, `value in to = factor * value in from`; null where they measure different
 * things. Linear units only: no temperatures, no logarithms.
 */
export type UnitFactor = (from: string, to: string) => number | null;

/**
 * What two amounts cannot be: added, or compared. Each says in words what was tried.
 */
export class UnitMismatch extends RangeError {
  override readonly name = "UnitMismatch";
}

/**
 * Checks the ends of a quantity.
 *
 * @throws RangeError when they are not finite or not in order
 */
export function checkedQuantity(q: Quantity, name: string): Quantity {
  if (![q.value, q.low, q.high].every(Number.isFinite)) throw new RangeError(`${name}: a quantity must be finite`);
  if (!(q.low <= q.value && q.value <= q.high))
    throw new RangeError(`${name}: expected low <= value <= high, got ${q.low}, ${q.value}, ${q.high}`);
  return q;
}

/**
 * The quantity in another unit.
 *
 * UCUM holds every annotation for the number 1, so that it would add rounds to cars; here the things counted must be
 * the same as well.
 *
 * @throws UnitMismatch when the units measure, or count, different things
 */
export function inUnit(q: Quantity, unit: string, factor: UnitFactor): Quantity {
  const counted = countedThings(q.unit);
  const wanted = countedThings(unit);
  if (counted !== wanted)
    throw new UnitMismatch(`${q.unit} counts ${counted || "nothing"}, ${unit} counts ${wanted || "nothing"}`);
  const f = q.unit === unit ? 1 : factor(q.unit, unit);
  if (f === null) throw new UnitMismatch(`${q.unit} does not convert into ${unit}`);
  return { ...q, value: q.value * f, low: q.low * f, high: q.high * f, unit };
}

/** Annotations of a unit, sorted: `{round}/d` counts "round". */
function countedThings(unit: string): string {
  return [...unit.matchAll(/\{([^}]*)\}/g)]
    .map(([, thing]) => thing ?? "")
    .sort()
    .join(", ");
}

/** Sum of quantities, in the unit of the first. Ends add up: the spread is the widest that the inputs allow. */
export function sumOf(terms: readonly [Quantity, ...Quantity[]], factor: UnitFactor): Quantity {
  return terms.slice(1).reduce<Quantity>((sum, term) => {
    const t = inUnit(term, sum.unit, factor);
    return {
      value: sum.value + t.value,
      low: sum.low + t.low,
      high: sum.high + t.high,
      unit: sum.unit,
      approximately: sum.approximately || t.approximately,
    };
  }, terms[0]);
}

/** `from` less `subtract`, in the unit of `from`. */
export function differenceOf(from: Quantity, subtract: Quantity, factor: UnitFactor): Quantity {
  const s = inUnit(subtract, from.unit, factor);
  return {
    value: from.value - s.value,
    low: from.low - s.high,
    high: from.high - s.low,
    unit: from.unit,
    approximately: from.approximately || s.approximately,
  };
}

/**
 * What a rate amounts to over a time.
 *
 * @param rate  amount per time, written `AMOUNT/TIME`, for example `{round}/d`
 * @param time  for example 1 a (UCUM's year: 365.25 d)
 * @throws UnitMismatch when `rate` is no amount per time
 */
export function amountOver(rate: Quantity, time: Quantity, factor: UnitFactor): Quantity {
  const slash = rate.unit.lastIndexOf("/");
  if (slash < 1) throw new UnitMismatch(`${rate.unit} is no amount per time`);
  const t = inUnit(time, rate.unit.slice(slash + 1), factor);
  return {
    value: rate.value * t.value,
    ...endsOf([rate.low * t.low, rate.low * t.high, rate.high * t.low, rate.high * t.high]),
    unit: rate.unit.slice(0, slash),
    approximately: rate.approximately || t.approximately,
  };
}

/**
 * `part` as a share of `whole`, unit `1`.
 *
 * @throws RangeError when the whole may be nothing
 */
export function shareOf(part: Quantity, whole: Quantity, factor: UnitFactor): Quantity {
  const p = inUnit(part, whole.unit, factor);
  if (!(whole.low > 0)) throw new RangeError(`a share needs a whole above 0, got ${whole.low} ${whole.unit}`);
  return {
    value: p.value / whole.value,
    ...endsOf([p.low / whole.low, p.low / whole.high, p.high / whole.low, p.high / whole.high]),
    unit: "1",
    approximately: p.approximately || whole.approximately,
  };
}

/** The smallest and the largest of what two spreads come to at their ends; differences may be negative. */
function endsOf(values: readonly number[]): { readonly low: number; readonly high: number } {
  return { low: Math.min(...values), high: Math.max(...values) };
}
