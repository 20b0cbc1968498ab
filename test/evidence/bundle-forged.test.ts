import assert from "node:assert/strict";
import { test } from "node:test";
import { packBundle } from "../../src/adapters/bundle/pack-bundle.ts";
import { verifyBundle } from "../../src/adapters/bundle/verify-bundle.ts";
import { unpackZip } from "../../src/adapters/bundle/zip.ts";
import { recordText } from "../../src/adapters/evidence/record-file.ts";
import { recordTools } from "../../src/adapters/evidence/record-tools.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { recordOf } from "../../src/core/report/record-of.ts";
import { archivedText, archiving, assessedYard, bundles, differing, forged, packed, yard } from "./bundles.ts";

test("a forger who mends the manifest is found by the figures: each changed number is named", async () => {
  const files = unpackZip(bundles.yard, "b.zip");
  const change = (edit: (record: Mutable) => void) => {
    const record = JSON.parse(recordText(yard)) as Mutable;
    edit(record);
    const bytes = new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`);
    return forged(new Map([...files, ["report.json", bytes]]), yard);
  };
  const counted = change((record) => {
    const key = record.findings.find(({ key }) => key === "newest.counted");
    assert.ok(key);
    key.values["cars"] = { ...key.values["cars"], value: 999 };
  });
  assert.ok((await differing(counted)).includes("key-2 newest.counted: cars"));
  const median = change((record) => {
    const { count } = record.basis.looks.at(-1)?.observation ?? {};
    assert.ok(count);
    count["median"] = 999;
  });
  const names = await differing(median);
  assert.ok(
    names.some((name) => name.endsWith(", count")),
    names.join(", "),
  );
  const ranked = change((record) => {
    const [first] = record.matrix?.ranking ?? [];
    assert.ok(first);
    first.inconsistency = 7;
  });
  assert.ok((await differing(ranked)).includes("matrix/ranking/0/inconsistency"));
  const dropped = change((record) => {
    record.findings.splice(0, 1);
  });
  assert.ok((await differing(dropped)).some((name) => name.startsWith("key-1 ")));
});

interface Mutable {
  basis: { looks: { observation: { count?: Record<string, unknown> } }[] };
  matrix: { ranking: { inconsistency: number }[] } | null;
  findings: { key: string; values: Record<string, Record<string, unknown>> }[];
}

test("a brief, a method, a bibliography or a picture that does not fit its record is named, though the manifest fits", async () => {
  const files = unpackZip(bundles.yard, "b.zip");
  for (const name of ["brief.en.txt", "brief.ar.txt", "method.json", "sources.csl.json", "README.txt"]) {
    const content = Buffer.from(files.get(name) ?? []);
    const names = await differing(
      forged(new Map([...files, [name, Buffer.concat([content, Buffer.from(" ")])]]), yard),
    );
    assert.deepEqual(names, [`${name} from the record`]);
  }
  const [picture = ""] = [...files.keys()].filter((name) => name.startsWith("pictures/"));
  const content = Buffer.from(files.get(picture) ?? []);
  const names = await differing(
    forged(new Map([...files, [picture, Buffer.concat([content, Buffer.from([0])])]]), yard),
  );
  assert.deepEqual(names, [`${picture} as the record names it`]);
  const missing = new Map(files);
  missing.delete(picture);
  assert.deepEqual(await differing(forged(missing, yard)), [`${picture} as the record names it`]);
  const more = await differing(forged(new Map([...files, ["pictures/more.png", content]]), yard));
  assert.deepEqual(more, ["pictures/more.png"]);
});

test("an archived copy that is not the record's, is missing, or may not be republished is named, though the manifest fits", async () => {
  const files = unpackZip(bundles.tumangang, "b.zip");
  const other = forged(new Map([...files, ["sources/tass.txt", Buffer.from("another page\n")]]), archiving);
  assert.deepEqual(await differing(other), ["sources/tass.txt as the record names it"]);
  const missing = new Map(files);
  missing.delete("sources/tass.txt");
  assert.deepEqual(await differing(forged(missing, archiving)), ["sources/tass.txt as the record names it"]);
  const more = forged(new Map([...files, ["sources/csis.txt", archivedText]]), archiving);
  assert.deepEqual(await differing(more), ["sources/csis.txt"]);
});

test("a changed probability of the statistics is named by its place", async () => {
  const record = assessedYard();
  const zip = await packed(record);
  assert.deepEqual(await differing(zip), []);
  assert.equal(record.assessment?.status, "ready");
  const text = recordText(record).replace(/"smallestConfirmable": [^,\n]+/, '"smallestConfirmable": 1.01');
  const files = new Map([...unpackZip(zip, "b.zip"), ["report.json", new TextEncoder().encode(text)]]);
  assert.deepEqual(await differing(forged(files, record)), ["assessment/sensitivity/smallestConfirmable"]);
});

test("figures of an earlier statistical model are told as such, apart from what was changed", async () => {
  const record = assessedYard();
  const earlier = { ...record, assessedWith: "statistics@0" };
  const edited = (edit: (text: string) => string) => packed(JSON.parse(edit(recordText(earlier))) as ReportRecord);
  const verified = async (zip: Uint8Array) => await verifyBundle(zip, "b.zip", recordTools);
  const untouched = await verified(await edited((text) => text));
  assert.deepEqual([untouched.agrees, untouched.otherVersion], [false, true]);

  const model = (text: string) => text.replace(/"smallestConfirmable": [^,\n]+/, '"smallestConfirmable": 1.01');
  const other = await verified(await edited(model));
  assert.equal(other.otherVersion, true);
  const [told] = other.checks.filter(({ name }) => name === "assessment/sensitivity/smallestConfirmable");
  assert.deepEqual([told?.kind, told?.was], ["version", "1.01"]);

  // Arithmetic is the same in every version: an altered weight stays an altered weight.
  const both = await verified(
    await edited((text) => model(text).replace(/"inconsistency": [^,\n]+/, '"inconsistency": 7')),
  );
  assert.equal(both.otherVersion, false);
  assert.ok(both.checks.some(({ kind, agrees, name }) => kind === "figure" && !agrees && /ranking/.test(name)));
});

test("a changed published count no longer fits its id, though all that follows from it was made anew", async () => {
  const entry = archiving.basis.published.find(({ from, figure }) => from === "2023-10-05" && figure.kind === "exact");
  assert.ok(entry?.figure.kind === "exact");
  const changed = { ...entry, figure: { ...entry.figure, cars: entry.figure.cars + 100 } };
  const published = archiving.basis.published.map((each) => (each === entry ? changed : each));
  const record = recordOf({ ...archiving.basis, published }, recordTools);
  const zip = await packBundle(record, { pictures: new Map(), archived: new Map([["tass.txt", archivedText]]) });
  assert.deepEqual(await differing(zip), [
    "basis: claim csis-count, its number (en)",
    "basis: claim csis-count, its number (ar)",
    `published ${entry.id}`,
  ]);
});

test("another version does not excuse a changed number of a look: counts are the same in every version", async () => {
  const told = yard.findings.find(({ key }) => key === "newest.counted");
  const cars = told?.values["cars"];
  assert.ok(told && cars?.format === "count");
  const forgery = { ...told, values: { ...told.values, cars: { ...cars, value: 999 } } };
  const findings = yard.findings.map((each) => (each === told ? forgery : each));
  const { checks, otherVersion } = await verifyBundle(
    await packed({ ...yard, madeWith: "0.0.1", findings }),
    "b.zip",
    recordTools,
  );
  assert.equal(otherVersion, false);
  const [named] = checks.filter(({ name }) => name === `${told.id} newest.counted: cars`);
  assert.deepEqual([named?.kind, named?.agrees], ["figure", false]);
});

test("a reason for the confidence that another version had is put down to it", async () => {
  const { judgement } = archiving;
  assert.ok(judgement);
  const [first, ...rest] = judgement.confidenceReasons;
  assert.ok(first);
  const earlier = { ...judgement, confidenceReasons: [{ ...first, code: "too-few-looks" as const }, ...rest] };
  const copies = { pictures: new Map(), archived: new Map([["tass.txt", archivedText]]) };
  const zip = await packBundle({ ...archiving, madeWith: "0.0.1", judgement: earlier }, copies);
  const { agrees, otherVersion } = await verifyBundle(zip, "b.zip", recordTools);
  assert.deepEqual([agrees, otherVersion], [false, true]);
});
