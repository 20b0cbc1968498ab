import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeMarkup, printable, unprintableIn } from "./markup.ts";

test("what XML cannot hold is named and dropped; everything else stays", () => {
  const [good, bad] = ["a\tb\nc\r ساحة \u{1f682}\u2068\u2069", "a\u000bb\u0001\ud800\uffff"];
  assert.deepEqual([unprintableIn(good), printable(good)], [null, good]);
  assert.deepEqual([unprintableIn(bad), printable(bad)], ["U+000B", "ab"]);
  assert.equal(unprintableIn("\ud800"), "U+D800");
});

test("markup is text once escaped", () => {
  assert.equal(
    escapeMarkup(`<b a="1">Tom & 'Jerry\u0001'</b>`),
    "&lt;b a=&quot;1&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/b&gt;",
  );
});
