import assert from "node:assert/strict";
import { test } from "node:test";
import { byteRange } from "./file-range.ts";

test("a range is cut to the file, counted from its start or its end", () => {
  assert.deepEqual(byteRange("bytes=0-9", 100), [0, 9]);
  assert.deepEqual(byteRange("bytes=90-200", 100), [90, 99]);
  assert.deepEqual(byteRange("bytes=90-", 100), [90, 99]);
  assert.deepEqual(byteRange("bytes=-10", 100), [90, 99]);
  assert.deepEqual(byteRange("bytes=-1000", 100), [0, 99]);
});

test("a range past the end cannot be satisfied, and one that makes no sense is as if not asked", () => {
  assert.equal(byteRange("bytes=100-", 100), "unsatisfiable");
  assert.equal(byteRange("bytes=-0", 100), "unsatisfiable");
  for (const header of [undefined, "", "bytes=", "bytes=-", "bytes=9-2", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b"])
    assert.equal(byteRange(header, 100), null, header);
});
