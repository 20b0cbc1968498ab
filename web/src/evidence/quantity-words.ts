import type { Quantity } from "../../../src/core/evidence/quantity.ts";
import { unitFormOf, unitWords } from "../../../src/core/evidence/unit-words.ts";
import type { Formats } from "../numbers.ts";
import type { Words } from "../words/en.ts";

const SIGNIFICANT = 3;

/** What of `Speaking` an amount is told by. */
interface Wording {
  readonly formats: Formats;
  say(key: keyof Words, values?: Readonly<Record<string, string | number>>): string;
}

/** A quantity in words: "about 2.5 million rounds a year (2 to 3 million)"; a share (unit `1`) as a percentage. */
export function quantityText({ say, formats }: Wording, quantity: Quantity): string {
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
export function amountText({ say, formats }: Wording, value: number, unit: string): string {
  if (unit === "1") return formats.number(value, { style: "percent", maximumFractionDigits: 0 });
  const n = formats.number(value, { maximumSignificantDigits: SIGNIFICANT });
  const words = unitWords(unit);
  if (words === null) return say("unit.other", { n, unit });
  const form = unitFormOf(value, SIGNIFICANT);
  const told = say(words.unit, { n, k: form });
  // A form that says the number in a word of its own has no sign: -1 and -2 take that of a hundred in Arabic.
  const amount = value >= 0 || told.includes(n) ? told : say(words.unit, { n, k: 100 });
  return words.by === null ? amount : say(words.by, { amount });
}
