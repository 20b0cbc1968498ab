import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { countingApart } from "../../src/adapters/counting/count-apart.ts";
import { countRegistered } from "../../src/adapters/counting/count-registered.ts";
import { currentObservations } from "../../src/adapters/store/observations.ts";
import { localServer } from "../api/http-server.ts";
import { addGoldenYard, newWorkspace, YARD } from "./yards.ts";

const now = () => new Date("2024-05-06T07:08:09Z");

test("a count that takes too long or too much memory, or is cancelled, costs its thread, stores nothing, and lets this one go on", async () => {
  const { workspace, end } = await newWorkspace();
  try {
    const { db, settings } = workspace;
    const [scene] = await addGoldenYard(db, 1);
    assert.ok(scene);
    const limits = { limitMs: 60_000, memoryMegabytes: 2048 };
    const counted = (change: Partial<typeof limits>, signal?: AbortSignal) =>
      countRegistered(
        db,
        YARD,
        scene,
        countingApart(() => settings, {}, 1, { ...limits, ...change }),
        now,
        { signal },
      );

    await assert.rejects(counted({ limitMs: 20 }), /image-invalid: .*yard\.tif took more than 20 ms to read/);
    await assert.rejects(
      counted({ memoryMegabytes: 16 }),
      /image-invalid: .*yard\.tif (took more than 16 megabytes|ended the thread)/,
    );

    const stop = new AbortController();
    const cancelled = counted({}, stop.signal);
    await wait(300);
    const asked = performance.now();
    stop.abort(new Error("not wanted any more"));
    await assert.rejects(cancelled, /not wanted any more/);
    assert.ok(performance.now() - asked < 1000);
    assert.deepEqual(await currentObservations(db, YARD), []);

    let longest = 0;
    let last = performance.now();
    const clock = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    const { observation, recorded } = await counted({});
    clearInterval(clock);
    assert.deepEqual([observation.status, recorded], ["counted", true]);
    assert.ok(longest < 1000, `the main thread was held for ${longest} ms`);
  } finally {
    await end();
  }
});

test("an image whose server stalls ends its count, and the next count has a new thread", async () => {
  await using stalling = await localServer(() => {});
  const { workspace, end } = await newWorkspace();
  try {
    const { db, settings } = workspace;
    const [sharp] = await addGoldenYard(db, 1);
    assert.ok(sharp);
    const count = countingApart(() => settings, { YARDCHECK_FETCH_ALLOW: stalling.place }, 1, {
      limitMs: 20_000,
      memoryMegabytes: 2048,
    });
    const endless: typeof count = (geometry, scene, options) =>
      count(geometry, { ...scene, location: `${stalling.url}/x.tif` }, options);
    const stop = AbortSignal.timeout(3000);
    await assert.rejects(countRegistered(db, YARD, sharp, endless, now, { signal: stop }), /timeout/);
    assert.equal((await countRegistered(db, YARD, sharp, count, now)).observation.status, "counted");
  } finally {
    await end();
  }
});
