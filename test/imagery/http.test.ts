import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openScene } from "../../src/adapters/cog/open-scene.ts";
import { writeCog } from "../../src/adapters/cog/writer.ts";
import { tiledScene } from "../../src/adapters/detectors/tiled-scene.ts";
import type { SceneId, TrackId } from "../../src/core/ids.ts";
import { YardcheckError } from "../../src/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "yardcheck-http-"));
const file = join(folder, "scene.tif");
let bytes: Buffer;
let server: Server;
let address = "";
/** Set by each test: how the server answers; requests so far are counted. */
let answer: (request: IncomingMessage, response: ServerResponse, nth: number) => void = () => undefined;
let requests = 0;

const SIZE = 1600;
const grey = (col: number, row: number) => (col * 7 + row * 13 + ((col * row) % 31)) % 256;

before(async () => {
  const shape = {
    width: SIZE,
    height: SIZE,
    bands: 3,
    sampleType: "uint8",
    transform: {
      epsg: 32633,
      originX: 500000,
      xPerCol: 0.25,
      xPerRow: 0,
      originY: 5200000,
      yPerCol: 0,
      yPerRow: -0.25,
    },
  } as const;
  const rows = (row: number, count: number) => {
    const samples = new Uint8Array(3 * SIZE * count);
    for (let i = 0; i < SIZE * count; i++) samples.fill(grey(i % SIZE, row + Math.floor(i / SIZE)), 3 * i, 3 * i + 3);
    return samples;
  };
  await writeCog(file, shape, rows, { tileSize: 256 });
  bytes = await readFile(file);
  server = createServer((request, response) => answer(request, response, ++requests));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scene.tif`;
});
after(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

/** An honest answer to a range. */
function serve(request: IncomingMessage, response: ServerResponse, etag = '"1"', content = bytes): void {
  const [, from = "0", to = "0"] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
  const end = Math.min(Number(to), content.length - 1);
  response.writeHead(206, {
    "content-range": `bytes ${from}-${end}/${content.length}`,
    "content-length": end - Number(from) + 1,
    etag,
  });
  response.end(content.subarray(Number(from), end + 1));
}

const track = {
  track: "1" as TrackId,
  name: "1",
  points: [
    { x: 500040, y: 5199960 },
    { x: 500300, y: 5199700 },
  ],
};
const options = { spacingMetres: 0.25, halfWidthMetres: 7, scene: "s" as SceneId };

async function read(location: string, signal?: AbortSignal) {
  const scene = await openScene(location, { signal });
  try {
    const { strips, read: cost } = await scene.readStrips([track], { ...options, signal });
    return { strip: strips[0], cost: scene.read, taken: cost, fingerprint: await scene.fingerprint() };
  } finally {
    await scene.close();
  }
}

async function fails(code: string, words: RegExp): Promise<void> {
  await assert.rejects(read(address), (error: unknown) => {
    assert.ok(error instanceof YardcheckError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  });
}

test("a remote image gives the same strip as the file, and only the tiles under the track are transferred", async () => {
  requests = 0;
  answer = (request, response) => serve(request, response);
  const local = await read(file);
  const remote = await read(address);
  assert.ok(local.strip && local.strip.pixels.length > 0);
  assert.deepEqual(remote.strip?.pixels, local.strip.pixels);
  assert.deepEqual(remote.fingerprint, { kind: "remote", etag: '"1"', bytes: bytes.length });
  assert.equal(remote.cost.requests, requests);
  assert.deepEqual(remote.taken, remote.cost, "what a count says that it read takes in the request of the header");
  assert.ok(remote.cost.bytes < bytes.length / 2, `${remote.cost.bytes} of ${bytes.length} bytes`);
});

test("squares that overlap are read from the file once, with the pixels that each would have alone", async () => {
  answer = (request, response) => serve(request, response);
  const open = await openScene(address);
  try {
    const tiled = tiledScene(open, null);
    // The last ones reach beyond the image.
    const tiles = Array.from({ length: 36 }, (_, k) => ({
      col: 250 * (k % 6),
      row: 250 * Math.floor(k / 6),
      size: 400,
    }));
    let k = 0;
    for await (const pixels of tiled.readTiles(tiles)) {
      const { col, row, size } = tiles[k++] as (typeof tiles)[number];
      const expected = Float32Array.from({ length: size * size }, (_, i) => {
        const [c, r] = [col + (i % size), row + Math.floor(i / size)];
        return c < SIZE && r < SIZE ? grey(c, r) : 114;
      });
      for (let band = 0; band < 3; band++)
        assert.deepEqual(pixels.subarray(band * size * size, (band + 1) * size * size), expected);
    }
    assert.equal(k, tiles.length);
    assert.ok(open.read.bytes <= 1.05 * bytes.length, `${open.read.bytes} bytes read of a file of ${bytes.length}`);
  } finally {
    await open.close();
  }
});

test("a server that ignores Range is refused before it sends the whole file", async () => {
  let sent = 0;
  answer = (_, response) => {
    response.writeHead(200, { "content-length": 1e12 });
    const more = () => {
      while (!response.destroyed && response.write(bytes)) sent += bytes.length;
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  };
  await fails("image-unreadable", /ignores Range/);
  assert.ok(sent < 64 * bytes.length);
});

test("a server that breaks off half way is asked again, and its failure named when it goes on", async () => {
  requests = 0;
  answer = (request, response, nth) => {
    if (nth !== 2) return serve(request, response);
    response.writeHead(206, {
      "content-range": `bytes ${/\d+-\d+/.exec(request.headers.range ?? "")}/${bytes.length}`,
      "content-length": 9000,
      etag: '"1"',
    });
    response.write(bytes.subarray(0, 100), () => response.destroy());
  };
  assert.ok((await read(address)).strip);
  answer = (request, response, nth) => {
    if (nth === 1) return serve(request, response);
    response.writeHead(206, {
      "content-range": `bytes ${/\d+-\d+/.exec(request.headers.range ?? "")}/${bytes.length}`,
      "content-length": 9000,
      etag: '"1"',
    });
    response.write(bytes.subarray(0, 100), () => response.destroy());
  };
  requests = 0;
  await fails("image-unreadable", /could not be read in 3 tries/);
});

test("a file that changes on the server while it is read is noticed", async () => {
  // By what is asked for, not by its number: a last try of the test before may still be on its way.
  answer = (request, response) =>
    serve(request, response, request.headers.range?.startsWith("bytes=0-") ? '"1"' : '"2"');
  await fails("image-changed", /changed on the server/);
});

test("a missing file, a server in trouble and a server that is not there are told apart", async () => {
  answer = (_, response) => void response.writeHead(404).end("no");
  await fails("image-unreadable", /answered 404/);
  answer = (_, response) => void response.writeHead(503).end();
  await fails("image-unreadable", /answered 503/);
  answer = (_, response) => void response.writeHead(206, { "content-length": 3 }).end("abc");
  await fails("image-unreadable", /does not say which bytes/);
  await assert.rejects(read("http://127.0.0.1:9/scene.tif"), /image-unreadable/);
});

test("a server that lies about the range it sends is refused", async () => {
  answer = (_, response) =>
    void response
      .writeHead(206, { "content-range": `bytes 5-100/${bytes.length}`, "content-length": 96 })
      .end(bytes.subarray(5, 101));
  await fails("image-unreadable", /asked for bytes 0-\d+, got 5-100/);
});

test("a page of HTML where an image was expected is no TIFF", async () => {
  const page = Buffer.from(`<!doctype html><title>Sign in</title>${" ".repeat(1000)}`);
  answer = (request, response) => serve(request, response, '"1"', page);
  await fails("image-invalid", /is no TIFF: it begins with "<!doctyp"/);
});

test("a signal ends a read at once, also while the server is silent", async () => {
  const controller = new AbortController();
  answer = (request, response, nth) => {
    if (nth === 1) return serve(request, response);
    controller.abort();
  };
  requests = 0;
  await assert.rejects(
    read(address, controller.signal),
    (error: unknown) => error instanceof YardcheckError && error.code === "interrupted",
  );
});
