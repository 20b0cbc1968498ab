import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openDatabase } from "../../src/adapters/store/database.ts";
import { noEvidence } from "../../src/core/evidence/evidence.ts";
import { freshDatabaseUrl } from "../store/databases.ts";
import { DRAWING, NORTH, NOW } from "../store/samples.ts";
import { type Draft, northYard } from "./records.ts";
import { type TestService, testService } from "./service.ts";

let service: TestService;
let _observations: readonly string[];
before(async () => {
  service = await testService();
  _observations = await northYard(service.context.db);
});
after(() => service[Symbol.asyncDispose]());

const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const facility = (id: string) => ({ id, names: { en: id }, geometry: null });

test("a write that is sent twice with one idempotency key is done once and answered twice", async () => {
  const headers = { "idempotency-key": "a1" };
  const first = await service.ask("POST", "/api/facilities", { body: facility("twice"), headers });
  const second = await service.ask("POST", "/api/facilities", { body: facility("twice"), headers });
  assert.deepEqual([first.status, second.status], [201, 201]);
  assert.equal(second.headers.get("idempotency-replayed"), "true");
  assert.equal(await first.text(), await second.text());
  const other = await service.ask("POST", "/api/facilities", { body: facility("other"), headers });
  assert.equal(other.status, 409);
  const without = await service.ask("POST", "/api/facilities", { body: facility("twice") });
  assert.equal(without.status, 409);
});

test("many requests with one key at once do the write once", async () => {
  const headers = { "idempotency-key": "b1" };
  const all = await Promise.all(
    Array.from({ length: 8 }, () => service.ask("POST", "/api/facilities", { body: facility("crowd"), headers })),
  );
  const statuses = all.map(({ status }) => status);
  assert.ok(statuses.includes(201));
  assert.ok(
    statuses.every((status) => status === 201 || status === 409),
    statuses.join(" "),
  );
});

test("a write that failed can be tried again with the same key", async () => {
  const headers = { "idempotency-key": "c1" };
  const drawing = { body: { events: [{ id: "e", date: "2024-01-01", label: { en: "E" }, source: "s" }] }, headers };
  assert.equal((await service.ask("PUT", "/api/facilities/later/events", drawing)).status, 404);
  await service.ask("POST", "/api/facilities", { body: facility("later") });
  assert.equal((await service.ask("PUT", "/api/facilities/later/events", drawing)).status, 200);
});

test("a drawing that was edited meanwhile is not drawn over", async () => {
  const line = (points: readonly { lon: number; lat: number }[]) => points.map(({ lon, lat }) => [lon, lat]);
  const body = {
    area: line(DRAWING.area),
    tracks: DRAWING.tracks.slice(0, 1).map((track) => ({ ...track, line: line(track.line) })),
    zones: DRAWING.zones.map((zone) => ({ ...zone, area: line(zone.area) })),
  };
  const put = (tag: string) =>
    service.ask("PUT", `/api/facilities/${NORTH}/geometry`, { body, headers: { "if-match": tag } });
  const drawn = await put('"r1"');
  assert.equal(drawn.status, 200);
  assert.equal(drawn.headers.get("etag"), '"r2"');
  assert.equal((await put('"r1"')).status, 412);
  const old = await json<{ geometry: { tracks: unknown[] } }>(
    await service.ask("GET", `/api/facilities/${NORTH}/geometries/1`),
  );
  assert.equal(old.geometry.tracks.length, 2);
  const crossed = {
    ...body,
    area: [
      [10, 50],
      [10.01, 50.005],
      [10.01, 50],
      [10, 50.005],
    ],
  };
  const refused = await json<{ code: string }>(
    await service.ask("PUT", `/api/facilities/${NORTH}/geometry`, { body: crossed }),
  );
  assert.equal(refused.code, "facility-invalid");
});

