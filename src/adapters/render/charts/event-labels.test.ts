import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomStream } from "../../../core/synthetic/random.ts";
import { type EventLabel, type LabelPlace, placeLabels } from "./event-labels.ts";

const [LEFT, RIGHT] = [44, 704];

/** What a label covers of its row, without clearance. */
const span = ({ at, width }: EventLabel, { toTheLeft }: LabelPlace) =>
  toTheLeft ? [at - 5 - width, at] : [at, at + 5 + width];

function faults(labels: readonly EventLabel[]): string[] {
  const places = placeLabels(labels, LEFT, RIGHT);
  return labels.flatMap((label, i) =>
    labels.flatMap((other, j) => {
      const [a, b] = [places[i], places[j]];
      if (i === j || a === undefined || b === undefined) return [];
      const [from = 0, to = 0] = span(label, a);
      const [otherFrom = 0, otherTo = 0] = span(other, b);
      if (a.row === b.row && from < otherTo && otherFrom < to) return [`${i} lies on ${j}`];
      if (b.row > a.row && from < other.at && other.at < to) return [`the line of ${j} crosses ${i}`];
      return [];
    }),
  );
}

test("no line crosses a label where the last event's label has no room to the right of its line", () => {
  // The four events of Tumangang: the last label stands to the left of its line, across the line before it.
  const labels = [
    { at: 152, width: 120 },
    { at: 434, width: 150 },
    { at: 513, width: 92 },
    { at: 585, width: 125 },
  ];
  assert.deepEqual(faults(labels), []);
});

test("labels of one to four events never lie on one another and are never crossed", () => {
  const random = new RandomStream(11);
  for (let n = 0; n < 2000; n++) {
    const labels = Array.from({ length: 1 + (n % 4) }, () => ({
      at: random.uniform(LEFT, RIGHT),
      width: random.uniform(40, 150),
    }));
    assert.deepEqual(faults(labels), [], JSON.stringify(labels));
  }
});

test("a label stays between the edges of the plot where either side has room", () => {
  for (const at of [LEFT, 100, 300, RIGHT - 1]) {
    const [place] = placeLabels([{ at, width: 150 }], LEFT, RIGHT);
    assert.ok(place !== undefined);
    const [from = 0, to = 0] = span({ at, width: 150 }, place);
    assert.ok(from >= LEFT && to <= RIGHT, `${at}: ${from} to ${to}`);
  }
});
