import assert from "node:assert/strict";
import { test } from "node:test";
import { readSeries } from "./read-series.ts";

const good = { id: "a", looks: [{ date: "2024-01-04", count: 7 }] };
const field = (value: unknown) => {
  const read = readSeries(value);
  return "status" in read ? read.field : null;
};
const withLook = (look: object) => ({ id: "a", looks: [{ date: "2024-01-04", ...look }] });

test("a series as in the help text is read as it is written", () => {
  const series = {
    id: "a",
    looks: [
      { date: "2024-01-04", count: 7, visible: 0.9, recall: 0.95, falsePositives: 0.2, regime: "open" },
      { date: "2024-01-05", atMost: 20, until: "2024-03-01", images: null, monitored: false },
      { date: "2024-01-06", trainLengths: [80, 170], plusCars: [2, 3] },
      {
        date: "2024-01-07",
        count: 3,
        shares: [
          [0.5, 1],
          [0.9, 2],
        ],
      },
    ],
    events: [{ id: "e", date: "2024-02-01" }],
  };
  assert.deepEqual(readSeries(series), series);
  assert.deepEqual(readSeries(withLook({ count: 7, regime: null })), readSeries(withLook({ count: 7 })));
});

test("each thing that cannot be used is named by its field", () => {
  assert.equal(field(good), null);
  const wrong: [unknown, string][] = [
    [7, ""],
    [{ looks: [] }, "id"],
    [{ id: "a" }, "looks"],
    [{ ...good, look: [] }, "look"],
    [{ id: "a", looks: [{ date: "2024-02-31", count: 1 }] }, "looks[0].date"],
    [withLook({}), "looks[0]"],
    [withLook({ count: 1, atLeast: 1 }), "looks[0]"],
    [withLook({ count: -1 }), "looks[0].count"],
    [withLook({ count: 1.5 }), "looks[0].count"],
    [withLook({ count: "7" }), "looks[0].count"],
    [withLook({ count: Number.NaN }), "looks[0].count"],
    [withLook({ between: [9, 3] }), "looks[0].between"],
    [withLook({ pmf: [0.5, 0.2] }), "looks[0].pmf"],
    [withLook({ count: 1, visible: 0 }), "looks[0].visible"],
    [withLook({ count: 1, recall: 1.2 }), "looks[0].recall"],
    [withLook({ count: 1, monitord: true }), "looks[0].monitord"],
    [withLook({ count: 1, images: 3 }), "looks[0].images"],
    [withLook({ atMost: 1, until: "2023-01-01" }), "looks[0].until"],
    [withLook({ count: 1, shares: [[0.5, 1]], recall: 0.5 }), "looks[0].shares"],
    [withLook({ count: 1, plusCars: 2 }), "looks[0].plusCars"],
    [{ ...good, events: [{ id: "e", date: "soon" }] }, "events[0].date"],
  ];
  for (const [value, expected] of wrong) assert.equal(field(value), expected, JSON.stringify(value));
});

test("an unusable series keeps its id, so that the reader knows which line it was", () => {
  const read = readSeries({ id: "north", looks: 3 });
  assert.ok("status" in read && read.id === "north" && /expected a list, got 3/.test(read.problem));
});

test("lines of cars longer than any yard's together are refused by their sum", () => {
  const of = (trainLengths: readonly number[]) =>
    readSeries({ id: "long", looks: [{ date: "2024-01-06", trainLengths }] });
  assert.ok(!("status" in of([20_000, 20_000, 20_000])));
  const read = of([20_000, 20_000, 20_000, 5]);
  assert.ok(
    "status" in read && read.field === "looks[0].trainLengths" && /60000 m in all, got 60005 m/.test(read.problem),
  );
});
