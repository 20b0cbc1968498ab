import assert from "node:assert/strict";
import { test } from "node:test";
import { type Hypothesis, type Rating, rankMatrix, type WeightedRow } from "./matrix.ts";

const hypotheses: readonly Hypothesis[] = ["arms", "fuel", "trade"].map((id) => ({
  id,
  name: { en: id },
  predictions: [],
}));
const row = (id: string, weight: number, ratings: readonly Rating[], origin = id): WeightedRow => ({
  id,
  kind: "claim",
  label: { en: id },
  evidence: { kind: "claim", id },
  weight,
  origin,
  cells: hypotheses.map((h, i) => ({ hypothesis: h.id, rating: ratings[i] ?? "NA", reason: { en: "" } })),
});
const rank = (rows: readonly WeightedRow[]) => rankMatrix({ en: "?" }, hypotheses, rows);

/**
 * By hand, with weights 0.64, 0.5, 0.36:
 *   arms  = 0.36 * 1            = 0.36
 *   fuel  = 0.64 * 1 + 0.5 * 2  = 1.64
 *   trade = 0.64 * 2 + 0.36 * 1 = 1.64
 */
const rows = [
  row("covers", 0.64, ["C", "I", "II"]),
  row("types", 0.5, ["N", "II", "CC"]),
  row("denial", 0.36, ["I", "N", "I"]),
];

test("hypotheses rank by weighted inconsistency, as worked out by hand, and equal sums share a rank", () => {
  const { ranking } = rank(rows);
  assert.deepEqual(
    ranking.map(({ hypothesis, rank: r, inconsistency }) => [hypothesis, r, Number(inconsistency.toFixed(9))]),
    [
      ["arms", 1, 0.36],
      ["fuel", 2, 1.64],
      ["trade", 2, 1.64],
    ],
  );
});

test("what agrees adds nothing: a row of agreement leaves the ranking as it is", () => {
  assert.deepEqual(rank([...rows, row("agrees", 1, ["CC", "C", "N"])]).ranking, rank(rows).ranking);
});

test("diagnosticity is the spread of the ratings; a row that fits all alike tells nothing", () => {
  const { rows: ranked } = rank([...rows, row("same", 1, ["C", "C", "C"]), row("none", 1, ["NA", "NA", "NA"])]);
  assert.deepEqual(
    ranked.map(({ id, diagnosticity }) => [id, diagnosticity]),
    [
      ["covers", 3],
      ["types", 4],
      ["denial", 1],
      ["same", 0],
      ["none", 0],
    ],
  );
});

test("a row decides where the first place would change without it", () => {
  const tight = [row("one", 0.5, ["N", "I", "I"]), row("two", 0.4, ["I", "N", "I"])];
  assert.deepEqual(
    rank(tight).rows.map(({ id, changesOrder }) => [id, changesOrder]),
    [
      ["one", true],
      ["two", false],
    ],
  );
  // Without "covers" trade comes level with arms (0.36 each); without either other row arms still leads alone.
  assert.deepEqual(
    rank(rows).rows.map(({ changesOrder }) => changesOrder),
    [true, false, false],
  );
});

test("what repeats one origin counts once", () => {
  const once = rank([row("first", 0.5, ["I", "N", "N"])]);
  const often = rank([row("first", 0.5, ["I", "N", "N"]), row("again", 0.5, ["I", "N", "N"], "first")]);
  assert.deepEqual(often.ranking, once.ranking);
  assert.deepEqual(
    often.rows.map(({ repeats, weight }) => [repeats, weight]),
    [
      [null, 0.5],
      ["first", 0],
    ],
  );
});

test("sums of tenths that are equal on paper share a rank", () => {
  const tenths = [row("a", 0.1, ["I", "N", "N"]), row("b", 0.2, ["I", "N", "N"]), row("c", 0.3, ["N", "I", "N"])];
  const ranks = new Map(rank(tenths).ranking.map(({ hypothesis, rank: r }) => [hypothesis, r]));
  assert.equal(ranks.get("arms"), ranks.get("fuel"));
});

test("a row that skips a hypothesis or names another is refused by name", () => {
  const [first] = rows;
  assert.ok(first);
  const short = { ...first, cells: first.cells.slice(1) };
  const strange = { ...first, cells: [...first.cells, { hypothesis: "ghost", rating: "N" as const, reason: {} }] };
  assert.throws(() => rank([short]), /covers.*arms/);
  assert.throws(() => rank([strange]), /ghost/);
  assert.throws(() => rank([row("heavy", 1.1, ["N", "N", "N"])]), /heavy.*1\.1/);
});
