import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { packZip, unpackZip } from "../../src/adapters/bundle/zip.ts";
import { bundles, differing, placeIn } from "./bundles.ts";

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
