import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRecord, recordText } from "../../src/adapters/evidence/record-file.ts";
import { renderReport } from "../../src/adapters/render/report.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import { type Regime, withRegimes } from "../../src/core/series/regime.ts";
import { assessedSeries } from "../../src/core/series/to-looks.ts";
import { told } from "./told.ts";
import { monthlyCounts, tumangangRecord } from "./tumangang.ts";

const CLOSED: Regime = {
  name: "Border closed",
  from: "2021-01-01",
  to: "2021-10-31",
  reason: "Decree 12 of the ministry",
};
const OPEN: Regime = { name: "Border open", from: "2021-11-01", to: null, reason: "The bridge opened to trains" };

function yard(counts: readonly number[], regimes: readonly Regime[]) {
  const published = monthlyCounts(counts);
  const assessed = assessedSeries("yard", withRegimes(published, regimes), [], null);
  return tumangangRecord({ published, assessed, regimes, evidence: noEvidence("yard"), law: [], events: [] });
}

const COUNTS = [2, 3, 4, 2, 3, 3, 4, 2, 3, 2, 19, 22, 24, 20, 21, 23, 19, 22, 20, 60];

test("which regimes the usual range is of is told, and what each of them is", async () => {
  const record = yard(COUNTS, [CLOSED, OPEN]);
  assert.equal(record.assessment?.status === "ready" && record.assessment.baseline.window, "pooled");
  const mixes =
    "That range mixes counts under “Border closed” and under “Border open”, regimes that the analyst declared.";
  const key = told(record, "key", "en");
  assert.ok(key.includes(mixes), key.join("\n"));
  assert.ok(told(record, "brief", "en").includes(mixes));
  assert.ok(
    key.includes("The regime “Border closed”, as the analyst declared it, is from 1 January 2021 to 31 October 2021."),
  );
  assert.ok(key.includes("The regime “Border open”, as the analyst declared it, is from 1 November 2021 on."));
  assert.ok(
    told(record, "brief", "ar").includes("ويخلط ذلك أعداد مرحلتين حددهما المحلل، هما «Border closed» و«Border open»."),
  );
  assert.deepEqual(parseRecord(recordText(record), "record").basis.regimes, [CLOSED, OPEN]);
  for (const language of ["en", "ar"])
    assert.match(
      String(await renderReport(record, { language, format: "html", pictures: new Map() })),
      /id="origin-regime-Border-closed-[0-9a-f]+"/,
    );
});

test("a rank among the counts of a regime says so; where all are of one it is of the whole record", () => {
  const key = told(yard(COUNTS, [CLOSED, OPEN]), "key", "en").join("\n");
  assert.match(key, /is higher than 9 of the 9 earlier counts of the whole yard under “Border open”\./);
  assert.match(
    told(yard(COUNTS, [OPEN]), "key", "en").join("\n"),
    /higher than 19 of the 19 earlier counts of the whole yard\./,
  );
  const one = told(yard(COUNTS.slice(10), [{ ...OPEN, from: "2021-01-01" }]), "key", "en").join("\n");
  assert.match(one, /is higher than 9 of the 9 earlier counts of the whole yard\./);
  assert.match(one, /That range is of counts under “Border open”, a regime that the analyst declared\./);
  const none = told(yard(COUNTS, []), "key", "en").join("\n");
  assert.doesNotMatch(none, /regime/);
});