test("evidence is kept revision by revision, and nobody writes over what they have not seen", async () => {
  const path = `/api/facilities/${NORTH}/evidence`;
  const put = (tag: string, focus: string) =>
    service.ask("PUT", path, { body: { ...noEvidence(NORTH), focus }, headers: { "if-match": tag } });
  assert.equal((await put('"r0"', "first")).status, 200);
  assert.equal((await put('"r0"', "second")).status, 412);
  assert.equal((await put('"r1"', "second")).status, 200);
  const wrong = await service.ask("PUT", path, { body: { version: 1, title: "none" } });
  assert.equal((await json<{ code: string }>(wrong)).code, "evidence-invalid");
  const { revisions } = await json<{ revisions: { revision: number }[] }>(await service.ask("GET", path));
  assert.deepEqual(
    revisions.map(({ revision }) => revision),
    [2, 1],
  );
});

test("how a facility is watched is not saved over what somebody else set meanwhile", async () => {
  const path = `/api/facilities/${NORTH}/watch`;
  const put = async (everyHours: number, headers: Record<string, string> = {}) =>
    await service.ask("PUT", path, { body: { settings: { everyHours } }, headers });
  const { tag } = await json<{ tag: string }>(await put(24));
  const changed = await put(12, { "if-match": tag });
  assert.equal(changed.status, 200);
  assert.equal((await put(6, { "if-match": tag })).status, 412);
  assert.equal((await put(6, { "if-match": (await json<{ tag: string }>(changed)).tag })).status, 200);
});

test("a facility that two begin to watch: the second is told, and overwrites nothing", async () => {
  await using fresh = await testService();
  await northYard(fresh.context.db);
  const begin = async (everyHours: number, tag: string) =>
    await fresh.ask("PUT", `/api/facilities/${NORTH}/watch`, {
      body: { settings: { everyHours } },
      headers: { "if-match": tag },
    });
  assert.equal((await begin(12, '"none"')).status, 200);
  assert.equal((await begin(24, '"none"')).status, 412);
  const { tag, settings } = await json<{ tag: string; settings: { everyHours: number } }>(
    await fresh.ask("GET", `/api/facilities/${NORTH}/watch`),
  );
  assert.equal(settings.everyHours, 12);
  assert.equal((await begin(24, tag)).status, 200);
});

test("a watch of a catalogue that the settings have not is refused when it is set, not only when it runs", async () => {
  await using fresh = await testService();
  await northYard(fresh.context.db);
  const body = { settings: { catalogues: ["nope"] } };
  const refused = await fresh.ask("PUT", `/api/facilities/${NORTH}/watch`, { body, headers: { "if-match": '"none"' } });
  assert.equal(refused.status, 400);
  assert.match(
    (await json<{ detail: string }>(refused)).detail,
    /no catalogue "nope" in the settings; there is none yet/,
  );
});

test("of edits that begin from one revision at once, one is made, on a PostgreSQL server too", async () => {
  const { db, close } = await openDatabase({ url: await freshDatabaseUrl() }, NOW);
  await using service = await testService({}, { db });
  const [observation] = await northYard(db);
  const four = async (method: string, path: string, bodyOf: (k: number) => unknown, tag?: string) => {
    const headers: Record<string, string> = tag === undefined ? {} : { "if-match": tag };
    const answers = [0, 1, 2, 3].map((k) => service.ask(method, path, { body: bodyOf(k), headers }));
    return (await Promise.all(answers)).map(({ status }) => status).sort();
  };
  const line = (points: readonly { lon: number; lat: number }[]) => points.map(({ lon, lat }) => [lon, lat]);
  const drawing = (k: number) => ({
    area: line(DRAWING.area),
    tracks: DRAWING.tracks.map((track) => ({ ...track, name: `${track.name} ${k}`, line: line(track.line) })),
    zones: DRAWING.zones.map((zone) => ({ ...zone, area: line(zone.area) })),
  });
  const yard = `/api/facilities/${NORTH}`;
  const once = [200, 412, 412, 412];
  assert.deepEqual(await four("PUT", `${yard}/geometry`, drawing, '"r1"'), once);
  const evidence = (k: number) => ({ ...noEvidence(NORTH), focus: `${k}` });
  assert.deepEqual(await four("PUT", `${yard}/evidence`, evidence, '"r0"'), once);
  const watch = (k: number) => ({ settings: { everyHours: 10 + k } });
  assert.deepEqual(await four("PUT", `${yard}/watch`, watch, '"none"'), once);
  assert.deepEqual(await four("POST", "/api/facilities", () => facility("at-once")), [201, 409, 409, 409]);
  const { document } = await json<Draft>(await service.ask("GET", `${yard}/scenes/scene-1/reading?reader=ada`));
  const cars = document.cars.map((car) => ({ ...car, verdict: "accepted" }));
  const correction = () => ({ document: { ...document, cars }, reason: "looked again" });
  const corrections = `/api/observations/${observation}/corrections?reader=ada`;
  assert.deepEqual(await four("POST", corrections, correction), [201, 409, 409, 409]);
  await close();
});

