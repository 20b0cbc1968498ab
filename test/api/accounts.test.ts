import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { newSetupToken } from "../../src/adapters/api-auth/accounts.ts";
import { verifyAudit } from "../../src/adapters/api-auth/audit.ts";
import { addToken } from "../../src/adapters/api-auth/tokens.ts";
import { isLoopback } from "../../src/apps/api/server.ts";
import { accountsOf, PASSWORD, type TestService, testService } from "./service.ts";

const remote = { loopback: false, perSignIn: { burst: 1e6, perSecond: 1e6 } };
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

async function signedIn(service: TestService, name: string, password = PASSWORD) {
  const response = await service.ask("POST", "/api/session", { body: { name, password } });
  assert.equal(response.status, 200, await response.clone().text());
  const { csrf } = (await response.json()) as { csrf: string };
  return { cookie: cookieOf(response), "x-csrf-token": csrf, response };
}

test("whoever is at this machine needs no account, until there is one", async () => {
  await using service = await testService();
  const session = (await (await service.ask("GET", "/api/session")).json()) as { kind: string; role: string };
  assert.deepEqual([session.kind, session.role], ["local", "admin"]);
  const reader = { name: "bo", role: "reader", password: PASSWORD };
  assert.equal((await service.ask("POST", "/api/accounts", { body: reader })).status, 400);
  const admin = { name: "ada", role: "admin", password: PASSWORD };
  assert.equal((await service.ask("POST", "/api/accounts", { body: admin })).status, 201);
  assert.equal((await service.ask("GET", "/api/facilities")).status, 401);
});

test("a server on loopback answers to localhost only, whatever name was made to lead to it", async () => {
  await using service = await testService();
  const ask = async (headers: Record<string, string>) => (await service.ask("GET", "/health", { headers })).status;
  assert.equal(await ask({ host: "evil.example" }), 403);
  assert.equal(await ask({ host: "evil.example:8080" }), 403);
  assert.equal(await ask({ host: "localhost:8080" }), 200);
  assert.equal(await ask({ host: "127.0.0.1:8080" }), 200);
  assert.equal(await ask({ host: "[::1]:8080" }), 200);
  assert.equal(await ask({ "x-forwarded-for": "203.0.113.9" }), 403);
});

test("only loopback itself is taken for it: an address that means every interface makes everybody sign in", () => {
  for (const host of ["127.0.0.1", "127.0.0.2", "localhost", "::1"]) assert.equal(isLoopback(host), true, host);
  for (const host of ["::", "0:0:0:0:0:0:0:0", "0.0.0.0", "0", "", "192.0.2.1", "fe80::1", "host.localhost.example"])
    assert.equal(isLoopback(host), false, host);
});

test("who comes from another machine needs an account, whatever name they say they asked for", async () => {
  await using service = await testService();
  const from = async (remoteAddress: string) => {
    const env = { incoming: { socket: { remoteAddress, remotePort: 1, remoteFamily: "IPv4" } } };
    return (await service.api.request("http://localhost/api/facilities", {}, env)).status;
  };
  assert.deepEqual([await from("127.0.0.1"), await from("::ffff:127.0.0.1"), await from("::1")], [200, 200, 200]);
  assert.deepEqual([await from("192.0.2.7"), await from("fe80::7")], [401, 401]);
});

test("a page of another site changes nothing, even on loopback", async () => {
  await using service = await testService();
  const body = { id: "yard", names: { en: "Yard" }, geometry: null };
  for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }])
    assert.equal((await service.ask("POST", "/api/facilities", { body, headers })).status, 403);
  const plain = { body: JSON.stringify(body), headers: { "content-type": "text/plain" } };
  assert.equal((await service.ask("POST", "/api/facilities", plain)).status, 400);
  const own = { body, headers: { host: "localhost", origin: "http://localhost", "sec-fetch-site": "same-origin" } };
  assert.equal((await service.ask("POST", "/api/facilities", own)).status, 201);
});

