import { type Claim, wordsOf } from "../report/claim.ts";
import type { Texts } from "../report/finding.ts";
import { figureCars } from "../report/focus.ts";
import { numbersApart, statedNumbers } from "../report/stated-numbers.ts";
import type { SeriesEntry } from "../series/entry.ts";
import { entryNamed } from "./evidence.ts";

/** A claim whose words do not say the number that it stands for, in one language. */
export interface UnsaidNumber {
  readonly claim: string;
  readonly language: "en" | "ar";
  /** What the words say, and what the claim stands for. */
  readonly said: readonly number[];
  readonly figure: number;
}

/**
 * Claims whose words hold numbers, and none that is the claim's quantity or the number of cars of its published count.
 * Words without a number, or with one that is not read, leave it to the figure; one and two are said without a number.
 *
 * @param published  counts that claims may name by id or by date; one that is not among them is not held against its words
 */
export function unsaidNumbers(claims: readonly Claim[], published: readonly SeriesEntry[]): UnsaidNumber[] {
  return claims.flatMap((claim) => {
    const [figure, ...others] = figuresOf(claim, published);
    if (figure === undefined || figure < 3) return [];
    return (["en", "ar"] as const).flatMap((language) => {
      const { firm, all, isWhole } = statedNumbers(wordsOf(claim)[language] ?? "", language);
      const isSaid = [figure, ...others].some((number) => all.has(number));
      return firm.size === 0 || !isWhole || isSaid ? [] : [{ claim: claim.id, language, said: [...firm], figure }];
    });
  });
}

/** The number that a claim stands for, first, and the others as which it may be said: its ends, a share in per cent. */
function figuresOf({ quantity, entry }: Claim, published: readonly SeriesEntry[]): number[] {
  if (quantity !== null) {
    const values = [quantity.value, quantity.low, quantity.high];
    return quantity.unit === "1" ? values.map((value) => Number((100 * value).toPrecision(12))) : values;
  }
  const named = entry === null ? null : entryNamed(entry, published);
  const told = named && figureCars(named.figure);
  return told === null ? [] : [told.cars];
}

/**
 * Refuses claims whose words state another number than the claim stands for.
 *
 * @throws RangeError naming the claim and the numbers
 */
export function refuseUnsaid(claims: readonly Claim[], published: readonly SeriesEntry[]): void {
  const [unsaid] = unsaidNumbers(claims, published);
  if (unsaid !== undefined)
    throw new RangeError(
      `claim ${unsaid.claim}: its words (${unsaid.language}) say ${unsaid.said.join(", ")} and not ${unsaid.figure}, for which it stands`,
    );
}

/** @throws RangeError naming the numbers, where each language states one that the other does not */
export function refuseNumbersApart(texts: Texts, where: string): void {
  const { en, ar } = numbersApart(texts);
  if (en.length + ar.length > 0)
    throw new RangeError(
      `${where}: a number (${[...en, ...ar].join(", ")}) stands in one of its languages, and others in the other`,
    );
}
