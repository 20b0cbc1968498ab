import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ACTIONS,
  type Action,
  isAction,
  isScope,
  mayDo,
  type Principal,
  ROLES,
  rolesFor,
  scopeHolds,
} from "./access.ts";

const actions = Object.keys(ACTIONS).filter(isAction);
const someone = (role: Principal["role"], scopes: string[] | null = null): Principal => ({
  kind: scopes ? "token" : "session",
  name: "someone",
  role,
  scopes,
});

test("each role may do all that the one before it may, and an admin everything", () => {
  for (const action of actions) {
    const allowed = ROLES.map((role) => mayDo(someone(role), action));
    assert.deepEqual(allowed, [...allowed].sort(), action);
    assert.equal(allowed.at(-1), true, action);
    assert.deepEqual(
      ROLES.filter((role) => mayDo(someone(role), action)),
      rolesFor(action),
    );
  }
});

test("a reader changes nothing", () => {
  const may = actions.filter((action) => mayDo(someone("reader"), action));
  assert.deepEqual(
    may.filter((action) => !action.endsWith(":read")),
    ["own-account:use"],
  );
});

test("only a reviewer or an admin publishes; only an admin sees accounts and the audit log", () => {
  assert.deepEqual(rolesFor("report:publish"), ["reviewer", "admin"]);
  assert.deepEqual(rolesFor("account:write"), ["admin"]);
  assert.deepEqual(rolesFor("audit:read"), ["admin"]);
});

test("a token never does more than its role, whatever its scopes say", () => {
  assert.equal(mayDo(someone("reader", ["*:*"]), "scene:write"), false);
});

test("a token does only what its scopes cover", () => {
  const token = someone("admin", ["scene:*", "*:read"]);
  const may = (action: Action) => mayDo(token, action);
  assert.deepEqual([may("scene:write"), may("audit:read"), may("report:publish")], [true, true, false]);
  assert.equal(mayDo(someone("admin", []), "facility:read"), false);
});

test("a scope that covers nothing is told apart from one that does", () => {
  assert.deepEqual(["scene:*", "*:read", "*:*", "scene:write"].map(isScope), [true, true, true, true]);
  assert.deepEqual(["", "*", "scene", "scene:delete", "a:b:c", "*:*:*"].map(isScope), Array(6).fill(false));
  assert.equal(scopeHolds("scene:write:more", "scene:write"), false);
});
