import { setTimeout as delay } from "node:timers/promises";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { readBytes } from "./read-body.ts";

/** How often a request that failed in passing is sent again, and how long between. */
export interface Patience {
  /** Requests in all, the first one included. */
  readonly attempts: number;
  /** Wait before the second request, milliseconds; doubled before each further one. */
  readonly firstWaitMs: number;
  /** Longest wait; a server that asks for more (Retry-After) is taken at its word: the request fails at once. */
  readonly longestWaitMs: number;
  /** The body is read whole before the response is given back, up to so many bytes, and is part of the attempt. */
  readonly bodyBytes: number | null;
  /** Longest time of one attempt that reads the body: a server that drips is given up. */
  readonly attemptMs: number;
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly now: () => number;
  /** 0 to 1; spreads the waits of many clients over half to all of the time. */
  readonly random: () => number;
}

export const PATIENCE: Patience = {
  attempts: 5,
  firstWaitMs: 500,
  longestWaitMs: 60_000,
  bodyBytes: null,
  // Five minutes of attempts and four of waits at most; the queue gives a watch, which asks for several pages, to another
  // worker after an hour.
  attemptMs: 60_000,
  wait: async (ms, signal) => {
    await delay(ms, undefined, { signal }).catch(() => signal?.throwIfAborted());
  },
  now: Date.now,
  random: Math.random,
};

/** Statuses that say: not now. */
const IN_PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * A fetch that tries again after a failure in passing: a broken connection, a stall, a busy server. Only for requests
 * that may be sent twice (reading and searching).
 *
 * The last response is given back as it is, whatever its status.
 *
 * @throws YardcheckError "remote-invalid" (from the fetch) where the other side was not reached or broke off; the reason
 *   of `init.signal`
 */
export function patientFetch(fetch: Fetch, given: Partial<Patience> = {}): Fetch {
  const patience = { ...PATIENCE, ...given };
  return async (input, init) => {
    const signal = init?.signal ?? undefined;
    for (let attempt = 1; ; attempt++) {
      let asked: number | null = null;
      try {
        const response = await fetch(input instanceof Request ? input.clone() : input, limited(init, patience));
        if (!IN_PASSING.has(response.status) || attempt >= patience.attempts)
          return patience.bodyBytes === null ? response : await whole(response, patience.bodyBytes);
        asked = retryAfterMs(response.headers.get("retry-after"), patience.now());
        if (asked !== null && asked > patience.longestWaitMs) return response;
        await response.body?.cancel();
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof YardcheckError && !error.handling.retry) throw error;
        if (attempt >= patience.attempts) throw unreached(error, input);
      }
      await patience.wait(asked ?? backOffMs(patience, attempt), signal);
    }
  };
}

function limited(init: RequestInit | undefined, { bodyBytes, attemptMs }: Patience): RequestInit | undefined {
  if (bodyBytes === null) return init;
  const limit = AbortSignal.timeout(attemptMs);
  return { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit };
}

/** What a connection that failed is told as: the other side's address, and the innermost reason. */
function unreached(error: unknown, input: string | URL | Request): YardcheckError {
  if (error instanceof YardcheckError) return error;
  let inner = error;
  while (inner instanceof Error && inner.cause !== undefined) inner = inner.cause;
  const why = inner instanceof Error ? inner.message : String(inner);
  const { origin } = new URL(input instanceof Request ? input.url : String(input));
  return new YardcheckError("remote-invalid", `${origin} cannot be reached: ${why}`, { cause: error });
}

async function whole(response: Response, maxBytes: number): Promise<Response> {
  const { status, statusText, headers, url } = response;
  const bytes = await readBytes(response, maxBytes);
  const body = status === 204 || status === 304 ? null : new Uint8Array(bytes);
  return Object.defineProperty(new Response(body, { status, statusText, headers: [...headers] }), "url", {
    value: url,
  });
}

/** Doubling waits, each spread over its upper half. */
function backOffMs(
  { firstWaitMs, longestWaitMs, random }: Pick<Patience, "firstWaitMs" | "longestWaitMs" | "random">,
  attempt: number,
): number {
  return Math.round(Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + 0.5 * random()));
}

/** Milliseconds that a Retry-After header asks for (RFC 9110, section 10.2.3: seconds or a date); null without one. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
