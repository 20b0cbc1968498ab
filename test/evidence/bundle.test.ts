import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { MANIFEST, manifestOf, manifestText, sha256Of } from "../../src/adapters/bundle/manifest.ts";
import { packBundle } from "../../src/adapters/bundle/pack-bundle.ts";
import { verifyBundle } from "../../src/adapters/bundle/verify-bundle.ts";
import { packZip, unpackZip } from "../../src/adapters/bundle/zip.ts";
import { recordText } from "../../src/adapters/evidence/record-file.ts";
import { recordTools } from "../../src/adapters/evidence/record-tools.ts";
import { tumangangEvidence } from "../../src/adapters/evidence/shipped.ts";
import type { SourceId } from "../../src/core/ids.ts";
import type { ReportRecord } from "../../src/core/report/record.ts";
import { assessed, tumangangRecord } from "./tumangang.ts";
import { picturesOf, yardRecord } from "./yard.ts";

const none = { pictures: new Map(), archived: new Map() };
const yard = yardRecord(true);
const pictures = picturesOf(yard);
const archivedText = new TextEncoder().encode("an archived page\n");
const evidence = tumangangEvidence();
const archiving = tumangangRecord({
  evidence: {
    ...evidence,
    sources: evidence.sources.map((source) =>
      source.id === ("tass-2023-09-15" as SourceId)
        ? { ...source, archived: { file: "tass.txt", sha256: sha256Of(archivedText), mayBeRepublished: true } }
        : source,
    ),
  },
});
const bundles = {
  yard: await packBundle(yard, { pictures, archived: new Map() }),
  tumangang: await packBundle(archiving, { pictures: new Map(), archived: new Map([["tass.txt", archivedText]]) }),
};
const differing = async (zip: Uint8Array) => {
  const { checks, agrees } = await verifyBundle(zip, "b.zip", recordTools);
  const names = checks.filter((check) => !check.agrees).map(({ name }) => name);
  assert.equal(agrees, names.length === 0);
  return names;
};
/** Packs again as a forger would: every file as given, the manifest fitting. */
const forged = (files: ReadonlyMap<string, Uint8Array>, { basis }: ReportRecord) => {
  const rest = new Map([...files].filter(([name]) => name !== MANIFEST));
  const manifest = manifestText(manifestOf(rest, basis.facility.id, basis.generatedAt));
  return packZip(new Map([[MANIFEST, new TextEncoder().encode(manifest)], ...rest]));
};

test("an honest bundle agrees in every file and figure, and is the same bytes whenever it is packed", async () => {
  assert.deepEqual(await differing(bundles.yard), []);
  assert.deepEqual(await differing(bundles.tumangang), []);
  assert.deepEqual(await packBundle(yard, { pictures, archived: new Map() }), bundles.yard);
});

test("one changed byte in any file is found, and the file is named", async () => {
  for (const [bundle, zip] of Object.entries(bundles)) {
    const files = unpackZip(zip, bundle);
    assert.ok(files.size >= 8, `${bundle} holds ${files.size} files`);
    for (const [name, content] of files) {
      const at = placeIn(zip, content);
      for (const offset of new Set([0, Math.floor(content.length / 2), content.length - 1])) {
        const changed = Uint8Array.from(zip);
        changed[at + offset] = (changed[at + offset] ?? 0) ^ 0x01;
        await assertNames(changed, name, `${bundle}: byte ${offset} of ${name}`);
      }
    }
  }
});

