import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../../scripts/statistics/random.ts";
import { simulate, type Traits, traitsOf, USUAL, type Usual } from "../../scripts/statistics/scenarios.ts";

const SEEDS = Array.from({ length: 400 }, (_, seed) => seed);

test("what a kind of usual life has of its own is drawn anew for each series, over all of 0.7 to 1.4 times", () => {
  const own: readonly (readonly [Usual, keyof Traits, number])[] = [
    ["S0", "mean", 8],
    ["S0", "size", 3],
    ["S3", "spread", 0.6],
    ["S4", "amplitude", 0.5],
    ["S8", "stay", 6],
    ["S8", "length", 1],
  ];
  for (const [usual, trait, about] of own) {
    const drawn = SEEDS.map((seed) => traitsOf(usual, new Random(seed))[trait] / about);
    const [low, high] = [Math.min(...drawn), Math.max(...drawn)];
    assert.ok(low >= 0.7 && low < 0.72 && high <= 1.4 && high > 1.36, `${usual} ${trait}: ${low} to ${high}`);
  }
  for (const usual of ["S0", "S9"] as const) {
    const { spread, amplitude } = traitsOf(usual, new Random(1));
    assert.deepEqual([spread, amplitude], [0, 0]);
  }
});

test("series without a change have the mean that was drawn for them, whatever else was", () => {
  for (const usual of Object.keys(USUAL) as Usual[]) {
    if (usual === "S5" || usual === "S9") continue;
    let [seen, expected] = [0, 0];
    for (const seed of SEEDS) {
      const { series } = simulate({ usual, baseline: 41, monitored: 0, effect: null }, seed);
      seen += series.looks.reduce((sum, { count }) => sum + (count ?? 0), 0);
      const { mean, amplitude } = traitsOf(usual, new Random(seed));
      // The mean of exp(a cos x) is 1 + a^2/4 + a^4/64 and less than a hundred-thousandth more.
      expected += 41 * mean * (1 + amplitude ** 2 / 4 + amplitude ** 4 / 64);
    }
    assert.ok(Math.abs(seen / expected - 1) < 0.05, `${usual}: ${seen / expected}`);
  }
});

test("levels wander, seasons swing and trains come as far as their own traits say", () => {
  /** Mean of the squared counts less the counts, over the squared mean: 1 for Poisson counts about one level. */
  const scatter = (usual: Usual, trait: keyof Traits, wide: boolean) => {
    let [sum, squares, looks] = [0, 0, 0];
    for (const seed of SEEDS) {
      const traits = traitsOf(usual, new Random(seed));
      const middle = { spread: 0.6, amplitude: 0.5, stay: 6, length: 1, mean: 8, size: 3 }[trait];
      if (traits[trait] > middle !== wide) continue;
      for (const { count = 0 } of simulate({ usual, baseline: 41, monitored: 0, effect: null }, seed).series.looks) {
        sum += count / traits.mean;
        squares += (count * (count - 1)) / traits.mean ** 2;
        looks++;
      }
    }
    return squares / looks / (sum / looks) ** 2;
  };
  for (const [usual, trait] of [
    ["S3", "spread"],
    ["S4", "amplitude"],
    ["S8", "length"],
  ] as const)
    assert.ok(scatter(usual, trait, true) > scatter(usual, trait, false) * 1.05, `${usual} ${trait}`);
});