test("the first admin is made with the printed token, once", async () => {
  await using service = await testService(remote);
  const { db, now } = service.context;
  const old = await newSetupToken(db, now());
  const token = await newSetupToken(db, now());
  const body = { name: "ada", password: PASSWORD };
  assert.equal((await service.ask("POST", "/api/setup", { body: { ...body, token: old } })).status, 401);
  assert.equal((await service.ask("POST", "/api/setup", { body: { ...body, token } })).status, 200);
  assert.equal((await service.ask("POST", "/api/setup", { body: { ...body, name: "eve", token } })).status, 401);
  assert.equal(await newSetupToken(db, now()), null);
});

test("the set-up token is worth nothing after a day", async () => {
  await using service = await testService(remote);
  const token = await newSetupToken(service.context.db, service.context.now());
  service.pass(25 * 3_600_000);
  const body = { name: "ada", password: PASSWORD, token };
  assert.equal((await service.ask("POST", "/api/setup", { body })).status, 401);
});

test("sessions, passwords, tokens and the audit log, from signing in to signing out", async (t) => {
  await using service = await testService(remote);
  const tokens = await accountsOf(service);
  const { db, now } = service.context;

  await t.test("a session's cookie is out of reach of scripts and of other sites", async () => {
    const { response } = await signedIn(service, "analyst");
    const [session = ""] = response.headers.getSetCookie();
    assert.match(session, /^yardcheck_session=[\w-]{43};.*HttpOnly; SameSite=Strict/);
  });

  await t.test("a write of a session without its CSRF token is refused; with it, it is done", async () => {
    const { cookie, "x-csrf-token": csrf } = await signedIn(service, "analyst");
    const ask = (headers: Record<string, string>) =>
      service.ask("POST", "/api/facilities", { body: { id: "yard", names: { en: "Yard" }, geometry: null }, headers });
    assert.equal((await ask({ cookie })).status, 403);
    assert.equal((await ask({ cookie, "x-csrf-token": "wrong" })).status, 403);
    assert.equal((await ask({ cookie, "x-csrf-token": csrf })).status, 201);
  });

  await t.test("an unknown name, a wrong password and a closed account are told in the same words", async () => {
    await service.ask("PATCH", "/api/accounts/reviewer", { body: { disabled: true }, token: tokens.admin });
    const answers = [];
    for (const body of [
      { name: "nobody", password: PASSWORD },
      { name: "reader", password: "wrong password" },
      { name: "reviewer", password: PASSWORD },
    ]) {
      const { requestId: _own, ...problem } = (await (
        await service.ask("POST", "/api/session", { body })
      ).json()) as Record<string, unknown>;
      answers.push(problem);
    }
    assert.deepEqual(answers[0], answers[1]);
    assert.deepEqual(answers[0], answers[2]);
    assert.equal((await service.ask("GET", "/api/facilities", { token: tokens.reviewer })).status, 401);
  });

  await t.test("guessing closes an account for a while, longer each time, and it opens by itself", async () => {
    const wrong = () => service.ask("POST", "/api/session", { body: { name: "reader", password: "wrong password" } });
    for (let i = 0; i < 5; i++) await wrong();
    const right = { body: { name: "reader", password: PASSWORD } };
    assert.equal((await service.ask("POST", "/api/session", right)).status, 429);
    service.pass(31_000);
    await wrong();
    service.pass(31_000);
    assert.equal((await service.ask("POST", "/api/session", right)).status, 429);
    service.pass(30_000);
    assert.equal((await service.ask("POST", "/api/session", right)).status, 200);
  });

  await t.test("a name that nobody has is closed for a while just the same, and told in the same words", async () => {
    const told = async (name: string) => {
      const body = { name, password: "wrong password" };
      const answers: unknown[] = [];
      for (let i = 0; i < 7; i++) {
        const { requestId: _own, ...problem } = (await (
          await service.ask("POST", "/api/session", { body })
        ).json()) as Record<string, unknown>;
        answers.push(problem);
      }
      service.pass(31_000);
      return answers.map((answer) => JSON.stringify(answer).replaceAll(/after [\dTZ:.-]+/g, "after"));
    };
    const unknown = await told("no-such-name");
    assert.deepEqual(await told("analyst"), unknown);
    assert.match(unknown[6] ?? "", /too many wrong passwords/);
  });

  await t.test("who signed in is in the audit log by name, with the address", async () => {
    await signedIn(service, "analyst");
    const answer = await service.ask("GET", "/api/audit?limit=3", { token: tokens.admin });
    const { entries } = (await answer.json()) as {
      entries: { actor: string; outcome: string; target: string; detail: string }[];
    };
    const entry = entries.find(({ actor, outcome }) => actor === "analyst" && outcome === "signed in");
    assert.equal(entry?.target, "session");
    assert.deepEqual(JSON.parse(entry.detail), { address: "in-process", by: "session" });
  });

  await t.test("a changed password ends every session, and the old one is worth nothing", async () => {
    const { cookie, "x-csrf-token": csrf } = await signedIn(service, "reader");
    const headers = { cookie, "x-csrf-token": csrf };
    const change = { old: PASSWORD, new: "another long password" };
    const wrong = await service.ask("PUT", "/api/session/password", { body: { ...change, old: "wrong" }, headers });
    assert.equal(wrong.status, 401);
    assert.equal((await service.ask("PUT", "/api/session/password", { body: change, headers })).status, 204);
    assert.equal((await service.ask("GET", "/api/facilities", { headers: { cookie } })).status, 401);
    await signedIn(service, "reader", "another long password");
  });

  await t.test("a session ends when it is idle, and by signing out", async () => {
    const one = await signedIn(service, "analyst");
    const headers = { cookie: one.cookie, "x-csrf-token": one["x-csrf-token"] };
    assert.equal((await service.ask("DELETE", "/api/session", { headers })).status, 204);
    assert.equal((await service.ask("GET", "/api/facilities", { headers })).status, 401);
    const two = await signedIn(service, "analyst");
    service.pass(13 * 3_600_000);
    assert.equal((await service.ask("GET", "/api/facilities", { headers: { cookie: two.cookie } })).status, 401);
  });

  await t.test("a token is shown once, kept as a hash, listed without it, and ends when it is revoked", async () => {
    const { cookie, "x-csrf-token": csrf } = await signedIn(service, "analyst");
    const headers = { cookie, "x-csrf-token": csrf };
    const body = { label: "export", scopes: ["*:read"], days: 7 };
    const made = (await (await service.ask("POST", "/api/tokens", { body, headers })).json()) as {
      token: string;
      record: { id: string };
    };
    assert.equal((await service.ask("GET", "/api/facilities", { token: made.token })).status, 200);
    const basic = `Basic ${Buffer.from(`anyone:${made.token}`).toString("base64")}`;
    assert.equal((await service.ask("GET", "/api/facilities", { headers: { authorization: basic } })).status, 200);
    const listed = await (await service.ask("GET", "/api/tokens", { headers })).text();
    assert.ok(listed.includes(made.record.id) && !listed.includes(made.token));
    const { rows } = await sql<{ all: string }>`select string_agg(t::text, ' ') as all from api_token t`.execute(db);
    assert.ok(!rows[0]?.all.includes(made.token));
    assert.equal((await service.ask("DELETE", `/api/tokens/${made.record.id}`, { headers })).status, 204);
    assert.equal((await service.ask("GET", "/api/facilities", { token: made.token })).status, 401);
  });

  await t.test("a scope that covers nothing, a life over a year and a token made by a token are refused", async () => {
    const given = { account: "analyst", label: "x", scopes: ["scene:fly"], days: 1 };
    await assert.rejects(addToken(db, given, now()), /"scene:fly"/);
    await assert.rejects(addToken(db, { ...given, scopes: null, days: 400 }, now()), /366/);
    const body = { label: "x", scopes: null, days: 1 };
    assert.equal((await service.ask("POST", "/api/tokens", { body, token: tokens.analyst })).status, 403);
  });

  await t.test("the last admin can be neither closed nor made something else", async () => {
    for (const body of [{ disabled: true }, { role: "reader" }]) {
      const response = await service.ask("PATCH", "/api/accounts/admin", { body, token: tokens.admin });
      assert.equal(await codeOf(response), "conflict");
    }
  });

  await t.test("every write and every refusal of one is in the audit log, whose chain holds", async () => {
    await service.ask("POST", "/api/facilities", { body: { id: "x" }, token: tokens.reader });
    const answer = await service.ask("GET", "/api/audit?limit=1000", { token: tokens.admin });
    const { entries } = (await answer.json()) as { entries: { actor: string; outcome: string; action: string }[] };
    assert.ok(entries.some(({ actor, outcome }) => actor === "reader" && outcome === "refused: access-denied"));
    assert.ok(
      entries.some(
        ({ actor, action, outcome }) => actor === "analyst" && action === "facility:write" && outcome === "begun",
      ),
    );
    const verdict = await verifyAudit(db, null);
    assert.equal(verdict.entries, entries.length);
    assert.equal((await verifyAudit(db, verdict.head)).head, verdict.head);
    await assert.rejects(verifyAudit(db, "f".repeat(64)), /cut off/);
  });

  await t.test("an entry of the log can be neither changed nor taken out, and a forger is found out", async () => {
    await assert.rejects(sql`update audit_entry set actor = 'eve' where seq = 2`.execute(db), /append-only/);
    await assert.rejects(sql`delete from audit_entry where seq = 2`.execute(db), /append-only/);
    await assert.rejects(sql`truncate audit_entry`.execute(db), /append-only/);
    await sql`alter table audit_entry disable trigger user`.execute(db);
    await sql`update audit_entry set actor = 'eve' where seq = 2`.execute(db);
    await assert.rejects(verifyAudit(db, null, 3), /entry 2 .* was changed/);
    await sql`delete from audit_entry where seq = 2`.execute(db);
    await assert.rejects(verifyAudit(db, null, 3), /entry 2 is missing/);
  });
});

