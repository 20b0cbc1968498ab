import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { documentOf } from "../../src/apps/api/openapi.ts";
import { ACTIONS, isAction, ROLES, rolesFor } from "../../src/core/access/access.ts";
import { accountsOf, type TestService, testService } from "./service.ts";

/** A route as the OpenAPI document tells it. */
interface Described {
  readonly method: string;
  readonly path: string;
  readonly rule:
    | { readonly public?: boolean; readonly action?: string; readonly roles?: readonly string[] }
    | undefined;
  readonly security: readonly unknown[];
}

let service: TestService;
let tokens: Awaited<ReturnType<typeof accountsOf>>;
let routes: readonly Described[];

before(async () => {
  service = await testService({ loopback: false });
  tokens = await accountsOf(service);
  routes = Object.entries(documentOf(service.api).paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { security, ...rest } = operation as Described & Record<string, unknown>;
      return { method: method.toUpperCase(), path, rule: rest["x-yardcheck-access"] as Described["rule"], security };
    }),
  );
});
after(() => service[Symbol.asyncDispose]());

/** A path with something in each of its places: access is decided before anything is looked up. */
const filled = (path: string) => path.replaceAll(/\{(\w+)\}/g, "1");

test("every route that answers is in the OpenAPI document", () => {
  const described = new Set(routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`));
  const answering = service.api.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(
    answering.filter((route) => !described.has(route)),
    [],
  );
  assert.ok(routes.length > 40, `${routes.length} routes`);
});

test("every route has a rule: an action of the table with its roles, or that it is public", () => {
  for (const { method, path, rule, security } of routes) {
    const where = `${method} ${path}`;
    assert.ok(rule, `${where} has no rule`);
    if (rule.public) assert.deepEqual(security, [], where);
    else {
      assert.ok(rule.action !== undefined && isAction(rule.action), where);
      assert.deepEqual(rule.roles, rolesFor(rule.action), where);
      assert.equal(security.length, 2, where);
    }
  }
});

test("every action of the table is used by a route, so that the table says nothing idle", () => {
  const used = new Set(routes.map(({ rule }) => rule?.action));
  used.add("restricted-pixels:read");
  assert.deepEqual(
    Object.keys(ACTIONS).filter((action) => !used.has(action)),
    [],
  );
});

test("every route refuses whoever has not signed in, unless it is public", async () => {
  for (const { method, path, rule } of routes) {
    const { status } = await service.ask(method, filled(path));
    assert.equal(status === 401, !rule?.public, `${method} ${path} answered ${status} to nobody`);
  }
});

test("every route refuses each role below its own and none from its own up", async () => {
  for (const { method, path, rule } of routes)
    for (const role of ROLES) {
      const { status } = await service.ask(method, filled(path), { token: tokens[role] });
      const allowed = rule?.public || rule?.roles?.includes(role) === true;
      const body = status === 403 ? `refused` : String(status);
      assert.equal(
        status !== 403 || isOwnRefusal(path),
        allowed || isOwnRefusal(path),
        `${method} ${path} as ${role}: ${body}`,
      );
    }
});

/** Routes that refuse further, by what is asked and not by the role alone: a draft of a report is not for readers. */
function isOwnRefusal(path: string): boolean {
  return path === "/api/tokens" || /^\/api\/facilities\/\{facility\}\/report(-sentences|-comparison)?$/.test(path);
}

test("a token of the wrong scope is refused everywhere but where its scope leads", async () => {
  const { addToken } = await import("../../src/adapters/api-auth/tokens.ts");
  const given = { account: "admin", label: "narrow", scopes: ["facility:read"], days: 1 };
  const { token } = await addToken(service.context.db, given, service.context.now());
  for (const { method, path, rule } of routes) {
    const { status } = await service.ask(method, filled(path), { token });
    assert.equal(status === 403, !rule?.public && rule?.action !== "facility:read", `${method} ${path}: ${status}`);
  }
});

test("a token that was revoked, has expired or never was is refused even where nobody needs one", async () => {
  const { addToken, revokeToken } = await import("../../src/adapters/api-auth/tokens.ts");
  const { db, now } = service.context;
  const given = { account: "reader", label: "short", scopes: null, days: 1 };
  const revoked = await addToken(db, given, now());
  await revokeToken(db, revoked.record.id, null, now());
  const expired = await addToken(db, given, "2020-01-01T00:00:00Z");
  for (const token of [revoked.token, expired.token, "yardcheck_never"])
    assert.equal((await service.ask("GET", "/conformance", { token })).status, 401);
});
