import assert from "node:assert/strict";
import { test } from "node:test";
import { doubledField } from "./doubled-field.ts";

test("a field that stands twice in one object is named by its path, and the same field of another object is not", () => {
  const none = [
    '{"id":"a","looks":[{"date":"d","count":1},{"date":"d","count":1}],"types":[{"cars":{"tank":1},"date":"d"}]}',
    '[{"a":1},{"a":1},"a","a"]',
    '{"a":"b","b":"a","c":{"a":[]},"d":["a",{"a":1}]}',
    String.raw`{"a":"\"a\":{[,","a\"":1}`,
    '"a"',
    "7",
    "{}",
  ];
  for (const json of none) assert.equal(doubledField(json), null, json);
  const doubled = [
    ['{"id":"a","looks":[{"count":1},{"date":"d","count":1, "count" : 2}]}', "looks[1].count"],
    ['{"id":"a","id":"b"}', "id"],
    ['{"types":[{"cars":{"tank":1,"box":2,"tank":3}}]}', "types[0].cars.tank"],
    ['{"looks":[{"shares":[[1,1],[0.5,1]],"date":"d","date":"e"}]}', "looks[0].date"],
    [String.raw`{"a":1,"\u0061":2}`, "a"],
    ['{"__proto__":1,"__proto__":2}', "__proto__"],
    ['[[[{"":1,"":2}]]]', "[0][0][0]."],
  ] as const;
  for (const [json, field] of doubled) assert.equal(doubledField(json), field, json);
  assert.equal(doubledField(`${"[".repeat(20_000)}${"]".repeat(20_000)}`), null);
});
