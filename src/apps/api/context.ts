import type { Registry } from "prom-client";
import type { Check } from "../../adapters/doctor/checks.ts";
import type { Fetch } from "../../adapters/fetch-guard/guarded-fetch.ts";
import type { JobQueue } from "../../adapters/jobs/job-queue.ts";
import type { StripPictures } from "../../adapters/pixels/strip-pictures.ts";
import type { ImageAccess } from "../../adapters/stac-search/image-fetch.ts";
import type { Database } from "../../adapters/store/database.ts";
import type { Settings } from "../../adapters/workspace/workspace.ts";
import type { Principal } from "../../core/access/access.ts";
import type { RateLimit } from "../../core/access/rate-limit.ts";
import type { Log } from "../../log.ts";

/** How a server may be reached and what it refuses. */
export interface ServerRules {
  /** Bound to loopback: whoever is at this machine may work without an account, until there is one. */
  readonly loopback: boolean;
  /** A proxy of ours stands in front: its X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly behindProxy: boolean;
  readonly bodyBytes: number;
  readonly uploadBytes: number;
  readonly perCaller: RateLimit;
  readonly perSignIn: RateLimit;
  /** Longest time for reading pixels, milliseconds; then the worker that reads is ended. */
  readonly pixelsMs: number;
}

export const SERVER_RULES: ServerRules = {
  loopback: true,
  behindProxy: false,
  bodyBytes: 8 * 1024 * 1024,
  uploadBytes: 4 * 1024 ** 3,
  perCaller: { burst: 400, perSecond: 100 },
  perSignIn: { burst: 10, perSecond: 0.2 },
  pixelsMs: 60_000,
};

/** What callers have left of a limit, each for itself. */
export interface Allowances {
  /** @returns null when allowed; else milliseconds to wait */
  take(caller: string, nowMs: number): number | null;
}

/** What every route may use. */
export interface ApiContext {
  readonly db: Database;
  readonly rules: ServerRules;
  /** Tries of each address at a secret, whichever route checks it. */
  readonly guesses: Allowances;
  readonly log: Log;
  readonly metrics: Registry;
  /** ISO 8601 UTC. */
  readonly now: () => string;
  /** The workspace's folder; null for a service without one (PostgreSQL only). */
  readonly folder: string | null;
  /** Reaches only what the settings open, with the credentials of the catalogues. */
  readonly fetch: Fetch;
  readonly strips: StripPictures;
  /** Counts the bundled golden yard and compares; asked for seldom, its answer is kept. */
  readonly goldenYard: () => Promise<Check>;
  /** Of jobs; opened when first needed. */
  readonly queue: () => Promise<JobQueue>;
  /** As they are now: another window may have changed them. */
  readonly settings: () => Settings;
  /** Where secrets are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** For the threads that read images. */
export function imageAccess({ settings, environment }: ApiContext): ImageAccess {
  return { settings: settings(), environment: { ...environment } };
}

/** What middleware leaves for the route. */
export interface ApiEnv {
  Variables: {
    who: Principal;
    requestId: string;
    address: string;
    log: Log;
    /** Set by the gate where a session's request must prove that it comes from our own page. */
    csrf: "not-needed" | "proven" | "missing";
    /** Content-Security-Policy of this answer, where it is not that of our own pages. */
    policy?: string;
  };
}

/** Who has shown nothing: may do what is public, and nothing else. */
export const NOBODY: Principal = { kind: "token", name: "nobody", role: "reader", scopes: [] };