test("a changed file is told apart from the manifest: only what was changed is named, and the zip's own bytes", async () => {
  const zip = bundles.yard;
  const files = unpackZip(zip, "b.zip");
  const flipped = async (name: string, at: (content: Uint8Array) => number) => {
    const changed = Uint8Array.from(zip);
    const content = files.get(name) ?? new Uint8Array();
    const place = placeIn(zip, content) + at(content);
    changed[place] = (changed[place] ?? 0) ^ 0x01;
    return (await differing(changed)).filter((told) => files.has(told) || told === "container");
  };
  assert.deepEqual(await flipped("README.txt", () => 5), ["README.txt", "container"]);
  const hash = (content: Uint8Array) => Buffer.from(content).indexOf('"sha256": "') + 12;
  assert.ok((await flipped(MANIFEST, hash)).includes(MANIFEST));

  // A forger who packs anew, and leaves the manifest as it was.
  const other = packZip(new Map([...files, ["README.txt", new TextEncoder().encode("Nothing to see.")]]));
  assert.deepEqual(
    (await differing(other)).filter((told) => files.has(told)),
    ["README.txt"],
  );
});

/** The changed file is among what differs, or is named by the refusal to read it at all. */
async function assertNames(zip: Uint8Array, name: string, what: string): Promise<void> {
  try {
    const names = await differing(zip);
    assert.ok(names.includes(name), `${what}: told were ${names.join(", ")}`);
  } catch (error) {
    assert.ok(error instanceof Error && error.message.includes(name), `${what}: ${String(error)}`);
  }
}

/** Files of a bundle are not packed: what was unpacked is a part of the zip's own bytes. */
function placeIn(zip: Uint8Array, content: Uint8Array): number {
  assert.equal(content.buffer, zip.buffer);
  return content.byteOffset - zip.byteOffset;
}

test("one changed byte between the files, in any header of the zip, is found too", async () => {
  const zip = packZip(new Map(["manifest.json", "a.txt", "pictures/b.png"].map((name) => [name, Buffer.from(name)])));
  const files = unpackZip(zip, "b.zip");
  const inFiles = new Uint8Array(zip.length);
  for (const content of files.values()) {
    inFiles.fill(1, placeIn(zip, content), placeIn(zip, content) + content.length);
  }
  const headers = [...zip.keys()].filter((i) => inFiles[i] === 0);
  assert.ok(headers.length > 250, `${headers.length} bytes of headers`);
  for (const at of headers) {
    const changed = Uint8Array.from(zip);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    await assert.rejects(
      async () => {
        const again = unpackZip(changed, "b.zip");
        if (!Buffer.from(packZip(again)).equals(changed)) throw new Error("container differs");
      },
      /bundle-invalid|container differs/,
      `byte ${at}`,
    );
  }
  const dated = Uint8Array.from(bundles.yard);
  dated[10] = 0x22;
  assert.deepEqual(await differing(dated), ["container"]);
});

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

test("pixels of a scene that may not be republished never get into a bundle, and are told where somebody put them in", async () => {
  const closed = yardRecord(false);
  const zip = await packBundle(closed, { pictures, archived: new Map() });
  const files = unpackZip(zip, "b.zip");
  assert.ok([...files.keys()].every((name) => !name.startsWith("pictures/")));
  assert.deepEqual(await differing(zip), []);
  const [[name, content] = ["", new Uint8Array()]] = [...pictures];
  const smuggled = forged(new Map([...files, [`pictures/${name}`, content]]), closed);
  assert.deepEqual(await differing(smuggled), [`pictures/${name}`]);
});

test("a picture that is missing or is not the one that the record names refuses the packing", async () => {
  await assert.rejects(packBundle(yard, none), /report-invalid.*pictures\/.*not beside/);
  const wrong = new Map([...pictures].map(([name]) => [name, new Uint8Array([1])]));
  await assert.rejects(packBundle(yard, { pictures: wrong, archived: new Map() }), /report-invalid.*SHA-256/);
});

