import assert from "node:assert/strict";
import { test } from "node:test";
import { shareOfFile } from "./share-of-file.ts";

test("what was read is a share of the file, never more than all of it", () => {
  const share = (bytes: number, fileBytes: number) => shareOfFile({ bytes, requests: 1, fileBytes });
  assert.equal(share(165, 100_000), "0.17 % of the file's 100000");
  assert.equal(share(1_773_537, 1_773_537), "100.0 % of the file's 1773537");
  assert.equal(share(2_713_622, 1_773_537), "more than the file's 1773537: parts of it were read more than once");
  assert.equal(share(0, 0), "0.00 % of the file's 0");
});
