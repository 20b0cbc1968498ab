import assert from "node:assert/strict";
import { test } from "node:test";
import { MANIFEST } from "../../src/adapters/bundle/manifest.ts";
import { packBundle } from "../../src/adapters/bundle/pack-bundle.ts";
import { packZip, unpackZip } from "../../src/adapters/bundle/zip.ts";
import { bundles, differing, forged, pictures, placeIn, yard } from "./bundles.ts";
import { yardRecord } from "./yard.ts";

const none = { pictures: new Map(), archived: new Map() };

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