test("zip tricks are refused: paths that climb, links, the same name twice, bombs, lies, damage", () => {
  const one = (name: string, edit: (zip: Buffer, central: number) => void = () => {}) => {
    const zip = Buffer.from(packZip(new Map([[name, Buffer.from("hello")]])));
    edit(zip, zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])));
    return zip;
  };
  const refused = (zip: Uint8Array, why: RegExp) => assert.throws(() => unpackZip(zip, "b.zip"), why);
  for (const name of ["../up", "a/../../up", "/etc/passwd", "a\\b", "C:x", "a//b", "./a", "folder/", "a\u0000b"])
    refused(one(name), /bundle-invalid.*(path|climbs)/);
  refused(
    one("link", (zip, at) => zip.writeUInt32LE((0o120777 << 16) >>> 0, at + 38)),
    /link/,
  );
  refused(
    one("secret", (zip, at) => zip.writeUInt16LE(0x0801, at + 8)),
    /encrypted/,
  );
  refused(
    one("odd", (zip, at) => zip.writeUInt16LE(12, at + 10)),
    /method 12/,
  );
  refused(
    one("bomb", (zip, at) => zip.writeUInt32LE(600 * 1024 * 1024, at + 24)),
    /lies about its size/,
  );
  refused(
    one("far", (zip, at) => zip.writeUInt32LE(0x7fffffff, at + 42)),
    /has no header/,
  );
  refused(
    one("two-names", (zip) => zip.write("too", 30)),
    /another name in its own header/,
  );
  refused(twice("a.txt", "A.TXT"), /twice/);
  refused(twice("same", "same"), /twice/);
  refused(Buffer.from("no zip at all, but long enough to be one"), /no zip file/);
  refused(one("cut").subarray(0, 60), /no zip file/);
  refused(bombOf(Buffer.alloc(600 * 1024), 600 * 1024 * 1024), /holds \d+ bytes, expected at most/);
  refused(bombOf(deflateRawSync(Buffer.alloc(1024 * 1024)), 1024), /does not unpack/);
});

/** Two files whose names are, or fold to, the same. */
function twice(first: string, second: string): Buffer {
  const zip = Buffer.from(
    packZip(
      new Map([
        [first, Buffer.from("1")],
        ["?".repeat(second.length), Buffer.from("2")],
      ]),
    ),
  );
  return Buffer.from(zip.toString("latin1").replaceAll("?".repeat(second.length), second), "latin1");
}

/** A deflated file; `said`: the size that its headers claim. */
function bombOf(packed: Buffer, said: number): Buffer {
  const zip = Buffer.from(packZip(new Map([["zeros", packed]])));
  const central = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  zip.writeUInt16LE(8, 8);
  zip.writeUInt32LE(said, 22);
  zip.writeUInt16LE(8, central + 10);
  zip.writeUInt32LE(said, central + 24);
  return zip;
}

test("bytes before, after or in another order than ours are told, though every file agrees", async () => {
  const trailing = Buffer.concat([bundles.yard, Buffer.from([0])]);
  assert.deepEqual(await differing(trailing), ["container"]);
  const leading = Buffer.concat([Buffer.from([0]), bundles.yard]);
  await assert.rejects(differing(leading), /bundle-invalid/);
});

test("a changed probability of the statistics is named by its place", async () => {
  const record = tumangangRecord({ assessed });
  const zip = await packBundle(record, none);
  assert.deepEqual(await differing(zip), []);
  assert.equal(record.assessment?.status, "ready");
  const text = recordText(record).replace(/"smallestConfirmable": [^,\n]+/, '"smallestConfirmable": 1.01');
  const files = new Map([...unpackZip(zip, "b.zip"), ["report.json", new TextEncoder().encode(text)]]);
  assert.deepEqual(await differing(forged(files, record)), ["assessment/sensitivity/smallestConfirmable"]);
});

test("figures of an earlier statistical model are told as such, apart from what was changed", async () => {
  const record = tumangangRecord({ assessed });
  const earlier = { ...record, assessedWith: "statistics@0" };
  const edited = (edit: (text: string) => string) =>
    packBundle(JSON.parse(edit(recordText(earlier))) as ReportRecord, none);
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
