import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "../context.ts";
import type { Theme } from "../document.ts";
import { localeOf } from "../language.ts";
import { label } from "../sentence.ts";
import { chartLegend } from "./legend.ts";

test("a legend runs in the order of reading: from the right in Arabic, each sign before its word", async () => {
  for (const [tag, isFirst] of [
    ["en", (x: number, next: number) => x === 122 && next > x],
    ["ar", (x: number, next: number) => x === 678 && next < x],
  ] as const) {
    const locale = await localeOf(tag);
    const context = { locale, label: (key) => label(locale, key) } as Context;
    const also = { band: false, onset: null, events: false };
    const { svg } = chartLegend(context, ["exact", "range"], also, 100, 0, 700, {} as Theme);
    const [first = 0, second = 0] = svg.flatMap((each) =>
      [...(/<text x="([\d.]+)"/.exec(each) ?? [])].slice(1).map(Number),
    );
    assert.ok(isFirst(first, second), `${tag}: ${first}, ${second}`);
  }
});
