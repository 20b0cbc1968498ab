import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "../../src/core/reading/reading.ts";
import { standingCars } from "../../src/core/reading/reading.ts";
import { afterCommand, beginChecking } from "../../web/src/strips/checking.ts";
import { KEYS } from "../../web/src/strips/keys.ts";

const reading: Reading = {
  version: 1,
  tracks: [
    { track: "T1", name: "1", lengthMetres: 100 },
    { track: "T2", name: "2", lengthMetres: 100 },
  ],
  cars: [
    ["a", "T1", 0, 0.95],
    ["b", "T1", 20, 0.5],
    ["c", "T2", 22, 0.7],
  ].map(([id, track, from, probability]) => ({
    id: String(id),
    track: String(track),
    from: Number(from),
    to: Number(from) + 14,
    verdict: "unchecked",
    probability: Number(probability),
    type: "open",
    covered: null,
  })),
};
const press = (codes: readonly string[]) =>
  codes.reduce((state, code) => {
    const command = KEYS[code];
    return command === undefined ? state : afterCommand(state, command, () => "new");
  }, beginChecking(reading));

test("checking begins at the most doubtful car and goes on to the next by itself", () => {
  assert.equal(beginChecking(reading).now.selected, "b");
  assert.equal(press(["KeyA"]).now.selected, "c");
  assert.equal(press(["KeyA", "KeyX"]).now.selected, "a");
});

test("every edit can be taken back and done again", () => {
  const done = press(["KeyA", "Digit1", "KeyS", "KeyI"]);
  const back = ["KeyU", "KeyU", "KeyU", "KeyU"].reduce(
    (state, code) => afterCommand(state, KEYS[code] ?? { kind: "help" }, () => "x"),
    done,
  );
  assert.deepEqual(back.now.reading, reading);
  const again = ["KeyR", "KeyR", "KeyR", "KeyR"].reduce(
    (state, code) => afterCommand(state, KEYS[code] ?? { kind: "help" }, () => "x"),
    back,
  );
  assert.deepEqual(again.now, done.now);
});

test("what is taken back leads back to its car, and so does what is done again", () => {
  const done = press(["KeyA"]);
  assert.equal(done.now.selected, "c");
  assert.equal(press(["KeyA", "KeyU"]).now.selected, "b", "a wrong key is mended at once");
  assert.equal(press(["KeyA", "KeyU", "KeyR"]).now.selected, "c");
  assert.equal(press(["KeyS", "KeyU"]).now.selected, "b", "not at a half that is no more");
  assert.equal(press(["KeyA", "ArrowLeft", "ArrowLeft", "KeyU"]).past.length, 0, "moving is no step");
});

test("up and down go to the nearest car of the next track that has one", () => {
  assert.equal(press(["ArrowDown"]).now.selected, "c");
  assert.equal(press(["ArrowDown", "ArrowUp"]).now.selected, "b");
});

test("an edit that cannot be made says so and changes nothing", () => {
  const state = press(["ArrowDown", "KeyM"]);
  assert.equal(state.refusal, "merge");
  assert.deepEqual(state.now.reading, reading);
});

test("an added car stands behind the selected one and is selected", () => {
  const state = press(["KeyI"]);
  assert.equal(state.now.selected, "new");
  assert.equal(standingCars(state.now.reading).find(({ id }) => id === "new")?.from, 35);
});
