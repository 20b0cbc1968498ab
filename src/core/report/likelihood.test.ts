import assert from "node:assert/strict";
import { test } from "node:test";
import { LIKELIHOOD_BANDS, likelihoodBand } from "./likelihood.ts";

test("every probability of ICD 203 has one band, whose lower end it may be", () => {
  const ends = [0.01, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95];
  assert.deepEqual(
    ends.map((end) => likelihoodBand(end).id),
    LIKELIHOOD_BANDS.map(({ id }) => id),
  );
  assert.equal(likelihoodBand(0.99).id, "almost-certain");
  assert.equal(likelihoodBand(0.0499).id, "almost-no-chance");
});

test("certainty is no likelihood", () => {
  for (const probability of [0, 0.009, 0.991, 1, -1, Number.NaN])
    assert.throws(() => likelihoodBand(probability), /between 0\.01 and 0\.99/);
});

test("bands join without gaps, and each has its phrase in both languages and both rows", () => {
  for (const [i, { from, phrase, otherRow }] of LIKELIHOOD_BANDS.entries()) {
    if (i > 0) assert.equal(from, LIKELIHOOD_BANDS[i - 1]?.below);
    for (const texts of [phrase, otherRow]) assert.ok(texts["en"] && texts["ar"]);
  }
});
