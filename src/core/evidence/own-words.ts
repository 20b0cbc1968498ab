import { wordsOf } from "../report/claim.ts";
import type { Texts } from "../report/finding.ts";
import { proseOf } from "../report/prose.ts";
import { statedNumbers } from "../report/stated-numbers.ts";
import { type CheckedLanguage, checkWords, judgingWordsIn, type WordIssue } from "../report/words.ts";
import { refuseNumbersApart } from "./claim-numbers.ts";
import type { Evidence } from "./evidence.ts";

/** What of evidence, or of a report's basis, its analyst wrote. */
type OwnWords = Pick<Evidence, "matrix" | "judgement" | "limits">;

/**
 * A text of the analyst's own. Prose names the source of each number, `[73](claim:ID)`; a line (a label, a prediction), the
 * reason of a cell and the name of a hypothesis have no room for that, and hold only numbers that a claim states.
 */
export interface OwnText {
  readonly where: string;
  readonly texts: Texts;
  readonly kind: "prose" | "line" | "cell" | "name";
}

/** All texts of the analyst's own, as written, in their order. */
export function ownTexts({ matrix, judgement, limits }: OwnWords): OwnText[] {
  const list: OwnText[] = [];
  if (matrix !== null) list.push({ where: "matrix.question", texts: matrix.question, kind: "line" });
  for (const [i, { name, predictions }] of (matrix?.hypotheses ?? []).entries()) {
    const where = `matrix.hypotheses.${i}`;
    list.push({ where: `${where}.name`, texts: name, kind: "name" });
    for (const [j, { text }] of predictions.entries())
      list.push({ where: `${where}.predictions.${j}.text`, texts: text, kind: "line" });
  }
  for (const [i, { label, cells }] of (matrix?.rows ?? []).entries()) {
    list.push({ where: `matrix.rows.${i}.label`, texts: label, kind: "line" });
    for (const [j, { reason }] of cells.entries())
      list.push({ where: `matrix.rows.${i}.cells.${j}.reason`, texts: reason, kind: "cell" });
  }
  if (judgement !== null) list.push({ where: "judgement.reason", texts: judgement.reason, kind: "prose" });
  for (const [i, { text }] of limits.entries()) list.push({ where: `limits.${i}.text`, texts: text, kind: "prose" });
  return list;
}

/**
 * Refuses numbers without a source in the analyst's own texts, or in one language of them alone, and words of likelihood,
 * confidence or certainty in the name of a hypothesis: it stands in the sentences of our judgement.
 *
 * @throws RangeError naming the text and the words
 */
export function refuseOwnWords(evidence: Evidence): void {
  const stated = numbersOfClaims(evidence);
  for (const { where, texts, kind } of ownTexts(evidence)) {
    if (kind === "prose") refuseUnsourced(texts, where);
    for (const [language, written] of Object.entries(texts)) {
      const number = kind === "prose" ? undefined : unsourcedIn(written, language, stated);
      if (number !== undefined)
        throw new RangeError(`${where}.${language}: ${number.words}: no claim states this number`);
      const judging = kind === "name" ? judgingWordsIn(written, checkedAs(language))[0] : undefined;
      if (judging !== undefined)
        throw new RangeError(
          `${where}.${language}: ${judging}: a name says what may be so, not how likely or how sure`,
        );
    }
    refuseNumbersApart(proseOf(texts).text, where);
  }
}

/**
 * The analyst's own sentences: a number among them needs its source.
 *
 * @throws RangeError naming the number
 */
export function refuseUnsourced(prose: Texts, where: string): void {
  for (const [language, written] of Object.entries(prose)) {
    const issue = unsourcedIn(written, language, new Set());
    if (issue !== undefined) throw new RangeError(`${where}.${language}: ${issue.words}: ${issue.why.en ?? ""}`);
  }
}

function unsourcedIn(written: string, language: string, stated: ReadonlySet<number>): WordIssue | undefined {
  return checkWords(written, checkedAs(language)).find(({ blocks, words }) => {
    const numbers = [...statedNumbers(words, language).all];
    return blocks && !(numbers.length > 0 && numbers.every((number) => stated.has(number)));
  });
}

/** What is no fault and yet misleads in the analyst's own texts, each with its place; the reason of a cell may be argued. */
export function remarksOn(evidence: Evidence): { readonly where: string; readonly issue: WordIssue }[] {
  const told = ownTexts(evidence).filter(({ kind }) => kind !== "cell");
  return told.flatMap(({ where, texts }) =>
    Object.entries(texts).flatMap(([language, written]) =>
      checkWords(written, checkedAs(language))
        .filter(({ blocks }) => !blocks)
        .map((issue) => ({ where: `${where}.${language}`, issue })),
    ),
  );
}

/** Numbers in the words and the quantities of claims: the only ones that somebody states. */
function numbersOfClaims({ claims }: Evidence): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const claim of claims) {
    const { quantity } = claim;
    for (const [language, text] of Object.entries(wordsOf(claim)))
      for (const number of statedNumbers(text, language).all) numbers.add(number);
    if (quantity !== null) for (const number of [quantity.value, quantity.low, quantity.high]) numbers.add(number);
  }
  return numbers;
}

const checkedAs = (language: string): CheckedLanguage => (language.split("-")[0] === "ar" ? "ar" : "en");
