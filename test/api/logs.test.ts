import assert from "node:assert/strict";
import { test } from "node:test";
import pino from "pino";
import { accountsOf, testService } from "./service.ts";

test("each request has one line in the log, with the id that its caller was told, and no secret", async () => {
  const lines: Record<string, unknown>[] = [];
  let text = "";
  const write = (line: string) => {
    text += line;
    lines.push(JSON.parse(line));
  };
  const folder = () => {
    throw new Error("the settings are gone");
  };
  await using service = await testService({}, { log: pino({ level: "info" }, { write }), settings: folder });
  const { admin } = await accountsOf(service);
  const given = await service.ask("GET", "/api/facilities", { token: admin, headers: { "x-request-id": "mine-1" } });
  assert.equal(given.headers.get("x-request-id"), "mine-1");
  const made = await service.ask("GET", "/api/facilities/nowhere", { token: admin });
  const refused = await service.ask("GET", "/api/audit", {
    token: "yct_wrong",
    headers: { "x-request-id": "a b\u00e9" },
  });
  const bug = await service.ask("GET", "/api/map", { token: admin });
  assert.deepEqual([made.status, refused.status, bug.status], [404, 401, 500]);
  const answered = lines.filter(({ msg }) => msg === "request.answered");
  const told = [given, made, refused, bug].map((response) => response.headers.get("x-request-id"));
  assert.deepEqual(
    answered.map(({ requestId }) => requestId),
    told,
  );
  assert.equal(new Set(told).size, 4);
  assert.match(told[2] ?? "", /^[0-9a-f-]{36}$/, "an id that could break a line of the log is replaced");
  const problem = (await bug.json()) as { requestId: string };
  const failed = lines.find(({ msg }) => msg === "request.failed");
  assert.deepEqual([problem.requestId, failed?.["requestId"]], [told[3], told[3]]);
  assert.match(JSON.stringify(failed?.["err"]), /the settings are gone/);
  assert.ok(!text.includes(admin) && !text.includes("yct_wrong"));
});
