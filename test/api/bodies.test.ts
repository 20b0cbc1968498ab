import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { accountsOf, type TestService, testService } from "./service.ts";

const PIECE = new Uint8Array(65_536).fill(7);

/** A body that says nothing of its length and goes on as long as somebody reads; `next` is told how much was taken. */
function endless(next: (pieces: number) => Promise<"more" | "end">): { body: ReadableStream; taken: () => number } {
  let taken = 0;
  const body = new ReadableStream(
    {
      async pull(controller) {
        if ((await next(taken)) === "end") return controller.close();
        taken++;
        controller.enqueue(PIECE);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken: () => taken };
}

async function send(service: TestService, method: string, path: string, body: ReadableStream, token?: string) {
  return await service.api.request(`http://localhost${path}`, {
    method,
    body,
    // What the types of TypeScript's library do not know yet: a body that is sent while it is made.
    ...({ duplex: "half" } as object),
    headers: {
      "content-type": path.startsWith("/api/uploads") ? "image/tiff" : "application/json",
      "transfer-encoding": "chunked",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
}

test("a body of no stated length is not read before its sender is known, nor an upload of who may not upload", async () => {
  await using service = await testService({ loopback: false });
  const tokens = await accountsOf(service);
  for (const [token, status] of [
    [undefined, 401],
    [tokens.reader, 403],
  ] as const) {
    const { body, taken } = endless(async () => "more");
    assert.equal((await send(service, "PUT", "/api/uploads/yard.tif", body, token)).status, status);
    assert.equal(taken(), 0);
  }
});

test("a body of no stated length is read up to the limit, and no further", async () => {
  await using service = await testService({ loopback: false, bodyBytes: 1_000_000 });
  const tokens = await accountsOf(service);
  const { body, taken } = endless(async () => "more");
  assert.equal((await send(service, "POST", "/api/facilities", body, tokens.analyst)).status, 413);
  assert.ok(taken() * PIECE.length < 1_100_000, `${taken()} pieces`);
});

test("an upload is written while it comes, never gathered in memory, and cut off at its limit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yardcheck-bodies-"));
  try {
    await using service = await testService({ loopback: false, uploadBytes: 1_000_000 }, { folder });
    const tokens = await accountsOf(service);
    const written = () => readdirSync(join(folder, "scenes"));
    let begun = false;
    const whole = endless(async (pieces) => {
      // The rest comes only once the first of it has its place on the disk.
      for (let tries = 0; pieces === 3 && !begun && tries < 100; tries++) {
        begun = written().some((name) => name.endsWith(".tmp"));
        await wait(20);
      }
      return pieces < 8 ? "more" : "end";
    });
    const took = await send(service, "PUT", "/api/uploads/yard.tif", whole.body, tokens.analyst);
    assert.deepEqual([took.status, begun, written()], [201, true, ["yard.tif"]]);

    const { body, taken } = endless(async () => "more");
    assert.equal((await send(service, "PUT", "/api/uploads/large.tif", body, tokens.analyst)).status, 413);
    assert.ok(taken() * PIECE.length < 2_000_000, `${taken()} pieces`);
    const stated = {
      "content-length": "1000001",
      "content-type": "image/tiff",
      authorization: `Bearer ${tokens.analyst}`,
    };
    const refused = await service.api.request("http://localhost/api/uploads/large.tif", {
      method: "PUT",
      body: new Uint8Array(4),
      headers: stated,
    });
    assert.equal(refused.status, 413);
    assert.deepEqual(written(), ["yard.tif"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("of two uploads of one name at once one is kept, whole", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yardcheck-bodies-"));
  try {
    await using service = await testService({ loopback: false }, { folder });
    const tokens = await accountsOf(service);
    let arrived = 0;
    const both = () =>
      endless(async (pieces) => {
        if (pieces === 0) arrived++;
        while (arrived < 2) await wait(5);
        return pieces < 2 ? "more" : "end";
      }).body;
    const put = async () => (await send(service, "PUT", "/api/uploads/yard.tif", both(), tokens.analyst)).status;
    assert.deepEqual((await Promise.all([put(), put()])).sort(), [201, 409]);
    assert.deepEqual(readdirSync(join(folder, "scenes")), ["yard.tif"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
