import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assessSeries } from "../../src/core/assessment/assess-series.ts";
import { sharedData } from "../shared.ts";

interface Published {
  readonly facility: string;
  readonly from?: string;
  readonly to?: string;
  readonly date?: string;
  readonly kind: string;
  readonly high?: number;
  readonly value?: number;
  readonly scope?: string;
}

test("the published Tumangang record carries about 5e-5 for 73 cars, and not 4e-7", () => {
  const file = JSON.parse(readFileSync(sharedData("tumangang/published-counts.json"), "utf8"));
  const record: Published[] = file.counts.filter(
    ({ facility, scope }: Published) => facility === "tumangang" && scope === "Tumangang Rail Facility",
  );
  const about = (cars: number, share: number) => Math[share < 0 ? "floor" : "ceil"](cars * (1 + share));
  const day = (text: string) => (text.length === 7 ? `${text}-01` : text);
  const looks = record.map((entry) =>
    entry.kind === "at-most"
      ? { date: day(entry.from ?? ""), until: day(entry.to ?? ""), atMost: about(entry.high ?? 0, 0.05), images: null }
      : {
          date: day(entry.date ?? ""),
          between: [about(entry.value ?? 0, -0.05), about(entry.value ?? 0, 0.05)] as const,
          monitored: true,
        },
  );
  assert.equal(looks.length, 3);
  const answer = assessSeries({ id: "tumangang", looks, events: [{ id: "summit", date: "2023-09-13" }] });
  assert.ok(answer.status === "ready");
  const newest = answer.looks[0];
  assert.ok(newest !== undefined && newest.p > 2e-5 && newest.p < 1e-4, `p = ${newest?.p}`);
  assert.ok(answer.sensitivity.p[0] > 1e-5, `the least of the assumptions tried gives ${answer.sensitivity.p[0]}`);
  assert.ok(answer.sensitivity.p[1] < 1e-2);
  assert.equal(newest.rank.of, 0, "no single image of the record is published, so there is no rank");
  assert.ok((answer.events[0]?.follows ?? 1) < 0.5, "three figures cannot say that the rise followed the summit");
});
