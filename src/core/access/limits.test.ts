import assert from "node:assert/strict";
import { test } from "node:test";
import { FREE_TRIES, lockoutMs } from "./lockout.ts";
import { type Allowance, takeOne } from "./rate-limit.ts";

test("a few wrong passwords cost nothing, then the wait doubles up to an hour and no further", () => {
  assert.equal(lockoutMs(FREE_TRIES - 1), 0);
  assert.deepEqual([5, 6, 7, 8].map(lockoutMs), [30_000, 60_000, 120_000, 240_000]);
  assert.equal(lockoutMs(1000), 3_600_000);
});

test("over any stretch of time no more is allowed than the burst and the rate together", () => {
  const limit = { burst: 5, perSecond: 2 };
  let allowance: Allowance | null = null;
  let allowed = 0;
  for (let ms = 0; ms <= 10_000; ms += 125) {
    const answer = takeOne(limit, allowance, ms);
    allowance = answer.allowance;
    if (answer.allowed) allowed++;
  }
  assert.equal(allowed, 5 + 2 * 10);
});

test("who waits as long as the refusal says is let in, and not a moment earlier", () => {
  const limit = { burst: 1, perSecond: 0.5 };
  const first = takeOne(limit, null, 0);
  const second = takeOne(limit, first.allowance, 500);
  assert.ok(!second.allowed);
  assert.equal(second.retryAfterMs, 1500);
  assert.equal(takeOne(limit, second.allowance, 1999).allowed, false);
  assert.equal(takeOne(limit, second.allowance, 2000).allowed, true);
});

test("a clock that runs backwards gives nobody more", () => {
  const limit = { burst: 1, perSecond: 1 };
  const spent = takeOne(limit, null, 10_000);
  assert.equal(takeOne(limit, spent.allowance, 0).allowed, false);
});
