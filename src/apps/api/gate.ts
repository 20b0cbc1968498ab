import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { hasAccounts } from "../../adapters/api-auth/accounts.ts";
import { sessionOfCookie } from "../../adapters/api-auth/sessions.ts";
import { principalOfToken } from "../../adapters/api-auth/tokens.ts";
import { whyNotPublic } from "../../adapters/fetch-guard/addresses.ts";
import type { Principal } from "../../core/access/access.ts";
import { type Allowance, type RateLimit, takeOne } from "../../core/access/rate-limit.ts";
import { YardcheckError } from "../../errors.ts";
import { type Allowances, type ApiContext, type ApiEnv, NOBODY } from "./context.ts";

export const SESSION_COOKIE = "yardcheck_session";

/** Whoever is at this machine, while there are no accounts. */
const AT_THIS_MACHINE: Principal = { kind: "local", name: "local", role: "admin", scopes: null };

/** Address of a caller without a connection: the server's own process. */
const IN_PROCESS = "in-process";

/** Gives every request its id, its caller's address, and a log that carries both. */
export function identify(context: ApiContext): MiddlewareHandler<ApiEnv> {
  return async (http, next) => {
    const asked = http.req.header("x-request-id");
    const requestId = asked !== undefined && /^[\w.-]{1,64}$/.test(asked) ? asked : randomUUID();
    http.set("requestId", requestId);
    const address = addressOf(context, http);
    http.set("address", address);
    http.set("log", context.log.child({ requestId, address }));
    http.header("x-request-id", requestId);
    await next();
  };
}

function addressOf({ rules }: ApiContext, http: Context): string {
  const forwarded = http.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  if (rules.behindProxy && forwarded !== undefined && isIP(forwarded) !== 0) return forwarded;
  try {
    return getConnInfo(http).remote.address ?? "unknown";
  } catch {
    return IN_PROCESS;
  }
}

/** Whether a connection comes from this machine, whatever the server was told to listen on. */
const isNear = (address: string) => address === IN_PROCESS || whyNotPublic(address) === "loopback";

/**
 * Finds out who asks. A token that is wrong is refused at once, even where nobody needs one: its holder should know.
 *
 * @throws YardcheckError "sign-in-required" | "access-denied" | "too-many-requests"
 */
export function admit(context: ApiContext): MiddlewareHandler<ApiEnv> {
  const allowances = allowancesOf(context.rules.perCaller);
  const spend = (http: Context, caller: string) => {
    const wait = allowances.take(caller, Date.parse(context.now()));
    if (wait !== null) throw tooMany(http, wait, "too many requests");
  };
  return async (http, next) => {
    const address = http.get("address");
    let caller: Awaited<ReturnType<typeof callerOf>>;
    try {
      refuseForeignPages(context, http);
      caller = await callerOf(context, http);
    } catch (error) {
      spend(http, address);
      throw error;
    }
    const { who, csrf } = caller;
    http.set("who", who);
    http.set("csrf", csrf);
    if (who.kind !== "local") spend(http, who === NOBODY ? address : `${who.kind} ${who.name}`);
    await next();
  };
}

export function tooMany(http: Context, waitMs: number, why: string): YardcheckError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  http.header("retry-after", String(seconds));
  return new YardcheckError("too-many-requests", `${why}; try again in ${seconds} s`);
}

async function callerOf(
  context: ApiContext,
  http: Context<ApiEnv>,
): Promise<{ who: Principal; csrf: ApiEnv["Variables"]["csrf"] }> {
  const authorization = http.req.header("authorization");
  if (authorization !== undefined) {
    const token = tokenOf(authorization);
    const who = token === null ? null : await principalOfToken(context.db, token, context.now());
    if (who === null) throw new YardcheckError("sign-in-required", "the token is unknown, revoked or too old");
    return { who, csrf: "not-needed" };
  }
  const cookie = getCookie(http, SESSION_COOKIE);
  if (cookie !== undefined) {
    const session = await sessionOfCookie(context.db, cookie, context.now());
    if (session !== null) {
      const header = http.req.header("x-csrf-token");
      return { who: session.principal, csrf: header !== undefined && session.isCsrf(header) ? "proven" : "missing" };
    }
  }
  const atThisMachine = context.rules.loopback && isNear(http.get("address")) && !(await hasAccounts(context.db));
  return { who: atThisMachine ? AT_THIS_MACHINE : NOBODY, csrf: "not-needed" };
}

/** A bearer token; or the password of Basic, which is all that feed readers and QGIS can send. */
function tokenOf(authorization: string): string | null {
  const [, scheme = "", credentials = ""] = /^(Bearer|Basic) (\S+)$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() === "bearer") return credentials;
  const password = Buffer.from(credentials, "base64").toString().split(":").slice(1).join(":");
  return password === "" ? null : password;
}

/**
 * Refuses what a page of another site could make a browser send: writes that come from another origin, and, while
 * whoever is at this machine needs no account, names that were made to lead here (DNS rebinding) and proxies.
 */
function refuseForeignPages({ rules }: ApiContext, http: Context): void {
  const host = http.req.header("host") ?? new URL(http.req.url).host;
  if (rules.loopback) {
    const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
    if (name !== "localhost" && whyNotPublic(name) !== "loopback")
      throw new YardcheckError("access-denied", `this server answers to localhost only, not to "${name}"`);
    if (http.req.header("x-forwarded-for") !== undefined && !rules.behindProxy)
      throw new YardcheckError(
        "access-denied",
        "a proxy stands in front; start the server with --behind-proxy and accounts",
      );
  }
  if (http.req.method === "GET" || http.req.method === "HEAD") return;
  const origin = http.req.header("origin");
  const site = http.req.header("sec-fetch-site");
  const foreign = origin !== undefined && origin !== "null" ? hostOf(origin) !== host : origin === "null";
  if (foreign || site === "cross-site" || site === "same-site")
    throw new YardcheckError("access-denied", `a page of ${origin ?? "another site"} may not change anything here`);
}

function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    return "";
  }
}

/** Allowances of all callers, in memory; those who have not come for long are forgotten. */
export function allowancesOf(limit: RateLimit): Allowances {
  const MOST_CALLERS = 10_000;
  const allowances = new Map<string, Allowance>();
  return {
    take(caller, nowMs) {
      const answer = takeOne(limit, allowances.get(caller) ?? null, nowMs);
      allowances.delete(caller);
      allowances.set(caller, answer.allowance);
      const [oldest] = allowances.keys();
      if (allowances.size > MOST_CALLERS && oldest !== undefined) allowances.delete(oldest);
      return answer.allowed ? null : answer.retryAfterMs;
    },
  };
}
