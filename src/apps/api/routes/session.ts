import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { changeAccount, setUpFirstAdmin, signIn } from "../../../adapters/api-auth/accounts.ts";
import { closeSession, openSession, renewCsrf, sessionOfCookie } from "../../../adapters/api-auth/sessions.ts";
import { ACTIONS, isAction, mayDo, type Principal, ROLES } from "../../../core/access/access.ts";
import { YardcheckError } from "../../../errors.ts";
import { type ApiContext, type ApiEnv, NOBODY } from "../context.ts";
import { allowancesOf, SESSION_COOKIE, tooMany } from "../gate.ts";
import { type Api, addRoute } from "../route.ts";
import { noteAct } from "../write-log.ts";

const NAME = z.string().min(1).max(63).openapi({ example: "ada" });
const PASSWORD = z.string().min(1).max(1000);

const SESSION = z
  .object({
    name: z.string().nullable().openapi({ description: "Null: nobody has signed in." }),
    kind: z.enum(["local", "session", "token"]).nullable(),
    role: z.enum(ROLES).nullable(),
    actions: z.array(z.string()).openapi({ description: "What the caller may do." }),
    csrf: z
      .string()
      .nullable()
      .openapi({ description: "To be sent as X-CSRF-Token with each write of a session; null where none is needed." }),
  })
  .openapi("Session");

function sessionOf(who: Principal, csrf: string | null): z.input<typeof SESSION> {
  if (who === NOBODY) return { name: null, kind: null, role: null, actions: [], csrf: null };
  const actions = Object.keys(ACTIONS).filter((action) => isAction(action) && mayDo(who, action));
  return { name: who.name, kind: who.kind, role: who.role, actions, csrf };
}

const CSRF_COOKIE = "yardcheck-csrf";

/** The same token where the page's own script can read it; another site's cannot. */
function tellCsrf(http: Context, csrf: string, secure: boolean): void {
  setCookie(http, CSRF_COOKIE, csrf, { path: "/", sameSite: "Strict", secure });
}

export function sessionRoutes(api: Api, context: ApiContext): void {
  const { db, now, rules } = context;
  const byName = allowancesOf(rules.perSignIn);

  /** Guessing is slow for one name from many addresses, too, whether or not there is such an account. */
  function spendTry(http: Context, name: string): void {
    const wait = byName.take(name, Date.parse(now()));
    if (wait !== null) throw tooMany(http, wait, "too many tries to sign in");
  }

  const note = (http: Context<ApiEnv>, who: Principal, target: string, outcome: string) =>
    noteAct(context, http, { action: "own-account:use", who, target }, outcome);

  const isSecure = (http: Context) =>
    http.req.url.startsWith("https:") || (rules.behindProxy && http.req.header("x-forwarded-proto") === "https");

  async function begin(http: Context, who: Principal): Promise<z.input<typeof SESSION>> {
    const session = await openSession(db, who.name, now());
    const secure = isSecure(http);
    setCookie(http, SESSION_COOKIE, session.cookie, {
      path: "/",
      httpOnly: true,
      sameSite: "Strict",
      secure,
      maxAge: session.seconds,
    });
    tellCsrf(http, session.csrf, secure);
    return sessionOf(who, session.csrf);
  }

  addRoute(
    api,
    context,
    {
      method: "get",
      path: "/api/session",
      access: "public",
      tag: "Session",
      summary: "Who is asking, what they may do, and a new CSRF token for a session",
      answer: SESSION,
    },
    async ({ who, http }) => {
      const cookie = getCookie(http, SESSION_COOKIE);
      http.header("cache-control", "no-store");
      if (who.kind !== "session" || cookie === undefined) return sessionOf(who, null);
      const known = getCookie(http, CSRF_COOKIE);
      const session = known === undefined ? null : await sessionOfCookie(db, cookie, now());
      if (known !== undefined && session?.isCsrf(known)) return sessionOf(who, known);
      const csrf = await renewCsrf(db, cookie);
      tellCsrf(http, csrf, isSecure(http));
      return sessionOf(who, csrf);
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/session",
      access: "public",
      tag: "Session",
      summary: "Sign in",
      body: z.object({ name: NAME, password: PASSWORD }),
      answer: SESSION,
      secret: true,
      guessed: true,
    },
    async ({ body, http }) => {
      spendTry(http, body.name);
      const who = await signIn(db, body.name, body.password, now());
      await note(http, who, "session", "signed in");
      return await begin(http, who);
    },
  );

  addRoute(
    api,
    context,
    { method: "delete", path: "/api/session", access: "own-account:use", tag: "Session", summary: "Sign out" },
    async ({ http }) => {
      const cookie = getCookie(http, SESSION_COOKIE);
      if (cookie !== undefined) await closeSession(db, cookie);
      deleteCookie(http, SESSION_COOKIE, { path: "/" });
      deleteCookie(http, CSRF_COOKIE, { path: "/" });
      return undefined;
    },
  );

  addRoute(
    api,
    context,
    {
      method: "post",
      path: "/api/setup",
      access: "public",
      tag: "Session",
      summary: "Make the first admin, with the one-time token that the server printed at its start",
      body: z.object({ token: z.string().min(1).max(200), name: NAME, password: PASSWORD }),
      answer: SESSION,
      secret: true,
      guessed: true,
    },
    async ({ body, http }) => {
      const who = await setUpFirstAdmin(db, body, now());
      await note(http, who, "account", "made the first admin");
      return await begin(http, who);
    },
  );

  addRoute(
    api,
    context,
    {
      method: "put",
      path: "/api/session/password",
      access: "own-account:use",
      tag: "Session",
      summary: "Change one's own password; every session ends",
      body: z.object({ old: PASSWORD, new: PASSWORD }),
      secret: true,
      guessed: true,
    },
    async ({ body, who, http }) => {
      if (who.kind !== "session") throw new YardcheckError("usage", "only who has signed in has a password to change");
      spendTry(http, who.name);
      await signIn(db, who.name, body.old, now());
      await changeAccount(db, who.name, { password: body.new }, now());
      await note(http, who, "password", "changed");
      return undefined;
    },
  );
}