test("a job is asked for once, followed as it goes, cancelled, and listed", async () => {
  const ask = async () =>
    await json<{ job: string | null }>(
      await service.ask("POST", "/api/jobs", {
        body: { kind: "count", payload: { facility: NORTH, scene: "scene-4" } },
      }),
    );
  const { job } = await ask();
  assert.ok(job);
  assert.equal((await ask()).job, null);
  const cancelled = await service.ask("POST", `/api/jobs/${job}/cancellation`);
  assert.equal((await json<{ state: string }>(cancelled)).state, "cancelled");
  const events = await (await service.ask("GET", `/api/jobs/${job}/events`)).text();
  assert.match(events, /event: job\ndata: \{.*"state":"cancelled"/);
  const { jobs } = await json<{ jobs: { id: string }[] }>(await service.ask("GET", "/api/jobs?state=cancelled"));
  assert.deepEqual(
    jobs.map(({ id }) => id),
    [job],
  );
  const unknown = { kind: "count", payload: { facility: NORTH, scene: "no-such-scene" } };
  assert.equal((await service.ask("POST", "/api/jobs", { body: unknown })).status, 404);
  const inside = { kind: "fetch", payload: { facility: NORTH, item: "/etc/passwd" } };
  assert.equal((await service.ask("POST", "/api/jobs", { body: inside })).status, 400);
});

test("an event on a day or in a month that the calendar has not is refused", async () => {
  const put = async (date: string) => {
    const body = { events: [{ id: "dated", date, label: { en: "E" }, source: "s" }] };
    return await service.ask("PUT", `/api/facilities/${NORTH}/events`, { body });
  };
  for (const date of ["2024-02-31", "2023-02-29", "2024-13", "2024-00", "2024", "2024-1-1", "0023-10-05", "0023-10"]) {
    const refused = await put(date);
    assert.equal(refused.status, 400, date);
    assert.match(
      (await json<{ detail: string }>(refused)).detail,
      /events\.0\.date: expected a (day that exists|month), from 1858/,
    );
  }
  for (const date of ["2024-02-29", "2024-12"]) assert.equal((await put(date)).status, 200, date);
});

test("an event without words in any language is refused", async () => {
  for (const label of ["{}", '{"__proto__":"x"}']) {
    const body: unknown = JSON.parse(`{"events":[{"id":"mute","date":"2024-01-10","label":${label},"source":"s"}]}`);
    const refused = await service.ask("PUT", `/api/facilities/${NORTH}/events`, { body });
    assert.equal(refused.status, 400, label);
    assert.match((await json<{ detail: string }>(refused)).detail, /events\.0\.label: expected words in one language/);
  }
});

test("a regime that ends before it begins is refused, and nothing of the request is stored", async () => {
  const path = `/api/facilities/${NORTH}/events`;
  const put = async (to: string) => {
    const regimes = [{ name: "closed", from: "2024-01-10", to, reason: "r" }];
    const events = [{ id: "with-regime", date: "2024-01-10", label: { en: "E" }, source: "s" }];
    return await service.ask("PUT", path, { body: { events, regimes } });
  };
  const refused = await put("2024-01-09");
  assert.equal(refused.status, 400);
  assert.match((await json<{ detail: string }>(refused)).detail, /regimes\.0\.to: a regime ends before it begins/);
  const { events } = await json<{ events: { id: string }[] }>(await service.ask("GET", path));
  assert.ok(!events.some(({ id }) => id === "with-regime"));
  assert.equal((await put("2024-01-10")).status, 200);
});