test("guessing passwords and tokens is slowed by address, and what is refused for that fills no audit log", async () => {
  await using service = await testService({
    loopback: false,
    perCaller: { burst: 20, perSecond: 1 },
    perSignIn: { burst: 3, perSecond: 0.1 },
  });
  const tokens = await accountsOf(service);
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) {
    const body = { name: `name-${i}`, password: "wrong password" };
    statuses.push((await service.ask("POST", "/api/session", { body })).status);
  }
  assert.deepEqual(statuses, [401, 401, 401, 429, 429, 429]);
  const setUp = { body: { token: "guessed", name: "eve", password: PASSWORD } };
  assert.equal((await service.ask("POST", "/api/setup", setUp)).status, 429, "another route, the same allowance");
  const { entries } = await verifyAudit(service.context.db, null);
  assert.equal(entries, 6, "each of three tries was begun, and failed");
  let refused = 0;
  for (let i = 0; i < 30; i++)
    if ((await service.ask("GET", "/api/facilities", { token: `yardcheck_${i}` })).status === 429) refused++;
  assert.ok(refused >= 10, `${refused} guesses were refused`);
  assert.equal((await service.ask("GET", "/api/facilities", { token: tokens.reader })).status, 200);
});

test("who asks too fast waits as long as Retry-After says, and others do not", async () => {
  await using service = await testService({ loopback: false, perCaller: { burst: 3, perSecond: 1 } });
  const tokens = await accountsOf(service);
  for (let i = 0; i < 3; i++)
    assert.equal((await service.ask("GET", "/api/facilities", { token: tokens.reader })).status, 200);
  const refused = await service.ask("GET", "/api/facilities", { token: tokens.reader });
  assert.deepEqual([refused.status, refused.headers.get("retry-after")], [429, "1"]);
  assert.equal((await service.ask("GET", "/api/facilities", { token: tokens.analyst })).status, 200);
  service.pass(1000);
  assert.equal((await service.ask("GET", "/api/facilities", { token: tokens.reader })).status, 200);
});
