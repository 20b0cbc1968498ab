import assert from "node:assert/strict";
import { test } from "node:test";
import { YardcheckError } from "../../errors.ts";
import { QUEUES } from "../jobs/job-kinds.ts";
import { PATIENCE, patientFetch, retryAfterMs } from "./patient-fetch.ts";

/** A fetch that gives the answers in order, and the waits that were asked for. */
function answering(...answers: (Response | Error)[]) {
  const waits: number[] = [];
  let sent = 0;
  const fetch = patientFetch(
    async () => {
      const answer = answers[sent++];
      if (answer instanceof Response) return answer;
      throw answer ?? new Error("asked too often");
    },
    { attempts: 4, firstWaitMs: 100, wait: async (ms) => void waits.push(ms), now: () => 0, random: () => 1 },
  );
  return { fetch, waits, sent: () => sent };
}

const busy = (headers: Record<string, string> = {}) => new Response(null, { status: 503, headers });

test("a failure in passing is tried again after doubling waits", async () => {
  const { fetch, waits } = answering(busy(), new Error("reset"), busy(), new Response("ok"));
  assert.equal(await (await fetch("http://x")).text(), "ok");
  assert.deepEqual(waits, [100, 200, 400]);
});

test("Retry-After is obeyed, in seconds and as a date", async () => {
  const date = new Date(9000).toUTCString();
  const { fetch, waits } = answering(busy({ "retry-after": "7" }), busy({ "retry-after": date }), new Response("ok"));
  await fetch("http://x");
  assert.deepEqual(waits, [7000, 9000]);
});

test("a server that asks for longer than we wait gets no second request before its time", async () => {
  const { fetch, sent } = answering(busy({ "retry-after": "86400" }));
  assert.equal((await fetch("http://x")).status, 503);
  assert.equal(sent(), 1);
});

test("what will not change is not asked again: a wrong request, a refused address", async () => {
  const wrong = answering(new Response(null, { status: 404 }));
  assert.equal((await wrong.fetch("http://x")).status, 404);
  const refused = answering(new YardcheckError("address-refused", "inside"));
  await assert.rejects(refused.fetch("http://x"), /inside/);
  assert.equal(refused.sent(), 1);
});

test("after the last attempt the failure is handed on as one that may pass, with the address and the reason", async () => {
  const reset = new TypeError("fetch failed", { cause: new Error("read ECONNRESET") });
  const { fetch, sent } = answering(busy(), busy(), busy(), reset);
  await assert.rejects(fetch("http://x/search?q"), (error: unknown) => {
    assert.ok(error instanceof YardcheckError && error.handling.retry);
    assert.equal(error.message, "remote-invalid: http://x cannot be reached: read ECONNRESET");
    return true;
  });
  assert.equal(sent(), 4);
});

test("a server that drips without end is given up, each attempt in its time; who stops it is told their own reason", async () => {
  let sent = 0;
  const drip = async (_input: unknown, init?: RequestInit) => {
    sent++;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const beat = setInterval(() => controller.enqueue(new Uint8Array(1)), 5);
        init?.signal?.addEventListener("abort", () => {
          clearInterval(beat);
          controller.error(init.signal?.reason);
        });
      },
    });
    return new Response(body);
  };
  const patience = { attempts: 2, bodyBytes: 1e9, wait: async () => {} };
  await assert.rejects(patientFetch(drip, { ...patience, attemptMs: 60 })("http://x"), /remote-invalid: .*broke off/);
  assert.equal(sent, 2);
  const stop = new AbortController();
  const stopped = patientFetch(drip, patience)("http://x", { signal: stop.signal });
  setTimeout(() => stop.abort(new Error("not wanted")), 30);
  await assert.rejects(stopped, /^Error: not wanted$/);
  assert.equal(sent, 3);
  const waiting = new AbortController();
  const stoppedWaiting = patientFetch(async () => busy(), { firstWaitMs: 1e5 })("http://x", { signal: waiting.signal });
  setTimeout(() => waiting.abort(new Error("not wanted")), 30);
  await assert.rejects(stoppedWaiting, /^Error: not wanted$/);
});

test("a request that fails to the end takes a quarter of a watch's time at most", () => {
  const { attempts, attemptMs, longestWaitMs } = PATIENCE;
  const longestMs = attempts * attemptMs + (attempts - 1) * longestWaitMs;
  assert.ok(longestMs <= (QUEUES.watch.expireInSeconds * 1000) / 4, `${longestMs} ms`);
});

test("a Retry-After that is neither number nor date asks for nothing", () => {
  assert.equal(retryAfterMs("soon", 0), null);
});
