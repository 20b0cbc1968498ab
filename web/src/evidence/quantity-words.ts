import type { Quantity } from "../../../src/core/evidence/quantity.ts";
import type { Speaking } from "../words/words.tsx";

/** UCUM codes that have words here; another unit is shown by its code. */
const UNITS = {
  "{round}": "unit.round",
  "{round}/d": "unit.round-a-day",
  "{round}/a": "unit.round-a-year",
  "{car}": "unit.car",
  d: "unit.day",
  a: "unit.year",
} as const;

/** A quantity in words: "about 2.5 million rounds a year (2 to 3 million)"; a share (unit `1`) as a percentage. */
export function quantityText({ say, formats }: Speaking, quantity: Quantity): string {
  const { value, low, high, approximately, bound, unit } = quantity;
  const figure = amountText({ say, formats }, value, unit);
  const range =
    low === high
      ? null
      : say("quantity.range", {
          low: amountText({ say, formats }, low, unit),
          high: amountText({ say, formats }, high, unit),
        });
  const about = approximately ? say("quantity.about", { figure }) : figure;
  const stated = bound === undefined ? about : say(`quantity.${bound}`, { figure: about });
  return range === null ? stated : `${stated} (${range})`;
}

/** A number with its unit, three significant digits. */
export function amountText({ say, formats }: Pick<Speaking, "say" | "formats">, value: number, unit: string): string {
  if (unit === "1") return formats.number(value, { style: "percent", maximumFractionDigits: 0 });
  const number = formats.number(value, { maximumSignificantDigits: 3 });
  const known = Object.entries(UNITS).find(([code]) => code === unit)?.[1];
  return known === undefined ? say("unit.other", { n: number, unit }) : say(known, { n: number, k: Math.round(value) });
}
